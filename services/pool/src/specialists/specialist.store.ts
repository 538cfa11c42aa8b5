import { holdsOn, type LondonDate, type PersonId, type SpecialistId } from '@oh/kernel'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { defaultPolicy, type Grade, type Period, type Specialist, type Workload } from '@oh/routing'
import { and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, lte, min, or, sql } from 'drizzle-orm'
import { booking } from '../bookings/booking.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import { heldHere } from '../lending/held-here.reads.ts'
import { lentSession } from '../lending/lending.table.ts'
import { offer } from '../offers/offer.table.ts'
import { latestPolicy } from '../policy/routing-policy.store.ts'
import { clinicSession, specialist, specialistLeave } from './specialist.table.ts'

/** A specialist as routing knows one, with the person behind it. */
export interface PoolSpecialist extends Specialist {
  readonly person: PersonId
  readonly fullName: string
  readonly grade: Grade
  /** The pool keeps roles, so it always says when one holds: without a role, never. */
  readonly role: Period
}

const NO_ROLE: Period = { from: '0001-01-01' as LondonDate, to: '0001-01-01' as LondonDate }

/** Every specialist of the pool with leave that is not over, by name. */
export async function allSpecialists(tx: ScopedTx): Promise<PoolSpecialist[]> {
  const rows = await tx.sql.select().from(specialist).orderBy(asc(specialist.fullName), asc(specialist.id))
  const leave = await tx.sql
    .select()
    .from(specialistLeave)
    .where(and(gte(specialistLeave.toOn, tx.today), isNull(specialistLeave.cancelledAt)))
  const roles = await rolesToday(
    tx,
    rows.map(({ person }) => person),
  )
  const lent = await lentCasesAhead(tx)
  return rows.map((row) => asSpecialist(row, roles.get(row.person), leave, lent))
}

/** The supervisor of a trainee of this pool; undefined for anybody else. */
export async function supervisorIn(tx: ScopedTx, { grade, supervisor }: PoolSpecialist): Promise<PoolSpecialist | undefined> {
  if (grade !== 'trainee' || supervisor === undefined) return undefined
  return (await allSpecialists(tx)).find(({ specialistId }) => specialistId === supervisor)
}

/** The specialist a person is in this pool, if any. */
export async function specialistOf(tx: ScopedTx, person: PersonId): Promise<PoolSpecialist | undefined> {
  const [row] = await tx.sql.select().from(specialist).where(eq(specialist.person, person))
  return row && asSpecialist(row, (await rolesToday(tx, [person])).get(person), [], await lentCasesAhead(tx))
}

/**
 * Since when, and until when, each of these people holds the role of specialist, of those who hold it today. Whoever reads:
 * that somebody is a specialist of the pool is no secret, and memberships are the registry's to see.
 */
async function rolesToday(tx: ScopedTx, people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Period>> {
  const { person, role, fromOn, toOn } = membership
  if (people.length === 0) return new Map()
  const rows = await actingAs(tx, 'registry', () =>
    tx.sql
      .select({ person, fromOn, toOn })
      .from(membership)
      .where(
        and(eq(role, 'specialist'), inArray(person, [...people]), lte(fromOn, tx.today), or(isNull(toOn), gt(toOn, tx.today))),
      )
      // of two that hold, the longer one is put in the map last
      .orderBy(sql`${toOn} asc nulls last`),
  )
  return new Map(rows.map((row) => [row.person, { from: row.fromOn, ...(row.toOn === null ? {} : { to: row.toOn }) }]))
}

/** What each specialist has in hand now, and the first day with so many hours free for one more. */
export async function workloads(tx: ScopedTx, caseHours: number): Promise<Workload[]> {
  const offers = await tx.sql
    .select({ id: offer.specialistId, many: count() })
    .from(offer)
    .where(eq(offer.state, 'open'))
    .groupBy(offer.specialistId)
  const cases = await tx.sql
    .select({ id: escalation.acceptedBy, many: count() })
    .from(escalation)
    .where(and(inArray(escalation.state, ['accepted', 'opened', 'countersigning']), isNotNull(escalation.acceptedBy)))
    .groupBy(escalation.acceptedBy)
  const free = new Map((await firstFreeDays(tx, caseHours)).map((row) => [row.id, row.on]))
  const ids = new Set([...offers, ...cases].flatMap(({ id }) => (id ? [id] : [])).concat([...free.keys()]))
  const manyOf = (rows: readonly { id: SpecialistId | null; many: number }[], id: SpecialistId) =>
    rows.find((row) => row.id === id)?.many ?? 0
  return [...ids].map((specialistId) => ({
    specialistId,
    openOffers: manyOf(offers, specialistId),
    openCases: manyOf(cases, specialistId),
    nextFreeOn: free.get(specialistId),
  }))
}

function firstFreeDays(tx: ScopedTx, caseHours: number): Promise<{ id: SpecialistId; on: LondonDate }[]> {
  const on = sql<LondonDate>`to_char(${min(clinicSession.startsAt)} at time zone 'Europe/London', 'YYYY-MM-DD')`
  return tx.sql
    .select({ id: clinicSession.specialistId, on })
    .from(clinicSession)
    .where(and(isHeld, heldHere, gt(clinicSession.startsAt, tx.now), gte(freeHours, caseHours)))
    .groupBy(clinicSession.specialistId)
}

/** Not cancelled. */
export const isHeld = isNull(clinicSession.cancelledAt)

/** Whoever holds the session was, or is to be, on leave on its day. */
export const isOnLeave = sql`exists (select 1 from ${specialistLeave}
  where ${specialistLeave.specialistId} = ${clinicSession.specialistId} and ${specialistLeave.cancelledAt} is null
  and (${clinicSession.startsAt} at time zone 'Europe/London')::date >= ${specialistLeave.fromOn}
  and (${clinicSession.startsAt} at time zone 'Europe/London')::date < ${specialistLeave.toOn})`

/** Hours of a session that are not booked. */
export const freeHours = sql<number>`(${clinicSession.hours} - coalesce((select sum(${booking.hours}) from ${booking}
  where ${booking.sessionId} = ${clinicSession.id} and ${booking.state} = 'booked'), 0))::float8`

/** On leave on that day. */
export function isAway({ away = [] }: Pick<PoolSpecialist, 'away'>, on: LondonDate): boolean {
  return away.some((leave) => holdsOn(on, leave))
}

/** How many usual cases fit into the sessions lent to this pool that are still ahead, by specialist. */
async function lentCasesAhead(tx: ScopedTx): Promise<ReadonlyMap<SpecialistId, number>> {
  const { specialistId, hours, direction, state, startsAt } = lentSession
  const { usual } = (await latestPolicy(tx))?.settings.caseHours ?? defaultPolicy.caseHours
  const rows = await tx.sql
    .select({ specialistId, hours: sql<number>`sum(${hours})::float8` })
    .from(lentSession)
    .where(and(eq(direction, 'in'), eq(state, 'lent'), gt(startsAt, tx.now)))
    .groupBy(specialistId)
  return new Map(rows.map((row) => [row.specialistId, Math.floor(row.hours / usual)]))
}

function asSpecialist(
  row: typeof specialist.$inferSelect,
  role: Period | undefined,
  leave: readonly (typeof specialistLeave.$inferSelect)[],
  lentCases: ReadonlyMap<SpecialistId, number>,
): PoolSpecialist {
  const lent = row.lentBy === null ? {} : { lentBy: row.lentBy, caseloadCap: lentCases.get(row.id) ?? 0 }
  return {
    specialistId: row.id,
    person: row.person,
    fullName: row.fullName,
    employer: row.employer,
    department: row.department,
    skills: row.skills,
    caseloadCap: row.caseloadCap,
    grade: row.grade,
    supervisor: row.supervisor ?? undefined,
    role: role ?? NO_ROLE,
    accredited: period(row.accreditedFrom, row.accreditedTo),
    agreement: period(row.agreementFrom, row.agreementTo),
    indemnity: period(row.indemnityFrom, row.indemnityTo),
    honoraryContract: period(row.honoraryContractFrom, row.honoraryContractTo),
    away: leave.filter((away) => away.specialistId === row.id).map(({ fromOn, toOn }) => ({ from: fromOn, to: toOn })),
    ...(row.listedAt === null ? {} : { listedAt: row.listedAt }),
    // a lent specialist takes on what fits into the lent hours
    ...lent,
  }
}

/** None without a start: a right that was never recorded does not hold. */
function period(from: LondonDate | null, to: LondonDate | null): Period | undefined {
  return from === null ? undefined : { from, ...(to === null ? {} : { to }) }
}
