import type { Reason } from '@oh/graph'
import { findStaffGroup, STAFF_GROUP_NOT_RECORDED, type StaffGroup } from '@oh/kernel'

export const STAFF_GROUP_UNKNOWN: Reason = {
  word: 'staff-group-unknown',
  sentence: 'Choose a staff group of the list, or say that you do not know.',
}

/** What goes on record for a word of `STAFF_GROUPS`: null where nobody has said which, undefined for any other word. */
export function staffGroupOnRecord(word: string | null | undefined): StaffGroup | null | undefined {
  const found = findStaffGroup(word ?? STAFF_GROUP_NOT_RECORDED)?.id
  return found === STAFF_GROUP_NOT_RECORDED ? null : found
}
