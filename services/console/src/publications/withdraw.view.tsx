import type { Period } from '@oh/kernel'
import { periodInWords } from '../figures/period-words.ts'
import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { Form, QuestionForm } from '../layout/form.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { ErrorSummary, hasProblems, InsetText, type Problems, WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { listInWords, momentInWords } from '../layout/words.ts'
import { monthInWords } from '../submissions/month-words.ts'
import {
  type PublicationShown,
  publicationPath,
  type WithdrawalAskShown,
  type WithdrawalShown,
  withdrawPath,
} from './publication.ts'
import { WithdrawalWords } from './publications.view.tsx'

export const REASON_FIELD = 'reason'
/** Tells an answer without a reason from a page that is opened. */
export const ANSWERED_FIELD = 'answered'

interface Reason {
  readonly word: string
  readonly sentence: string
}

const FRAME = { section: '/publications', back: { href: '/publications', text: 'Publications' } } as const

/** The first step: which publication it is, and why it is to be withdrawn. */
export function askWhy(publication: PublicationShown, reasons: readonly Reason[], problems: Problems): PageContent {
  const title = `Withdraw publication ${publication.number}`
  return {
    ...FRAME,
    title,
    refused: hasProblems(problems),
    body: (
      <Column>
        <ErrorSummary problems={problems} />
        <Heading caption="Publications">{title}</Heading>
        <Facts publication={publication} />
        <QuestionForm action={withdrawPath(publication.number)}>
          <input type="hidden" name={ANSWERED_FIELD} value="yes" />
          <Radios
            name={REASON_FIELD}
            label="Why is it withdrawn?"
            hint="Whoever may read publications reads the reason too."
            size="m"
            heading={2}
            choices={reasons.map(({ word, sentence }) => ({ value: word, text: sentence }))}
            error={problems[REASON_FIELD]}
          />
          <Button>Continue</Button>
        </QuestionForm>
        <NotNow />
      </Column>
    ),
  }
}

/** The second step: that a second person decides, what that would do, and the button that asks. */
export function askWhetherSure(publication: PublicationShown, { word, sentence }: Reason): PageContent {
  const { number } = publication
  const title = `Ask for publication ${number} to be withdrawn?`
  return {
    ...FRAME,
    title,
    back: { href: withdrawPath(number), text: 'Choose another reason' },
    body: (
      <Column>
        <Heading caption="Publications">{title}</Heading>
        <Facts publication={publication} reason={sentence} />
        <p>
          It takes two: the publication stands until a second statistician withdraws it. Until then it is shown with your name and
          the reason, and can be taken back.
        </p>
        <WhatItDoes publication={publication} />
        <Form action={`${withdrawPath(number)}/ask`}>
          <input type="hidden" name={REASON_FIELD} value={word} />
          <Button>Ask for it to be withdrawn</Button>
        </Form>
        <NotNow />
      </Column>
    ),
  }
}

/** What the second person decides: to withdraw it for the reason that was given, or to let it stand. */
export function decideOnAsk(publication: PublicationShown, asked: WithdrawalAskShown, problems: Problems): PageContent {
  const { number } = publication
  const title = `Withdraw publication ${number}?`
  return {
    ...FRAME,
    title,
    refused: hasProblems(problems),
    body: (
      <Column>
        <ErrorSummary problems={problems} />
        <Heading caption="Publications">{title}</Heading>
        <p>{`${asked.byName} asked for this, ${momentInWords(asked.at)}. You are the second person.`}</p>
        <Facts publication={publication} reason={asked.reason} />
        <WhatItDoes publication={publication} />
        <Form action={withdrawPath(number)}>
          <input type="hidden" name={REASON_FIELD} value={asked.reasonWord} />
          <Button variant="warning">Withdraw publication {number}</Button>
        </Form>
        <TakeBack number={number} text="Let it stand" />
        <NotNow />
      </Column>
    ),
  }
}

/** What the first person sees while it waits. */
export function waitsForSecond(publication: PublicationShown, asked: WithdrawalAskShown, problems: Problems): PageContent {
  const title = `Publication ${publication.number} waits for a second person`
  return {
    ...FRAME,
    title,
    refused: hasProblems(problems),
    body: (
      <Column>
        <ErrorSummary problems={problems} />
        <Heading caption="Publications">{title}</Heading>
        <InsetText>
          <p>{`You asked for it to be withdrawn, ${momentInWords(asked.at)}. It stands until a second statistician withdraws it.`}</p>
        </InsetText>
        <Facts publication={publication} reason={asked.reason} />
        <TakeBack number={publication.number} text="Take it back: the publication stands" />
        <NotNow />
      </Column>
    ),
  }
}

/** It was withdrawn or replaced before: there is nothing to do. */
export function standsNoMore(publication: PublicationShown, withdrawal: WithdrawalShown, problems: Problems): PageContent {
  const title = `Publication ${publication.number} stands no more`
  return {
    ...FRAME,
    title,
    refused: hasProblems(problems),
    body: (
      <Column>
        <Heading caption="Publications">{title}</Heading>
        <p>
          <WithdrawalWords withdrawal={withdrawal} />
        </p>
        <Facts publication={publication} />
        <p>
          <a href={publicationPath(publication.number)}>See its figures and its signature</a>
        </p>
      </Column>
    ),
  }
}

function WhatItDoes({ publication: { month, periods } }: { readonly publication: PublicationShown }) {
  return (
    <WarningCallout heading="A withdrawal cannot be taken back" level={2}>
      <p>
        {`Its figures of ${periodsInWords(periods)} are in no series and no comparison any more, and ${monthInWords(month)} is not published again. `}
        The publication itself is kept as it is, marked with both names and the reason, and its figures are read by its number.
      </p>
      <p>Whoever has read it knows it, so whatever is published later is weighed as if everybody had.</p>
    </WarningCallout>
  )
}

/** "September 2026 and July to September 2026". */
export const periodsInWords = (periods: readonly string[]): string =>
  listInWords(periods.map((period) => periodInWords(period as Period)))

/** What is told of a publication, whoever reads it. */
export function publicationFacts(publication: PublicationShown): SummaryRow[] {
  const { month, periods, publishedAt, publishedByName, policy, synthetic } = publication
  return [
    { key: 'Month', value: monthInWords(month) },
    { key: 'Periods in it', value: periodsInWords(periods) },
    { key: 'Published', value: `${momentInWords(publishedAt)}, by ${publishedByName}` },
    { key: 'Disclosure policy', value: String(policy) },
    { key: 'Figures', value: synthetic ? 'Some or all of what it counts is made up' : 'As services sent them' },
  ]
}

function Facts({ publication, reason }: { readonly publication: PublicationShown; readonly reason?: string }) {
  const why = reason === undefined ? [] : [{ key: 'Why it is to be withdrawn', value: reason }]
  return <SummaryList rows={[...publicationFacts(publication), ...why]} />
}

function TakeBack({ number, text }: { readonly number: number; readonly text: string }) {
  return (
    <Form action={`${withdrawPath(number)}/take-back`}>
      <Button variant="secondary">{text}</Button>
    </Form>
  )
}

function NotNow() {
  return (
    <p>
      <a href="/publications">Not now</a>
    </p>
  )
}
