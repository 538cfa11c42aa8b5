import { SKILLS } from '@oh/escalation'
import { type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { FilterForm, Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Details, Tag, type TagColour } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { countInWords, dayInWords, listInWords } from '../layout/words.ts'
import { KEY_FIELD } from '../sent-form.ts'
import { type Candidate, Candidates } from './candidates.view.tsx'
import { POOL_COLOURS } from './escalation-facts.view.tsx'

export interface BoardRow {
  readonly escalation: {
    readonly id: string
    readonly pseudonym: string | null
    readonly skills: readonly { readonly title: string }[]
    readonly urgency: string | null
    readonly urgencyTitle: string | null
    readonly dueOn: LondonDate | null
    readonly acceptBy: LondonDate | null
    readonly state: string | null
    readonly stateTitle: string | null
    readonly round: number | null
  }
  readonly offeredTo: { readonly fullName: string } | null
  readonly candidates: readonly Candidate[]
  readonly stoodDown: {
    readonly specialist: { readonly fullName: string }
    readonly at: Instant
    readonly reasons: readonly { readonly sentence: string }[]
  } | null
  readonly late: boolean
  readonly acceptLate: boolean
  readonly parked: boolean
  readonly onHold: boolean
}

/** What the board is narrowed to. No fact about a person, so it may stand in the address. */
export interface BoardFilter {
  readonly skill: string
  /** waiting, offered or taken; empty for all. */
  readonly standing: string
  /** late or this-week; empty for all. */
  readonly due: string
}

/** The filter as it stands in the address, without what narrows nothing. */
export function filterQuery(filter: BoardFilter, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

export function BoardFilters({ filter: { skill, standing, due } }: { readonly filter: BoardFilter }) {
  return (
    <FilterForm action="/pool/board">
      <Select
        name="skill"
        label="Skill needed"
        value={skill}
        options={[{ value: '', text: 'Any' }, ...SKILLS.map(({ id, title }) => ({ value: id, text: title }))]}
      />
      <Select
        name="standing"
        label="Where it is"
        value={standing}
        options={[
          { value: '', text: 'Anywhere' },
          { value: 'waiting', text: 'Nobody is asked' },
          { value: 'offered', text: 'On offer' },
          { value: 'taken', text: 'Taken' },
        ]}
      />
      <Select
        name="due"
        label="Answer due"
        value={due}
        options={[
          { value: '', text: 'Any day' },
          { value: 'late', text: 'Late' },
          { value: 'this-week', text: 'Within 7 days, or late' },
        ]}
      />
      <Button variant="secondary" small>
        Show
      </Button>
    </FilterForm>
  )
}

/** Whose papers run out within the month, so that they are renewed before anything must be taken back. */
export function RightsEnding({
  endings,
}: {
  readonly endings: readonly { readonly specialist: { readonly fullName: string }; readonly sentence: string }[]
}) {
  if (endings.length === 0) return null
  return (
    <section class="oh-panel" aria-labelledby="rights-ending">
      <h2 class="nhsuk-heading-s" id="rights-ending">
        Ending within a month
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {endings.map(({ specialist, sentence }) => (
          <li>{`${specialist.fullName}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}.`}</li>
        ))}
      </ul>
      <p>From that day on, whatever is with that specialist is taken back and somebody else is asked.</p>
    </section>
  )
}

/** What is not over, earliest due first: no content, no identity, no trust. */
export function Board({
  rows,
  formKey,
  filter,
  next,
}: {
  readonly rows: readonly BoardRow[]
  readonly formKey: string
  readonly filter: BoardFilter
  readonly next: string | undefined
}) {
  if (rows.length === 0)
    return <p>{filterQuery(filter) === '' ? 'Nothing waits for a specialist.' : 'Nothing waits that fits what you chose.'}</p>
  const address = `/pool/board${filterQuery(filter, { after: next ?? '' })}`
  return (
    <>
      <ul class="oh-board">
        {rows.map((row) => (
          <Row row={row} formKey={formKey} filter={filter} />
        ))}
      </ul>
      <Pagination next={next === undefined ? undefined : { href: address, text: 'Due later' }} />
    </>
  )
}

function Row({ row, formKey, filter }: { row: BoardRow; formKey: string; filter: BoardFilter }) {
  const { escalation, late, acceptLate, parked, onHold } = row
  const name = escalation.pseudonym ?? 'Escalation'
  return (
    <li class="oh-panel oh-board__row">
      <h2 class="nhsuk-heading-s oh-board__name">
        {name} <Tag colour={POOL_COLOURS[escalation.state ?? '']}>{escalation.stateTitle}</Tag>
      </h2>
      <p class="oh-board__facts">
        {escalation.dueOn ? <strong>{`Answer due ${dayInWords(escalation.dueOn)}`}</strong> : null}
        {late ? <Flag colour="red" text="Answer late" /> : null}
        {acceptLate ? <Flag colour="red" text="Not accepted in time" /> : null}
        {onHold ? <Flag colour="yellow" text="On hold" /> : null}
        {parked ? <Flag colour="orange" text="Message stuck" /> : null}
      </p>
      <p class="oh-board__facts">
        {listInWords(escalation.skills.map(({ title }) => title))}{' '}
        <Urgency word={escalation.urgency} title={escalation.urgencyTitle} />
      </p>
      <p class="oh-board__facts">{whoInWords(row)}</p>
      <StoodDown row={row} />
      {onHold ? (
        <p>The worker has withdrawn consent, and the home service decides what must still be shared. Nothing moves until then.</p>
      ) : null}
      {parked ? (
        <p>
          The home service will not take a message about it. <a href="/pool/messages">See the messages that are stuck</a>.
        </p>
      ) : null}
      <WhyNot row={row} name={name} />
      <p>
        <a href={`/pool/board/${escalation.id}`}>
          What happened and why<span class="nhsuk-u-visually-hidden">{` (${name})`}</span>
        </a>
      </p>
      {mayRouteAgain(row) ? <RouteAgain row={row} name={name} formKey={formKey} filter={filter} /> : null}
    </li>
  )
}

function StoodDown({ row: { stoodDown } }: { row: BoardRow }) {
  if (!stoodDown) return null
  const { specialist, at, reasons } = stoodDown
  const why = reasons.map(({ sentence }) => sentence.charAt(0).toLowerCase() + sentence.slice(1))
  return <p>{`Taken back from ${specialist.fullName} on ${dayInWords(londonDateOf(at))}: ${listInWords(why)}.`}</p>
}

const Flag = ({ colour, text }: { colour: TagColour; text: string }) => (
  <>
    {' '}
    <Tag colour={colour}>{text}</Tag>
  </>
)

const TAKEN = ['accepted', 'opened', 'countersigning']

/** Routing again finds somebody else only where nobody is being asked or has it. */
function mayRouteAgain({ escalation: { state }, onHold }: BoardRow): boolean {
  return !onHold && (state === 'received' || state === 'nobody-eligible')
}

function whoInWords({ escalation: { state, round, acceptBy }, offeredTo }: BoardRow): string {
  const ask = round && round > 1 ? ` Round ${round}: ${countInWords(round - 1, 'specialist')} did not take it.` : ''
  if (TAKEN.includes(state ?? '')) return `Taken by ${offeredTo?.fullName ?? 'a specialist'}.`
  if (offeredTo) return `${offeredTo.fullName} is asked${acceptBy ? `, to be accepted by ${dayInWords(acceptBy)}` : ''}.${ask}`
  return `Nobody is asked now${acceptBy ? `. To be accepted by ${dayInWords(acceptBy)}` : ''}.${ask}`
}

function WhyNot({ row: { candidates, offeredTo }, name }: { row: BoardRow; name: string }) {
  if (candidates.length === 0) return <p class="oh-quiet">No specialist has been considered yet.</p>
  return (
    <Details summary={`${offeredTo ? 'Why this specialist and not another' : 'Why not these specialists'}: ${name}`}>
      <Candidates candidates={candidates} />
    </Details>
  )
}

function RouteAgain({
  row: { escalation },
  name,
  formKey,
  filter,
}: {
  row: BoardRow
  name: string
  formKey: string
  filter: BoardFilter
}) {
  return (
    <Form action="/pool/board">
      <HiddenFields fields={{ [KEY_FIELD]: formKey, escalation: escalation.id, ...filter }} />
      <Button variant="secondary" small>
        Look for somebody now<span class="nhsuk-u-visually-hidden">{` for ${name}`}</span>
      </Button>
    </Form>
  )
}
