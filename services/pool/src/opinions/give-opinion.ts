import type { EscalationId, OpinionId } from '@oh/kernel'
import { OPINION_GIVEN_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { mayWorkOn } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation, type SeenEscalation } from '../escalations/escalation.store.ts'
import { holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { wakeRouting } from '../offers/offer.store.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { type PoolSpecialist, specialistOf } from '../specialists/specialist.store.ts'
import { endAwaiting, saveAwaiting } from './awaiting.store.ts'
import { saveOpinion } from './opinion.store.ts'
import { sealAwaiting, sealOpinion } from './opinion-seal.ts'
import { checkOpinion, type OpinionDraft, type OpinionWords } from './opinion-words.ts'
import { signOpinion } from './sign-opinion.ts'

export interface OpinionAsk {
  readonly spokeId: string
  readonly escalationId: EscalationId | undefined
  readonly draft: OpinionDraft
  readonly key: string
}

type Ports = Pick<Pool, 'id' | 'db' | 'keyring' | 'newId' | 'signingKey'>

/**
 * The specialist who opened an escalation answers it, once: signed for its author, sealed, and on its way to the home
 * service in the same commit. What a trainee writes is kept under seal until the supervisor has countersigned it. Every reason against is collected: what was written, rights that no longer hold today, an
 * escalation that has moved on.
 */
export function giveOpinion(pool: Ports, caller: Caller, { spokeId, escalationId: id, draft, key }: OpinionAsk) {
  const access: Access = { action: 'opinion.give', resource: 'escalation', ids: id ? [id] : [], subject: id }
  const submission = { key, operation: 'giveOpinion', input: [spokeId, id ?? null, draft], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const found = id ? await findEscalation(tx, id) : undefined
    const mine = found?.acceptedPerson === caller.person && found.spokeId === spokeId ? found : undefined
    const without = await denied(tx, access, mine ? ['assigned'] : [])
    if (without || !mine) return without ?? { kind: 'hidden' }
    const specialist = await specialistOf(tx, caller.person)
    const rights = specialist ? mayWorkOn(specialist, tx.today) : ({ kind: 'refused', reasons: ['not-accredited'] } as const)
    const checked = checkOpinion(draft, tx.today)
    const faults = [...(checked.kind === 'faults' ? checked.faults : []), ...(rights.kind === 'refused' ? rights.reasons : [])]
    if (faults.length > 0 || checked.kind === 'faults' || !specialist) return refusedFor(tx, access, faults)
    const isSupervised = mine.supervisorPerson !== null
    const reasons = await answer(pool, tx, mine.id, { specialist, isSupervised })
    if (reasons) return refusedFor(tx, access, reasons)
    if (isSupervised) await submit(pool, tx, mine, specialist, checked.words)
    else await send(pool, tx, mine, specialist, checked.words)
    await allowedFor(tx, access, isSupervised ? ['countersignature-needed'] : [])
    return { kind: 'done', id: mine.id }
  })
}

/** The words against it, or undefined when the escalation now counts as answered by this specialist, or as written. */
function answer(
  pool: Ports,
  tx: ScopedTx,
  id: EscalationId,
  { specialist: { specialistId }, isSupervised }: { readonly specialist: PoolSpecialist; readonly isSupervised: boolean },
): Promise<readonly RefusalWord[] | undefined> {
  return actingAs(tx, 'routing', async () => {
    const held = await holdEscalation(tx, id)
    if (!held) throw new Error('An accepted escalation is gone.')
    if (held.row.heldAt && held.standing.state === 'opened') return ['withdrawal-being-decided']
    const moved = await moveEscalation(pool, tx, held, { kind: isSupervised ? 'submitted' : 'answered', specialistId })
    if (moved.kind === 'refused') return moved.reasons
    if (!isSupervised) await wakeRouting(tx)
    return undefined
  })
}

async function submit(
  pool: Ports,
  tx: ScopedTx,
  { id: escalationId, supervisorPerson }: SeenEscalation,
  { person, fullName }: PoolSpecialist,
  words: OpinionWords,
): Promise<void> {
  if (!supervisorPerson) throw new Error('An opinion without a supervisor waits for nobody.')
  const id = pool.newId() as OpinionId
  await endAwaiting(tx, escalationId, 'closed')
  await saveAwaiting(tx, {
    id,
    escalationId,
    author: person,
    authorName: fullName,
    supervisor: supervisorPerson,
    ...sealAwaiting(pool, id, words),
    state: 'waiting',
    writtenAt: tx.now,
  })
}

async function send(
  pool: Ports,
  tx: ScopedTx,
  { id: escalationId, spokeId, correlation }: SeenEscalation,
  { person, fullName }: PoolSpecialist,
  words: OpinionWords,
): Promise<void> {
  const opinionId = pool.newId() as OpinionId
  const unsigned = { escalationId, opinionId, authorPerson: person, authorName: fullName, ...words, signedAt: tx.now }
  const signature = await signOpinion(pool, unsigned)
  await saveOpinion(tx, {
    id: opinionId,
    escalationId,
    author: person,
    authorName: fullName,
    ...sealOpinion(pool, opinionId, words),
    signature,
    signedAt: tx.now,
  })
  const body = { ...unsigned, signature }
  await post(tx, { name: OPINION_GIVEN_V1, destination: spokeId, subject: escalationId, correlation, body }, pool.keyring)
}
