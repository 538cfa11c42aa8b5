import type { Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { movesSince } from './case.reads.ts'
import type { CaseRow } from './case.store.ts'
import { changeSentence } from './move-words.ts'

/** The form was made on an older version: nothing was changed, and what happened since is told. */
export interface Stale {
  readonly kind: 'stale'
  readonly currentVersion: number
  readonly changedAt: Instant
  readonly changedByName: string
  /** In sentences, the oldest first. */
  readonly changes: readonly string[]
}

/** What has happened to the case since the version the form was made on. */
export async function staleCase(tx: ScopedTx, found: CaseRow, expectedVersion: number): Promise<Stale> {
  const moves = await movesSince(tx, found.id, expectedVersion)
  return {
    kind: 'stale',
    currentVersion: found.version,
    changedAt: found.changedAt,
    changedByName: found.changedByName,
    changes: moves.map((move) => changeSentence({ ...move, byWorker: move.by === found.workerPerson }, tx.today)),
  }
}
