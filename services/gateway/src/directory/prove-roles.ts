import type { Membership } from '@oh/auth'
import { asActor } from '@oh/postgres'
import type { DirectoryContext } from './context.ts'

/**
 * What the directory says of the caller's regional and national roles today, signed for one member and good for 60
 * seconds; null when there is no such member or the caller holds no such role.
 */
export async function proveRoles(context: DirectoryContext, audience: string | undefined): Promise<string | null> {
  if (audience === undefined) return null
  const roles = await rolesOf(context)
  return roles.length === 0 ? null : context.directory.signRoles(audience, context.person, roles)
}

/** Read once for each question, however many members it goes to. */
const known = new WeakMap<DirectoryContext, Promise<readonly Membership[]>>()

function rolesOf(context: DirectoryContext): Promise<readonly Membership[]> {
  const roles = known.get(context) ?? asActor(context.directory.db, context.actor, async ({ memberships }) => memberships)
  known.set(context, roles)
  return roles
}
