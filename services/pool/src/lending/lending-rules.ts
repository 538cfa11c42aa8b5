import { addWorkingDays, holdsOn, type LondonDate, londonDateOf, type RefusalRule } from '@oh/kernel'
import { mayWorkOn } from '@oh/routing'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'
import { type AgreementRow, type LentSessionRow, standsOn } from './lending.store.ts'
import type { LendingWord } from './lending-words.ts'
import type { OwnSession } from './lent-specialist.store.ts'

/** How long a lent specialist may finish what was begun, once the agreement is over. Nothing new is offered in that time. */
export const DAYS_TO_FINISH = 28

/** Its lender still has a morning to book it with so many working days of notice; later it stays with the borrower, used or not. */
export function canGoBack({ startsAt }: Pick<LentSessionRow, 'startsAt'>, today: LondonDate, notice: number): boolean {
  return londonDateOf(startsAt) >= addWorkingDays(today, notice + 1)
}

/** Sessions before this day are looked at: whoever needs them waits for them by now. A session is given back while its lender still has a morning to book it with standard notice. */
export function givesBackBefore(today: LondonDate, notice: number): LondonDate {
  return addWorkingDays(today, notice + 2)
}

/** The first day whose sessions may be lent: the borrower still has a morning before it would give one back. */
export function lendsFrom(today: LondonDate, notice: number): LondonDate {
  return addWorkingDays(givesBackBefore(today, notice), 1)
}

export interface LendFacts {
  readonly agreement: AgreementRow
  readonly session: OwnSession
  readonly specialist: PoolSpecialist | undefined
  readonly before: LentSessionRow | undefined
  readonly today: LondonDate
  /** Working days of standard notice, by the policy in force. */
  readonly notice: number
}

const dayOf = ({ session }: LendFacts): LondonDate => londonDateOf(session.startsAt)

function mayNotWork(facts: LendFacts): boolean {
  const { specialist } = facts
  // only an accredited specialist is lent: tiers and supervision are each pool's own
  if (!specialist?.accredited || mayWorkOn(specialist, dayOf(facts)).kind === 'refused') return true
  return (specialist.away ?? []).some((leave) => holdsOn(dayOf(facts), leave))
}

/** What keeps a session from being lent. */
export const LENDING_RULES: readonly RefusalRule<LendingWord, LendFacts>[] = [
  {
    refuses: 'agreement-not-standing',
    when: (facts) => !standsOn(facts.agreement, dayOf(facts)),
    source: 'Our proposal: both coordinators have agreed, for the day of the work',
  },
  {
    refuses: 'session-lent-before',
    when: ({ before }) => before !== undefined,
    source: 'Our proposal: one session has one line in the ledger',
  },
  {
    refuses: 'session-booked',
    when: ({ session }) => session.free < session.hours,
    source: 'Our proposal: whoever is booked stays booked',
  },
  {
    refuses: 'session-too-soon',
    when: (facts) => dayOf(facts) < lendsFrom(facts.today, facts.notice),
    source: 'Our proposal: the borrower has time to use it, and the lender to take it back',
  },
  {
    refuses: 'specialist-may-not-work',
    when: mayNotWork,
    source: 'Our proposal: nobody is lent who could not work at home on that day',
  },
]
