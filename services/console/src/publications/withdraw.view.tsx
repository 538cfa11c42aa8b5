import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { Form, QuestionForm } from '../layout/form.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { ErrorSummary, hasProblems, type Problems, WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { momentInWords } from '../layout/words.ts'
import { monthInWords } from '../submissions/month-words.ts'
import { type PublicationShown, type WithdrawalShown, WithdrawalWords, withdrawPath } from './publications.view.tsx'

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

/** The second step: what withdrawing does, and the button that does it. */
export function askWhetherSure(publication: PublicationShown, { word, sentence }: Reason): PageContent {
  const { number, month } = publication
  return {
    ...FRAME,
    title: `Withdraw publication ${number}?`,
    back: { href: withdrawPath(number), text: 'Choose another reason' },
    body: (
      <Column>
        <Heading caption="Publications">Withdraw publication {number}?</Heading>
        <Facts publication={publication} reason={sentence} />
        <WarningCallout heading="This cannot be taken back" level={2}>
          <p>
            Its figures are in no series and no comparison any more, and {monthInWords(month)} is not published again. The
            publication itself is kept as it is, marked with your name and the reason.
          </p>
          <p>Whoever has read it knows it, so whatever is published later is weighed as if everybody had.</p>
        </WarningCallout>
        <Form action={withdrawPath(number)}>
          <input type="hidden" name={REASON_FIELD} value={word} />
          <Button variant="warning">Withdraw publication {number}</Button>
        </Form>
        <NotNow />
      </Column>
    ),
  }
}

/** It was withdrawn or replaced before: there is nothing to do. */
export function standsNoMore(publication: PublicationShown, withdrawal: WithdrawalShown): PageContent {
  const title = `Publication ${publication.number} stands no more`
  return {
    ...FRAME,
    title,
    body: (
      <Column>
        <Heading caption="Publications">{title}</Heading>
        <p>
          <WithdrawalWords withdrawal={withdrawal} />
        </p>
        <Facts publication={publication} />
      </Column>
    ),
  }
}

function Facts({ publication, reason }: { readonly publication: PublicationShown; readonly reason?: string }) {
  const { month, publishedAt, publishedByName, policy, synthetic } = publication
  return (
    <SummaryList
      rows={[
        { key: 'Month', value: monthInWords(month) },
        { key: 'Published', value: `${momentInWords(publishedAt)}, by ${publishedByName}` },
        { key: 'Disclosure policy', value: String(policy) },
        { key: 'Figures', value: synthetic ? 'Some or all of what it counts is made up' : 'As services sent them' },
        ...(reason === undefined ? [] : [{ key: 'Why it is withdrawn', value: reason }]),
      ]}
    />
  )
}

function NotNow() {
  return (
    <p>
      <a href="/publications">Not now</a>
    </p>
  )
}
