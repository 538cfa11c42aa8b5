import './board/board.graph.ts'
import './board/route-again.graph.ts'
import './bookings/session.graph.ts'
import './escalations/escalation.graph.ts'
import './escalations/my-escalations.graph.ts'
import './offers/answer-offer.graph.ts'
import './offers/declare-conflict.graph.ts'
import './offers/offer.graph.ts'
import './opinions/give-opinion.graph.ts'
import './specialists/pool.graph.ts'
import { toSchema } from './builder.ts'

export const poolSchema = toSchema()
