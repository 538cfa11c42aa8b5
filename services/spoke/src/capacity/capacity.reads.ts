import { addDays, type Instant, type LondonDate } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, lte, min, ne, notExists, or, sql } from 'drizzle-orm'
import { appointment, clinicSlot } from '../appointments/appointment.table.ts'
import { caseTable } from '../cases/case.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import type { Occupation } from './occupations.ts'
import { ohPost } from './post.table.ts'

/** How far back waits are looked at: the latest quarter of a year says what a wait is like now. */
const WAITS_OF_DAYS = 91

/** Counts of people as they are: they leave the use case only when the disclosure floor has been laid over them. */
export interface PeopleNow {
  readonly openCases: number
  readonly waiting: number
  readonly escalationsOut: number
  /** Receipt and first appointment of whoever was first seen in the last quarter of a year. */
  readonly seen: readonly { readonly receivedOn: LondonDate; readonly firstSeenOn: LondonDate }[]
}

export async function peopleNow(tx: ScopedTx): Promise<PeopleNow> {
  const open = ne(caseTable.state, 'closed')
  const [cases] = await tx.sql
    .select({ open: count(), waiting: sql<number>`count(*) filter (where ${caseTable.firstSeenOn} is null)`.mapWith(Number) })
    .from(caseTable)
    .where(open)
  const [out] = await tx.sql
    .select({ many: count() })
    .from(escalation)
    .where(and(isNull(escalation.answeredAt), isNull(escalation.withdrawnAt)))
  const seen = await tx.sql
    .select({ receivedOn: caseTable.receivedOn, firstSeenOn: caseTable.firstSeenOn })
    .from(caseTable)
    .where(and(isNotNull(caseTable.firstSeenOn), gte(caseTable.firstSeenOn, addDays(tx.today, -WAITS_OF_DAYS))))
  return {
    openCases: cases?.open ?? 0,
    waiting: cases?.waiting ?? 0,
    escalationsOut: out?.many ?? 0,
    seen: seen.flatMap(({ receivedOn, firstSeenOn }) => (firstSeenOn === null ? [] : [{ receivedOn, firstSeenOn }])),
  }
}

/** Times in clinics that nobody has taken: the next one, and how many begin before a day. Exact: slots are nobody's secret. */
export async function freeTimes(
  tx: ScopedTx,
  before: LondonDate,
): Promise<{ readonly next: Instant | null; readonly many: number }> {
  const taken = tx.sql
    .select({ id: appointment.id })
    .from(appointment)
    .where(and(eq(appointment.slotId, clinicSlot.id), ne(appointment.state, 'cancelled')))
  const [row] = await tx.sql
    .select({
      next: min(clinicSlot.startsAt),
      many: sql<number>`count(*) filter (where ${clinicSlot.startsAt} < ${before}::date)`.mapWith(Number),
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
