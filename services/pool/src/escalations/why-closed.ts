import { readConsentProof } from '@oh/auth'
import type { ScopedTx } from '@oh/postgres'
import { mayWorkOn } from '@oh/routing'
import type { Caller, Pool } from '../context.ts'
import type { ClosedWord } from '../sentences.ts'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'
import type { SeenEscalation } from './escalation.store.ts'

/**
 * Every reason why clinical words stay shut to a person who accepted an escalation or supervises whoever did; empty when they
 * may open. The home spoke's proof is compared with the pool's own row and the caller, with nothing that came in the request.
 */
export async function whyClosed(
  pool: Pick<Pool, 'id' | 'proofKeys'>,
  tx: ScopedTx,
  caller: Caller,
  specialist: PoolSpecialist | undefined,
  row: SeenEscalation,
  proof: unknown,
): Promise<ClosedWord[]> {
  const supervises = row.supervisorPerson === caller.person
  if (row.acceptedPerson !== caller.person && !supervises) return ['not-accepted-by-caller']
  if (row.state === 'withdrawn') return ['consent-withdrawn']
  if (row.heldAt) return ['withdrawal-being-decided']
  if (row.state === 'accepted' || (supervises && !row.supervisorOpenedAt)) return ['declaration-missing']
  const rights = specialist ? mayWorkOn(specialist, tx.today) : undefined
  if (rights?.kind !== 'allowed') return rights ? [...rights.reasons] : ['not-accredited']
  const reading = await readConsentProof(proof, {
    spoke: row.spokeId,
    pool: pool.id,
    escalation: row.id,
    person: caller.person,
    keys: pool.proofKeys(row.spokeId),
    now: () => tx.now,
  })
  return reading.kind === 'open' ? [] : [reading.reason]
}
