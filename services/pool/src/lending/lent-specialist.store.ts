import { addDays, type EscalationId, type LondonDate, londonDateOf, type SessionId, type SpecialistId } from '@oh/kernel'
import type { SessionLentV1 } from '@oh/messages'
import { actingAs, membership, type ScopedTx } from '@oh/postgres'
import { asSkill } from '@oh/routing'
import { and, desc, eq, gt, gte, inArray, isNull, max, ne, sql } from 'drizzle-orm'
import { booking } from '../bookings/booking.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import { offer } from '../offers/offer.table.ts'
import { freeHours, isHeld } from '../specialists/specialist.store.ts'
import { clinicSession, specialist } from '../specialists/specialist.table.ts'
import { heldHere } from './held-here.reads.ts'
import type { AgreementRow, LentSessionRow } from './lending.store.ts'
import { lentSession } from './lending.table.ts'
import { DAYS_TO_FINISH } from './lending-rules.ts'

/** Roles and specialists come in by the part that sets a pool up; a lent specialist comes in the same way. */
const AS_SET_UP = 'seed'

/** The first day on which a lent specialist of this agreement may no longer work here; null while it has no end. */
function rightsUntil(toOn: LondonDate | null): LondonDate | null {
  return toOn === null ? null : addDays(toOn, DAYS_TO_FINISH)
}

/** Whether the person is a specialist here already, and not lent by that very neighbour. */
export async function worksHere(tx: ScopedTx, { person, id }: SessionLentV1['specialist']): Promise<boolean> {
  const rows = await tx.sql.select({ id: specialist.id }).from(specialist).where(eq(specialist.person, person))
  return rows.some((row) => row.id !== id)
}

/** Enters a lent session and whoever holds it, or brings the rights up to what the lender says now. */
export async function enterLent(
  tx: ScopedTx,
  agreement: AgreementRow,
  message: SessionLentV1,
  membershipId: string,
): Promise<void> {
  const { specialist: lent, sessionId, startsAt, hours, site, virtual } = message
  const rights = {
    fullName: lent.fullName,
    employer: lent.employer,
    department: lent.department,
    skills: lent.skills.flatMap((word) => asSkill(word) ?? []),
    accreditedFrom: lent.accredited.from,
    accreditedTo: lent.accredited.to ?? null,
    indemnityFrom: lent.indemnity.from,
    indemnityTo: lent.indemnity.to ?? null,
    honoraryContractFrom: lent.honoraryContract.from,
    honoraryContractTo: lent.honoraryContract.to ?? null,
    agreementFrom: agreement.fromOn,
    agreementTo: rightsUntil(agreement.toOn),
    lentBy: message.lender,
  }
  await actingAs(tx, AS_SET_UP, async () => {
    await tx.sql
      .insert(specialist)
      // how much a lent specialist may take on follows from the lent hours
      .values({ ...rights, id: lent.id, person: lent.person, caseloadCap: 0, listedAt: tx.now })
      // whoever came back after the rights were over was not among the names that workers were shown meanwhile
      .onConflictDoUpdate({ target: specialist.id, set: { ...rights, listedAt: listedAgain(tx) } })
    await grantRole(tx, agreement, lent, membershipId)
    await tx.sql
      .insert(clinicSession)
      .values({ id: sessionId, specialistId: lent.id, startsAt, hours, site: site ?? null, virtual })
      .onConflictDoNothing()
  })
}

const listedAgain = (tx: ScopedTx) =>
  sql`case when least(${specialist.agreementTo}, ${specialist.accreditedTo}, ${specialist.indemnityTo}, ${specialist.honoraryContractTo})
    <= ${tx.today}::date then ${tx.now}::timestamptz else ${specialist.listedAt} end`

/** The role of specialist here, dated by the agreement and granted by it. */
async function grantRole(tx: ScopedTx, agreement: AgreementRow, lent: SessionLentV1['specialist'], id: string): Promise<void> {
  const toOn = rightsUntil(agreement.toOn)
  const granted = and(eq(membership.person, lent.person), eq(membership.grantedBy, agreement.id))
  const held = await tx.sql.update(membership).set({ toOn }).where(granted).returning({ id: membership.id })
  if (held.length > 0) return
  const role = { role: 'specialist', person: lent.person, personName: lent.fullName }
  await tx.sql.insert(membership).values({ ...role, id, fromOn: tx.today, toOn, grantedBy: agreement.id, grantedAt: tx.now })
}

/** The agreement has ended: whoever was lent under it keeps the rights for as long as what is booked and begun takes to finish. */
export async function limitRights(tx: ScopedTx, { id }: AgreementRow): Promise<void> {
  const [row] = await tx.sql
    .select({ last: max(lentSession.startsAt) })
    .from(lentSession)
    .where(and(eq(lentSession.agreementId, id), eq(lentSession.direction, 'in'), eq(lentSession.state, 'lent')))
  const [last = tx.today] = [tx.today, ...(row?.last ? [londonDateOf(row.last)] : [])].sort().reverse()
  const toOn = addDays(last, DAYS_TO_FINISH)
  await actingAs(tx, AS_SET_UP, async () => {
    const granted = eq(membership.grantedBy, id)
    const roles = await tx.sql.update(membership).set({ toOn }).where(granted).returning({ person: membership.person })
    const people = roles.map(({ person }) => person)
    if (people.length > 0) await tx.sql.update(specialist).set({ agreementTo: toOn }).where(inArray(specialist.person, people))
  })
}

/** Whether the session is needed here: somebody is booked in it, or waits for whoever holds it and has no session yet. */
export async function isNeeded(tx: ScopedTx, { sessionId, specialistId }: LentSessionRow): Promise<boolean> {
  const booked = await tx.sql
    .select({ id: booking.id })
    .from(booking)
    .where(and(eq(booking.sessionId, sessionId), eq(booking.state, 'booked')))
    .limit(1)
  if (booked.length > 0) return true
  const asked = await tx.sql
    .select({ id: offer.id })
    .from(offer)
    .where(and(eq(offer.specialistId, specialistId), eq(offer.state, 'open')))
    .limit(1)
  return asked.length > 0 || (await waitFor(tx, specialistId)).length > 0
}

function waitFor(tx: ScopedTx, specialistId: SpecialistId): Promise<{ id: EscalationId }[]> {
  const { id, state, acceptedBy } = escalation
  return tx.sql
    .select({ id })
    .from(escalation)
    .leftJoin(booking, and(eq(booking.escalationId, id), eq(booking.state, 'booked')))
    .where(and(eq(acceptedBy, specialistId), inArray(state, ['accepted', 'opened']), isNull(booking.id)))
    .limit(1)
}

/** Hours in hand of a lent session: those booked, whether or not it is on record who came, and those of opinions given in writing since the last one was over. */
export async function hoursUsed(tx: ScopedTx, row: LentSessionRow, caseHours: number): Promise<number> {
  const { sessionId, specialistId, lentAt, hours } = row
  const [booked] = await tx.sql
    .select({ hours: sql<number>`coalesce(sum(${booking.hours}), 0)::float8` })
    .from(booking)
    .where(and(eq(booking.sessionId, sessionId), ne(booking.state, 'cancelled')))
  const [before] = await tx.sql
    .select({ at: lentSession.endedAt })
    .from(lentSession)
    .where(and(eq(lentSession.specialistId, specialistId), eq(lentSession.state, 'used')))
    .orderBy(desc(lentSession.endedAt))
    .limit(1)
  const since = before?.at && before.at > lentAt ? before.at : lentAt
  const written = await tx.sql.$count(
    escalation,
    and(eq(escalation.acceptedBy, specialistId), eq(escalation.seeWorker, 'no'), gt(escalation.answeredAt, since)),
  )
  return Math.min(hours, (booked?.hours ?? 0) + written * caseHours)
}

/** A session of this pool's own with the hours still free in it. */
export interface OwnSession {
  readonly id: SessionId
  readonly specialistId: SpecialistId
  readonly startsAt: LentSessionRow['startsAt']
  readonly hours: number
  readonly free: number
  readonly site: LentSessionRow['site']
  readonly virtual: boolean
}

const ownSession = {
  id: clinicSession.id,
  specialistId: clinicSession.specialistId,
  startsAt: clinicSession.startsAt,
  hours: clinicSession.hours,
  free: freeHours,
  site: clinicSession.site,
  virtual: clinicSession.virtual,
}

/** One session that this pool plans with, of a specialist of its own. */
export async function findOwnSession(tx: ScopedTx, id: SessionId): Promise<OwnSession | undefined> {
  const [found] = await tx.sql
    .select(ownSession)
    .from(clinicSession)
    .innerJoin(specialist, eq(specialist.id, clinicSession.specialistId))
    .where(and(eq(clinicSession.id, id), isNull(specialist.lentBy), isHeld, heldHere))
  return found
}

/** Sessions of own specialists from that day on in which nobody is booked and which were never lent, the soonest first. */
export function unbookedSessions(
  tx: ScopedTx,
  from: LondonDate,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<OwnSession[]> {
  const { startsAt, id, hours } = clinicSession
  const [afterAt = '', afterId = ''] = page.after ?? []
  const next = page.after && sql`(${startsAt}, ${id}) > (${afterAt}::timestamptz, ${afterId}::uuid)`
  const neverLent = sql`not exists (select 1 from ${lentSession} where ${lentSession.sessionId} = ${id})`
  return tx.sql
    .select(ownSession)
    .from(clinicSession)
    .innerJoin(specialist, eq(specialist.id, clinicSession.specialistId))
    .where(
      and(
        sql`(${startsAt} at time zone 'Europe/London')::date >= ${from}::date`,
        gte(freeHours, hours),
        isNull(specialist.lentBy),
        isHeld,
        neverLent,
        next,
      ),
    )
    .orderBy(sql`${startsAt} asc`, sql`${id} asc`)
    .limit(page.first + 1)
}
