import { advance, MOVE_SENTENCES, plainText, type TextLimits, textSentence } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { Actor, ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, changeCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { actorName, saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { sealFor } from '../workers/record-key.ts'
import { markOpinionActedOn } from './escalation.store.ts'
import { doneTasks } from './task.store.ts'
import { opinionPlace } from './view-escalations.ts'

export interface ActAsk extends OnceAsk {
  readonly caseId: string
  readonly expectedVersion: number
  /** What was done about the opinion. */
  readonly words: string
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>

const WORDS: TextLimits = { max: 4_000, required: true, multiline: true }

/** A nurse who has read an opinion writes down what came of it; the case is the trust's own work again. */
export function actOnOpinion(spoke: Parts, actor: Actor, ask: ActAsk): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    action: 'case.manage',
    operation: 'act-on-opinion',
    resource: 'opinion',
    ask,
    change: (tx, found) => act(tx, spoke, found, ask.words),
  })
}

async function act(tx: ScopedTx, spoke: Parts, found: CaseRow, raw: string): Promise<Effect | RefusedAnswer> {
  const words = plainText(raw, WORDS)
  if (words.kind === 'refused')
    return {
      kind: 'refused',
      reasons: words.reasons.map((word) => ({ word, sentence: `What you have done: ${textSentence(word, WORDS, raw)}` })),
    }
  const moved = advance(asCase(found), { kind: 'opinion-acted-on' }, tx.now)
  if (moved.kind === 'refused') return refusedAnswer(moved.reasons, MOVE_SENTENCES)
  if (!found.opinionId) throw new Error('an opinion that is not there was acted on')
  const acted = await sealFor(tx, spoke, found.workerId, opinionPlace(found.opinionId, 'acted'), words.text)
  await markOpinionActedOn(tx, found.opinionId, {
    actedAt: tx.now,
    actedBy: callerOf(tx),
    actedByName: await actorName(tx),
    acted,
  })
  await doneTasks(tx, found.id, 'act-on-opinion')
  await saveMove(tx, found, moved.case, 'opinion-acted-on')
  return { kind: 'done', id: found.opinionId }
}
