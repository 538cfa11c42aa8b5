import { asActor } from '@oh/postgres'
import { mayWorkOn } from '@oh/routing'
import type { Caller, Pool } from '../context.ts'
import { allSpecialists, type PoolSpecialist } from './specialist.store.ts'

export interface ListedSpecialist extends PoolSpecialist {
  /** Every right holds today. */
  readonly mayWork: boolean
  /** Of a trainee: who countersigns what he writes. */
  readonly supervisorName: string | undefined
}

/** The specialists of the pool by name. No record about a worker, and no secret: a worker is told the names before objecting. */
export function readSpecialists(pool: Pick<Pool, 'db'>, caller: Caller): Promise<ListedSpecialist[]> {
  return asActor(pool.db, caller, async (tx) => {
    const specialists = await allSpecialists(tx)
    const nameOf = new Map(specialists.map(({ specialistId, fullName }) => [specialistId, fullName]))
    return specialists.map((one) => ({
      ...one,
      mayWork: mayWorkOn(one, tx.today).kind === 'allowed',
      supervisorName: one.supervisor && nameOf.get(one.supervisor),
    }))
  })
}
