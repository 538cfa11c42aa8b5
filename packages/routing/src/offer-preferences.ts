import type { LondonDate } from '@oh/kernel'
import { byNumber, byText } from './compare.ts'
import type { Preference } from './preference.ts'
import { compareSpareSkills } from './skills.ts'
import type { Specialist } from './specialist.ts'

/** What the preferences look at in a specialist whom no hard rule bars. */
export interface Eligible {
  readonly specialist: Pick<Specialist, 'specialistId' | 'caseloadCap'>
  /** Holders of each skill that this escalation would tie up without need, scarcest first. */
  readonly spare: readonly number[]
  /** First day with free time, never before the day of the offer; undefined when none is known. */
  readonly ableOn: LondonDate | undefined
  readonly knowsWorker: boolean
  /** Open offers and open cases. */
  readonly load: number
  readonly fitsPreference: boolean
  /** Lent by a neighbouring system. */
  readonly isLent: boolean
  /** Lent, and in time for the due date while no eligible specialist of the own system is. */
  readonly relieves: boolean
}

export type ChosenWord =
  | 'lent-and-in-time'
  | 'own-system-first'
  | 'scarce-skills-kept-free'
  | 'able-earliest'
  | 'answered-for-worker-before'
  | 'lightest-load'
  | 'fits-worker-preference'
  | 'first-in-fixed-order'
  | 'only-one-eligible'
export type PassedOverWord =
  | 'later-than-lent'
  | 'lent-for-what-own-cannot'
  | 'scarce-skill-to-keep-free'
  | 'able-later'
  | 'another-answered-for-worker-before'
  | 'heavier-load'
  | 'worker-prefers-other-employer'
  | 'later-in-fixed-order'

const yesFirst = (one: boolean, other: boolean) => Number(other) - Number(one)
/** After every real date, since text order is day order. */
const UNKNOWN = '~'

/** Who is preferred among those eligible, most important first. The last row always tells two specialists apart. */
export const OFFER_PREFERENCES: readonly Preference<Eligible, ChosenWord, PassedOverWord>[] = [
  {
    compare: (one, other) => yesFirst(one.relieves, other.relieves),
    chosen: 'lent-and-in-time',
    passedOver: 'later-than-lent',
    source: 'Our proposal: a neighbour helps when the own system is too late',
  },
  {
    compare: (one, other) => yesFirst(!one.isLent, !other.isLent),
    chosen: 'own-system-first',
    passedOver: 'lent-for-what-own-cannot',
    source: 'Our proposal: lent time is for conflicts of interest, missing skills and overflow, and is owed back',
  },
  {
    compare: (one, other) => compareSpareSkills(one.spare, other.spare),
    chosen: 'scarce-skills-kept-free',
    passedOver: 'scarce-skill-to-keep-free',
    source: 'Our proposal: whoever has a rare skill is kept for the cases that need it',
  },
  {
    compare: (one, other) => byText(one.ableOn ?? UNKNOWN, other.ableOn ?? UNKNOWN),
    chosen: 'able-earliest',
    passedOver: 'able-later',
    source: 'Our proposal: an earlier opinion is an earlier return to work',
  },
  {
    compare: (one, other) => yesFirst(one.knowsWorker, other.knowsWorker),
    chosen: 'answered-for-worker-before',
    passedOver: 'another-answered-for-worker-before',
    source: 'Our proposal: a worker tells the story once',
  },
  {
    compare: (one, other) => byNumber(one.load / one.specialist.caseloadCap, other.load / other.specialist.caseloadCap),
    chosen: 'lightest-load',
    passedOver: 'heavier-load',
    source: 'Our proposal: load is a share of the own cap, so that part-timers are not filled first',
  },
  {
    compare: (one, other) => yesFirst(one.fitsPreference, other.fitsPreference),
    chosen: 'fits-worker-preference',
    passedOver: 'worker-prefers-other-employer',
    source:
      'Defining the value of accredited specialists in occupational medicine, 2021: in-house specialists see their own staff',
  },
  {
    compare: (one, other) => byText(one.specialist.specialistId, other.specialist.specialistId),
    chosen: 'first-in-fixed-order',
    passedOver: 'later-in-fixed-order',
    source: 'Our proposal: the same question always has the same answer',
  },
]
