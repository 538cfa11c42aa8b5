import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Card, SummaryList } from '../layout/lists.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { type FormStanding, KEY_FIELD } from '../sent-form.ts'
import { ageInWords, messageInWords } from './sent-words.ts'

export interface ParkedRow {
  readonly id: string
  readonly name: string
  readonly subject: string
  /** Whose figures a message about figures is about, where that is known. */
  readonly employerName?: string | null
  readonly occurredAt: Instant
  readonly parkedAt: Instant
  readonly ageSeconds: number
  readonly reasonSentence: string
  readonly attempts: number
  readonly blocked: number
}

export interface ParkedList {
  readonly rows: readonly ParkedRow[]
  readonly waiting: number
  readonly oldestWaitingSeconds: number | null
  readonly reasons: readonly { readonly word: string; readonly title: string }[]
  readonly next: string | undefined
}

/** From where the messages go, and to whom. */
export interface ParkedPlace {
  readonly list: string
  readonly action: string
  readonly to: string
}

const AT_SERVICE: ParkedPlace = {
  list: '/escalations',
  action: '/escalations/messages',
  to: 'the pool and the national figures',
}

/** The field of a message's own form: several forms stand on the page, and each radio group needs ids of its own. */
export const retryField = (messageId: string) => `reason-${messageId}`

/** Messages that nobody takes, for whoever looks after them: how old, why, and a way to send each again. */
export function Parked({
  parked,
  place = AT_SERVICE,
  sent,
  standing,
}: {
  readonly parked: ParkedList
  readonly place?: ParkedPlace | undefined
  /** The message whose form was refused. */
  readonly sent?: string | undefined
  readonly standing: FormStanding
}) {
  return (
    <>
      <p>{flowInWords(parked, place)}</p>
      {parked.rows.length === 0 ? <p>No message is stuck. There is nothing for you to do here.</p> : null}
      {parked.rows.map((row) => (
        <Card heading={messageInWords(row.name)} size="s">
          <ParkedFacts row={row} />
          <Form action={place.action}>
            <HiddenFields fields={{ [KEY_FIELD]: standing.keys.key, message: row.id }} />
            <Radios
              name={retryField(row.id)}
              label="Why is it sent again?"
              size="s"
              choices={parked.reasons.map(({ word, title }) => ({ value: word, text: title }))}
              error={row.id === sent ? standing.problems[retryField(row.id)] : undefined}
              small
            />
            <Button small variant="secondary">
              Send again
            </Button>
          </Form>
        </Card>
      ))}
      <Pagination next={parked.next === undefined ? undefined : { href: `${place.list}?stuck=${parked.next}`, text: 'More' }} />
    </>
  )
}

function flowInWords({ rows, waiting, oldestWaitingSeconds }: ParkedList, { to }: ParkedPlace): string {
  if (waiting === 0) return `Every ${rows.length > 0 ? 'other ' : ''}message to ${to} has arrived.`
  const oldest = oldestWaitingSeconds === null ? '' : `, the oldest for ${ageInWords(oldestWaitingSeconds)}`
  return `${countInWords(waiting, 'message')} to ${to} ${waiting === 1 ? 'is' : 'are'} on the way${oldest}. They are sent again by themselves.`
}

function ParkedFacts({ row }: { row: ParkedRow }) {
  return (
    <SummaryList
      rows={[
        { key: 'Why it is stuck', value: row.reasonSentence },
        { key: 'Happened', value: `${momentInWords(row.occurredAt)}, ${ageInWords(row.ageSeconds)} ago` },
        { key: 'Stopped trying', value: `${momentInWords(row.parkedAt)}, after ${countInWords(row.attempts, 'attempt')}` },
        { key: 'Waiting behind it', value: row.blocked === 0 ? 'Nothing' : countInWords(row.blocked, 'message') },
        {
          key: row.name.startsWith('submission-') ? 'Employer’s figures' : 'Escalation',
          value: row.employerName ?? <span class="oh-number">{row.subject}</span>,
        },
      ]}
    />
  )
}
