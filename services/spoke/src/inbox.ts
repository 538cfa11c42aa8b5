import {
  CONFLICT_DECLARED_V1,
  ESCALATION_ACCEPTED_V1,
  ESCALATION_ACCEPTED_V2,
  ESCALATION_ROUTED_V1,
  ESCALATION_STOOD_DOWN_V1,
  OPINION_GIVEN_V1,
  OPINION_GIVEN_V2,
  SESSION_BOOKED_V1,
  SESSION_CANCELLED_V1,
  SESSION_OVER_V1,
  SUBMISSION_ANSWERED_V1,
  SUBMISSION_PUBLISHED_V1,
  SUBMISSION_WAITS_V1,
} from '@oh/messages'
import { answering, type Fates, type Handlers } from '@oh/relay'
import type { Spoke } from './context.ts'
import { applyOpinion, type OpinionRefusal } from './escalations/apply-opinion.ts'
import { type NewsRefusal, takeInAcceptance, takeInConflict, takeInRouting } from './escalations/take-in-news.ts'
import {
  type SessionRefusal,
  takeInSessionBooked,
  takeInSessionCancelled,
  takeInSessionOver,
} from './escalations/take-in-session.ts'
import { takeInStandDown } from './escalations/take-in-stand-down.ts'
import { type SubmissionNewsRefusal, takeInAnswer, takeInPublished, takeInWaiting } from './submissions/take-in-news.ts'

/** Whatever it tells, it is not about an escalation that this trust has sent to that pool. */
const ASTRAY = { 'escalation-unknown': 'returned' } as const

/** Each move as the pool's news of a search finds it: whoever is found, or the end, is known already. */
const ROUTED: Fates<NewsRefusal> = {
  ...ASTRAY,
  'older-round': 'recorded',
  'not-accepted': 'recorded',
  'not-accepted-by-this-person': 'recorded',
  'already-accepted': 'recorded',
  'already-answered': 'recorded',
  'already-withdrawn': 'recorded',
}

/** An acceptance lets somebody in: the pool must not believe in one that does not hold here, unless consent has gone since. */
const ACCEPTED: Fates<NewsRefusal> = { ...ROUTED, 'already-accepted': 'returned', 'already-answered': 'returned' }

/** A conflict or a stand-down shuts a door to one person. Where that person has no way in, nothing is left to shut. */
const SHUTS_OUT: Fates<NewsRefusal> = ROUTED

/** An opinion that is not read is a danger, so only withdrawn consent lets one go by. The relay itself knows a repetition. */
const OPINION: Fates<OpinionRefusal> = {
  ...ASTRAY,
  'not-our-pool': 'returned',
  'signature-does-not-hold': 'returned',
  'case-not-waiting': 'returned',
  'older-round': 'recorded',
  'not-accepted': 'returned',
  'not-accepted-by-this-person': 'returned',
  'already-accepted': 'returned',
  'already-answered': 'returned',
  'already-withdrawn': 'recorded',
}

/** A session that is told to nobody is missed, so only withdrawn consent, and what is known already, lets the news of one go by. */
const SESSION: Fates<SessionRefusal> = {
  ...ASTRAY,
  'already-withdrawn': 'recorded',
  'already-answered': 'returned',
  'not-accepted': 'returned',
  'session-known': 'recorded',
  'session-unknown': 'recorded',
}

/** Nothing here rests on what the rollup says of a submission that this service never sent. */
const OF_SUBMISSIONS: Fates<SubmissionNewsRefusal> = { 'not-our-rollup': 'recorded', 'submission-unknown': 'recorded' }

/** What pool and rollup may tell this spoke, what each message does here, and which refusals they must know. Anything else is refused. */
export function inboxHandlers(spoke: Spoke): Handlers {
  return {
    [ESCALATION_ROUTED_V1]: answering(takeInRouting(spoke), ROUTED),
    [ESCALATION_ACCEPTED_V1]: answering(takeInAcceptance, ACCEPTED),
    [ESCALATION_ACCEPTED_V2]: answering(takeInAcceptance, ACCEPTED),
    [CONFLICT_DECLARED_V1]: answering(takeInConflict, SHUTS_OUT),
    [ESCALATION_STOOD_DOWN_V1]: answering(takeInStandDown, SHUTS_OUT),
    [OPINION_GIVEN_V1]: answering(applyOpinion(spoke), OPINION),
    [OPINION_GIVEN_V2]: answering(applyOpinion(spoke), OPINION),
    [SESSION_BOOKED_V1]: answering(takeInSessionBooked(spoke), SESSION),
    [SESSION_CANCELLED_V1]: answering(takeInSessionCancelled(spoke), SESSION),
    [SESSION_OVER_V1]: answering(takeInSessionOver(spoke), SESSION),
    [SUBMISSION_ANSWERED_V1]: answering(takeInAnswer(spoke), OF_SUBMISSIONS),
    [SUBMISSION_PUBLISHED_V1]: answering(takeInPublished(spoke), OF_SUBMISSIONS),
    [SUBMISSION_WAITS_V1]: answering(takeInWaiting(spoke), OF_SUBMISSIONS),
  }
}
