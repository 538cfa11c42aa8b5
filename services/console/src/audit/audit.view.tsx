import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { InsetText, Tag, WarningCallout } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { TextInput } from '../layout/text-fields.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'

export interface AuditEntry {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly actorName: string | null
  readonly actorRole: string
  readonly action: string
  readonly what: string
  readonly resource: string
  readonly resourceIds: readonly string[]
  readonly subject: string | null
  readonly outcome: string
  readonly outcomeTitle: string
  readonly reasons: readonly string[]
  readonly onBehalfOf: string | null
}

export interface AuditChain {
  readonly sealed: number
  readonly overdue: number
  readonly breaks: readonly string[]
}

/** What is looked for. It travels in the body, for it is about people. */
export interface AuditSearch {
  readonly person: string
  readonly record: string
}

/** Whether the audit can be relied on, in a sentence; a broken chain is never only a number. */
export function ChainStanding({ chain }: { readonly chain: AuditChain | null }) {
  if (!chain) return <p>The chain of the audit could not be checked just now.</p>
  const { sealed, overdue, breaks } = chain
  if (breaks.length > 0)
    return (
      <WarningCallout heading="The audit has been changed" level={2}>
        <p>{`${countInWords(sealed, 'entry', 'entries')} are sealed, and the chain is broken. Tell your security team now, and do not rely on this page.`}</p>
        <ul>
          {breaks.map((each) => (
            <li>{each}</li>
          ))}
        </ul>
      </WarningCallout>
    )
  return (
    <InsetText>
      <p>
        {`The audit is whole: all ${countInWords(sealed, 'sealed entry', 'sealed entries')} were checked just now, and none was changed, added or taken out.`}
        {overdue > 0 ? ` ${countInWords(overdue, 'entry', 'entries')} of more than 10 seconds ago still wait to be sealed.` : ''}
      </p>
    </InsetText>
  )
}

export function SearchForm({ search }: { readonly search: AuditSearch }) {
  return (
    <Form action="/audit" name="oh-filter">
      <TextInput
        name="person"
        label="Person (sign-in name)"
        value={search.person}
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <TextInput name="record" label="Record number" value={search.record} width={20} autocomplete="off" spellcheck={false} />
      <Button variant="secondary" small>
        Show
      </Button>
    </Form>
  )
}

/** Who did what to which record, the newest first. Names and numbers narrow the list to their own. */
export function Entries({
  rows,
  search,
  next,
}: {
  readonly rows: readonly AuditEntry[]
  readonly search: AuditSearch
  readonly next: string | undefined
}) {
  if (rows.length === 0) return <p>Nothing is on record that fits.</p>
  return (
    <Form action="/audit">
      <div class="oh-panel">
        <Table
          id="entries"
          caption="The newest first"
          captionSize="s"
          columns={[
            { key: 'who', text: 'Who' },
            { key: 'what', text: 'What' },
            { key: 'record', text: 'Whose record' },
            { key: 'when', text: 'When' },
          ]}
          rows={rows.map(cells)}
          small="stack"
        />
      </div>
      <HiddenFields fields={{ person: search.person, record: search.record }} />
      {next === undefined ? null : (
        <Button name="after" value={next} variant="secondary">
          Older
        </Button>
      )}
    </Form>
  )
}

function cells(entry: AuditEntry) {
  return [
    <>
      <Narrow field="only-person" value={entry.actor} text={entry.actorName ?? entry.actorRole} />
      <br />
      <span class="oh-quiet">{entry.actorName ? entry.actorRole : entry.actor}</span>
    </>,
    <>
      {entry.what}
      {entry.outcome === 'allowed' ? null : (
        <>
          {' '}
          <Tag colour="red">{entry.outcomeTitle}</Tag>
        </>
      )}
      <br />
      <span class="oh-quiet">{detailOf(entry)}</span>
    </>,
    entry.subject ? (
      <Narrow field="only-record" value={entry.subject} text={shortId(entry.subject)} />
    ) : (
      <span class="oh-quiet">None</span>
    ),
    momentInWords(entry.at),
  ]
}

/** A name or number that narrows the list to itself: a button that looks like a link, so that it stays out of the address. */
function Narrow({ field, value, text }: { field: string; value: string; text: string }) {
  return (
    <button class="oh-link-button" type="submit" name={field} value={value}>
      <span class="nhsuk-u-visually-hidden">Show only </span>
      {text}
    </button>
  )
}

const shortId = (id: string) => (id.length > 13 ? `${id.slice(0, 8)}…` : id)

/** What the sentence does not say: how many records, why it was refused, and for whom. */
function detailOf({ resourceIds, reasons, onBehalfOf }: AuditEntry): string {
  return [
    ...(resourceIds.length > 1 ? [countInWords(resourceIds.length, 'record')] : []),
    ...reasons.map((word) => word.replaceAll('-', ' ')),
    ...(onBehalfOf ? [`for ${onBehalfOf}`] : []),
  ].join(', ')
}
