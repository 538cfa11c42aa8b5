import type { Instant } from '@oh/kernel'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { Details, InsetText, Tag, WarningCallout } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { monthInWords } from '../submissions/month-words.ts'

export interface WaitingShown {
  readonly month: string
  readonly isOver: boolean
  readonly expected: number
  readonly sent: number
  readonly staffCovered: number
  readonly synthetic: boolean
  readonly received: readonly {
    readonly employer: string
    readonly name: string
    readonly restatement: number
    readonly receivedAt: Instant
  }[]
  readonly missing: readonly { readonly code: string; readonly name: string }[]
}

/** How far the month has come that is to be published next. */
export interface PreparedShown {
  readonly id: string
  readonly month: string
  readonly state: 'pending' | 'running' | 'ready' | 'refused'
  readonly preparedByName: string
  readonly isCurrent: boolean
  readonly isOwn: boolean
  readonly reasons: readonly string[]
}

export interface PublicationShown {
  readonly number: number
  readonly month: string
  readonly publishedAt: Instant
  readonly publishedByName: string
  readonly synthetic: boolean
  readonly withdrawal: { readonly kind: string; readonly byName: string; readonly reason: string } | null
}

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

/** The month that is to be published next: who has sent it, who has not, and the way to publish it. */
export function Waiting({ waiting, prepared }: { readonly waiting: WaitingShown; readonly prepared: PreparedShown | undefined }) {
  const { month, isOver, received } = waiting
  const title = monthInWords(month)
  if (!isOver) return <NotYet title={title} />
  return (
    <section aria-labelledby="next">
      <h2 class="nhsuk-heading-m" id="next">
        Next: {title}
      </h2>
      <Completeness waiting={waiting} />
      {received.length === 0 ? (
        <p>No service of this federation has sent it yet.</p>
      ) : (
        <Table
          id="received"
          caption="Sent by services of this federation"
          captionSize="s"
          small="stack"
          columns={[
            { key: 'trust', text: 'Trust' },
            { key: 'at', text: 'Latest sign-off came in' },
            { key: 'restated', text: 'Restated' },
          ]}
          rows={received.map(({ name, receivedAt, restatement }) => [
            name,
            momentInWords(receivedAt),
            restatement === 1 ? 'No' : countInWords(restatement - 1, 'time'),
          ])}
        />
      )}
      <Missing missing={waiting.missing} />
      <NextStep title={title} month={month} prepared={prepared} />
    </section>
  )
}

/** Preparing and publishing take two people: what the reader can do now, or whom the month waits for. */
function NextStep({ title, month, prepared }: { title: string; month: string; prepared: PreparedShown | undefined }) {
  const { state, isCurrent, isOwn, preparedByName, reasons = [] } = prepared ?? {}
  if (state === 'pending' || state === 'running')
    return (
      <InsetText>
        <p>
          {preparedByName} has {title} prepared. <a href="/publications">Look again</a> in a minute.
        </p>
      </InsetText>
    )
  if (isCurrent && isOwn)
    return (
      <InsetText>
        <p>You have prepared {title}. A second statistician looks at it and publishes it.</p>
      </InsetText>
    )
  if (isCurrent)
    return (
      <>
        <p>{preparedByName} has prepared it: nobody can be found in its figures, and nothing was sent since.</p>
        <ButtonLink href={`/publications/${month}`}>Publish {title}</ButtonLink>
      </>
    )
  return (
    <>
      {state === 'ready' ? <p>Something was sent after {preparedByName} prepared it, so it must be prepared again.</p> : null}
      {reasons.slice(0, MOST_REASONS).map((reason) => (
        <p>{reason}</p>
      ))}
      <Form action={`/publications/${month}/prepare`}>
        <Button>Prepare {title}</Button>
      </Form>
    </>
  )
}

/** Sentences of a refusal that fit on the page of all publications. */
const MOST_REASONS = 5

function NotYet({ title }: { readonly title: string }) {
  return (
    <InsetText>
      <p>Every month that is over has been published. {title} can be published after its last day.</p>
    </InsetText>
  )
}

function Completeness({ waiting: { expected, sent, staffCovered, synthetic } }: { waiting: WaitingShown }) {
  return (
    <SummaryList
      rows={[
        { key: 'Have sent it', value: `${sent} of ${countInWords(expected, 'trust')}` },
        { key: 'Staff they employ, of all in England', value: `${staffCovered}%` },
        ...(synthetic
          ? [{ key: 'Made up', value: 'Trusts outside this federation send made-up figures. The publication says so.' }]
          : []),
      ]}
    />
  )
}

function Missing({ missing }: Pick<WaitingShown, 'missing'>) {
  if (missing.length === 0) return <p>Every trust has sent it.</p>
  return (
    <Details summary={`${countInWords(missing.length, 'trust has', 'trusts have')} not sent it`}>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {missing.map(({ name, code }) => (
          <li>
            {name} ({code})
          </li>
        ))}
      </ul>
    </Details>
  )
}

/** What has been published, the newest first. */
export function Published({
  rows,
  next,
  isLater,
}: {
  readonly rows: readonly PublicationShown[]
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
          { key: 'synthetic', text: 'Figures' },
        ]}
        rows={rows.map(({ number, month, publishedAt, publishedByName, synthetic, withdrawal }) => [
          String(number),
          monthInWords(month),
          momentInWords(publishedAt),
          publishedByName,
          withdrawal ? <Stands withdrawal={withdrawal} /> : synthetic ? <Tag colour="white">Made up</Tag> : 'As sent',
        ])}
      />
      <Pagination
        next={next === undefined ? undefined : { href: `/publications?before=${next}`, text: 'Earlier publications' }}
      />
    </>
  )
}

/** Why a publication is in no series any more. */
function Stands({ withdrawal: { kind, byName, reason } }: { withdrawal: NonNullable<PublicationShown['withdrawal']> }) {
  return (
    <>
      <Tag colour="grey">{kind === 'replaced' ? 'Replaced' : 'Withdrawn'}</Tag> {reason}, {byName}
    </>
  )
}

/** Asks once more before a month is published: nobody can take it back. */
export function confirmPublishing(waiting: WaitingShown, { id, preparedByName }: PreparedShown): PageContent {
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
        <p>{preparedByName} has prepared it. What you publish are the figures of that preparation.</p>
        <WarningCallout heading="This cannot be taken back" level={2}>
          <p>
            A publication is never changed. Services cannot restate {title} afterwards, and a trust that has not sent it stays out
            of its figures.
          </p>
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

/** The month of the address is not the one to be published now, and there is nothing to send. */
export function notThisMonth(month: string, sentences: readonly string[]): PageContent {
  return {
    title: `${monthInWords(month)} cannot be published now`,
    section: '/publications',
    back: { href: '/publications', text: 'Publications' },
    body: (
      <Column>
        <Heading caption="Publications">{monthInWords(month)} cannot be published now</Heading>
        {sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <ButtonLink href="/publications">See the publications</ButtonLink>
      </Column>
    ),
  }
}
