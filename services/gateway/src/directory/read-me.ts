import type { Membership } from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'

/** The regional and national roles that a person holds today. */
export function readMe(
  { db }: Pick<Directory, 'db'>,
  actor: Actor,
  person: PersonId,
): Promise<{ person: PersonId; memberships: readonly Membership[] }> {
  return asActor(db, actor, async ({ memberships }) => ({ person, memberships }))
}
