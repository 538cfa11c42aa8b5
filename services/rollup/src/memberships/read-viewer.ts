import { ROLES, type Role } from '@oh/auth'
import { asActor } from '@oh/postgres'
import type { Caller, Rollup } from '../context.ts'
import { ownName } from './own-name.reads.ts'

/** What the caller holds at the rollup today. */
export interface Viewer {
  readonly name: string
  readonly roles: readonly Role[]
}

/** The caller's own name and roles; undefined for a stranger. No figure is touched. */
export function readViewer({ db }: Pick<Rollup, 'db'>, caller: Caller): Promise<Viewer | undefined> {
  return asActor(db, caller, async (tx) => {
    const name = await ownName(tx)
    if (tx.roles.size === 0 || name === undefined) return undefined
    return { name, roles: ROLES.filter((role) => tx.roles.has(role)) }
  })
}
