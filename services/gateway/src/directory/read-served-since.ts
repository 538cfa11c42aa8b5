import type { LondonDate } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { memberServing } from './member.store.ts'

/** Since when whoever serves the code today has done so; null when nobody does. Public. */
export function readServedSince({ db }: Pick<Directory, 'db'>, actor: Actor, code: string): Promise<LondonDate | null> {
  return asActor(db, actor, async (tx) => (await memberServing(tx, code))?.servesSince ?? null)
}
