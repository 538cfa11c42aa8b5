import './audit.graph.ts'
import './me.graph.ts'
import './members.graph.ts'
import './organisations.graph.ts'
import { toSchema } from './builder.ts'

export const directorySchema = toSchema()
