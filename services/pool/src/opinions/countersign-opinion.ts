import type { EscalationId, OpinionId } from '@oh/kernel'
import { OPINION_GIVEN_V2 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Access, allowedFor, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findEscalation, type SeenEscalation } from '../escalations/escalation.store.ts'
import { isSupervisedBy } from '../escalations/is-still-with.ts'
import { holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { wakeRouting } from '../offers/offer.store.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { type PoolSpecialist, specialistOf } from '../specialists/specialist.store.ts'
import { unsealed } from '../unsealed.ts'
import { type AwaitingRow, awaitingFor, endAwaiting, sendBackAwaiting } from './awaiting.store.ts'
import { saveOpinion } from './opinion.store.ts'
import { openAwaiting, sealComment, sealOpinion } from './opinion-seal.ts'
import { checkComment, checkOpinion, type OpinionWords } from './opinion-words.ts'
import { signOpinion } from './sign-opinion.ts'

export interface CountersignAsk {
  readonly spokeId: string
  readonly escalationId: EscalationId | undefined
  /** False: it goes back to the trainee with the comment. */
  readonly countersigns: boolean
  /** Why it goes back; not read when it is countersigned. */
  readonly comment: string
  readonly key: string
}

type Ports = Pick<Pool, 'id' | 'db' | 'keyring' | 'newId' | 'signingKey' | 'log'>

/**
 * The supervisor reads what the trainee has written, and either countersigns it, so that it is signed for both and on its way
 * to the home service in the same commit, or sends it back with a comment. Only the supervisor fixed at the acceptance, after
 * the own declaration, and with rights that hold today.
 */
export function countersignOpinion(pool: Ports, caller: Caller, ask: CountersignAsk) {
  const { spokeId, escalationId: id, countersigns, comment, key } = ask
  const access: Access = { action: 'opinion.countersign', resource: 'escalation', ids: id ? [id] : [], subject: id }
  const submission = { key, operation: 'countersignOpinion', input: [spokeId, id ?? null, countersigns, comment], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx) => {
    const found = id ? await findEscalation(tx, id) : undefined
    const supervisor = await specialistOf(tx, caller.person)
    const mine = found?.spokeId === spokeId && isSupervisedBy(supervisor, found, tx.today) ? found : undefined
    const without = await denied(tx, access, mine ? ['assigned'] : [])
    if (without || !mine || !supervisor) return without ?? { kind: 'hidden' }
    const reasons = await act(pool, tx, mine, supervisor, ask)
    if (reasons) return refusedFor(tx, access, reasons)
    await allowedFor(tx, access, [countersigns ? 'countersigned' : 'sent-back'])
    return { kind: 'done', id: mine.id }
  })
}

type Against = Refusal<RefusalWord>['reasons'] | undefined

/** The words against it, or undefined when it is done. What is wrong is found before anything is moved. */
async function act(
  pool: Ports,
  tx: ScopedTx,
  mine: SeenEscalation,
  supervisor: PoolSpecialist,
  { countersigns, comment }: CountersignAsk,
): Promise<Against> {
  const waiting = await awaitingFor(tx, mine.id)
  const opened = waiting && unsealed(pool, () => openAwaiting(pool, waiting))
  if (waiting && !opened) return ['content-damaged']
  const checked = countersigns ? opened && checkOpinion(opened, tx.today) : checkComment(comment)
  if (checked?.kind === 'faults') return checked.faults
  const moved = await move(pool, tx, mine.id, supervisor, countersigns ? 'countersigned' : 'sent-back')
  if (moved) return moved
  if (!waiting || !checked) throw new Error('An opinion that nobody has written was acted on.')
  if ('comment' in checked) await sendBackAwaiting(tx, waiting.id, sealComment(pool, waiting, checked.comment))
  else await send(pool, tx, mine, { waiting, supervisor, words: checked.words })
  return undefined
}

function move(
  pool: Ports,
  tx: ScopedTx,
  id: EscalationId,
  { specialistId }: PoolSpecialist,
  kind: 'countersigned' | 'sent-back',
): Promise<Against> {
  return actingAs(tx, 'routing', async () => {
    const held = await holdEscalation(tx, id)
    if (!held) throw new Error('An escalation under supervision is gone.')
    if (held.row.heldAt && held.standing.state === 'countersigning') return ['withdrawal-being-decided']
    const moved = await moveEscalation(pool, tx, held, { kind, specialistId })
    if (moved.kind === 'refused') return moved.reasons
    if (kind === 'countersigned') await wakeRouting(tx)
    return undefined
  })
}

interface ToSend {
  readonly waiting: AwaitingRow
  readonly supervisor: PoolSpecialist
  readonly words: OpinionWords
}

async function send(
  pool: Ports,
  tx: ScopedTx,
  { id: escalationId, spokeId, correlation }: SeenEscalation,
  { waiting, supervisor, words }: ToSend,
): Promise<void> {
  const opinionId = pool.newId() as OpinionId
  const { author, authorName } = waiting
  const countersigned = { countersignedPerson: supervisor.person, countersignedName: supervisor.fullName }
  const unsigned = { escalationId, opinionId, authorPerson: author, authorName, ...words, signedAt: tx.now, ...countersigned }
  const signature = await signOpinion(pool, unsigned)
  await actingAs(tx, 'routing', () =>
    saveOpinion(tx, {
      id: opinionId,
      escalationId,
      author,
      authorName,
      countersignedBy: supervisor.person,
      countersignedName: supervisor.fullName,
      ...sealOpinion(pool, opinionId, words),
      signature,
      signedAt: tx.now,
    }),
  )
  await endAwaiting(tx, escalationId, 'countersigned')
  const body = { ...unsigned, signature }
  await post(tx, { name: OPINION_GIVEN_V2, destination: spokeId, subject: escalationId, correlation, body }, pool.keyring)
}
