import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import { isUuid } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { openTasksOf } from '../cases/case.reads.ts'
import type { CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, changeCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { finishTaskRow, type TaskKind } from './task.store.ts'

export interface FinishAsk extends OnceAsk {
  readonly caseId: string
  readonly taskId: string
}

/** Tasks that a nurse ends by having seen to them; the others end with the act they ask for. */
const SEEN_TO: readonly TaskKind[] = ['consent-withdrawn', 'escalation-not-placed', 'tell-of-session', 'session-missed']

const SENTENCES = {
  'task-not-open': 'This has already been done. Open the case again.',
  'task-ends-with-its-act': 'This is done when you have done what it asks for.',
} as const

/** A nurse has seen to something that needs no other record, such as a withdrawal of consent. */
export function finishTask(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: FinishAsk,
): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    action: 'case.manage',
    operation: 'finish-task',
    resource: 'task',
    ask,
    change: (tx, found) => finish(tx, found, ask.taskId),
  })
}

async function finish(tx: ScopedTx, found: CaseRow, taskId: string): Promise<Effect | RefusedAnswer> {
  const open = (await openTasksOf(tx, [found.id])).find(({ id }) => isUuid(taskId) && id === taskId)
  if (!open) return refusedAnswer(['task-not-open'], SENTENCES)
  if (!SEEN_TO.includes(open.kind)) return refusedAnswer(['task-ends-with-its-act'], SENTENCES)
  await finishTaskRow(tx, open.id)
  return { kind: 'done', id: open.id }
}
