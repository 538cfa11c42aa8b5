import { refused } from '@oh/kernel'
import type { ESCALATION_STOOD_DOWN_V1 } from '@oh/messages'
import { refreshNextDue } from '../cases/save-move.ts'
import { escalationNamed, move, recordNews, type TakesIn } from './take-in-news.ts'

/**
 * The pool took the case back from whoever had accepted, who may not work for it any more, is away or has no session in time:
 * identity and proof are shut to that person with this commit, and the clock of the acceptance runs again.
 */
export const takeInStandDown: TakesIn<typeof ESCALATION_STOOD_DOWN_V1> = async (tx, { envelope, body }) => {
  const found = await escalationNamed(tx, envelope, body.escalationId)
  if (!found) return refused('escalation-unknown')
  const ruling = await move(tx, found, { kind: 'stood-down', person: body.specialistPerson, at: body.at })
  if (ruling.kind === 'refused') return ruling
  await refreshNextDue(tx, found.caseId)
  await recordNews(tx, found, 'stood-down')
  return ruling
}
