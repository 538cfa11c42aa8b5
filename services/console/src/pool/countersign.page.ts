import type { Ics } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { type PageRoute, type Reply, seeOther, type Visit } from '../page.ts'
import { formAfter, formWith, keysOf } from '../sent-form.ts'
import { showAgain } from './escalation.page.tsx'
import { atOwnPool } from './own-pool.ts'
import { asked, placeOf } from './read-accepted.ts'
import { COMMENT_FIELD, COUNTERSIGN, RULING_FIELD } from './supervision.view.tsx'

const COUNTERSIGN_OPINION = graphql(`
  mutation CountersignOpinion($input: CountersignOpinionInput!) {
    countersignOpinion(input: $input) { __typename ... on Refused { reasons { word sentence } } }
  }
`)

const COMMENT_FIELDS: Readonly<Record<string, string>> = {
  'comment-missing': COMMENT_FIELD,
  'comment-too-long': COMMENT_FIELD,
  'comment-not-printable': COMMENT_FIELD,
}

/** The supervisor countersigns what the trainee has written, or sends it back. */
async function rule(visit: Visit, ics: Ics): Promise<Reply> {
  const countersigns = visit.form.text(RULING_FIELD) === COUNTERSIGN
  const comment = visit.form.text(COMMENT_FIELD)
  if (!countersigns && comment.trim() === '')
    return showAgain(visit, ics, formWith(visit.form, { [COMMENT_FIELD]: 'Enter what must be changed.' }))
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const input = { ics: code, spokeId, escalationId, countersigns, comment, idempotencyKey: keysOf(visit.form).key }
  const { countersignOpinion: answer } = await visit.ask(COUNTERSIGN_OPINION, { input })
  if (answer.__typename === 'Refused') return showAgain(visit, ics, formAfter(visit.form, answer, COMMENT_FIELDS))
  return seeOther(placeOf(visit), countersigns ? 'countersigned' : 'sent-back')
}

/** What a supervisor does with what a trainee has written. */
export const countersignPages: readonly PageRoute[] = [
  { method: 'POST', path: '/pool/:spokeId/:id/countersign', answer: atOwnPool(rule) },
  { method: 'GET', path: '/pool/:spokeId/:id/countersign', answer: atOwnPool((visit) => seeOther(placeOf(visit))) },
]
