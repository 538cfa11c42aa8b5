import { holdsOn, type LondonDate, type RefusalRule, type Ruling, ruleBy } from '@oh/kernel'
import type { Period, Specialist } from './specialist.ts'

export type RightWord =
  | 'role-not-held'
  | 'not-accredited'
  | 'agreement-not-valid'
  | 'indemnity-not-valid'
  | 'honorary-contract-not-valid'

/** A specialist's rights. */
export type Rights = Pick<Specialist, 'grade' | 'role' | 'accredited' | 'agreement' | 'indemnity' | 'honoraryContract'>

export interface RightFacts {
  readonly specialist: Rights
  readonly on: LondonDate
}

const missing = (right: Period | undefined, on: LondonDate) => right === undefined || !holdsOn(on, right)

/** Second tier and trainees are asked for what they hold: agreement, indemnity, honorary contract. */
const mustBeAccredited = ({ grade }: Rights) => grade === undefined || grade === 'accredited-specialist'

/** What a specialist must hold on the date of the work: one row per right. */
export const RIGHT_RULES: readonly RefusalRule<RightWord, RightFacts>[] = [
  {
    refuses: 'role-not-held',
    when: ({ specialist, on }) => specialist.role !== undefined && !holdsOn(on, specialist.role),
    source: 'OWASP ASVS 8.3.2: a change of role applies at once',
  },
  {
    refuses: 'not-accredited',
    when: ({ specialist, on }) => mustBeAccredited(specialist) && missing(specialist.accredited, on),
    source:
      'Defining the value of accredited specialists in occupational medicine, 2021: an ICS has a group of accredited specialists',
  },
  {
    refuses: 'agreement-not-valid',
    when: ({ specialist, on }) => missing(specialist.agreement, on),
    source: 'Our proposal: the pool agreement is valid on the date of the work',
  },
  {
    refuses: 'indemnity-not-valid',
    when: ({ specialist, on }) => missing(specialist.indemnity, on),
    source: 'Medical Act 1983 section 44C: a licensed doctor has indemnity for the work',
  },
  {
    refuses: 'honorary-contract-not-valid',
    when: ({ specialist, on }) => missing(specialist.honoraryContract, on),
    source: 'Our proposal: work for the staff of another organisation is done under an honorary contract valid on the date',
  },
]

/**
 * May this specialist work on this date? Every right must hold on that very London date; the first day after a right
 * ended is too late. A role is asked for where the caller keeps roles, accreditation
 * of accredited specialists only. Refused with every right that does not hold, in table order. Ask it again on the day the content
 * is opened and on the day the opinion is signed: an offer made lawfully may be worked too late.
 */
export function mayWorkOn(specialist: Rights, on: LondonDate): Ruling<RightWord> {
  return ruleBy(RIGHT_RULES, { specialist, on })
}

/** The first day on which each right no longer holds, for those that have an end: one row per right, in table order. */
const ENDS: readonly (readonly [RightWord, (specialist: Rights) => Period | undefined])[] = [
  ['role-not-held', ({ role }) => role],
  ['not-accredited', (specialist) => (mustBeAccredited(specialist) ? specialist.accredited : undefined)],
  ['agreement-not-valid', ({ agreement }) => agreement],
  ['indemnity-not-valid', ({ indemnity }) => indemnity],
  ['honorary-contract-not-valid', ({ honoraryContract }) => honoraryContract],
]

export interface RightEnding {
  readonly right: RightWord
  /** The first day on which it no longer holds. */
  readonly on: LondonDate
}

/**
 * The rights of a specialist that hold on `today` and no longer on `by`, in table order, each with the first day on which
 * it is missing. Empty when all last longer; a right that does not hold today has ended and is not ending.
 */
export function rightsEnding(specialist: Rights, today: LondonDate, by: LondonDate): readonly RightEnding[] {
  return ENDS.flatMap(([right, periodOf]) => {
    const period = periodOf(specialist)
    if (period?.to === undefined || missing(period, today) || period.to > by) return []
    return [{ right, on: period.to }]
  })
}
