import { asMonth } from '@oh/kernel'
import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import type { Problems } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, problemsOf } from '../sent-form.ts'
import { monthPage } from './month.view.tsx'
import { Months, monthPath } from './months.view.tsx'

const MONTHS = graphql(`
  query ServiceMonths($trust: ID!) {
    trust(odsCode: $trust) {
      submissions(first: 12) {
        month employer employerName state stateTitle
        sent { restatement signedOffAt signedOffByName state stateTitle reasons { sentence } publication publishedAt waitsFor waitsBehind waitsSince }
      }
    }
  }
`)

const MONTH = graphql(`
  query MonthToSignOff($trust: ID!, $month: String!, $employer: ID!) {
    trust(odsCode: $trust) {
      submission(month: $month, employer: $employer) {
        month employer employerName state stateTitle
        sent { restatement signedOffAt signedOffByName state stateTitle reasons { sentence } publication publishedAt waitsFor waitsBehind waitsSince }
        measures {
          measure title unit numeratorIs denominatorIs exclusions
          now { numerator denominator }
          sent { numerator denominator }
          before { numerator denominator }
          lookAgain
        }
        grids {
          measure title reasonGroups
          rows { staffGroup title counts { numerator denominator } total { numerator denominator } }
          totals { numerator denominator }
          total { numerator denominator }
        }
        digest unrecorded isNew addsGrid isPublished isFinal beforeMonth
      }
    }
  }
`)

const SIGN_OFF = graphql(`
  mutation SignOffSubmission($input: SignOffSubmissionInput!) {
    signOffSubmission(input: $input) {
      __typename
      ... on SubmissionSignedOff { isNew }
      ... on Refused { reasons { word sentence } }
    }
  }
`)

async function showMonths({ ask }: Visit, trust: Trust): Promise<Reply> {
  const { trust: found } = await ask(MONTHS, { trust: trust.code })
  return page({
    title: 'Months',
    section: '/months',
    body: (
      <>
        <Heading caption={trust.name}>Months</Heading>
        <p>
          When a month is over you look at its figures and sign them off. They go to the national figures. What you sign off again
          after the month is published counts when its financial year is refreshed.
        </p>
        <Months rows={found?.submissions ?? []} />
      </>
    ),
  })
}

async function showMonth(visit: Visit, trust: Trust): Promise<Reply> {
  return draw(visit, trust, visit.query('employer') ?? trust.code, {})
}

async function draw(visit: Visit, trust: Trust, employer: string, problems: Problems): Promise<Reply> {
  const month = asMonth(visit.param('month'))
  if (month === undefined) throw new AnswerRefused('NOT_FOUND', [], false)
  const { trust: found } = await visit.ask(MONTH, { trust: trust.code, month, employer })
  if (!found?.submission) throw new AnswerRefused('NOT_FOUND', [], false)
  return page(monthPage({ found: found.submission, notice: visit.notice, problems }))
}

async function signOff(visit: Visit, trust: Trust): Promise<Reply> {
  const { form, param, ask } = visit
  const employer = form.text('employer')
  const input = { trust: trust.code, month: param('month'), employer, digest: form.text('digest') }
  const answer = answered((await ask(SIGN_OFF, { input })).signOffSubmission)
  if (answer.__typename === 'Refused') return draw(visit, trust, employer, problemsOf(answer.reasons, {}))
  const notice = answer.isNew ? 'signed-off' : 'signed-off-before'
  return seeOther(monthPath({ month: param('month'), employer }), notice)
}

/** The months of a service, for its head. */
export const submissionPages: readonly PageRoute[] = [
  { method: 'GET', path: '/months', answer: atOwnTrust(showMonths) },
  { method: 'GET', path: '/months/:month', answer: atOwnTrust(showMonth) },
  { method: 'POST', path: '/months/:month', answer: atOwnTrust(signOff) },
]
