import { CASE_ESCALATED_V1, CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import type { Handlers } from '@oh/relay'
import type { Pool } from './context.ts'
import { closeOnWithdrawal } from './escalations/close-on-withdrawal.ts'
import { takeInEscalation } from './escalations/take-in-escalation.ts'

/** What spokes may tell a pool, and what each message does here. Anything else is refused. */
export function inboxHandlers(pool: Pool): Handlers {
  return { [CASE_ESCALATED_V1]: takeInEscalation(pool), [CONSENT_WITHDRAWN_V1]: closeOnWithdrawal }
}
