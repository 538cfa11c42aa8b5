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
import { escalationsStillShared } from '../escalations/escalation.reads.ts'
import { doneTasks, openTask } from '../escalations/task.store.ts'
import { withdrawEscalations } from '../escalations/withdraw-escalations.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { sealFor } from '../workers/record-key.ts'
import { currentGate, gatePlace } from './current-gate.ts'
import { findGate } from './gate.reads.ts'
import { withdrawGate } from './gate.store.ts'
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
 * Withdraws consent: by the worker, or by a clinician who heard it. From this commit on no content opens and no identity is
 * shown; what is open at the pool is withdrawn, the pool is told, and the nurse has a task. Where somebody may be at risk a
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
  const current = await currentGate(tx, spoke, found.id)
  const shared = await escalationsStillShared(tx, found.id)
  const atRisk = shared.some(({ safetyFlag, answeredAt }) => safetyFlag && answeredAt === null)
  const decider = atRisk ? await namedDecider(tx, found.workerPerson) : undefined
  const facts = {
    gate: current?.gate,
    consequencesTold: ask.consequencesVersion ?? undefined,
    safetyFlagOpen: atRisk,
    ...(decider && { namedDecider: decider }),
  }
  const ruling = ruleOnWithdrawal(facts, tx.now)
  if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, WITHDRAWAL_SENTENCES)
  if (!current) throw new Error('a withdrawal without a gate was let through')
  await withdrawGate(tx, current.row.id, {
    withdrawnAt: tx.now,
    withdrawnBy: callerOf(tx),
    withdrawnByName: await actorName(tx),
    withdrawalEvidence: evidence === '' ? null : await sealEvidence(tx, spoke, found, current.row.id, evidence),
    consequencesVersion: ask.consequencesVersion ?? null,
    safetyHold: ruling.safetyHold,
    namedDecider: decider ?? null,
  })
  await withdrawEscalations(tx, spoke, found, shared, ruling.safetyHold)
  await doneTasks(tx, found.id, 'escalation-not-placed', 'consent-withdrawn')
  const kind = ruling.safetyHold ? 'decide-on-withdrawal' : 'consent-withdrawn'
  if (found.state !== 'closed') await openTask(tx, { id: spoke.newId(), caseId: found.id, kind })
  return { kind: 'done', id: current.row.id }
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
