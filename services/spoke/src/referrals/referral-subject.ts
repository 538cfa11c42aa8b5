import type { Holding } from '@oh/auth'
import type { Reason } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { callerOf } from '../memberships/caller.ts'
import { type NewWorker, reasonsAgainstNewWorker } from '../workers/new-worker.ts'
import { assignmentsToday, findWorker, workerOfPerson } from '../workers/worker.reads.ts'
import type { AssignmentRow, WorkerRow } from '../workers/worker.store.ts'
import type { Side } from './referral-form.ts'

/** Whom the form names: a worker on record, a new one with details, or nobody, which is the caller himself. */
export interface SubjectAsk {
  readonly source: string
  readonly workerId?: string | null | undefined
  readonly assignmentId?: string | null | undefined
  readonly newWorker?: NewWorker | null | undefined
}

export type Subject =
  | { readonly kind: 'on-record'; readonly worker: WorkerRow; readonly assignment: AssignmentRow }
  | { readonly kind: 'new'; readonly details: NewWorker; readonly person: PersonId | null; readonly manager: PersonId | null }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] }
  /** Not on record, or not for the caller to know: the same answer. */
  | { readonly kind: 'hidden' }

const OH_TEAM = ['oh-nurse', 'oh-physician', 'oh-administrator'] as const

export function sideOf(tx: ScopedTx, ask: SubjectAsk): Side {
  const namesSomebody = ask.workerId != null || ask.newWorker != null
  if (namesSomebody && OH_TEAM.some((role) => tx.roles.has(role))) return 'service'
  return tx.roles.has('referrer') && ask.source !== 'self' ? 'referrer' : 'worker'
}

/** How the caller stands to what he makes on this side. */
export function holdsOnSide(side: Side): Holding[] {
  if (side === 'referrer') return []
  return side === 'service' ? ['service'] : ['own']
}

/**
 * Whom the referral is about. A manager names a worker of his own line; whoever else is on record is not there for him,
 * so he gives the details and only OH ever joins the two records. A worker is himself.
 */
export async function subjectOf(tx: ScopedTx, side: Side, ask: SubjectAsk): Promise<Subject> {
  if (ask.workerId != null && ask.newWorker != null)
    return refused('worker-named-twice', 'Choose the worker, or give the details of a new one: not both.')
  const found = side === 'worker' ? await workerOfPerson(tx, callerOf(tx)) : await named(tx, ask.workerId)
  if (ask.workerId != null && found?.id !== ask.workerId) return { kind: 'hidden' }
  if (found) return onRecord(tx, side, found, ask.assignmentId)
  if (!ask.newWorker)
    return refused('worker-missing', side === 'worker' ? 'Give your details.' : 'Choose the worker, or give the details.')
  const reasons = await reasonsAgainstNewWorker(tx, ask.newWorker)
  if (reasons.length > 0) return { kind: 'refused', reasons }
  const caller = callerOf(tx)
  return {
    kind: 'new',
    details: ask.newWorker,
    person: side === 'worker' ? caller : null,
    manager: side === 'referrer' ? caller : null,
  }
}

async function named(tx: ScopedTx, id: string | null | undefined): Promise<WorkerRow | undefined> {
  return id == null ? undefined : findWorker(tx, id)
}

async function onRecord(tx: ScopedTx, side: Side, worker: WorkerRow, assignmentId: string | null | undefined): Promise<Subject> {
  const today = await assignmentsToday(tx, worker.id)
  const possible = side === 'referrer' ? today.filter(({ managerPerson }) => managerPerson === callerOf(tx)) : today
  if (side === 'referrer' && possible.length === 0) return { kind: 'hidden' }
  const assignment = assignmentId == null ? possible[0] : possible.find(({ id }) => id === assignmentId)
  if (assignment) return { kind: 'on-record', worker, assignment }
  return refused('no-such-job', 'The worker has no such job today. Choose the job this is about.')
}

function refused(word: string, sentence: string): Subject {
  return { kind: 'refused', reasons: [{ word, sentence }] }
}
