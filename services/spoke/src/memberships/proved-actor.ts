import { readRolesProof } from '@oh/auth'
import type { Actor } from '@oh/postgres'
import type { SpokeContext } from '../context.ts'

/** The caller with the regional and national roles that the directory's proof states; a bad proof adds none. Throws RolesNotKnown while nobody can tell. */
export async function actorProvedBy({ spoke, actor, person }: SpokeContext, proof: string | undefined): Promise<Actor> {
  if (proof === undefined || actor.kind !== 'person') return actor
  const { id: audience, directoryKeys: keys, db } = spoke
  return { ...actor, proved: await readRolesProof(proof, { person, audience, keys, now: db.clock() }) }
}
