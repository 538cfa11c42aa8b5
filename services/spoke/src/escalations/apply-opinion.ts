import { audit } from '@oh/audit'
import { decide } from '@oh/auth'
import { advance } from '@oh/casework'
import { allowed, type Ruling, refused } from '@oh/kernel'
import type { Envelope, OPINION_GIVEN_V1, OPINION_GIVEN_V2, OpinionGivenV2 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { asCase, lockCase } from '../cases/case.store.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { textsOfOne } from '../workers/record-key.ts'
import { type EscalationRow, insertOpinion, updateEscalation } from './escalation.store.ts'
import { opinionIsSigned } from './opinion-signature.ts'
import { takeIn } from './sent-escalation.ts'
import { escalationNamed, type NewsRefusal, type TakesIn } from './take-in-news.ts'
import { openTask } from './task.store.ts'
import { opinionPlace } from './view-escalations.ts'

/** Both versions: the later one names who countersigned. */
interface Given {
  readonly envelope: Envelope
  readonly body: OpinionGivenV2
}

type Parts = Pick<Spoke, 'id' | 'keyring' | 'newId' | 'pool' | 'memberKey'>

export type OpinionRefusal = NewsRefusal | 'not-our-pool' | 'signature-does-not-hold' | 'case-not-waiting'

/**
 * The specialist's opinion comes home, once: its signature is the pool's over exactly these words, its author the one who
 * accepted, countersigned by the supervisor who was named then, and the escalation is open. It is sealed into the record, the case moves, and the nurse has a task. Anything
 * else is refused and changes nothing.
 */
export function applyOpinion(spoke: Parts): TakesIn<typeof OPINION_GIVEN_V1 | typeof OPINION_GIVEN_V2, OpinionRefusal> {
  return async (tx, message) => {
    const { source } = message.envelope
    const holds = source === spoke.pool ? (['member'] as const) : []
    if (decide({ action: 'opinion.receive', roles: ['pool-key'], holds }) !== 'allowed') return refused('not-our-pool')
    return apply(tx, spoke, message)
  }
}

async function apply(tx: ScopedTx, spoke: Parts, { envelope, body }: Given): Promise<Ruling<OpinionRefusal>> {
  const found = await escalationNamed(tx, envelope, body.escalationId)
  if (!found) return refused('escalation-unknown')
  if (!(await opinionIsSigned(spoke, envelope.source, body))) return refused('signature-does-not-hold')
  const taken = takeIn(found, {
    kind: 'answered',
    person: body.authorPerson,
    countersignedBy: body.countersignedPerson,
    at: body.signedAt,
  })
  if (taken.kind === 'refused') return taken
  const held = await lockCase(tx, found.caseId)
  if (!held) throw new Error('An escalation without its case.')
  const event = { kind: 'opinion-received', escalation: found.id, opinion: body.opinionId } as const
  const moved = advance(asCase(held), event, tx.now)
  if (moved.kind === 'refused') return refused('case-not-waiting')
  await keepOpinion(tx, spoke, found, body)
  await updateEscalation(tx, found.id, { state: taken.escalation.state, answeredAt: taken.escalation.answeredAt })
  await saveMove(tx, held, moved.case, 'opinion-received', body.authorName)
  await openTask(tx, { id: spoke.newId(), caseId: held.id, kind: 'act-on-opinion' })
  await audit(tx, {
    action: 'opinion.receive',
    resource: 'opinion',
    ids: [body.opinionId],
    subject: found.workerId,
    outcome: 'allowed',
    onBehalfOf: body.authorPerson,
  })
  return allowed
}

async function keepOpinion(tx: ScopedTx, spoke: Parts, { workerId }: EscalationRow, given: OpinionGivenV2): Promise<void> {
  const texts = await textsOfOne(tx, spoke, workerId)
  const { opinionId: id, escalationId, authorPerson, authorName, signature, signedAt } = given
  await insertOpinion(tx, {
    id,
    escalationId,
    author: authorPerson,
    authorName,
    words: texts.seal(opinionPlace(id, 'words'), JSON.stringify(given)),
    signature,
    signedAt,
    receivedAt: tx.now,
  })
}
