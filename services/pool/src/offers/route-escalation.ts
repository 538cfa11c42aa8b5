import { audit } from '@oh/audit'
import type { OfferId } from '@oh/kernel'
import { ESCALATION_ROUTED_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Candidate, type ChosenWord, fewestHours, type OfferPlan, offer } from '@oh/routing'
import type { Pool } from '../context.ts'
import { exclusionsOf, markLooked } from '../escalations/escalation.store.ts'
import { type HeldEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import { allSpecialists, type PoolSpecialist, workloads } from '../specialists/specialist.store.ts'
import { type CandidateRow, latestCandidates, lockRouting, saveCandidates, saveOffer } from './offer.store.ts'

export type RoutingOutcome = 'offered' | 'nobody-eligible'

/**
 * Looks for the specialist who is asked next, and asks, as the pool itself. Who was considered and why is kept for ever; the
 * home spoke is told when it is offered, and once when nobody can take it. Looking again at the same picture changes nothing.
 */
export async function routeEscalation(
  pool: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  held: HeldEscalation,
): Promise<RoutingOutcome> {
  await lockRouting(tx)
  const { version, settings } = await settingsInForce(tx)
  const specialists = await allSpecialists(tx)
  const plan = offer({
    now: tx.now,
    escalation: await needOf(tx, held),
    specialists,
    workloads: await workloads(tx, fewestHours(settings)),
    settings,
  })
  const outcome = plan.offeredTo === undefined ? 'nobody-eligible' : 'offered'
  await keepPicture(tx, held, plan, version)
  if (outcome === held.standing.state) return outcome
  await carryOut(pool, tx, held, plan, specialists, version)
  await tellSpoke(pool, tx, held, outcome)
  const { id } = held.row
  await audit(tx, {
    action: 'escalation.route',
    resource: 'escalation',
    ids: [id],
    subject: id,
    outcome: 'allowed',
    reasons: [outcome],
  })
  return outcome
}

/** What is asked of whoever is to take it. */
export async function needOf(tx: ScopedTx, { row, standing }: HeldEscalation) {
  const { employer, department, skills, urgency, prefersOwnEmployer, dueOn, heldAt } = row
  const gateAlive = heldAt === null && standing.state !== 'withdrawn'
  const excluded = await exclusionsOf(tx, row.id)
  const sentAt = row.sentAt ?? row.receivedAt
  const { tried } = standing
  return { employer, department, skills, urgency, prefersOwnEmployer, dueOn, sentAt, excluded, tried, knownTo: [], gateAlive }
}

/** Writes the candidates down when anyone's standing is another than last time. */
async function keepPicture(
  tx: ScopedTx,
  { row, standing }: HeldEscalation,
  { candidates }: OfferPlan,
  policyVersion: number,
): Promise<void> {
  const isSame = samePicture(await latestCandidates(tx, row.id), candidates, standing.round)
  const picture = isSame ? row.picture : row.picture + 1
  await markLooked(tx, row.id, picture)
  if (isSame) return
  const { round } = standing
  const rowOf = ({ specialistId, outcome, reasons }: Candidate): CandidateRow => {
    return {
      escalationId: row.id,
      picture,
      specialistId,
      round,
      standing: outcome,
      reasons: [...reasons],
      at: tx.now,
      policyVersion,
    }
  }
  await saveCandidates(tx, candidates.map(rowOf))
}

function samePicture(before: readonly CandidateRow[], now: readonly Candidate[], round: number): boolean {
  const text = (rows: (readonly [id: string, standing: string, reasons: string])[]) =>
    rows
      .map((row) => row.join(' '))
      .sort()
      .join('\n')
  const then = text(before.map((row) => [row.specialistId, row.standing, row.reasons.join()]))
  return (
    before.every((row) => row.round === round) &&
    then === text(now.map((row) => [row.specialistId, row.outcome, row.reasons.join()]))
  )
}

async function carryOut(
  pool: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  held: HeldEscalation,
  plan: OfferPlan,
  specialists: readonly PoolSpecialist[],
  policyVersion: number,
): Promise<void> {
  const chosen = specialists.find(({ specialistId }) => specialistId === plan.offeredTo)
  if (!chosen || plan.offeredTo === undefined) return must(await moveEscalation(pool, tx, held, { kind: 'nobody-eligible' }))
  const { specialistId, person } = chosen
  const offerId = pool.newId() as OfferId
  must(await moveEscalation(pool, tx, held, { kind: 'offered', offerId, specialistId, expiresAt: plan.expiresAt }))
  await saveOffer(tx, {
    id: offerId,
    escalationId: held.row.id,
    round: held.standing.round,
    specialistId,
    person,
    reasons: tellable(plan.candidates),
    offeredAt: tx.now,
    expiresAt: plan.expiresAt,
    state: 'open',
    policyVersion,
  })
}

/** Routing asks only where the table of moves lets it. */
function must(moved: { readonly kind: string }): void {
  if (moved.kind === 'refused') throw new Error('Routing made a move that the table of moves refuses.')
}

/** What says something about the worker is not told before the escalation is accepted. */
const ABOUT_THE_WORKER: readonly ChosenWord[] = ['fits-worker-preference', 'answered-for-worker-before']

function tellable(candidates: readonly Candidate[]): ChosenWord[] {
  const placed = candidates.find(({ outcome }) => outcome === 'placed')
  return placed?.outcome === 'placed' ? placed.reasons.filter((word) => !ABOUT_THE_WORKER.includes(word)) : []
}

async function tellSpoke(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { row, standing }: HeldEscalation,
  outcome: RoutingOutcome,
): Promise<void> {
  const body = { escalationId: row.id, outcome, round: standing.round, at: tx.now }
  const { spokeId, correlation } = row
  await post(tx, { name: ESCALATION_ROUTED_V1, destination: spokeId, subject: row.id, correlation, body }, keyring)
}
