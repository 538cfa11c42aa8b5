import type { SpecialistId } from '@oh/kernel'
import type { Candidate, RoutingReason } from '@oh/routing'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'

export interface NamedSpecialist {
  readonly id: SpecialistId
  readonly fullName: string
}

/** A reason, for programs and for people. */
export interface TitledReason {
  readonly word: RoutingReason
  readonly sentence: string
}

/** How a coordinator reads what was found about a specialist. */
export const STANDING_TITLES: Readonly<Record<Candidate['outcome'], string>> = {
  placed: 'Asked',
  'eligible-not-chosen': 'Could be asked',
  excluded: 'Cannot be asked',
}

/** Names by id; a specialist who has left the pool is told as unknown. */
export function namesAmong(specialists: readonly PoolSpecialist[]): (id: SpecialistId) => NamedSpecialist {
  const names = new Map(specialists.map(({ specialistId, fullName }) => [specialistId, fullName]))
  return (id) => ({ id, fullName: names.get(id) ?? 'Unknown' })
}
