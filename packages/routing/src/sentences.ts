import type { LondonDate } from '@oh/kernel'
import type { RightEnding, RightWord } from './accreditation.ts'
import type { BookedWord, NotBookedWord } from './booking-preferences.ts'
import type { BookingBar } from './booking-rules.ts'
import type { ConflictWord } from './conflicts.ts'
import type { MoveRefusal } from './escalation.ts'
import type { GradeBar } from './grades.ts'
import type { ChosenWord, PassedOverWord } from './offer-preferences.ts'
import type { OfferBar } from './offer-rules.ts'
import type { KeptWord, TakenBackWord } from './replan.ts'
import { SKILL_NAMES, type Skill } from './skills.ts'

/** Every word that routing gives as a reason, for an offer, a booking or a refused move. */
export type RoutingReason =
  | RightWord
  | ConflictWord
  | OfferBar
  | GradeBar
  | ChosenWord
  | PassedOverWord
  | BookingBar
  | BookedWord
  | NotBookedWord
  | MoveRefusal
  | KeptWord
  | TakenBackWord

/** What a sentence may take in; each is left out of the sentence when it is not known. */
export interface SentenceValues {
  /** The date on which the rule was asked: of the offer, or of the session. */
  readonly on?: LondonDate | undefined
  /** The skills that the case needs. */
  readonly skills?: readonly Skill[] | undefined
}

type Template = (values: SentenceValues) => string

const fullDate = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })

function onDate({ on }: SentenceValues): string {
  return on === undefined ? 'on the date of the work' : `on ${fullDate.format(new Date(on))}`
}

function skillsNeeded({ skills = [] }: SentenceValues): string {
  return skills.length === 0 ? '' : `: ${skills.map((skill) => SKILL_NAMES[skill]).join(', ')}`
}

const TEMPLATES: Readonly<Record<RoutingReason, Template>> = {
  'role-not-held': (values) => `Not a specialist of the pool ${onDate(values)}`,
  'not-accredited': (values) => `Not accredited ${onDate(values)}`,
  'agreement-not-valid': (values) => `No valid pool agreement ${onDate(values)}`,
  'indemnity-not-valid': (values) => `No valid indemnity ${onDate(values)}`,
  'honorary-contract-not-valid': (values) => `No valid honorary contract ${onDate(values)}`,

  'same-department': () => 'Works in the same department as the worker',
  'line-relation': () => 'Manages the worker or is managed by the worker',
  'treating-doctor': () => 'Treats the worker as a doctor',
  'declared-relationship': () => 'Has a declared relationship with the worker',
  'worker-objects': () => 'The worker does not want to be seen by this specialist',

  'gate-not-alive': () => 'Consent, or what stands in its place, does not hold now',
  'skill-missing': (values) => `Does not have every skill that the case needs${skillsNeeded(values)}`,
  'declined-before': () => 'Declined this escalation in an earlier round',
  'lapsed-before': () => 'Did not answer the offer in an earlier round',
  'conflict-declared-before': () => 'Declared a conflict of interest in an earlier round',
  'caseload-full': () => 'Has as many cases and open offers as the agreed caseload allows',
  away: (values) => `Away ${onDate(values)}`,
  'not-shown-to-worker': () => 'Came to the pool after the worker had been shown the names',

  'skill-beyond-second-tier': (values) => `The second tier does not take this kind of case${skillsNeeded(values)}`,
  'urgent-beyond-second-tier': () => 'The second tier does not take urgent cases',
  'supervisor-missing': () => 'A trainee without an accredited specialist as supervisor',
  'supervisor-may-not-work': (values) => `The supervisor may not work for the pool ${onDate(values)}`,
  'supervisor-away': (values) => `The supervisor is away ${onDate(values)}`,
  'supervisor-skill-missing': (values) => `The supervisor does not have every skill that the case needs${skillsNeeded(values)}`,
  'supervisor-in-conflict': () => 'The supervisor has a conflict of interest with the worker',

  'lent-and-in-time': () => 'Lent by a neighbouring system, and in time while no own specialist is',
  'later-than-lent': () => 'Has no time before the due date, and a lent specialist has',
  'own-system-first': () => 'A specialist of the own system, who comes before those lent by a neighbour',
  'lent-for-what-own-cannot': () => 'Lent by a neighbouring system for what the own specialists cannot do',
  'only-one-eligible': () => 'The only specialist who may take this escalation',
  'scarce-skills-kept-free': () => 'Can do this without tying up a rarer skill',
  'scarce-skill-to-keep-free': () => 'Has a rarer skill, kept free for cases that need it',
  'able-earliest': () => 'Has time earliest',
  'able-later': () => 'Has time later than the specialist chosen',
  'answered-for-worker-before': () => 'Has given an opinion on this worker before',
  'another-answered-for-worker-before': () => 'The specialist chosen has given an opinion on this worker before',
  'lightest-load': () => 'Has the lightest load for the agreed caseload',
  'heavier-load': () => 'Has a heavier load than the specialist chosen',
  'fits-worker-preference': () => 'Works for the same employer, as the worker prefers',
  'worker-prefers-other-employer': () => 'Works for another employer, and the worker prefers the own one',
  'first-in-fixed-order': () => 'Equal to others on every rule, and first in a fixed order',
  'later-in-fixed-order': () => 'Equal to the choice made on every rule, and later in a fixed order',

  'pool-not-named': () => 'Lent by a pool that the routing policy does not name',
  'specialist-unknown': () => 'The specialist of this session is not known to the pool',
  'specialist-away': (values) => `The specialist is away ${onDate(values)}`,
  'on-exclusion-list': () => "Excluded by the worker's own service because of a conflict of interest or an objection",
  'accepted-by-another': () => 'Another specialist has accepted this case',
  'out-of-reach': () => 'Held at another site, and not by video for this case',
  'session-over': () => 'This session no longer takes bookings',
  'short-notice': () => 'Too little notice for the worker',
  'session-too-short': () => 'Has fewer free hours than the case needs',

  'only-session-possible': () => 'The only session that can take this case now',
  'in-time': () => 'On or before the due date',
  'after-due-date': () => 'After the due date, unlike the session chosen',
  'earliest-session': () => 'The earliest session',
  'later-session': () => 'Later than the session chosen',
  'best-fit-of-hours': () => 'Leaves the least time unused',
  'worse-fit-of-hours': () => 'Leaves more time unused than the session chosen',
  'planned-for-most-in-time': () => 'Part of the plan that sees most cases on or before their due dates',
  'chosen-by-plan-of-all': () => 'Worked out over all waiting cases at once, so that more of them are seen by their due dates',
  'planned-otherwise': () => 'In the plan that sees most cases in time, this case takes another session',
  'of-own-ics': () => 'Held by the own integrated care system',
  'of-another-ics': () => 'Lent by another integrated care system, and the own one has a session',
  'kept-for-overflow': () => 'Lent by another integrated care system, and kept for cases that the own one cannot see in time',
  'waits-for-known-specialist': () => 'A specialist who knows the worker has time before the due date',
  'not-closing-yet': () => 'Could take this case, but is kept open until it is about to close',
  'hours-taken': () => 'Its free hours went to cases that come first',

  'own-session-in-time': () => 'The same specialist has another session that is in time',
  'no-own-session-in-time': () => 'The same specialist has no other session that is in time',
  'away-until-too-late': () => 'The specialist is away until it would be late',

  'not-offered': () => 'This escalation has not been offered to anyone',
  'already-offered': () => 'This escalation has already been offered to a specialist',
  'not-accepted': () => 'No specialist has accepted this escalation',
  'already-accepted': () => 'A specialist has already accepted this escalation',
  'not-opened': () => 'The content of this escalation has not been opened',
  'already-opened': () => 'The content of this escalation has already been opened',
  'already-answered': () => 'This escalation has already been answered',
  'already-withdrawn': () => 'The worker has withdrawn consent for this escalation',
  'not-submitted': () => 'No opinion waits for a countersignature',
  'already-submitted': () => 'An opinion has already been written and waits for the countersignature',
  'countersignature-needed': () => 'What a trainee writes is sent when the supervisor has countersigned it',
  'not-supervised': () => 'No countersignature is needed for this escalation',
  'not-supervised-by-you': () => 'You are not the supervisor for this escalation',
  'supervisor-not-declared': () => 'Say first whether you have a conflict of interest yourself',
  'tried-before': () => 'This specialist has been asked about this escalation before',
  'offer-ends-too-soon': () => 'The offer would end before it could be answered',
  'not-offered-to-you': () => 'This escalation is not offered to you',
  'offer-lapsed': () => 'The time to answer this offer has passed',
  'offer-still-open': () => 'The time to answer this offer has not passed yet',
  'not-accepted-by-you': () => 'You have not accepted this escalation',
}

/** Every reason word of routing, each once. */
export const ROUTING_REASONS = Object.keys(TEMPLATES) as readonly RoutingReason[]

/**
 * The sentence for a reason, in words a clinician accepts, without a full stop. Dates read like "3 December 2026".
 * A value that is not given is left out, never guessed.
 */
export function sentenceOf(reason: RoutingReason, values: SentenceValues = {}): string {
  return TEMPLATES[reason](values)
}

const RIGHT_NAMES: Readonly<Record<RightWord, string>> = {
  'role-not-held': 'The role of specialist',
  'not-accredited': 'Accreditation',
  'agreement-not-valid': 'The agreement with the pool',
  'indemnity-not-valid': 'Indemnity',
  'honorary-contract-not-valid': 'The honorary contract',
}

/** That a right is about to end, as a sentence without a full stop: "Indemnity no longer holds from 3 December 2026". */
export function endingSentenceOf({ right, on }: RightEnding): string {
  return `${RIGHT_NAMES[right]} no longer holds from ${fullDate.format(new Date(on))}`
}
