import type { Role } from '@oh/auth'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'

/** What the caller holds at this service today; an empty list for a stranger. */
export function readViewer(spoke: Pick<Spoke, 'db'>, actor: Actor): Promise<Role[]> {
  return asActor(spoke.db, actor, async (tx) => [...tx.roles].sort())
}
