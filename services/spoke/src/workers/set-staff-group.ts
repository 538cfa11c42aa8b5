import type { RefusedAnswer } from '@oh/graph'
import type { Actor } from '@oh/postgres'
import { type CaseChanged, type ChangeAsk, changeCase } from '../cases/change-case.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { STAFF_GROUP_UNKNOWN, staffGroupOnRecord } from './staff-group.ts'
import { updateStaffGroup } from './worker.store.ts'

export interface SetStaffGroupAsk extends ChangeAsk {
  /** A word of `STAFF_GROUPS`; `not-recorded` where nobody knows. */
  readonly staffGroup: string
}

/**
 * The OH team puts right under which staff group the job of a case is counted; whether the case is closed does not matter.
 * Months that are signed off stay as they are until the service sends a correction.
 */
export function setStaffGroup(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: SetStaffGroupAsk,
): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    operation: 'set-staff-group',
    action: 'assignment.setStaffGroup',
    ask,
    change: async (tx, found) => {
      const staffGroup = staffGroupOnRecord(ask.staffGroup)
      if (staffGroup === undefined) return { kind: 'refused', reasons: [STAFF_GROUP_UNKNOWN] }
      await updateStaffGroup(tx, found.assignmentId, staffGroup)
      return { kind: 'done', id: found.id }
    },
  })
}
