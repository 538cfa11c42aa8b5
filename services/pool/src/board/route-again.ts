import type { EscalationId } from '@oh/kernel'
import { actingAs } from '@oh/postgres'
import { advance } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation } from '../escalations/escalation.store.ts'
import { holdEscalation } from '../escalations/move-escalation.ts'
import { routeEscalation } from '../offers/route-escalation.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { excludedAmong } from './board.reads.ts'

export interface RouteAgainAsk {
  readonly escalationId: EscalationId | undefined
  readonly key: string
}

/** The coordinator has the pool look for somebody now. By the pool's rules alone: nobody is chosen by hand, no offer taken back. */
export function routeAgain(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>, caller: Caller, ask: RouteAgainAsk) {
  const { escalationId: id, key } = ask
  const access: Access = { action: 'escalation.reroute', resource: 'escalation', ids: id ? [id] : [], subject: id }
  const submission = { key, operation: 'routeAgain', input: [id ?? null], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const found = id ? await findEscalation(tx, id) : undefined
    const reader = (await specialistOf(tx, caller.person))?.specialistId
    const row = found && (await excludedAmong(tx, reader, [found.id])).has(found.id) ? undefined : found
    const without = await denied(tx, access, row ? ['region'] : [])
    if (without || !row) return without ?? { kind: 'hidden' }
    const outcome = await actingAs(tx, 'routing', async () => {
      const held = await holdEscalation(tx, row.id)
      if (!held) throw new Error('An escalation on the board is gone.')
      if (held.row.heldAt) return { kind: 'refused', reasons: ['withdrawal-being-decided'] } as const
      const ruling = advance(held.standing, { kind: 'nobody-eligible' }, tx.now)
      if (ruling.kind === 'refused') return ruling
      return { kind: 'routed', outcome: await routeEscalation(pool, tx, held) } as const
    })
    if (outcome.kind === 'refused') return refusedFor(tx, access, outcome.reasons)
    await allowedFor(tx, access, [outcome.outcome])
    return { kind: 'done', id: outcome.outcome }
  })
}
