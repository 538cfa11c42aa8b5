import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'

/** The acting person. Throws for a member or a part of the service: what asks this is done by people only. */
export function callerOf({ actor }: ScopedTx): PersonId {
  if (actor.kind !== 'person') throw new Error(`done by people only, not by a ${actor.kind}`)
  return actor.person
}
