import { type EscalationId, type LondonDate, londonDateOf, type SessionId, type SpecialistId } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { type CaseInHand, holdersOf, type Replanned, type RoutingPolicy, replan, type Session } from '@oh/routing'
import { type SeenSoFar, seenSoFar, sessionsDeclined } from '../bookings/booking.store.ts'
import { keepBooking } from '../bookings/keep-booking.ts'
import type { KeptReason } from '../bookings/reasons-to-keep.ts'
import { letBookingFall } from '../bookings/tell-session.ts'
import { openSessionOf, waitingCaseOf } from '../bookings/waiting-case.ts'
import type { Pool } from '../context.ts'
import { escalationsHeldBy, excludedFrom } from '../escalations/escalation.store.ts'
import { isUnderWay } from '../escalations/is-still-with.ts'
import { type HeldEscalation, holdEscalation } from '../escalations/move-escalation.ts'
import { recallLentOut } from '../lending/recall-lent-out.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { takeBack } from '../offers/take-back.ts'
import { type PolicyInForce, policyInForce } from '../policy/policy-in-force.ts'
import { allSpecialists, isAway, type PoolSpecialist } from '../specialists/specialist.store.ts'
import { carryOutRota } from './carry-out-rota.ts'
import {
  heldSessionsOf,
  hoursFreeIn,
  markCancelled,
  type SessionRow,
  saveReplanned,
  sessionsAhead,
  sessionsBooked,
  standingBookings,
  startsOf,
} from './session.store.ts'

type Parts = Pick<Pool, 'ics' | 'keyring' | 'newId'>

export interface RotaChange {
  readonly specialistId: SpecialistId
  /** The leave that is entered, to be named with what becomes of each case. */
  readonly leaveId?: string
  /** A session that is cancelled by itself. */
  readonly cancels?: SessionRow
  /** Writes down what the person has decided. */
  readonly save?: (tx: ScopedTx) => Promise<void>
}

/** More than anybody has in hand; a caseload cap is a dozen. */
const MOST = 1_000

/**
 * Changes the time of one specialist, as the pool itself, with all that follows at once: sessions are made, cancelled or held
 * again, whoever was booked in a cancelled one is planned anew, and so is whoever a trainee was to see while the supervisor is
 * away; offers to somebody who is away now are taken back. Nobody else's booking is touched.
 */
export function changeRota(pool: Parts, tx: ScopedTx, change: RotaChange): Promise<void> {
  return actingAs(tx, 'routing', async () => {
    // escalations before the lock of routing, in one order: routing takes them the same way
    const inHand: HeldEscalation[] = []
    for (const id of await idsInHand(tx, change.specialistId)) {
      const held = await holdEscalation(tx, id)
      if (held) inHand.push(held)
    }
    await lockRouting(tx)
    await change.save?.(tx)
    const cancelled = [...(await carryOutRota(pool, tx, change.specialistId))]
    if (change.cancels) {
      await markCancelled(tx, [change.cancels.id], 'cancelled')
      cancelled.push(change.cancels)
    }
    const fallen = await recallLentOut(pool, tx, cancelled)
    if (fallen.length === 0 && change.leaveId === undefined) return
    await planAnew(pool, tx, change, inHand, fallen)
  })
}

/** Asked or accepted, supervised, or booked ahead. */
async function idsInHand(tx: ScopedTx, of: SpecialistId): Promise<readonly EscalationId[]> {
  const held = await escalationsHeldBy(tx, [of], MOST)
  const booked = await standingBookings(tx, idsOf(await sessionsAhead(tx, of)))
  return [...new Set([...held, ...booked.map(({ escalationId }) => escalationId)])].sort()
}

const idsOf = (rows: readonly SessionRow[]) => rows.map(({ id }) => id)

async function planAnew(
  pool: Parts,
  tx: ScopedTx,
  change: RotaChange,
  inHand: readonly HeldEscalation[],
  fallen: readonly SessionRow[],
): Promise<void> {
  const sessions = await heldSessionsOf(tx, change.specialistId)
  const specialists = (await allSpecialists(tx)).map((one) => asPlanned(one, change, sessions.length > 0, tx.today))
  const inForce = await policyInForce(pool, tx)
  const { policy } = inForce
  const ids = inHand.map(({ row }) => row.id)
  const booked = await sessionsBooked(tx, ids)
  const seen = await seenSoFar(tx, ids)
  const supervised = await withoutSupervisor(tx, change, inHand, booked, specialists)
  const isCancelled = (of: SessionId | undefined) => of !== undefined && fallen.some(({ id }) => id === of)
  const fallsAway = ({ row }: HeldEscalation) => supervised.includes(row.id) || isCancelled(booked.get(row.id))
  // read while the bookings stand: what they took is not free in what fell away
  const fell = await asSessions(pool, tx, fallen)
  for (const each of inHand)
    if (fallsAway(each))
      await letBookingFall(pool, tx, each.row, supervised.includes(each.row.id) ? 'supervisor-away' : 'session-cancelled')
  // nothing moves while the home spoke decides on a withdrawal; nor does who is booked in a session that is held, whose
  // opinion waits for the countersignature, or who has been seen and is only to be written about
  const toPlan = inHand.filter((each) => {
    const { row, standing } = each
    if (row.heldAt || !isUnderWay(standing.state)) return false
    if (fallsAway(each)) return true
    if (booked.has(row.id) || seen.get(row.id)?.isEnough) return false
    return standing.acceptedBy === change.specialistId && standing.state !== 'countersigning'
  })
  const [excluded, declined] = [await excludedFrom(tx, ids), await sessionsDeclined(tx, ids)]
  const cases = toPlan.map((each) => {
    const { id } = each.row
    const so = { wasBooked: fallsAway(each), seen: seen.get(id), excluded: excluded.get(id) ?? [] }
    return { ...caseInHand(each, specialists, policy, so), cannotCome: declined.get(id) }
  })
  const held = sessions.map((row) => openSessionOf(pool, row))
  const trainees = toPlan.flatMap(({ row, standing }) => (supervised.includes(row.id) ? (standing.acceptedBy ?? []) : []))
  for (const trainee of new Set(trainees))
    held.push(...(await heldSessionsOf(tx, trainee)).map((row) => openSessionOf(pool, row)))
  for (const result of replan({ now: tx.now, cases, fallen: fell, held, specialists, policy })) {
    const of = inHand.find(({ row }) => row.id === result.caseId)
    if (of) await carryOut(pool, tx, change, { of, result, from: booked.get(of.row.id), specialists, held, inForce })
  }
  await takeBackOffers(pool, tx, change, inHand, specialists)
}

/** A specialist lent to this pool works here in lent sessions only: with none left he is away for good. */
function asPlanned(one: PoolSpecialist, { specialistId }: RotaChange, hasSessions: boolean, today: LondonDate): PoolSpecialist {
  if (one.specialistId !== specialistId || one.lentBy === undefined || hasSessions) return one
  return { ...one, away: [{ from: today }] }
}

/** What trainees were to see on days on which the person who supervises them is away. */
async function withoutSupervisor(
  tx: ScopedTx,
  { specialistId }: RotaChange,
  inHand: readonly HeldEscalation[],
  booked: ReadonlyMap<EscalationId, SessionId>,
  specialists: readonly PoolSpecialist[],
): Promise<readonly EscalationId[]> {
  const supervisor = specialists.find((one) => one.specialistId === specialistId)
  const ids = inHand.flatMap(({ row, standing }) => (standing.supervisedBy === specialistId ? row.id : []))
  const starts = await startsOf(
    tx,
    ids.flatMap((id) => booked.get(id) ?? []),
  )
  return ids.filter((id) => {
    const sessionId = booked.get(id)
    const startsAt = sessionId && starts.get(sessionId)
    return startsAt && startsAt > tx.now && supervisor && isAway(supervisor, londonDateOf(startsAt))
  })
}

/** With the hours that were free in them. */
async function asSessions(pool: Parts, tx: ScopedTx, rows: readonly SessionRow[]): Promise<Session[]> {
  const free = await hoursFreeIn(tx, idsOf(rows))
  return rows.map(({ id, specialistId, startsAt, site, virtual }) =>
    openSessionOf(pool, { id, specialistId, startsAt, site, virtual, hours: Math.max(0, free.get(id) ?? 0) }),
  )
}

interface SoFar {
  readonly wasBooked: boolean
  readonly seen: SeenSoFar | undefined
  readonly excluded: readonly SpecialistId[]
}

function caseInHand(
  { row }: HeldEscalation,
  specialists: readonly PoolSpecialist[],
  policy: RoutingPolicy,
  { wasBooked, seen, excluded }: SoFar,
): CaseInHand {
  const waiting = waitingCaseOf({ ...row, dueOn: seen?.againBy ?? row.dueOn }, excluded, holdersOf(specialists), policy)
  // only what the morning's plan would book
  return { ...waiting, wasBooked, isSeen: row.seeWorker !== 'no' }
}

interface Outcome {
  readonly of: HeldEscalation
  readonly result: Replanned
  readonly from: SessionId | undefined
  readonly specialists: readonly PoolSpecialist[]
  /** Sessions that are held, of whoever has the case. */
  readonly held: readonly Session[]
  readonly inForce: PolicyInForce
}

async function carryOut(
  pool: Parts,
  tx: ScopedTx,
  change: RotaChange,
  { of, result, from, specialists, held, inForce }: Outcome,
): Promise<void> {
  const { id } = of.row
  if (result.outcome === 'moved') {
    const { sessionId, hours } = result.booking
    const session = held.find((each) => each.sessionId === sessionId)
    const holder = specialists.find(({ specialistId }) => specialistId === of.standing.acceptedBy)
    if (!session || !holder) throw new Error('A booking in a session of nobody.')
    const { startsAt, specialistId } = session
    const kept: KeptReason = { sessionId, specialistId, startsAt, standing: 'placed', reasons: [...result.reasons] }
    const { version: policyVersion } = inForce
    await keepBooking(pool, tx, 'escalation.rebook', { row: of.row, session, holder, hours, policyVersion, reasons: [kept] })
  }
  if (result.outcome === 'taken-back' && !(await takeBack(pool, tx, of, result.reasons))) return
  const toSession = result.outcome === 'moved' ? result.booking.sessionId : undefined
  await keep(pool, tx, change, id, { outcome: result.outcome, reasons: [...result.reasons], fromSession: from, toSession })
}

/** Of whoever is away now: an offer to him would only lapse. */
async function takeBackOffers(
  pool: Parts,
  tx: ScopedTx,
  change: RotaChange,
  inHand: readonly HeldEscalation[],
  specialists: readonly PoolSpecialist[],
): Promise<void> {
  const specialist = specialists.find(({ specialistId }) => specialistId === change.specialistId)
  if (!specialist || !isAway(specialist, tx.today)) return
  for (const held of inHand) {
    if (held.standing.state !== 'offered' || held.row.heldAt) continue
    if (await takeBack(pool, tx, held, ['specialist-away']))
      await keep(pool, tx, change, held.row.id, { outcome: 'offer-taken-back', reasons: ['specialist-away'] })
  }
}

type Kept = Pick<Parameters<typeof saveReplanned>[1], 'outcome' | 'reasons' | 'fromSession' | 'toSession'>

async function keep({ newId }: Parts, tx: ScopedTx, change: RotaChange, escalationId: EscalationId, kept: Kept): Promise<void> {
  const { specialistId, leaveId } = change
  await saveReplanned(tx, { id: newId(), escalationId, specialistId, leaveId: leaveId ?? null, ...kept, at: tx.now })
}
