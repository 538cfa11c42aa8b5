import type { Membership } from '@oh/auth'
import { forbidden, hidden } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { Actor, Db } from '@oh/postgres'
import type { MemberLookup } from '../shards/members.ts'
import type { Denied } from './denial.ts'

/** What the directory's use cases are given. */
export interface Directory {
  readonly db: Db
  readonly newId: () => string
  /** Every key that may have signed a head of this audit, by its id. */
  readonly ownKeys: ReadonlyMap<string, CryptoKey>
  /** Who serves what today. */
  readonly members: Pick<MemberLookup, 'spokeServing' | 'poolServing' | 'rollup'>
  /** Signs what the directory says of a person's regional and national roles. */
  readonly signRoles: (audience: string, person: PersonId, roles: readonly Membership[]) => Promise<string>
  /** Told when membership changed, so that routing sees it at once. */
  readonly onChange: () => Promise<void>
}

/** What a resolver of the directory is given. */
export interface DirectoryContext {
  readonly directory: Directory
  readonly person: PersonId
  readonly actor: Actor
}

export const asPerson = ({ person }: DirectoryContext) => ({ kind: 'person', person }) as const

/** What may be shown; throws the answer that a denial stands for. */
export function shown<Outcome extends { kind: string }>(outcome: Outcome | Denied): Exclude<Outcome, Denied> {
  if (outcome.kind === 'hidden') throw hidden()
  if (outcome.kind === 'forbidden') throw forbidden()
  return outcome as Exclude<Outcome, Denied>
}
