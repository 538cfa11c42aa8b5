import { type FinancialYear, type Instant, type Month, monthsOf, periodOf } from '@oh/kernel'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { Details, WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { monthInWords } from '../submissions/month-words.ts'
import { NextStep } from './next-step.view.tsx'
import { type PreparedShown, preparationPath, preparedOf, subjectInWords, subjectPath } from './preparation.ts'

export interface YearShown {
  readonly year: string
  /** Number of the publication that has refreshed it. */
  readonly refreshedAs: number | null
  readonly corrections: readonly {
    readonly employer: string
    readonly name: string
    readonly month: string
    readonly restatement: number
    readonly receivedAt: Instant
  }[]
}

/** The year that was closed last: what waits for its refresh, and what is to be done for it. Nothing where nothing waits. */
export function Refresh({ found, preparations }: { readonly found: YearShown; readonly preparations: readonly PreparedShown[] }) {
  const { year, corrections, refreshedAs } = found
  if (refreshedAs !== null)
    return (
      <p>
        {year} was refreshed by publication {refreshedAs}. Its figures are final.
      </p>
    )
  if (corrections.length === 0) return null
  const subject = { kind: 'refresh', month: monthsOf(year as FinancialYear).at(-1) as Month }
  return (
    <section aria-labelledby="refresh">
      <h2 class="nhsuk-heading-m" id="refresh">
        {year} can be refreshed
      </h2>
      <p>
        {waitInWords(found)}. What came in after its month was published changes no figure until the year is refreshed, which
        happens once.
      </p>
      <NextStep subject={subject} prepared={preparedOf(subject, preparations)} lookAgainAt="/publications" mayPrepare />
      <Corrections found={found} />
    </section>
  )
}

/** That the month to be published closes another year, after which this one is not refreshed any more; nothing for other months. */
export function LastChance({ found, month }: { readonly found: YearShown | null | undefined; readonly month: string }) {
  const isMarch = month === monthsOf(periodOf('year', month as Month)).at(-1)
  if (!found || !isMarch || found.refreshedAs !== null || found.corrections.length === 0) return null
  return (
    <p>
      {waitInWords(found)} for the refresh of {found.year}. Once {monthInWords(month)} is published, {found.year} can be refreshed
      no more, and what waits for it never counts. <a href="/publications">Refresh {found.year} first</a>
    </p>
  )
}

function waitInWords({ corrections }: YearShown): string {
  const trusts = new Set(corrections.map(({ employer }) => employer)).size
  const many = countInWords(corrections.length, 'correction')
  return `${many} from ${countInWords(trusts, 'trust')} ${corrections.length === 1 ? 'waits' : 'wait'}`
}

function Corrections({ found: { corrections } }: { readonly found: YearShown }) {
  return (
    <Details summary="Which corrections">
      <ul class="nhsuk-list nhsuk-list--bullet">
        {corrections.map(({ name, month, restatement, receivedAt }) => (
          <li>
            {name}, {monthInWords(month)}: {restatement === 1 ? 'sent late' : 'sent again'}, {momentInWords(receivedAt)}
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** Asks once more before a year is refreshed: it is never refreshed a second time. */
export function confirmRefresh(month: Month, found: YearShown, { id, preparedByName }: PreparedShown): PageContent {
  const subject = { kind: 'refresh', month }
  const title = `Publish ${subjectInWords(subject)}`
  return {
    title,
    section: '/publications',
    back: { href: '/publications', text: 'Publications' },
    body: (
      <Column>
        <Heading caption="Publications">{title}?</Heading>
        <p>{waitInWords(found)}.</p>
        <Corrections found={found} />
        <p>
          {preparedByName} has prepared it. What you publish are the figures of that preparation.{' '}
          <a href={preparationPath(id)}>See what is shown and hidden in it</a>
        </p>
        <WarningCallout heading="This cannot be taken back" level={2}>
          <p>
            A year is refreshed once. Every figure of {found.year} stands in the new publication; what was published before is
            kept as it is. Services cannot correct {found.year} afterwards.
          </p>
        </WarningCallout>
        <Form action={subjectPath(subject)}>
          <input type="hidden" name="preparation" value={id} />
          <Button variant="warning">{title}</Button>
        </Form>
        <p>
          <a href="/publications">Not now</a>
        </p>
      </Column>
    ),
  }
}

/** The year cannot be prepared or published now, and there is nothing to send. */
export function refreshNotNow(month: Month, what: 'prepared' | 'published', sentences: readonly string[]): PageContent {
  const words = subjectInWords({ kind: 'refresh', month })
  const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)} cannot be ${what} now`
  return {
    title,
    section: '/publications',
    back: { href: '/publications', text: 'Publications' },
    body: (
      <Column>
        <Heading caption="Publications">{title}</Heading>
        {sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <ButtonLink href="/publications">See the publications</ButtonLink>
      </Column>
    ),
  }
}
