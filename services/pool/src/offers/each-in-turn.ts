import type { EscalationId } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { type HeldEscalation, holdEscalation } from '../escalations/move-escalation.ts'

export const AS_ROUTING = { kind: 'system', part: 'routing' } as const

/**
 * Holds each escalation in turn, in a transaction of its own, and acts on it; resolves to how many the act says it changed.
 * A fault with one is reported and the next one goes on: none blocks the others.
 */
export async function eachInTurn(
  { db, log }: Pick<Pool, 'db' | 'log'>,
  ids: readonly EscalationId[],
  act: (tx: ScopedTx, held: HeldEscalation) => Promise<boolean>,
): Promise<number> {
  let changed = 0
  for (const id of ids) {
    try {
      const did = await asActor(db, AS_ROUTING, async (tx) => {
        const held = await holdEscalation(tx, id)
        return held !== undefined && (await act(tx, held))
      })
      if (did) changed += 1
    } catch (fault) {
      log.warn('routing-fault', { fault })
    }
  }
  return changed
}
