import type { Role } from '@oh/auth'
import { asActor } from '@oh/postgres'
import type { Caller, Pool } from '../context.ts'
import { nameOf } from './viewer.reads.ts'

/** What the caller holds at this pool today. */
export interface Viewer {
  readonly name: string | undefined
  readonly roles: readonly Role[]
}

/** The caller's own name and roles; a stranger has neither. No record is touched. */
export function readViewer(pool: Pick<Pool, 'db'>, caller: Caller): Promise<Viewer> {
  return asActor(pool.db, caller, async (tx) => ({ name: await nameOf(tx, caller.person), roles: [...tx.roles].sort() }))
}
