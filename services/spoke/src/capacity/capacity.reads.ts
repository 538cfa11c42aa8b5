import { addDays, type Instant, type LondonDate, workingDaysBetween } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, lte, min, ne, notExists, or, sql, sum } from 'drizzle-orm'
import { appointment, clinicSlot } from '../appointments/appointment.table.ts'
import { caseTable } from '../cases/case.table.ts'
import { servedEmployer } from '../service/service.table.ts'
import type { Occupation } from './occupations.ts'
import { ohPost } from './post.table.ts'

/** How far back waits are looked at: the latest quarter of a year says what a wait is like now. */
const WAITS_OF_DAYS = 91

/** Counts of people as they are: they leave the use case only when the disclosure floor has been laid over them. */
export interface PeopleCounted {
  readonly openCases: number
  /** Of the open cases, those whose worker has not been seen. */
  readonly waiting: number
  /** Of the open cases, those with a specialist: a case has one open escalation at most. */
  readonly escalationsOut: number
  /** Working days from receipt to the first appointment, of whoever was first seen in the last quarter of a year. */
  readonly waits: readonly number[]
}

export async function peopleNow(tx: ScopedTx): Promise<PeopleCounted> {
  const [open] = await tx.sql
    .select({
      many: count(),
      waiting: sql<number>`count(*) filter (where ${caseTable.firstSeenOn} is null)`.mapWith(Number),
      escalated: sql<number>`count(*) filter (where ${caseTable.state} = 'escalated')`.mapWith(Number),
    })
    .from(caseTable)
    .where(ne(caseTable.state, 'closed'))
  const seen = await tx.sql
    .select({ receivedOn: caseTable.receivedOn, firstSeenOn: caseTable.firstSeenOn })
    .from(caseTable)
    .where(and(isNotNull(caseTable.firstSeenOn), gte(caseTable.firstSeenOn, addDays(tx.today, -WAITS_OF_DAYS))))
  return {
    openCases: open?.many ?? 0,
    waiting: open?.waiting ?? 0,
    escalationsOut: open?.escalated ?? 0,
    waits: seen.flatMap(({ receivedOn, firstSeenOn }) =>
      firstSeenOn === null ? [] : [workingDaysBetween(receivedOn, firstSeenOn)],
    ),
  }
}

/** Times in clinics that nobody has taken: the next one, and how many begin by the end of a day. Exact: slots are nobody's secret. */
export async function freeTimes(
  tx: ScopedTx,
  lastDay: LondonDate,
): Promise<{ readonly next: Instant | null; readonly many: number }> {
  const taken = tx.sql
    .select({ id: appointment.id })
    .from(appointment)
    .where(and(eq(appointment.slotId, clinicSlot.id), ne(appointment.state, 'cancelled')))
  const [row] = await tx.sql
    .select({
      next: min(clinicSlot.startsAt),
      many: sql<number>`count(*) filter (where (${clinicSlot.startsAt} at time zone 'Europe/London')::date <= ${lastDay}::date)`.mapWith(
        Number,
      ),
    })
    .from(clinicSlot)
    .where(and(gt(clinicSlot.startsAt, tx.now), notExists(taken)))
  return { next: row?.next ?? null, many: row?.many ?? 0 }
}

export interface Post {
  readonly occupation: Occupation
  readonly funded: number
  readonly inPost: number
}

/** Posts on a day, by occupation. */
export async function postsOn(tx: ScopedTx, day: LondonDate, occupations?: readonly Occupation[]): Promise<Post[]> {
  const { occupation, funded, inPost, fromOn, toOn } = ohPost
  return tx.sql
    .select({
      occupation,
      funded: sql<number>`sum(${funded})`.mapWith(Number),
      inPost: sql<number>`sum(${inPost})`.mapWith(Number),
    })
    .from(ohPost)
    .where(
      and(
        lte(fromOn, day),
        or(isNull(toOn), gt(toOn, day)),
        occupations === undefined ? undefined : inArray(occupation, [...occupations]),
      ),
    )
    .groupBy(occupation)
    .orderBy(asc(occupation))
}

/** People served today, as the service counts them, of every employer together. */
export async function staffServed(tx: ScopedTx): Promise<number> {
  const { fromOn, toOn } = servedEmployer
  const [row] = await tx.sql
    .select({ many: sum(servedEmployer.staffServed).mapWith(Number) })
    .from(servedEmployer)
    .where(and(lte(fromOn, tx.today), or(isNull(toOn), gt(toOn, tx.today))))
  return row?.many ?? 0
}
