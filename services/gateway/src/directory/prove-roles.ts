import { asActor } from '@oh/postgres'
import type { DirectoryContext } from './context.ts'

/**
 * What the directory says of the caller's regional and national roles today, signed for one member and good for 60
 * seconds; null when there is no such member or the caller holds no such role.
 */
export async function proveRoles(
  { directory, actor, person }: DirectoryContext,
  audience: string | undefined,
): Promise<string | null> {
  if (audience === undefined) return null
  const roles = await asActor(directory.db, actor, async ({ memberships }) => memberships)
  return roles.length === 0 ? null : directory.signRoles(audience, person, roles)
}
