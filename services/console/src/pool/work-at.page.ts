import { findIcs } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { type PageRoute, type Reply, seeOther, type Visit } from '../page.ts'
import { WORK_AT, WORK_AT_FIELD } from './work-at.view.tsx'

/** A specialist who is lent chooses in whose pool he works now. That pool decides what he may do there. */
async function workAt(visit: Visit): Promise<Reply> {
  const ics = findIcs(visit.form.text(WORK_AT_FIELD))
  if (!ics) throw new AnswerRefused('NOT_FOUND', [], true)
  const { organisation, ownOrganisation = organisation } = visit.viewer
  await visit.workAt(ics.code === ownOrganisation ? undefined : ics.code)
  // where the roles are asked for anew
  return seeOther('/', 'works-here-now')
}

/** The one change that a person makes to his own sign-in. */
export const workAtPages: readonly PageRoute[] = [{ method: 'POST', path: WORK_AT, answer: workAt }]
