import { CASE_ESCALATED_V1, CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import { answering, type Fates, type Handlers } from '@oh/relay'
import type { Pool } from './context.ts'
import { closeOnWithdrawal, type WithdrawalRefusal } from './escalations/close-on-withdrawal.ts'
import { type EscalationRefusal, takeInEscalation } from './escalations/take-in-escalation.ts'

/** An escalation that is not taken in is with nobody, while its trust waits for an answer: every reason goes back. */
const ESCALATED: Fates<EscalationRefusal> = {
  'not-the-subject': 'returned',
  'trust-not-served': 'returned',
  'not-served': 'returned',
  'escalation-known': 'returned',
  'specialist-unknown': 'returned',
}

/** Withdrawn a second time, nothing is left to shut. Of an escalation that is not here, a person must find out where it is. */
const WITHDRAWN: Fates<WithdrawalRefusal> = {
  'not-the-subject': 'returned',
  'escalation-unknown': 'returned',
  'already-withdrawn': 'recorded',
}

/** What spokes may tell a pool, what each message does here, and which refusals the spoke must know. Anything else is refused. */
export function inboxHandlers(pool: Pool): Handlers {
  return {
    [CASE_ESCALATED_V1]: answering(takeInEscalation(pool), ESCALATED),
    [CONSENT_WITHDRAWN_V1]: answering(closeOnWithdrawal(pool), WITHDRAWN),
  }
}
