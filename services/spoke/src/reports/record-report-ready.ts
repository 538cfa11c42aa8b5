import { advance, MOVE_SENTENCES } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { Actor } from '@oh/postgres'
import { asCase } from '../cases/case.store.ts'
import { type CaseChanged, type ChangeAsk, changeCase } from '../cases/change-case.ts'
import { actorName, saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { unreportedAssessment } from './report.reads.ts'
import { insertReport } from './report.store.ts'

const READY_ALREADY: RefusedAnswer = {
  kind: 'refused',
  reasons: [{ word: 'report-ready-already', sentence: 'The report of the latest assessment on this case is recorded as ready.' }],
}

/**
 * A nurse or physician records that the report of the latest assessment is ready for the worker to read: now, never at an
 * earlier moment. The clock of reports stops here; how long the worker then takes over the release is the worker's own.
 * Source: MoHaWK, occupational health indicators, round 3.
 */
export function recordReportReady(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: ChangeAsk,
): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    operation: 'record-report-ready',
    action: 'case.manage',
    ask,
    change: async (tx, found) => {
      const ruling = advance(asCase(found), { kind: 'report-ready' }, tx.now)
      if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, MOVE_SENTENCES)
      const assessment = await unreportedAssessment(tx, found.id)
      if (!assessment) return READY_ALREADY
      const by = { readyBy: callerOf(tx), readyByName: await actorName(tx) }
      await insertReport(tx, { appointmentId: assessment, caseId: found.id, readyAt: tx.now, ...by })
      await saveMove(tx, found, ruling.case, 'report-ready')
      return { kind: 'done', id: found.id }
    },
  })
}
