import { asActor } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { AS_ROUTING } from '../offers/each-in-turn.ts'
import { lockRouting } from '../offers/offer.store.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { makeMissing } from './carry-out-rota.ts'
import { hasMadeToday, saveSessionRun } from './session.store.ts'

/** Once a day: the sessions of the day that has come within eight weeks. Resolves to how many were made. */
export function makeSessions(pool: Pick<Pool, 'db' | 'newId'>): Promise<number> {
  return asActor(pool.db, AS_ROUTING, async (tx) => {
    if (await hasMadeToday(tx)) return 0
    await lockRouting(tx)
    if (await hasMadeToday(tx)) return 0
    const made = await makeMissing(pool, tx, await allSpecialists(tx), tx.today)
    await saveSessionRun(tx, made)
    return made
  })
}
