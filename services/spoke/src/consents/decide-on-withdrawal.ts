import { advance, MOVE_SENTENCES, plainText } from '@oh/casework'
import {
  DECISION_SENTENCES,
  type PublicInterestDecision,
  ruleOnPublicInterestDecision,
  WITHDRAWAL_OUTCOMES,
} from '@oh/escalation'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { Instant, PersonId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow, lockCase } from '../cases/case.store.ts'
import { changeOnCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { actorName, saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { escalationsOf, findEscalation } from '../escalations/escalation.reads.ts'
import { doneTasks, openTask } from '../escalations/task.store.ts'
import { tellPool } from '../escalations/withdraw-escalations.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { textsOfOne } from '../workers/record-key.ts'
import { heldGate, withdrawalDecisions } from './gate.reads.ts'
import { type GateRow, insertWithdrawalDecision } from './gate.store.ts'
import { type DiscussionForm, discussion, GATE_TEXT_LIMITS, workerInformed } from './gate-ask.ts'
import { gateTextOf } from './gate-texts.ts'
import { physiciansToday } from './physicians.reads.ts'
import { saveGate } from './save-gate.ts'
import { namedDecider } from './withdraw-consent.ts'

export interface DecideAsk extends OnceAsk {
  readonly escalationId: string
  /** abide or disclose-minimum. */
  readonly decision: string
  readonly rationale: string
  readonly seniorDiscussion?: DiscussionForm | null | undefined
  readonly workerToldAt?: Instant | null | undefined
  readonly notToldBecause?: string | null | undefined
}

export interface WithdrawalDecided {
  readonly kind: 'decided'
  readonly outcome: PublicInterestDecision['outcome']
  /** What the worker is told. */
  readonly sentence: string
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId' | 'pool'>

const SENTENCES = {
  ...DECISION_SENTENCES,
  'nothing-to-decide': 'No withdrawal of this case waits for a decision.',
  'decision-unknown': 'Choose whether to abide by the withdrawal or to share the least that is needed.',
  'text-unreadable': 'Write 1,000 characters or fewer in each field, without hidden or control characters.',
} as const

/**
 * The named physician's decision on a withdrawal held for safety. Either way the content that was sent stays shut and the
 * pool is told to seal it; to disclose the minimum opens a gate of its own, on which a new escalation may go out.
 */
export function decideOnWithdrawal(
  spoke: Parts,
  actor: Actor,
  ask: DecideAsk,
): Promise<Denied | RefusedAnswer | Stale | WithdrawalDecided> {
  return changeOnCase(
    spoke,
    actor,
    {
      action: 'consent.withdraw',
      operation: 'decide-on-withdrawal',
      resource: 'gate',
      notOnOwn: true,
      ask,
      by: { id: ask.escalationId, find: (tx) => caseOf(tx, ask.escalationId) },
      change: (tx, found) => decideOn(tx, spoke, found, ask),
    },
    answer,
  )
}

/** The case behind the escalation that was withdrawn, held. */
async function caseOf(tx: ScopedTx, escalationId: string): Promise<CaseRow | undefined> {
  const found = await findEscalation(tx, escalationId)
  return found && lockCase(tx, found.caseId)
}

async function decideOn(tx: ScopedTx, spoke: Parts, found: CaseRow, ask: DecideAsk): Promise<Effect | RefusedAnswer> {
  const held = await heldGate(tx, found.id)
  if (!held) return refusedAnswer(['nothing-to-decide'], SENTENCES)
  const outcome = OUTCOMES.find((word) => word === ask.decision)
  if (!outcome) return refusedAnswer(['decision-unknown'], SENTENCES)
  const decision = readDecision(tx, ask, outcome)
  if (!decision) return refusedAnswer(['text-unreadable'], SENTENCES)
  const named = await decidesNow(tx, held, found)
  const ruling = ruleOnPublicInterestDecision(decision, named, tx.now)
  if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, SENTENCES)
  const moved = advance(asCase(found), { kind: 'withdrawal-decided' }, tx.now)
  if (moved.kind === 'refused') return refusedAnswer(moved.reasons, MOVE_SENTENCES)
  await saveDecision(tx, spoke, found, held, decision)
  if (ruling.gate) await saveGate(tx, spoke, found, ruling.gate)
  const shared = (await escalationsOf(tx, [found.id])).filter(({ withdrawnAt }) => withdrawnAt === held.withdrawnAt)
  for (const row of shared) await tellPool(tx, spoke, row, false)
  await doneTasks(tx, found.id, 'decide-on-withdrawal')
  await openTask(tx, { id: spoke.newId(), caseId: found.id, kind: 'consent-withdrawn' })
  await saveMove(tx, found, moved.case, 'withdrawal-decided')
  return { kind: 'done', id: held.id }
}

/** Who was named, while still in post; else who would be named today. */
async function decidesNow(tx: ScopedTx, held: GateRow, found: CaseRow): Promise<PersonId | undefined> {
  const isInPost = (await physiciansToday(tx)).some(({ person }) => person === held.namedDecider)
  return isInPost && held.namedDecider ? held.namedDecider : namedDecider(tx, found.workerPerson)
}

const OUTCOMES = ['abide', 'disclose-minimum'] as const

function readDecision(
  tx: ScopedTx,
  ask: DecideAsk,
  outcome: PublicInterestDecision['outcome'],
): PublicInterestDecision | undefined {
  const [rationale, notToldBecause, discussedWith] = [ask.rationale, ask.notToldBecause, ask.seniorDiscussion?.name].map((raw) =>
    plainText(raw ?? '', GATE_TEXT_LIMITS),
  )
  if (rationale?.kind !== 'allowed' || notToldBecause?.kind !== 'allowed' || discussedWith?.kind !== 'allowed') return undefined
  return {
    decidedBy: callerOf(tx),
    outcome,
    rationale: rationale.text,
    worker: workerInformed(ask.workerToldAt, notToldBecause.text),
    textVersion: gateTextOf('public-interest').version,
    ...discussion(ask.seniorDiscussion, discussedWith.text),
  }
}

async function saveDecision(tx: ScopedTx, spoke: Parts, found: CaseRow, held: GateRow, decision: PublicInterestDecision) {
  const texts = await textsOfOne(tx, spoke, found.workerId)
  const place = { table: 'withdrawal_decision', row: held.id, column: 'decision', version: 1 }
  await insertWithdrawalDecision(tx, {
    gateId: held.id,
    caseId: found.id,
    workerPerson: found.workerPerson,
    outcome: decision.outcome,
    decision: texts.seal(place, JSON.stringify(decision)),
    decidedBy: decision.decidedBy,
    decidedByName: await actorName(tx),
    decidedAt: tx.now,
  })
}

async function answer(tx: ScopedTx, _found: CaseRow, gateId: string): Promise<WithdrawalDecided> {
  const outcome = (await withdrawalDecisions(tx, [gateId])).get(gateId)?.outcome ?? 'abide'
  return { kind: 'decided', outcome, sentence: WITHDRAWAL_OUTCOMES[outcome] }
}
