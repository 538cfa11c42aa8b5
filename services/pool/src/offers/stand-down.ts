import { audit } from '@oh/audit'
import { ESCALATION_STOOD_DOWN_V1 } from '@oh/messages'
import { asActor, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { mayWorkOn, type RightWord } from '@oh/routing'
import type { Pool } from '../context.ts'
import { escalationsHeldBy } from '../escalations/escalation.store.ts'
import { type HeldEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { AS_ROUTING, eachInTurn } from './each-in-turn.ts'
import { saveStandDown } from './offer.store.ts'
import { routeEscalation } from './route-escalation.ts'

const BATCH = 100

/**
 * Takes every escalation back from whoever may not work today, asked or already at work on it: a right has lapsed or the
 * role has ended, or those of a trainee's supervisor. A booking falls away, the home spoke is told when it knew of the acceptance, and the next specialist is
 * asked. Resolves to how many were taken back.
 */
export async function standDown(pool: Pick<Pool, 'db' | 'keyring' | 'newId' | 'log'>): Promise<number> {
  const due = await asActor(pool.db, AS_ROUTING, async (tx) => {
    const gone = (await allSpecialists(tx)).filter((one) => mayWorkOn(one, tx.today).kind === 'refused')
    return escalationsHeldBy(
      tx,
      gone.map(({ specialistId }) => specialistId),
      BATCH,
    )
  })
  return eachInTurn(pool, due, async (tx, held) => {
    const reasons = await rightsMissing(tx, held)
    if (reasons.length === 0) return false
    const moved = await moveEscalation(pool, tx, held, { kind: 'stood-down' })
    // answered, declined or withdrawn since it was found: there is nothing left to take back
    if (moved.kind === 'refused') return false
    await keepReasons(pool, tx, held, reasons)
    // while the home spoke decides on a withdrawal, nobody else is asked
    if (!held.row.heldAt) await routeEscalation(pool, tx, moved.held)
    return true
  })
}

/** Asked again under the lock: the right may have been renewed since. */
async function rightsMissing(tx: ScopedTx, { standing }: HeldEscalation): Promise<readonly RightWord[]> {
  const holders = [standing.acceptedBy ?? standing.offer?.specialistId, standing.supervisedBy]
  const people = (await allSpecialists(tx)).filter(({ specialistId }) => holders.includes(specialistId))
  const rulings = people.map((one) => mayWorkOn(one, tx.today))
  return [...new Set(rulings.flatMap((ruling) => (ruling.kind === 'refused' ? ruling.reasons : [])))]
}

async function keepReasons(
  { keyring }: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  { row, standing }: HeldEscalation,
  reasons: readonly RightWord[],
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
