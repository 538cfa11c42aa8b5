import { audit } from '@oh/audit'
import { addMilliseconds } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import type { Rollup } from '../context.ts'
import { lockPublishing } from '../publications/publication.store.ts'
import { forgetFiguresOf, preparationsToForget } from './forgotten.store.ts'
import { FIGURES_KEPT_DAYS } from './preparation.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/**
 * Deletes the figures of preparations that were published, followed by another of their month, or asked for too long ago:
 * nobody may publish them any more, and why each was hidden need not be kept. What was done stays: the report, and who asked
 * for it when. Resolves to how many were forgotten.
 */
export function forgetFigures({ db }: Pick<Rollup, 'db'>): Promise<number> {
  return asActor(db, { kind: 'system', part: 'publishing' }, async (tx) => {
    const before = addMilliseconds(tx.now, -FIGURES_KEPT_DAYS * DAY_MS)
    if ((await preparationsToForget(tx, before)).length === 0) return 0
    // nobody publishes one of them while it goes
    await lockPublishing(tx)
    const ids = await preparationsToForget(tx, before)
    await forgetFiguresOf(tx, ids)
    await audit(tx, { action: 'preparation.forget', resource: 'preparation', ids, outcome: 'allowed' })
    return ids.length
  })
}
