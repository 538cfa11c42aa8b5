import { audit } from '@oh/audit'
import { ESCALATION_STOOD_DOWN_V1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { RoutingReason } from '@oh/routing'
import type { Pool } from '../context.ts'
import { type HeldEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { saveStandDown } from './offer.store.ts'
import { routeEscalation } from './route-escalation.ts'

/**
 * Takes a held escalation back from whoever is asked or has it, for these reasons, and asks the next specialist; the home
 * spoke is told when it knew of an acceptance. False: it was answered, declined or withdrawn since it was found.
 */
export async function takeBack(
  pool: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  held: HeldEscalation,
  reasons: readonly RoutingReason[],
): Promise<boolean> {
  const moved = await moveEscalation(pool, tx, held, { kind: 'stood-down' })
  if (moved.kind === 'refused') return false
  await keepReasons(pool, tx, held, reasons)
  // while the home spoke decides on a withdrawal, nobody else is asked
  if (!held.row.heldAt) await routeEscalation(pool, tx, moved.held)
  return true
}

async function keepReasons(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { row, standing }: HeldEscalation,
  reasons: readonly RoutingReason[],
): Promise<void> {
  const { id, spokeId, correlation, acceptedPerson } = row
  await saveStandDown(tx, { escalationId: id, round: standing.round }, reasons)
  if (acceptedPerson) {
    const body = { escalationId: id, specialistPerson: acceptedPerson, reasons: [...reasons], at: tx.now }
    await post(tx, { name: ESCALATION_STOOD_DOWN_V1, destination: spokeId, subject: id, correlation, body }, keyring)
  }
  const about = { resource: 'escalation', ids: [id], subject: id, onBehalfOf: acceptedPerson ?? undefined }
  await audit(tx, { action: 'escalation.standDown', ...about, outcome: 'allowed', reasons: [...reasons] })
}
