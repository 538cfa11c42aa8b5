import {
  CONFLICT_DECLARED_V1,
  ESCALATION_ACCEPTED_V1,
  ESCALATION_ROUTED_V1,
  ESCALATION_STOOD_DOWN_V1,
  OPINION_GIVEN_V1,
} from '@oh/messages'
import type { Handlers } from '@oh/relay'
import type { Spoke } from './context.ts'
import { applyOpinion } from './escalations/apply-opinion.ts'
import { takeInAcceptance, takeInConflict, takeInRouting } from './escalations/take-in-news.ts'
import { takeInStandDown } from './escalations/take-in-stand-down.ts'

/** What the pool may tell this spoke, and what each message does here. Anything else is refused. */
export function inboxHandlers(spoke: Spoke): Handlers {
  return {
    [ESCALATION_ROUTED_V1]: takeInRouting(spoke),
    [ESCALATION_ACCEPTED_V1]: takeInAcceptance,
    [CONFLICT_DECLARED_V1]: takeInConflict,
    [ESCALATION_STOOD_DOWN_V1]: takeInStandDown,
    [OPINION_GIVEN_V1]: applyOpinion(spoke),
  }
}
