import { Details, InsetText, Tag } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, dayInWords, momentInWords, timeInWords } from '../layout/words.ts'
import { type AccessDay, byDayAndPerson, byPerson, type Doing, type PersonOnDay, type RecordAccess } from './accesses.ts'

interface WhoSawItProps {
  readonly rows: readonly RecordAccess[]
  readonly next: string | undefined
  readonly isFirstPage: boolean
}

/** Every use of the record and every attempt: who at all, then by day and person, and each single one for whoever asks. */
export function WhoSawIt({ rows, next, isFirstPage }: WhoSawItProps) {
  if (rows.length === 0) return <p>{isFirstPage ? 'Nobody has used your record yet.' : 'There is nothing older.'}</p>
  return (
    <>
      <Summary rows={rows} isWhole={isFirstPage && next === undefined} />
      {byDayAndPerson(rows).map((day) => (
        <Day day={day} />
      ))}
      <Details summary="Every use on this page, one by one">
        <OneByOne rows={rows} />
      </Details>
      <Pagination next={next === undefined ? undefined : { href: `/my-record/who-saw-it?after=${next}`, text: 'Older' }} />
    </>
  )
}

function Summary({ rows, isWhole }: { rows: readonly RecordAccess[]; isWhole: boolean }) {
  const span = isWhole ? 'In all' : `The ${countInWords(rows.length, 'use')} on this page`
  return (
    <InsetText>
      <p>{`${span}, ${daysInWords(dayOf(rows.at(-1)), dayOf(rows[0]))}:`}</p>
      <ul class="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-0">
        {byPerson(rows).map(({ who, role, times }) => (
          <li>
            <strong>{who}</strong>
            {role === who ? '' : `, ${role}`}: {countInWords(times, 'time')}
          </li>
        ))}
      </ul>
    </InsetText>
  )
}

const daysInWords = (first: string, last: string) => (first === last ? `on ${last}` : `from ${first} to ${last}`)
const dayOf = (row: RecordAccess | undefined) => (row ? momentInWords(row.at).replace(/ at .*$/, '') : '')

function Day({ day: { day, people } }: { day: AccessDay }) {
  return (
    <section class="oh-panel" aria-labelledby={`day-${day}`}>
      <h2 class="nhsuk-heading-s" id={`day-${day}`}>
        {dayInWords(day)}
      </h2>
      <ul class="nhsuk-list oh-lines">
        {people.map((person) => (
          <Person person={person} />
        ))}
      </ul>
    </section>
  )
}

function Person({ person: { who, role, doings, ...when } }: { person: PersonOnDay }) {
  return (
    <li>
      <strong>{who}</strong>
      <span class="oh-quiet">{role === who ? `, ${timesInWords(when)}` : `, ${role}, ${timesInWords(when)}`}</span>
      {doings.map((doing) => (
        <>
          <br />
          <Done doing={doing} />
        </>
      ))}
    </li>
  )
}

function timesInWords({ first, last }: Pick<PersonOnDay, 'first' | 'last'>): string {
  const [from, to] = [timeInWords(first), timeInWords(last)]
  return from === to ? `at ${to}` : `${from} to ${to}`
}

function Done({ doing: { what, outcomeTitle, times } }: { doing: Doing }) {
  return (
    <>
      {times === 1 ? what : `${what}, ${countInWords(times, 'time')}`}
      <Outcome title={outcomeTitle} />
    </>
  )
}

function Outcome({ title }: { title: string }) {
  if (title === 'Allowed') return null
  return (
    <>
      {' '}
      <Tag colour="red">{title}</Tag>
    </>
  )
}

function OneByOne({ rows }: { rows: readonly RecordAccess[] }) {
  return (
    <Table
      id="accesses"
      caption="The newest first"
      captionSize="s"
      columns={[
        { key: 'who', text: 'Who' },
        { key: 'what', text: 'What they did' },
        { key: 'when', text: 'When' },
      ]}
      rows={rows.map(({ at, who, what, outcomeTitle }) => [
        who,
        <>
          {what}
          <Outcome title={outcomeTitle} />
        </>,
        momentInWords(at),
      ])}
      small="stack"
    />
  )
}
