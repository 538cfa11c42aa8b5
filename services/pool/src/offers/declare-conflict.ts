import type { EscalationId } from '@oh/kernel'
import { CONFLICT_DECLARED_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { MoveRefusal } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation } from '../escalations/escalation.store.ts'
import { isStillWith } from '../escalations/is-still-with.ts'
import { type HeldEscalation, holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { saveDeclaration } from './offer.store.ts'
import { routeEscalation } from './route-escalation.ts'

export interface DeclareAsk {
  readonly spokeId: string
  readonly escalationId: EscalationId | undefined
  readonly conflict: boolean
  readonly key: string
}

/**
 * Step two, at the identity card. Without a conflict the content may open. With one the view closes, the next specialist is
 * asked and the home spoke is told, all in one commit; whoever declared it keeps nothing. A conflict may also be declared
 * later, when it comes to light.
 */
export function declareConflict(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>, caller: Caller, ask: DeclareAsk) {
  const { escalationId: id, conflict, key } = ask
  const access: Access = { action: 'poolCase.declareConflict', resource: 'escalation', ids: id ? [id] : [], subject: id }
  const submission = { key, operation: 'declareConflict', input: [ask.spokeId, id ?? null, conflict], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const found = id ? await findEscalation(tx, id) : undefined
    const specialist = await specialistOf(tx, caller.person)
    const mine = found?.spokeId === ask.spokeId && isStillWith(specialist, found, tx.today) ? found : undefined
    const without = await denied(tx, access, mine ? ['claimed'] : [])
    if (without || !mine) return without ?? { kind: 'hidden' }
    const reasons = await actingAs(tx, 'routing', () => declare(pool, tx, caller, mine.id, conflict))
    if (reasons) return refusedFor(tx, access, reasons)
    await allowedFor(tx, access, [conflict ? 'conflict' : 'no-conflict'])
    return { kind: 'done', id: mine.id }
  })
}

type Against = readonly (MoveRefusal | 'withdrawal-being-decided')[]

/** The words against it, or undefined when the declaration stands. A conflict is heard even while all else is on hold. */
async function declare(
  pool: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  { person }: Caller,
  id: EscalationId,
  conflict: boolean,
): Promise<Against | undefined> {
  const held = await holdEscalation(tx, id)
  const specialistId = held?.standing.acceptedBy
  if (!held || !specialistId || held.row.acceptedPerson !== person) return ['not-accepted-by-you']
  if (held.row.heldAt && !conflict) return ['withdrawal-being-decided']
  const moved = await moveEscalation(pool, tx, held, { kind: conflict ? 'conflict-declared' : 'opened', specialistId })
  if (moved.kind === 'refused') return moved.reasons
  const { round } = held.standing
  const declared = conflict ? 'conflict' : 'none'
  await saveDeclaration(tx, { escalationId: id, round, declared, specialistId, at: tx.now })
  if (conflict) await handOn(pool, tx, held, moved.held)
  return undefined
}

async function handOn(
  pool: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  before: HeldEscalation,
  after: HeldEscalation,
): Promise<void> {
  const { id, spokeId, correlation, acceptedPerson } = before.row
  if (!acceptedPerson) throw new Error('An accepted escalation without the person who accepted it.')
  const body = { escalationId: id, specialistPerson: acceptedPerson, at: tx.now }
  await post(tx, { name: CONFLICT_DECLARED_V1, destination: spokeId, subject: id, correlation, body }, pool.keyring)
  if (!before.row.heldAt) await routeEscalation(pool, tx, after)
}
