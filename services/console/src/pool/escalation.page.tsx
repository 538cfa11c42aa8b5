import type { Ics } from '@oh/organisations'
import type { Draft } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, problemsOf, statusOf } from '../sent-form.ts'
import { type Accepted, AcceptedEscalation, headingOf } from './escalation.view.tsx'
import { CONFLICT_FIELD } from './identity.view.tsx'
import { draftOf, NOT_YET, OPINION_FIELDS, type OpinionDraft, opinionProblems, readOpinion } from './opinion-form.ts'
import { atOwnPool } from './own-pool.ts'
import { asked, placeOf, readAccepted } from './read-accepted.ts'
import { COMMENT_FIELD } from './supervision.view.tsx'

const DECLARE = graphql(`
  mutation DeclareConflict($input: DeclareConflictInput!) {
    declareConflict(input: $input) {
      __typename
      ... on ConflictDeclared { conflict }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

const NOTICES: Readonly<Record<string, string>> = {
  'offer-accepted': 'You have accepted it.',
  'no-conflict': 'You have no conflict of interest. The content is open.',
  'draft-kept': 'Your draft is kept for 24 hours. Only you can see it.',
  'opinion-given': 'Your opinion is signed and on its way to the home service.',
  'opinion-submitted': 'Your opinion is with your supervisor.',
  countersigned: 'The opinion is countersigned and on its way to the home service.',
  'sent-back': 'You have sent it back to the trainee.',
}

async function show(visit: Visit, ics: Ics): Promise<Reply> {
  const accepted = await readAccepted(visit, ics)
  if (!accepted) return seeOther('/pool')
  const begun = await visit.drafts.find(placeOf(visit))
  if (!begun) return draw(accepted, draftAfter(accepted) ?? readOpinion(visit.form), newForm(), visit.notice)
  const draft = readOpinion(readFields(begun.fields))
  return draw(accepted, draft, standingOf(begun, draft, visit.notice), visit.notice)
}

/** What the supervisor sent back is where the trainee goes on. */
function draftAfter({ awaiting, isSupervised }: Accepted): OpinionDraft | undefined {
  return awaiting?.state === 'sent-back' && !isSupervised ? draftOf(awaiting) : undefined
}

/** What is wrong is said when the author tried to go on, or was refused; not while he is still writing. */
function standingOf({ fields, answer }: Draft, draft: OpinionDraft, notice: string | undefined): FormStanding {
  const form = readFields(fields)
  if (answer?.__typename === 'Refused') return formWith(form, problemsOf(answer.reasons, OPINION_FIELDS))
  return formWith(form, notice === NOT_YET ? opinionProblems(draft) : {})
}

function draw(accepted: Accepted, draft: OpinionDraft, standing: FormStanding, notice?: string, comment = ''): Reply {
  return page({
    title: `${headingOf(accepted)}, ${accepted.facts.pseudonym ?? 'escalation'}`,
    section: '/pool/mine',
    back: { href: '/pool', text: 'Back to the pool' },
    ...statusOf(standing),
    body: (
      <AcceptedEscalation
        accepted={accepted}
        draft={draft}
        standing={standing}
        notice={notice === undefined ? undefined : NOTICES[notice]}
        comment={comment}
      />
    ),
  })
}

/** The page as it stands by now; where its form is gone, what was wrong with it no longer matters. */
export async function showAgain(visit: Visit, ics: Ics, standing: FormStanding): Promise<Reply> {
  const accepted = await readAccepted(visit, ics)
  if (!accepted) return seeOther('/pool')
  const hasForm = accepted.content !== null || accepted.card !== null
  const comment = visit.form.text(COMMENT_FIELD)
  return draw(accepted, readOpinion(visit.form), hasForm ? standing : { ...standing, problems: {} }, undefined, comment)
}

async function declare(visit: Visit, ics: Ics): Promise<Reply> {
  const said = visit.form.text(CONFLICT_FIELD)
  if (said !== 'yes' && said !== 'no')
    return showAgain(visit, ics, formWith(visit.form, { [CONFLICT_FIELD]: 'Choose whether you have a conflict of interest.' }))
  const { ics: code, spoke: spokeId, id: escalationId } = asked(visit, ics)
  const input = { ics: code, spokeId, escalationId, conflict: said === 'yes', idempotencyKey: keysOf(visit.form).key }
  const { declareConflict: answer } = await visit.ask(DECLARE, { input })
  if (answer.__typename === 'Refused') return showAgain(visit, ics, formAfter(visit.form, answer, {}))
  if (!answer.conflict) return seeOther(placeOf(visit), 'no-conflict')
  // who has a conflict keeps nothing
  await visit.drafts.drop(placeOf(visit))
  return seeOther('/pool', 'conflict-declared')
}

/** An escalation that a specialist has accepted, or supervises: identity card, declaration, then what may be read of it. */
export const acceptedPages: readonly PageRoute[] = [
  { method: 'GET', path: '/pool/:spokeId/:id', answer: atOwnPool(show) },
  { method: 'POST', path: '/pool/:spokeId/:id/conflict', answer: atOwnPool(declare) },
]
