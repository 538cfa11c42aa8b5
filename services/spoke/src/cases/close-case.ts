import { advance, CASE_OUTCOMES, findOutcome, MOVE_SENTENCES } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { LondonDate } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { doneTasks, type TaskKind } from '../escalations/task.store.ts'
import type { Denied } from '../memberships/denied.ts'
import { openTasksOf } from './case.reads.ts'
import { asCase } from './case.store.ts'
import { type CaseChanged, type ChangeAsk, changeCase } from './change-case.ts'
import { saveMove } from './save-move.ts'
import type { Stale } from './stale.ts'

export interface CloseAsk extends ChangeAsk {
  /** A word of `CASE_OUTCOMES`. */
  readonly outcome: string
  readonly reviewOn?: LondonDate | null | undefined
}

const UNKNOWN_OUTCOME: RefusedAnswer = {
  kind: 'refused',
  reasons: [{ word: 'outcome-unknown', sentence: `Choose one of the ${CASE_OUTCOMES.length} outcomes.` }],
}

/** What nobody may close a case over: somebody may be at risk until it is decided. */
const SAFETY: readonly TaskKind[] = ['decide-on-withdrawal']

const SAFETY_OPEN: RefusedAnswer = {
  kind: 'refused',
  reasons: [
    {
      word: 'safety-decision-open',
      sentence:
        'Somebody may be at risk: the named physician has not yet decided on the withdrawal of consent. Close the case after that decision.',
    },
  ],
}

/** A nurse or physician ends a case with its outcome; what was still to be done on it ends with it, but for safety. */
export function closeCase(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: CloseAsk,
): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    operation: 'close-case',
    action: 'case.manage',
    ask,
    change: async (tx, found) => {
      const outcome = findOutcome(ask.outcome)
      if (!outcome) return UNKNOWN_OUTCOME
      const event = { kind: 'closed', outcome: outcome.id, ...(ask.reviewOn && { reviewOn: ask.reviewOn }) } as const
      const ruling = advance(asCase(found), event, tx.now)
      if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, MOVE_SENTENCES)
      const open = (await openTasksOf(tx, [found.id])).map(({ kind }) => kind)
      if (open.some((kind) => SAFETY.includes(kind))) return SAFETY_OPEN
      await doneTasks(tx, found.id, ...open)
      await saveMove(tx, found, ruling.case, 'closed')
      return { kind: 'done', id: found.id }
    },
  })
}
