import { findOutcome } from '@oh/casework'
import type { SentFields } from '../form.ts'
import { readDate } from '../form-date.ts'
import { graphql } from '../graphql.ts'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'
import { closeCase } from './close-case.view.tsx'

const CLOSE = graphql(`
  mutation CloseCase($input: CloseCaseInput!) {
    closeCase(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/close'
const FIELDS = {
  'outcome-unknown': 'outcome',
  'outcome-missing': 'outcome',
  'outcome-needs-an-assessment': 'outcome',
  'review-date-missing': 'review',
  'review-date-not-in-future': 'review',
}

export const openClosing: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, { action: 'close-case', draw: (found) => draw(visit, found, newForm(found.version)) }),
  ),
}

export const sendClosing: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const { outcome, reviewOn, problems } = readClosing(form)
    if (hasProblems(problems)) return draw(visit, await caseForForm(visit, trust), formWith(form, problems))
    const { key, version } = keysOf(form)
    const input = { trust: trust.code, idempotencyKey: key, caseId: param('id'), expectedVersion: version, outcome, reviewOn }
    const answer = answered((await visit.ask(CLOSE, { input })).closeCase)
    if (answer.__typename === 'CaseClosed') return seeOther(`/cases/${param('id')}`, 'case-closed')
    return draw(visit, await caseForForm(visit, trust), formAfter(form, answer, FIELDS))
  }),
}

/** What the form says. A review date typed before another outcome was picked is left out. */
export function readClosing(form: SentFields) {
  const outcome = findOutcome(form.text('outcome'))
  const review = readDate(form, 'review')
  const needsDate = outcome?.needsReviewDate === true
  const problems: Problems = {
    ...(outcome ? {} : { outcome: 'Choose the outcome of the case.' }),
    ...(needsDate && review.isWrong ? { review: 'Enter a review date that exists, such as 15 3 2027.' } : {}),
  }
  return { outcome: outcome?.id ?? '', reviewOn: needsDate ? (review.date ?? null) : null, problems }
}

function draw({ form }: Visit, found: CaseForForm, standing: FormStanding) {
  const content = closeCase({ found, outcome: form.text('outcome'), reviewOn: readDate(form, 'review').typed, standing })
  return page({ ...content, status: statusOf(standing).status })
}
