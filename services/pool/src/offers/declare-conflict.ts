import type { EscalationId } from '@oh/kernel'
import { CONFLICT_DECLARED_V1, ESCALATION_STOOD_DOWN_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import type { MoveRefusal } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation } from '../escalations/escalation.store.ts'
import { isStillWith, isSupervisedBy } from '../escalations/is-still-with.ts'
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
 * later, when it comes to light. The supervisor of a trainee declares in the same way before reading anything.
 */
export function declareConflict(pool: Pick<Pool, 'db' | 'keyring' | 'newId'>, caller: Caller, ask: DeclareAsk) {
  const { escalationId: id, conflict, key } = ask
  const access: Access = { action: 'poolCase.declareConflict', resource: 'escalation', ids: id ? [id] : [], subject: id }
  const submission = { key, operation: 'declareConflict', input: [ask.spokeId, id ?? null, conflict], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const named = id ? await findEscalation(tx, id) : undefined
    const found = named?.spokeId === ask.spokeId ? named : undefined
    const specialist = await specialistOf(tx, caller.person)
    const isHis = found && (isStillWith(specialist, found, tx.today) || isSupervisedBy(specialist, found, tx.today))
    const mine = isHis ? found : undefined
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
  if (!held) return ['not-accepted-by-you']
  const { acceptedBy, supervisedBy } = held.standing
  const supervises = held.row.supervisorPerson === person
  const specialistId = supervises ? supervisedBy : held.row.acceptedPerson === person ? acceptedBy : undefined
  if (!specialistId) return ['not-accepted-by-you']
  if (held.row.heldAt && !conflict) return ['withdrawal-being-decided']
  const moved = await moveEscalation(pool, tx, held, { kind: eventOf(conflict, supervises), specialistId })
  if (moved.kind === 'refused') return moved.reasons
  const { round } = held.standing
  const declared = conflict ? 'conflict' : 'none'
  await saveDeclaration(tx, { escalationId: id, round, declared, specialistId, at: tx.now })
  if (conflict) await handOn(pool, tx, { before: held, after: moved.held, supervises })
  return undefined
}

function eventOf(conflict: boolean, supervises: boolean): 'conflict-declared' | 'supervisor-opened' | 'opened' {
  if (conflict) return 'conflict-declared'
  return supervises ? 'supervisor-opened' : 'opened'
}

interface HandedOn {
  readonly before: HeldEscalation
  readonly after: HeldEscalation
  readonly supervises: boolean
}

/** A supervisor's conflict is none of the trainee's: the home spoke hears that nobody has it any more. */

async function handOn(
  pool: Pick<Pool, 'keyring' | 'newId'>,
  tx: ScopedTx,
  { before, after, supervises }: HandedOn,
): Promise<void> {
  const { id, spokeId, correlation, acceptedPerson } = before.row
  if (!acceptedPerson) throw new Error('An accepted escalation without the person who accepted it.')
  const body = { escalationId: id, specialistPerson: acceptedPerson, at: tx.now }
  const to = { destination: spokeId, subject: id, correlation }
  if (!supervises) await post(tx, { name: CONFLICT_DECLARED_V1, ...to, body }, pool.keyring)
  else {
    const because = { ...body, reasons: ['supervisor-in-conflict'] }
    await post(tx, { name: ESCALATION_STOOD_DOWN_V1, ...to, body: because }, pool.keyring)
  }
  if (!before.row.heldAt) await routeEscalation(pool, tx, after)
}
