import { readRolesProof } from '@oh/auth'
import type { Caller, PoolContext } from '../context.ts'

/** The caller with the regional and national roles that the directory's proof states; a bad proof adds none. Throws RolesNotKnown while nobody can tell. */
export async function callerProvedBy({ pool, caller }: PoolContext, proof: string | undefined): Promise<Caller> {
  if (proof === undefined) return caller
  const { id: audience, directoryKeys: keys, db } = pool
  return { ...caller, proved: await readRolesProof(proof, { person: caller.person, audience, keys, now: db.clock() }) }
}
