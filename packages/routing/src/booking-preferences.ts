import type { LondonDate } from '@oh/kernel'
import { byNumber, byText } from './compare.ts'
import type { Preference } from './preference.ts'
import type { Session } from './sessions.ts'
import { compareSpareSkills } from './skills.ts'

/** What the preferences look at in a session that may take the case now. */
export interface OpenSession {
  readonly session: Pick<Session, 'sessionId' | 'startsAt'>
  readonly on: LondonDate
  readonly dueOn: LondonDate
  /** Of another ICS. */
  readonly lent: boolean
  /** With a specialist who has given an opinion on this worker before. */
  readonly known: boolean
  /** Holders of each skill of the specialist that the case would tie up without need, scarcest first. */
  readonly spare: readonly number[]
  readonly fitsPreference: boolean
  /** Minutes left in the session once the case is in it. */
  readonly minutesOver: number
}

export type BookedWord =
  | 'planned-for-most-in-time'
  | 'chosen-by-plan-of-all'
  | 'in-time'
  | 'of-own-ics'
  | 'answered-for-worker-before'
  | 'scarce-skills-kept-free'
  | 'earliest-session'
  | 'fits-worker-preference'
  | 'best-fit-of-hours'
  | 'first-in-fixed-order'
  | 'only-session-possible'
export type NotBookedWord =
  | 'planned-otherwise'
  | 'after-due-date'
  | 'of-another-ics'
  | 'another-answered-for-worker-before'
  | 'scarce-skill-to-keep-free'
  | 'later-session'
  | 'worker-prefers-other-employer'
  | 'worse-fit-of-hours'
  | 'later-in-fixed-order'
  | 'not-closing-yet'
  | 'hours-taken'
  | 'kept-for-overflow'
  | 'waits-for-known-specialist'

const yesFirst = (one: boolean, other: boolean) => Number(other) - Number(one)

/** Which session a case gets among those that may take it now, most important first. The last row always decides. */
export const BOOKING_PREFERENCES: readonly Preference<OpenSession, BookedWord, NotBookedWord>[] = [
  {
    compare: (one, other) => yesFirst(one.on <= one.dueOn, other.on <= other.dueOn),
    chosen: 'in-time',
    passedOver: 'after-due-date',
    source: 'Our proposal: the due date comes first',
  },
  {
    compare: (one, other) => Number(one.lent) - Number(other.lent),
    chosen: 'of-own-ics',
    passedOver: 'of-another-ics',
    source: 'Our proposal: a neighbour lends for what the own ICS cannot see in time',
  },
  {
    compare: (one, other) => yesFirst(one.known, other.known),
    chosen: 'answered-for-worker-before',
    passedOver: 'another-answered-for-worker-before',
    source: 'GMC Good medical practice: continuity of care',
  },
  {
    compare: (one, other) => compareSpareSkills(one.spare, other.spare),
    chosen: 'scarce-skills-kept-free',
    passedOver: 'scarce-skill-to-keep-free',
    source: 'Our proposal: whoever has a rare skill is kept for the cases that need it',
  },
  {
    compare: (one, other) => byText(one.session.startsAt, other.session.startsAt),
    chosen: 'earliest-session',
    passedOver: 'later-session',
    source: 'Our proposal: an earlier opinion is an earlier return to work',
  },
  {
    compare: (one, other) => yesFirst(one.fitsPreference, other.fitsPreference),
    chosen: 'fits-worker-preference',
    passedOver: 'worker-prefers-other-employer',
    source:
      'Defining the value of accredited specialists in occupational medicine, 2021: in-house specialists see their own staff',
  },
  {
    compare: (one, other) => byNumber(one.minutesOver, other.minutesOver),
    chosen: 'best-fit-of-hours',
    passedOver: 'worse-fit-of-hours',
    source: 'Our proposal: a long case later finds a long gap',
  },
  {
    compare: (one, other) => byText(one.session.sessionId, other.session.sessionId),
    chosen: 'first-in-fixed-order',
    passedOver: 'later-in-fixed-order',
    source: 'Our proposal: the same question always has the same answer',
  },
]

/** What is said where no row of a table decides: a plan for all cases at once, or the hours and the moment. */
export const BOOKING_WORDS: readonly (BookedWord | NotBookedWord)[] = [
  'only-session-possible',
  'planned-for-most-in-time',
  'chosen-by-plan-of-all',
  'planned-otherwise',
  'not-closing-yet',
  'hours-taken',
  'kept-for-overflow',
  'waits-for-known-specialist',
]
