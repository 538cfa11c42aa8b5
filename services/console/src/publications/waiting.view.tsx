import type { Instant } from '@oh/kernel'
import { Progress, SummaryList } from '../layout/lists.view.tsx'
import { Details, InsetText } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { monthInWords } from '../submissions/month-words.ts'
import { NextStep } from './next-step.view.tsx'
import type { PreparedShown } from './preparation.ts'

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

interface WaitingProps {
  readonly waiting: WaitingShown
  /** The last preparation of that month. */
  readonly prepared: PreparedShown | undefined
  /** How long the last preparation of any month took. */
  readonly usualSeconds: number | undefined
}

/** The month that is to be published next: how far it has come, what is to be done now, and who has sent it. */
export function Waiting({ waiting, prepared, usualSeconds }: WaitingProps) {
  const { month, isOver, received } = waiting
  const title = monthInWords(month)
  if (!isOver) return <NotYet title={title} />
  return (
    <section aria-labelledby="next">
      <h2 class="nhsuk-heading-m" id="next">
        Next: {title}
      </h2>
      <Steps waiting={waiting} prepared={prepared} />
      <NextStep
        subject={{ kind: 'month', month }}
        prepared={prepared}
        lookAgainAt="/publications"
        usualSeconds={usualSeconds}
        mayPrepare
      />
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
    </section>
  )
}

/** The three steps of a month, and which of them are done. */
function Steps({ waiting: { sent, expected }, prepared }: Pick<WaitingProps, 'waiting' | 'prepared'>) {
  const isPrepared = prepared?.isCurrent === true
  return (
    <Progress
      steps={[
        { text: `Sent by ${sent} of ${countInWords(expected, 'trust')}`, done: sent > 0 },
        isPrepared
          ? { text: `Prepared by ${prepared.preparedByName}`, detail: momentInWords(prepared.askedAt), done: true }
          : { text: 'Prepared by one statistician', done: false },
        { text: 'Published by a second statistician', done: false },
      ]}
    />
  )
}

function NotYet({ title }: { readonly title: string }) {
  return (
    <InsetText>
      <p>Every month that is over has been published. {title} can be published after its last day.</p>
    </InsetText>
  )
}

export function Completeness({
  waiting: { expected, sent, staffCovered, synthetic },
}: {
  readonly waiting: Pick<WaitingShown, 'expected' | 'sent' | 'staffCovered' | 'synthetic'>
}) {
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

export function Missing({ missing }: Pick<WaitingShown, 'missing'>) {
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
