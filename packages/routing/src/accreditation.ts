import { holdsOn, type LondonDate, type RefusalRule, type Ruling, ruleBy } from '@oh/kernel'
import type { Period, Specialist } from './specialist.ts'

export type RightWord = 'not-accredited' | 'agreement-not-valid' | 'indemnity-not-valid' | 'honorary-contract-not-valid'

/** A specialist's rights. */
export type Rights = Pick<Specialist, 'accredited' | 'agreement' | 'indemnity' | 'honoraryContract'>

export interface RightFacts {
  readonly specialist: Rights
  readonly on: LondonDate
}

const missing = (right: Period | undefined, on: LondonDate) => right === undefined || !holdsOn(on, right)

/** What a specialist must hold on the date of the work: one row per right. */
export const RIGHT_RULES: readonly RefusalRule<RightWord, RightFacts>[] = [
  {
    refuses: 'not-accredited',
    when: ({ specialist, on }) => missing(specialist.accredited, on),
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
 * ended is too late. Refused with every right that does not hold, in table order. Ask it again on the day the content
 * is opened and on the day the opinion is signed: an offer made lawfully may be worked too late.
 */
export function mayWorkOn(specialist: Rights, on: LondonDate): Ruling<RightWord> {
  return ruleBy(RIGHT_RULES, { specialist, on })
}
