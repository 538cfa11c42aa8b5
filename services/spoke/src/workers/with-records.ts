import { audit } from '@oh/audit'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { AlteredText } from './record-key.ts'

/**
 * Runs a use case that opens sealed texts, in one transaction like any other. When a text turns out to be altered or
 * moved, everything is rolled back, the finding is written to the audit on its own, and the fault goes on to the edge.
 */
export async function withRecords<T>(spoke: Pick<Spoke, 'db'>, actor: Actor, use: (tx: ScopedTx) => Promise<T>): Promise<T> {
  try {
    return await asActor(spoke.db, actor, use)
  } catch (fault) {
    if (fault instanceof AlteredText) await asActor(spoke.db, actor, (tx) => recordFinding(tx, fault))
    throw fault
  }
}

function recordFinding(tx: ScopedTx, { place, worker }: AlteredText): Promise<void> {
  return audit(tx, {
    action: 'case.read',
    resource: place.table,
    ids: [place.row],
    subject: worker,
    outcome: 'refused',
    reasons: ['integrity'],
  })
}
