import { asActor, type Db } from '@oh/postgres'
import { allMembers } from './member.store.ts'

/** The registry as every member may read it: public facts and public keys. */
export interface RegistryEntry {
  readonly id: string
  readonly kind: 'spoke' | 'pool' | 'rollup'
  readonly name: string
  readonly state: 'invited' | 'active' | 'suspended' | 'retired'
  readonly endpoint: string | null
  readonly softwareVersion: string | null
  readonly schemaVersion: string | null
  readonly serves: readonly { readonly code: string; readonly from: string; readonly to?: string }[]
  readonly keys: readonly {
    readonly kid: string
    readonly jwk: Record<string, string>
    readonly from: string
    readonly to?: string
  }[]
}

/** Every member with what it serves and its approved keys. */
export function readRegistry(db: Db): Promise<RegistryEntry[]> {
  return asActor(db, { kind: 'system', part: 'registry' }, async (tx) =>
    (await allMembers(tx)).map(({ member, serves, keys }) => ({
      id: member.id,
      kind: member.kind,
      name: member.name,
      state: member.state,
      endpoint: member.endpoint,
      softwareVersion: member.softwareVersion,
      schemaVersion: member.schemaVersion,
      serves: serves.map(({ code, fromOn, toOn }) => ({ code, from: fromOn, ...(toOn === null ? {} : { to: toOn }) })),
      keys: keys.map(({ kid, jwk, fromAt, toAt }) => ({ kid, jwk, from: fromAt, ...(toAt === null ? {} : { to: toAt }) })),
    })),
  )
}
