import type { KeySource, SigningKey } from '@oh/auth'
import type { Log } from '@oh/chassis'
import { misrouted } from '@oh/graph'
import type { Instant, MemberId, PersonId, PoolId, RollupId, SpokeId, TrustCode } from '@oh/kernel'
import type { Actor, Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'

/** What a spoke's use cases are given; each names the few parts it needs. */
export interface Spoke {
  readonly id: SpokeId
  readonly host: TrustCode
  /** The trusts it answers for. */
  readonly serves: ReadonlySet<string>
  /** The pool it escalates to. */
  readonly pool: PoolId
  /** Where its submissions go. */
  readonly rollup: RollupId
  /** The ICS that this pool serves today; undefined when the directory does not say. */
  readonly poolIcs: () => Promise<string | undefined>
  readonly db: Db
  readonly keyring: Keyring
  /** The spoke's own key: it signs consent proofs. */
  readonly signingKey: SigningKey
  /** A key that a member had at the moment, by the directory; undefined when it had none of that id. Throws PeersUnknown. */
  readonly memberKey: (member: MemberId, keyId: string, at: Instant) => Promise<CryptoKey | undefined>
  /** The spoke's own public keys by id, past ones included, as far as the directory can be asked. */
  readonly ownKeys: () => Promise<ReadonlyMap<string, CryptoKey>>
  /** The directory's keys, for its proofs of regional and national roles. */
  readonly directoryKeys: KeySource
  readonly newId: () => string
  readonly log: Log
}

/** What a resolver is given: the spoke and who asks. */
export interface SpokeContext {
  readonly spoke: Spoke
  readonly person: PersonId
  readonly actor: Actor
}

/** The spoke itself refuses what is not its own, whatever the gateway thought. */
export function requireServed({ spoke }: SpokeContext, named: { readonly trust?: string; readonly spokeId?: string }): void {
  if (named.trust !== undefined && !spoke.serves.has(named.trust)) throw misrouted()
  if (named.spokeId !== undefined && named.spokeId !== spoke.id) throw misrouted()
}
