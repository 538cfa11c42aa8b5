import type { KeySource, SigningKey } from '@oh/auth'
import type { Log } from '@oh/chassis'
import type { PersonId, RollupId } from '@oh/kernel'
import type { Actor, Db } from '@oh/postgres'
import type { Registry } from '@oh/relay'
import type { Keyring } from '@oh/vault'

/** What the rollup's use cases are given; each names the few parts it needs. */
export interface Rollup {
  readonly id: RollupId
  readonly db: Db
  readonly keyring: Keyring
  readonly newId: () => string
  readonly log: Log
  /** Who the members are and what each serves. */
  readonly members: Pick<Registry, 'find'>
  /** The rollup's own public keys by id, past ones included, as far as the directory can be asked. */
  readonly ownKeys: () => Promise<ReadonlyMap<string, CryptoKey>>
  /** The directory's keys, for its proofs of regional and national roles. */
  readonly directoryKeys: KeySource
  /** Every figure here is made up, and is marked so. */
  readonly madeUp: boolean
  /** Signs publications. */
  readonly signingKey: SigningKey
}

/** A person who asks, by a verified token. */
export type Caller = Actor & { readonly kind: 'person' }

/** What a resolver is given: the rollup and who asks. */
export interface RollupContext {
  readonly rollup: Rollup
  readonly caller: Caller
}

export const callerOf = (person: PersonId): Caller => ({ kind: 'person', person })
