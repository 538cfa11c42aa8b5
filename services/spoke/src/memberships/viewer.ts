import { ROLES, type Role } from '@oh/auth'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { ownName } from './membership.reads.ts'

export interface Viewer {
  readonly name: string
  readonly roles: readonly Role[]
}

/** Who the caller is at this service today: name and roles, in the matrix's order. Undefined for whoever holds no role. */
export function readViewer(spoke: Pick<Spoke, 'db'>, actor: Actor): Promise<Viewer | undefined> {
  return asActor(spoke.db, actor, async (tx) => {
    const name = await ownName(tx)
    if (tx.roles.size === 0 || name === undefined) return undefined
    return { name, roles: ROLES.filter((role) => tx.roles.has(role)) }
  })
}
