import {
  AGREEMENT_ACCEPTED_V1,
  AGREEMENT_ENDED_V1,
  AGREEMENT_PROPOSED_V1,
  CASE_ESCALATED_V1,
  CONSENT_WITHDRAWN_V1,
  LENT_SESSION_RECALLED_V1,
  LENT_SESSION_RETURNED_V1,
  LENT_SESSION_USED_V1,
  SESSION_LENT_V1,
} from '@oh/messages'
import { answering, type Fates, type Handlers } from '@oh/relay'
import type { Pool } from './context.ts'
import { closeOnWithdrawal, type WithdrawalRefusal } from './escalations/close-on-withdrawal.ts'
import { type EscalationRefusal, takeInEscalation } from './escalations/take-in-escalation.ts'
import { type AgreementRefusal, takeInAcceptance, takeInEnd, takeInProposal } from './lending/take-in-agreement.ts'
import { hearOfUse, type LentSessionRefusal, takeBackSession, takeInLentSession } from './lending/take-in-lent-session.ts'
import { takeInRecall } from './lending/take-in-recall.ts'

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

/** Both sides of an agreement count on it. What crosses an end of it is over on both sides: then nothing is left to tell. */
const AGREEMENT: Fates<AgreementRefusal> = {
  'not-the-subject': 'returned',
  'not-served': 'returned',
  'agreement-known': 'returned',
  'agreement-unknown': 'returned',
  'agreement-ended-before': 'recorded',
}

/** A session that one side believes lent and the other does not know of would be planned by both, or by nobody. What crosses a recall is over on both sides. */
const LENT_SESSION: Fates<LentSessionRefusal> = {
  'not-the-subject': 'returned',
  'agreement-unknown': 'returned',
  'session-unknown': 'returned',
  'session-known': 'recorded',
  'session-ended-before': 'recorded',
}

/** What spokes and neighbouring pools may tell a pool, what each message does here, and which refusals the sender must know. Anything else is refused. */
export function inboxHandlers(pool: Pool): Handlers {
  return {
    [CASE_ESCALATED_V1]: answering(takeInEscalation(pool), ESCALATED),
    [CONSENT_WITHDRAWN_V1]: answering(closeOnWithdrawal(pool), WITHDRAWN),
    [AGREEMENT_PROPOSED_V1]: answering(takeInProposal(pool), AGREEMENT),
    [AGREEMENT_ACCEPTED_V1]: answering(takeInAcceptance, AGREEMENT),
    [AGREEMENT_ENDED_V1]: answering(takeInEnd, AGREEMENT),
    [SESSION_LENT_V1]: answering(takeInLentSession(pool), LENT_SESSION),
    [LENT_SESSION_RETURNED_V1]: answering(takeBackSession(pool), LENT_SESSION),
    [LENT_SESSION_RECALLED_V1]: answering(takeInRecall(pool), LENT_SESSION),
    [LENT_SESSION_USED_V1]: answering(hearOfUse(pool), LENT_SESSION),
  }
}
