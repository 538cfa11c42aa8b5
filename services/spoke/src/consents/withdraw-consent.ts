import { plainText } from '@oh/casework'
import { ruleOnWithdrawal, WITHDRAWAL_OUTCOMES, WITHDRAWAL_SENTENCES, type WithdrawalOutcome } from '@oh/escalation'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import type { CaseRow } from '../cases/case.store.ts'
import { changeOnCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { actorName } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { escalationsSharedByConsent } from '../escalations/escalation.reads.ts'
import { doneTasks, openTask } from '../escalations/task.store.ts'
import { withdrawEscalations } from '../escalations/withdraw-escalations.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { sealFor } from '../workers/record-key.ts'
import { gatePlace, openGate } from './current-gate.ts'
import { findGate, gatesOf } from './gate.reads.ts'
import { type GateRow, withdrawGate } from './gate.store.ts'
import { GATE_TEXT_LIMITS } from './gate-ask.ts'
import { physiciansToday } from './physicians.reads.ts'

export interface WithdrawAsk extends OnceAsk {
  readonly caseId: string
  /** The wording of the consequences that the worker has been told. */
  readonly consequencesVersion?: string | null | undefined
  /** How the worker said so: when somebody else writes it down. */
  readonly evidence?: string | null | undefined
}

export interface ConsentWithdrawn {
  readonly kind: 'withdrawn'
  readonly outcome: WithdrawalOutcome
  /** What the worker reads. */
  readonly sentence: string
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId' | 'pool'>

const EVIDENCE_SENTENCES = {
  'evidence-missing': 'Write how the worker withdrew: when, how and to whom.',
  'evidence-unreadable': 'Write 1,000 characters or fewer, without hidden or control characters.',
} as const

/**
 * Withdraws consent, every one given on the case: by the worker, or by a clinician who heard it. From this commit on no content
 * that rested on consent opens and no identity is shown; what is open at the pool is withdrawn, the pool is told, and the nurse has a task. Where somebody may be at risk a
 * named physician decides what must still be shared; ordinary use has stopped all the same.
 */
export function withdrawConsent(
  spoke: Parts,
  actor: Actor,
  ask: WithdrawAsk,
): Promise<Denied | RefusedAnswer | Stale | ConsentWithdrawn> {
  return changeOnCase(
    spoke,
    actor,
    {
      action: 'consent.withdraw',
      operation: 'withdraw-consent',
      resource: 'gate',
      ask,
      change: (tx, found) => withdraw(tx, spoke, found, ask),
    },
    answer,
  )
}

async function withdraw(tx: ScopedTx, spoke: Parts, found: CaseRow, ask: WithdrawAsk): Promise<Effect | RefusedAnswer> {
  const evidence = readEvidence(tx, found, ask)
  if (typeof evidence !== 'string') return evidence
  const gates = await gatesOf(tx, [found.id])
  const given = gates.filter(({ kind, withdrawnAt }) => kind === 'explicit-consent' && withdrawnAt === null)
  const shared = await escalationsSharedByConsent(tx, found.id)
  const atRisk = shared.some(({ safetyFlag, answeredAt }) => safetyFlag && answeredAt === null)
  const decider = atRisk ? await namedDecider(tx, found.workerPerson) : undefined
  const judged = toWithdraw(gates)
  const facts = {
    gate: judged && (await openGate(tx, spoke, judged)),
    consequencesTold: ask.consequencesVersion ?? undefined,
    safetyFlagOpen: atRisk,
    ...(decider && { namedDecider: decider }),
  }
  const ruling = ruleOnWithdrawal(facts, tx.now)
  if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, WITHDRAWAL_SENTENCES)
  if (!judged) throw new Error('a withdrawal without a gate was let through')
  const name = await actorName(tx)
  for (const { id } of given)
    await withdrawGate(tx, id, {
      withdrawnAt: tx.now,
      withdrawnBy: callerOf(tx),
      withdrawnByName: name,
      withdrawalEvidence: evidence === '' ? null : await sealEvidence(tx, spoke, found, id, evidence),
      consequencesVersion: ask.consequencesVersion ?? null,
      // one decision settles the withdrawal: it is asked for on the latest consent
      safetyHold: ruling.safetyHold && id === judged.id,
      namedDecider: decider ?? null,
    })
  await withdrawEscalations(tx, spoke, found, shared, ruling.safetyHold)
  await doneTasks(tx, found.id, 'consent-withdrawn')
  if (shared.some(({ id }) => id === found.escalationId)) await doneTasks(tx, found.id, 'escalation-not-placed')
  const kind = ruling.safetyHold ? 'decide-on-withdrawal' : 'consent-withdrawn'
  if (found.state !== 'closed') await openTask(tx, { id: spoke.newId(), caseId: found.id, kind })
  return { kind: 'done', id: judged.id }
}

/** The latest consent that stands, whatever was recorded since; else what is left to say no about. The newest gate comes first. */
function toWithdraw(gates: readonly GateRow[]): GateRow | undefined {
  const consents = gates.filter(({ kind }) => kind === 'explicit-consent')
  return consents.find(({ withdrawnAt }) => withdrawnAt === null) ?? consents[0] ?? gates[0]
}

/** The clinician writes down how the worker said so; the worker's own word needs no more. */
function readEvidence(tx: ScopedTx, found: CaseRow, ask: WithdrawAsk): string | RefusedAnswer {
  const text = plainText(ask.evidence ?? '', GATE_TEXT_LIMITS)
  if (text.kind === 'refused') return refusedAnswer(['evidence-unreadable'], EVIDENCE_SENTENCES)
  const isOwn = found.workerPerson === callerOf(tx)
  return text.text === '' && !isOwn ? refusedAnswer(['evidence-missing'], EVIDENCE_SENTENCES) : text.text
}

function sealEvidence(tx: ScopedTx, spoke: Parts, { workerId }: CaseRow, gateId: string, evidence: string) {
  return sealFor(tx, spoke, workerId, gatePlace(gateId, 'withdrawal_evidence'), evidence)
}

/** The physician longest in post, never about himself; nobody while the service has none. */
export async function namedDecider(tx: ScopedTx, worker: PersonId | null): Promise<PersonId | undefined> {
  return (await physiciansToday(tx)).find(({ person }) => person !== worker)?.person
}

async function answer(tx: ScopedTx, _found: CaseRow, gateId: string): Promise<ConsentWithdrawn> {
  const outcome = (await findGate(tx, gateId))?.safetyHold ? 'awaiting-decision' : 'final'
  return { kind: 'withdrawn', outcome, sentence: WITHDRAWAL_OUTCOMES[outcome] }
}
