import { addDays, addMilliseconds, type EscalationId, londonDateOf, type SpecialistId, type TrustCode } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { conflictsOf, holdersOf, SKILLS, type Specialist, scarcestOf, URGENCIES } from '@oh/routing'
import type { Pool } from '../context.ts'
import { allSpecialists, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { casesSince, exclusionsFrom, type PastCaseRow, sessionsBetween } from './past-cases.reads.ts'
import { minutesOf, type PastWeeks } from './past-weeks.ts'

/** Half a year holds a winter or a summer, and what is older was another service. */
export const PAST_WEEKS = 26
/** As many as a study may be given; of more, the latest. */
const MOST_CASES = 1_500
const DAY_MS = 86_400_000

/**
 * The pool's own last 26 weeks, as placing sees them: cases whose workers were to be seen, and the sessions there were. Acts
 * as routing, and gives nothing that would find a worker again.
 */
export async function readPast({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<PastWeeks> {
  const rows = await casesSince(tx, addMilliseconds(tx.now, -PAST_WEEKS * 7 * DAY_MS), MOST_CASES)
  // when there are more cases than may be played, only the weeks that hold those that are
  const oldest = rows.length < MOST_CASES ? undefined : rows.at(-1)?.receivedAt
  const from = oldest ? londonDateOf(oldest) : addDays(tx.today, -PAST_WEEKS * 7)
  const start = oldest ?? addMilliseconds(tx.now, -PAST_WEEKS * 7 * DAY_MS)
  const specialists = await allSpecialists(tx)
  const sessions = await sessionsBetween(tx, start, tx.now)
  const excluded = await exclusionsFrom(
    tx,
    rows.map(({ id }) => id),
  )
  const placeOf = new Map(specialists.map(({ specialistId }, index) => [specialistId, index]))
  const employers = [...new Set(rows.map(({ employer }) => employer))].sort()
  const sites = [...new Set([...rows.map(({ trust }) => trust), ...sessions.flatMap(({ site }) => site ?? [])])].sort()
  const holders = holdersOf(specialists)
  const indexOf = (id: SpecialistId | null) => (id === null ? -1 : (placeOf.get(id) ?? -1))
  return {
    ics,
    from,
    until: tx.today,
    employers,
    sites,
    specialists: specialists.map(withoutPerson),
    sessions: sessions.flatMap((row) => {
      const holder = indexOf(row.specialistId)
      const site = row.site === null ? -1 : sites.indexOf(row.site)
      return holder === -1 ? [] : [[holder, minutesOf(row.startsAt), row.hours, site, row.virtual ? 1 : 0] as const]
    }),
    cases: rows.map((row) => [
      minutesOf(row.receivedAt),
      row.dueOn,
      employers.indexOf(row.employer),
      SKILLS.indexOf(scarcestOf(row.skills, holders) ?? 'general'),
      URGENCIES.indexOf(row.urgency),
      sites.indexOf(row.trust),
      row.seeWorker === 'virtual-allowed' ? 1 : 0,
      row.prefersOwnEmployer ? 1 : 0,
      indexOf(row.acceptedBy),
      [...barred(row, specialists, excluded)].map(indexOf),
    ]),
  }
}

/** Whoever the home service excluded, and colleagues of the department: its name itself is not kept. */
function barred(
  { id, employer, department }: PastCaseRow,
  specialists: readonly PoolSpecialist[],
  excluded: readonly { readonly escalationId: EscalationId; readonly specialistId: SpecialistId }[],
): ReadonlySet<SpecialistId> {
  const worker = { employer: employer as TrustCode, department, excluded: [] }
  const colleagues = specialists.filter((specialist) => conflictsOf({ worker, specialist }).kind === 'refused')
  return new Set([
    ...excluded.filter(({ escalationId }) => escalationId === id).map(({ specialistId }) => specialistId),
    ...colleagues.map(({ specialistId }) => specialistId),
  ])
}

/** Specialists are no secret; their sign-in and leave reasons have no place in a study. */
function withoutPerson({ person: _person, fullName: _name, ...specialist }: PoolSpecialist): Specialist {
  return specialist
}
