import type { Holding } from '@oh/auth'
import type { SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { type Access, type Denied, denied } from '../access.ts'
import type { Caller } from '../context.ts'
import { allSpecialists, type PoolSpecialist } from '../specialists/specialist.store.ts'

/**
 * The specialist whose time it is, when the caller may do this: the coordinator for everybody of the pool, a specialist for
 * the own time where the matrix lets him. Nobody and somebody else look the same.
 */
export async function whoseTime(
  tx: ScopedTx,
  caller: Caller,
  access: Access,
  id: SpecialistId | undefined,
): Promise<Denied | { readonly kind: 'found'; readonly specialist: PoolSpecialist }> {
  const specialist = id && (await allSpecialists(tx)).find(({ specialistId }) => specialistId === id)
  const without = await denied(tx, access, specialist ? holdsOver(specialist, caller) : [])
  if (without || !specialist) return without ?? { kind: 'hidden' }
  return { kind: 'found', specialist }
}

function holdsOver({ person }: PoolSpecialist, caller: Caller): readonly Holding[] {
  return person === caller.person ? ['region', 'own'] : ['region']
}
