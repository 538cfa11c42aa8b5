import type { EscalationId } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, gt } from 'drizzle-orm'
import { booking, bookingReason } from '../bookings/booking.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import { candidate, conflictDeclaration, offer } from '../offers/offer.table.ts'
import { awaitingOpinion } from '../opinions/awaiting.table.ts'
import { replannedCase } from '../sessions/replanned.table.ts'
import { clinicSession } from '../specialists/specialist.table.ts'

/** What happened to an escalation itself: nothing that tells of the worker beyond a pseudonym. */
export async function milestonesOf(tx: ScopedTx, of: EscalationId) {
  const { id, pseudonym, skills, urgency, dueOn, acceptBy, state, round, picture, receivedAt, acceptedBy } = escalation
  const { answeredAt, heldAt, withdrawnAt } = escalation
  const [row] = await tx.sql
    .select({
      ...{ id, pseudonym, skills, urgency, dueOn, acceptBy, state, round, picture, receivedAt, acceptedBy },
      ...{ answeredAt, heldAt, withdrawnAt },
    })
    .from(escalation)
    .where(eq(id, of))
  return row
}
export type Milestones = NonNullable<Awaited<ReturnType<typeof milestonesOf>>>

/** Every offer of an escalation, in the order of its rounds. */
export function offersOf(tx: ScopedTx, of: EscalationId) {
  const { round, specialistId, offeredAt, expiresAt, state, endedAt, declineReason, stoodDownFor, policyVersion } = offer
  return tx.sql
    .select({ round, specialistId, offeredAt, expiresAt, state, endedAt, declineReason, stoodDownFor, policyVersion })
    .from(offer)
    .where(eq(offer.escalationId, of))
    .orderBy(asc(round), asc(offeredAt))
}
export type PastOffer = Awaited<ReturnType<typeof offersOf>>[number]

/** When it was declared that there is no conflict, by round. Whoever declared one is told nowhere here. */
export function clearancesOf(tx: ScopedTx, of: EscalationId) {
  const { round, at, escalationId, declared } = conflictDeclaration
  return tx.sql
    .select({ round, at })
    .from(conflictDeclaration)
    .where(and(eq(escalationId, of), eq(declared, 'none')))
    .orderBy(asc(at))
}

/** The pictures of candidates with a number above the given one, the earliest first. */
export function picturesAfter(tx: ScopedTx, of: EscalationId, after: number) {
  return tx.sql
    .select()
    .from(candidate)
    .where(and(eq(candidate.escalationId, of), gt(candidate.picture, after)))
    .orderBy(asc(candidate.picture), asc(candidate.specialistId))
}

/** Every booking of an escalation with when its session begins, the earliest first. */
export function bookingsOf(tx: ScopedTx, of: EscalationId) {
  const { id, bookedAt, cancelledAt, recordedAt, againBy, state, hours, policyVersion, sessionId } = booking
  return tx.sql
    .select({ id, bookedAt, cancelledAt, recordedAt, againBy, state, hours, policyVersion, startsAt: clinicSession.startsAt })
    .from(booking)
    .leftJoin(clinicSession, eq(clinicSession.id, sessionId))
    .where(eq(booking.escalationId, of))
    .orderBy(asc(bookedAt), asc(id))
}
export type PastBooking = Awaited<ReturnType<typeof bookingsOf>>[number]

/** What became of an escalation when its specialist's sessions fell away, and why, the earliest first. */
export function replannedOf(tx: ScopedTx, of: EscalationId) {
  const { outcome, reasons, at, escalationId, id } = replannedCase
  return tx.sql.select({ outcome, reasons, at }).from(replannedCase).where(eq(escalationId, of)).orderBy(asc(at), asc(id))
}
export type PastReplan = Awaited<ReturnType<typeof replannedOf>>[number]

/** When opinions of trainees were submitted and what came of them: not a word of them, and no comment. */
export function submittedOf(tx: ScopedTx, of: EscalationId) {
  const { authorName, state, writtenAt, endedAt, escalationId } = awaitingOpinion
  return actingAs(tx, 'routing', () =>
    tx.sql
      .select({ authorName, state, writtenAt, endedAt })
      .from(awaitingOpinion)
      .where(eq(escalationId, of))
      .orderBy(asc(writtenAt)),
  )
}
export type PastSubmission = Awaited<ReturnType<typeof submittedOf>>[number]

/** What was found about the sessions of every booking of an escalation, latest booking first, by start. */
export function bookingReasonsOf(tx: ScopedTx, of: EscalationId) {
  return tx.sql
    .select()
    .from(bookingReason)
    .where(eq(bookingReason.escalationId, of))
    .orderBy(desc(bookingReason.at), asc(bookingReason.startsAt), asc(bookingReason.sessionId))
}
export type PastReason = Awaited<ReturnType<typeof bookingReasonsOf>>[number]
