import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { type ServiceProfile, serviceProfile } from './service.store.ts'

/** The service's public profile. Public facts: whoever is signed in may read them, and nothing of a record is touched. */
export function readService(spoke: Pick<Spoke, 'db'>, actor: Actor): Promise<ServiceProfile | undefined> {
  return asActor(spoke.db, actor, serviceProfile)
}
