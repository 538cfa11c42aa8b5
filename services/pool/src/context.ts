import type { Log } from '@oh/chassis'
import { misrouted } from '@oh/graph'
import type { IcsCode, PersonId, PoolId, SpokeId } from '@oh/kernel'
import type { Actor, Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'

/** What a pool's use cases are given; each names the few parts it needs. */
export interface Pool {
  readonly id: PoolId
  /** The ICS it serves. */
  readonly ics: IcsCode
  readonly db: Db
  readonly keyring: Keyring
  readonly newId: () => string
  readonly log: Log
  /** The home spoke's key for its consent proofs, by the registry; undefined for an unknown or suspended member. */
  readonly proofKey: (spoke: SpokeId, keyId: string) => Promise<CryptoKey | undefined>
  /** Signs an opinion's exact bytes with the pool's key, for its author. */
  readonly sign: (bytes: Uint8Array) => Promise<string>
}

/** What a resolver is given: the pool and who asks. */
export interface PoolContext {
  readonly pool: Pool
  readonly person: PersonId
  readonly actor: Actor
}

/** The pool itself refuses what is not its own, whatever the gateway thought. */
export function requireServed({ pool }: PoolContext, named: { readonly ics?: string; readonly poolId?: string }): void {
  if (named.ics !== undefined && named.ics !== pool.ics) throw misrouted()
  if (named.poolId !== undefined && named.poolId !== pool.id) throw misrouted()
}
