import './memberships/viewer.graph.ts'
import './service/service.graph.ts'
import { toSchema } from './builder.ts'

export const spokeSchema = toSchema()
