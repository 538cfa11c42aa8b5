import { advance, MOVE_SENTENCES } from '@oh/casework'
import { ruleOnGate } from '@oh/escalation'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { Actor, ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, type ChangeAsk, changeCase, type Effect } from '../cases/change-case.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { refusedWhileDecided } from './being-decided.ts'
import { currentGate } from './current-gate.ts'

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>

const SENTENCES = {
  ...MOVE_SENTENCES,
  'gate-already-live': 'This case may go to the specialists already: consent is on record, or what stands in its place.',
  'worker-does-not-sign-in': 'This worker does not sign in here. Ask by telephone or in person, and record the answer yourself.',
} as const

/** A nurse asks the worker for consent: from then on, and only then, the worker's own record offers to give it. */
export function askForConsent(spoke: Parts, actor: Actor, ask: ChangeAsk): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    action: 'case.manage',
    operation: 'ask-for-consent',
    ask,
    change: (tx, found) => askWorker(tx, spoke, found),
  })
}

async function askWorker(tx: ScopedTx, spoke: Parts, found: CaseRow): Promise<Effect | RefusedAnswer> {
  const moved = advance(asCase(found), { kind: 'consent-asked' }, tx.now)
  if (moved.kind === 'refused') return refusedAnswer(moved.reasons, SENTENCES)
  const beingDecided = await refusedWhileDecided(tx, found.id)
  if (beingDecided) return beingDecided
  const current = await currentGate(tx, spoke, found.id)
  if (ruleOnGate(current?.gate, tx.now).kind === 'allowed') return refusedAnswer(['gate-already-live'], SENTENCES)
  if (found.workerPerson === null) return refusedAnswer(['worker-does-not-sign-in'], SENTENCES)
  await saveMove(tx, found, moved.case, 'consent-asked')
  return { kind: 'done', id: found.id }
}
