import { type Month, periodOf } from '@oh/kernel'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { Details, Tag, WarningCallout } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { monthInWords } from '../submissions/month-words.ts'
import { type PreparedShown, preparationPath, subjectInWords } from './preparation.ts'
import {
  type PublicationRow,
  publicationPath,
  type WithdrawalAskShown,
  type WithdrawalShown,
  withdrawPath,
} from './publication.ts'
import { LastChance, type YearShown } from './refresh.view.tsx'
import { Completeness, Missing, type WaitingShown } from './waiting.view.tsx'

/** Whether a publication stands, and which one of its month it is, from 1; null where the rollup cannot say it yet. */
export interface StandingShown {
  readonly restatement: number | null
  /** `month` or `refresh`. */
  readonly kind: string | null
  readonly withdrawal: WithdrawalShown | null
  readonly withdrawalAsked: WithdrawalAskShown | null
}

/** A publication in the list; undefined where it is not known how it stands. */
export type ListedPublication = PublicationRow & { readonly standing: StandingShown | undefined }

/** The way to the messages; in sight as a warning when services do not take some of them. */
export function Messages({ stuck = 0 }: { readonly stuck: number | undefined }) {
  if (stuck === 0)
    return (
      <p>
        <a href="/publications/messages">Messages to the services</a>
      </p>
    )
  return (
    <WarningCallout heading={countInWords(stuck, 'message is stuck', 'messages are stuck')} level={2}>
      <p>
        A service does not take what the national figures have to tell it.{' '}
        <a href="/publications/messages">See why, and send {stuck === 1 ? 'it' : 'them'} again</a>.
      </p>
    </WarningCallout>
  )
}

/** The latest dry runs, whatever became of them. */
export function Preparations({ rows }: { readonly rows: readonly PreparedShown[] }) {
  if (rows.length === 0) return null
  return (
    <Details summary="What was prepared lately">
      <ul class="nhsuk-list nhsuk-list--bullet">
        {rows.map((row) => (
          <li>
            <a href={preparationPath(row.id)}>
              {subjectInWords(row)}, {momentInWords(row.askedAt)}
            </a>
            {`, by ${row.preparedByName}: ${standingInWords(row)}`}
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** How a preparation stands, in a few words. */
export function standingInWords({ state, isCurrent, publishedAs }: PreparedShown): string {
  if (publishedAs !== null) return `published as number ${publishedAs}`
  if (state === 'ready') return isCurrent ? 'ready to be published' : 'ready, but out of date'
  return { pending: 'waits for its turn', running: 'being prepared', refused: 'cannot be published' }[state]
}

/** What has been published, the newest first. */
export function Published({
  rows,
  next,
  isLater,
}: {
  readonly rows: readonly ListedPublication[]
  readonly next: number | undefined
  /** A later part of the list. */
  readonly isLater: boolean
}) {
  if (rows.length === 0) return <p>{isLater ? 'There are no earlier publications.' : 'Nothing has been published yet.'}</p>
  return (
    <>
      <Table
        id="published"
        caption="Published, the newest first"
        captionSize="m"
        small="stack"
        columns={[
          { key: 'number', text: 'Number' },
          { key: 'month', text: 'Month' },
          { key: 'at', text: 'Published' },
          { key: 'by', text: 'By' },
          { key: 'policy', text: 'Policy' },
          { key: 'synthetic', text: 'Figures' },
          { key: 'standing', text: 'Standing' },
        ]}
        rows={rows.map((row) => [
          <a href={publicationPath(row.number)}>
            <span class="nhsuk-u-visually-hidden">Publication </span>
            {row.number}
          </a>,
          monthAndWhich(row),
          momentInWords(row.publishedAt),
          row.publishedByName,
          String(row.policy),
          row.synthetic ? <Tag colour="white">Made up</Tag> : 'As sent',
          <Standing {...row} />,
        ])}
      />
      <Pagination
        next={next === undefined ? undefined : { href: `/publications?before=${next}`, text: 'Earlier publications' }}
      />
    </>
  )
}

function monthAndWhich({ month, standing }: ListedPublication): string {
  if (standing?.kind === 'refresh') return `Refresh of ${periodOf('year', month as Month)}`
  const which = standing?.restatement ?? 1
  return which === 1 ? monthInWords(month) : `${monthInWords(month)}, publication ${which} of it`
}

/** Why a publication is in no series any more, or the way to withdraw it. */
function Standing({ number, standing }: ListedPublication) {
  if (!standing) return <>Not known now</>
  if (standing.withdrawal) return <WithdrawalWords withdrawal={standing.withdrawal} />
  if (standing.withdrawalAsked) return <AskedFor number={number} asked={standing.withdrawalAsked} />
  return (
    <>
      Stands.{' '}
      <a href={withdrawPath(number)}>
        Withdraw<span class="nhsuk-u-visually-hidden"> publication {number}</span>
      </a>
    </>
  )
}

/** It stands, and one of the two has asked that it should not. */
function AskedFor({
  number,
  asked: { byName, isOwn, at, reason },
}: {
  readonly number: number
  readonly asked: WithdrawalAskShown
}) {
  return (
    <>
      <Tag colour="yellow">Withdrawal asked</Tag> {`${reason}. ${isOwn ? 'You' : byName}, ${momentInWords(at)}. `}
      <a href={withdrawPath(number)}>
        {isOwn ? 'It waits for a second person' : 'Decide'}
        <span class="nhsuk-u-visually-hidden">: publication {number}</span>
      </a>
    </>
  )
}

export function WithdrawalWords({ withdrawal: { kind, at, byName, reason } }: { readonly withdrawal: WithdrawalShown }) {
  return (
    <>
      <Tag colour="grey">{kind === 'replaced' ? 'Replaced' : 'Withdrawn'}</Tag> {`${reason}. ${byName}, ${momentInWords(at)}`}
    </>
  )
}

/** Asks once more before a month is published: it is never published a second time. */
export function confirmPublishing(
  waiting: WaitingShown,
  { id, preparedByName }: PreparedShown,
  toRefresh: YearShown | null | undefined,
): PageContent {
  const title = monthInWords(waiting.month)
  return {
    title: `Publish ${title}`,
    section: '/publications',
    back: { href: '/publications', text: 'Publications' },
    body: (
      <Column>
        <Heading caption="Publications">Publish {title}?</Heading>
        <Completeness waiting={waiting} />
        <Missing missing={waiting.missing} />
        <p>
          {preparedByName} has prepared it. What you publish are the figures of that preparation.{' '}
          <a href={preparationPath(id)}>See what is shown and hidden in it</a>
        </p>
        <WarningCallout heading="This cannot be taken back" level={2}>
          <p>
            A publication is never changed. It can be withdrawn, but whoever has read it knows it. What services send of {title}{' '}
            afterwards counts only when its financial year is refreshed, and a trust that has not sent it stays out until then.
          </p>
          <LastChance found={toRefresh} month={waiting.month} />
        </WarningCallout>
        <Form action={`/publications/${waiting.month}`}>
          <input type="hidden" name="preparation" value={id} />
          <Button variant="warning">Publish {title}</Button>
        </Form>
        <p>
          <a href="/publications">Not now</a>
        </p>
      </Column>
    ),
  }
}

/** The month of the address cannot be prepared or published now, and there is nothing to send. */
export function notNow(month: string, what: 'prepared' | 'published', sentences: readonly string[]): PageContent {
  const title = `${monthInWords(month)} cannot be ${what} now`
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
