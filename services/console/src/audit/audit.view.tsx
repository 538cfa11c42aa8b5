import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { hasProblems, InsetText, type Problems, Tag, WarningCallout } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { TextInput } from '../layout/text-fields.view.tsx'
import { countInWords, momentInWords, numberInWords } from '../layout/words.ts'

export interface AuditEntry {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly actorName: string | null
  readonly actorRole: string
  readonly what: string
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
  /** The number of the last entry that was checked, where a long chain is checked in parts. */
  readonly verifiedUpTo?: number
  /** More lies behind it. */
  readonly hasMore?: boolean
}

/** What is looked for. It travels in the body, for it is about people. */
export interface AuditSearch {
  readonly person: string
  readonly record: string
}

/** How one of the audits speaks: what its rows are about. */
export interface AuditWords {
  readonly heading: string
  /** Over the column with what an entry is about, and over the field that looks for it. */
  readonly about: string
  readonly search: string
  /** What the reader is to know of this audit besides. */
  readonly note?: string
  /** Numbers can be looked for whole only, and are shown so. */
  readonly hasWholeNumbers?: boolean
}

interface AuditViewProps {
  /** Where searches of this audit are sent. */
  readonly address: string
  readonly words: AuditWords
  readonly chain: AuditChain | null
  readonly rows: readonly AuditEntry[]
  readonly ask: { readonly search: AuditSearch; readonly after: string; readonly checkedUpTo: number }
  readonly problems: Problems
  readonly next: string | undefined
}

/** Whether the audit holds, what to look for in it, and its entries. */
export function AuditView({ address, words, chain, rows, ask: { search, after, checkedUpTo }, problems, next }: AuditViewProps) {
  return (
    <>
      <ChainStanding address={address} chain={chain} from={checkedUpTo} search={search} />
      {words.note === undefined ? null : <p>{words.note}</p>}
      <p>
        Select a name or a number to see only what belongs to it. What you did yourself is left out: another person checks that.
      </p>
      <SearchForm address={address} search={search} words={words} problems={problems} />
      {search.person || search.record || after ? (
        <p>
          <a href={address}>Show everything from the newest</a>
        </p>
      ) : null}
      {hasProblems(problems) ? null : <Entries address={address} rows={rows} search={search} words={words} next={next} />}
    </>
  )
}

interface ChainProps {
  readonly address: string
  readonly chain: AuditChain | null
  /** Up to which entry it was checked before. */
  readonly from: number
  readonly search: AuditSearch
}

/** Whether the audit can be relied on, in a sentence; a broken chain is never only a number. */
function ChainStanding({ address, chain, from, search }: ChainProps) {
  if (!chain) return <p>The chain of the audit could not be checked just now.</p>
  const { overdue, breaks, hasMore = false, verifiedUpTo } = chain
  if (breaks.length > 0) return <BrokenChain chain={chain} />
  return (
    <InsetText>
      <p>
        {wholeSentence(chain, from)}
        {overdue > 0 ? ` ${countInWords(overdue, 'entry', 'entries')} of more than 10 seconds ago still wait to be sealed.` : ''}
      </p>
      {hasMore && verifiedUpTo !== undefined ? (
        <Form action={address}>
          <HiddenFields fields={{ person: search.person, record: search.record }} />
          <Button name="checked-up-to" value={String(verifiedUpTo)} variant="secondary" small>
            Check on
          </Button>
        </Form>
      ) : null}
    </InsetText>
  )
}

function BrokenChain({ chain: { sealed, breaks } }: { chain: AuditChain }) {
  return (
    <WarningCallout heading="The audit has been changed" level={2}>
      <p>{`${countInWords(sealed, 'sealed entry was', 'sealed entries were')} checked, and the chain is broken. Tell your security team now, and do not rely on this page.`}</p>
      <ul>
        {breaks.map((each) => (
          <li>{each}</li>
        ))}
      </ul>
    </WarningCallout>
  )
}

/** All of it, or which part: a chain that goes on behind what was checked is never called whole. */
function wholeSentence({ sealed, verifiedUpTo = sealed, hasMore = false }: AuditChain, from: number): string {
  if (sealed === 0 && from === 0) return 'The audit is empty: nothing has been sealed yet.'
  if (from === 0 && !hasMore)
    return `The audit is whole: all ${countInWords(sealed, 'sealed entry', 'sealed entries')} were checked just now, and none was changed, added or taken out.`
  const part = `Checked up to entry ${numberInWords(verifiedUpTo)}, and from entry ${numberInWords(from + 1)} on none was changed, added or taken out.`
  return hasMore ? `${part} There are later entries that have not been checked.` : `${part} That is the end of the audit.`
}

function SearchForm({
  address,
  search,
  words,
  problems,
}: {
  readonly address: string
  readonly search: AuditSearch
  readonly words: AuditWords
  readonly problems: Problems
}) {
  return (
    <Form action={address} name="oh-filter">
      <TextInput
        name="person"
        label="Person"
        value={search.person}
        error={problems.person}
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <TextInput
        name="record"
        label={words.search}
        value={search.record}
        error={problems.record}
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <Button variant="secondary" small>
        Show
      </Button>
    </Form>
  )
}

/** Who did what to which record, the newest first. Names and numbers narrow the list to their own. */
function Entries({
  address,
  rows,
  search,
  words,
  next,
}: {
  readonly address: string
  readonly rows: readonly AuditEntry[]
  readonly search: AuditSearch
  readonly words: AuditWords
  readonly next: string | undefined
}) {
  if (rows.length === 0)
    return <p>{search.person || search.record ? 'Nothing is on record that fits.' : 'Nothing is on record yet.'}</p>
  return (
    <Form action={address}>
      <div class="oh-panel">
        <Table
          id="entries"
          caption="The newest first"
          captionSize="s"
          columns={[
            { key: 'who', text: 'Who' },
            { key: 'what', text: 'What' },
            { key: 'record', text: words.about },
            { key: 'when', text: 'When' },
          ]}
          rows={rows.map((row) => cells(row, words))}
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

function cells(entry: AuditEntry, { hasWholeNumbers = false }: AuditWords) {
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
      <Narrow field="only-record" value={entry.subject} text={hasWholeNumbers ? entry.subject : shortId(entry.subject)} />
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
