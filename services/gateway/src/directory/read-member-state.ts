import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { memberServing } from './member.store.ts'
import type { MemberState } from './member.table.ts'

/** How whoever serves the code today stands in the federation; null when nobody does. Public. */
export function readMemberState({ db }: Pick<Directory, 'db'>, actor: Actor, code: string): Promise<MemberState | null> {
  return asActor(db, actor, async (tx) => (await memberServing(tx, code))?.state ?? null)
}
