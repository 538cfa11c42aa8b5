import type { KeySource, SigningKey } from '@oh/auth'
import type { Log } from '@oh/chassis'
import { misrouted } from '@oh/graph'
import type { IcsCode, PersonId, PoolId, SpokeId } from '@oh/kernel'
import type { Actor, Db } from '@oh/postgres'
import type { Registry } from '@oh/relay'
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
  /** Who the members are and what each serves. */
  readonly members: Pick<Registry, 'find' | 'serving'>
  /** The registered keys of one home spoke, for its consent proofs. */
  readonly proofKeys: (spoke: SpokeId) => KeySource
  /** The pool's own public keys by id, past ones included, as far as the directory can be asked. */
  readonly ownKeys: () => Promise<ReadonlyMap<string, CryptoKey>>
  /** The directory's keys, for its proofs of regional and national roles. */
  readonly directoryKeys: KeySource
  /** The pool's own key: it signs an opinion for its author. */
  readonly signingKey: SigningKey
}

/** A person who asks, by a verified token. */
export type Caller = Actor & { readonly kind: 'person' }

/** What a resolver is given: the pool and who asks. */
export interface PoolContext {
  readonly pool: Pool
  readonly caller: Caller
}

export const callerOf = (person: PersonId): Caller => ({ kind: 'person', person })

/** The pool itself refuses what is not its own, whatever the gateway thought. */
export function requireServed({ pool }: PoolContext, named: { readonly ics?: string; readonly poolId?: string }): void {
  if (named.ics !== undefined && named.ics !== pool.ics) throw misrouted()
  if (named.poolId !== undefined && named.poolId !== pool.id) throw misrouted()
}
