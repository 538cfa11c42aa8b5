import './audit/audit.graph.ts'
import './parked/parked.graph.ts'
import './preparations/preparation.graph.ts'
import './preparations/prepare-refresh.graph.ts'
import './publications/measure.graph.ts'
import './publications/next-month.graph.ts'
import './publications/published.graph.ts'
import './publications/publish-month.graph.ts'
import './publications/publish-refresh.graph.ts'
import './publications/withdraw-publication.graph.ts'
import './publications/year-to-refresh.graph.ts'
import { toSchema } from './builder.ts'

export const rollupSchema = toSchema()
