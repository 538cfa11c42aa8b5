import type { Period } from '@oh/kernel'
import { icsList, REGIONS } from '@oh/organisations'
import type { Figure } from '../figures/figure.ts'
import { sayingOf } from '../figures/figure-words.ts'
import { KIND_WORDS, periodInWords } from '../figures/period-words.ts'
import { Shorthand, ShownText } from '../figures/shown.view.tsx'
import { FiguresStanding } from '../figures/standing.view.tsx'
import { Button } from '../layout/button.view.tsx'
import { FilterForm } from '../layout/form.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { addressOf } from '../national/choice.ts'
import type { DividedFigures, GroupFigure } from './ask-grid.ts'
import type { GridAsked } from './grid.page.tsx'

interface GridProps {
  readonly asked: GridAsked
  readonly period: Period
  readonly found: DividedFigures
}

/** One period of one area: who was referred, and why, each by itself. */
export function GridView({ asked, period, found }: GridProps) {
  const { of, at } = asked
  const [first] = [...found.staff, ...found.reasons]
  const inAddress = { measure: of.id, area: at.code, period }
  return (
    <>
      <Heading caption={`${at.name}, ${periodInWords(period)}`}>{`${of.title}, by staff group and reason`}</Heading>
      {first ? <FiguresStanding figure={first} /> : null}
      <Choice asked={asked} period={period} found={found} />
      <GroupTable id="staff-group" head="Staff group" asked={asked} period={period} figures={found.staff} />
      <GroupTable id="reason-group" head="Reason for the referral" asked={asked} period={period} figures={found.reasons} />
      <Shorthand />
      <p>
        {first
          ? `${first.contributors} of ${first.expected} trusts sent how their counts are made up, for every month; they employ ${first.staffCovered}% of the staff. `
          : ''}
        Each count is rounded by itself, so the groups do not add up to the whole, and some are confidential so that no other can
        be worked out from them.
      </p>
      <p>
        <a href={addressOf('/national/divided/figures.csv', inAddress)}>Download these figures as CSV</a>
      </p>
      <p>
        <a href={wholeOf(asked, period)}>See the whole, which is not divided</a>
      </p>
    </>
  )
}

/** Where the undivided figure of the same area stands. */
const wholeOf = ({ of, at }: GridAsked, period: Period): string =>
  at.level === 'ics' ? addressOf(`/ics/${at.code}`, { measure: of.id }) : addressOf('/national', { measure: of.id, period })

function Choice({ asked: { of, at, kind }, period, found }: GridProps) {
  const systems = REGIONS.flatMap(({ code, name }) => [
    { value: code, text: `${name} (region)` },
    ...icsList('2022').flatMap((ics) => (ics.region === code ? [{ value: ics.code as string, text: ics.name }] : [])),
  ])
  const areas = [{ value: 'ENG', text: 'England' }, ...systems]
  // systems of the edition of 2026 are not among them
  const own = areas.some(({ value }) => value === at.code) ? [] : [{ value: at.code, text: at.name }]
  return (
    <FilterForm action="/national/divided">
      <input type="hidden" name="measure" value={of.id} />
      <Select name="area" label="Area" value={at.code} options={[...own, ...areas]} />
      <Select
        name="period"
        label={kind === 'quarter' ? 'Quarter' : 'Year'}
        value={period}
        options={[...new Set([period, ...found.periods])]
          .toSorted()
          .reverse()
          .map((each) => ({ value: each, text: periodInWords(each) }))}
      />
      <Button variant="secondary">Show</Button>
    </FilterForm>
  )
}

interface GroupTableProps extends Pick<GridProps, 'asked' | 'period'> {
  readonly id: string
  readonly head: string
  readonly figures: readonly GroupFigure[]
}

function GroupTable({ id, head, asked: { of }, period, figures }: GroupTableProps) {
  const say = sayingOf(of)
  return (
    <Table
      id={id}
      caption={`By ${head.toLowerCase()}, ${periodInWords(period)}`}
      captionSize="m"
      small="stack"
      columns={[
        { key: 'group', text: head },
        { key: 'numerator', text: 'Numerator', numeric: true },
        { key: 'denominator', text: 'Denominator', numeric: true },
        { key: 'value', text: of.short, numeric: true },
        { key: 'complete', text: 'Trusts in it (staff)', numeric: true },
      ]}
      rows={figures.map((figure) => [
        figure.group.title,
        <ShownText shown={figure.numerator} say={say.numerator} />,
        <ShownText shown={figure.denominator} say={say.denominator} />,
        <ShownText shown={figure.ratio} say={(ratio) => say.ratio(ratio, figure.denominator)} />,
        completenessOf(figure),
      ])}
    />
  )
}

const completenessOf = ({ contributors, expected, staffCovered }: Figure) => `${contributors} of ${expected} (${staffCovered}%)`

/** The area and period exist, and nothing is published of them by group. */
export function noGrid({ of, at, kind, period }: GridAsked): PageContent {
  const title = period
    ? `Nothing is published by staff group and reason for ${periodInWords(period)}`
    : 'Nothing is published by staff group and reason yet'
  return {
    title,
    section: '/national',
    body: (
      <Column>
        <Heading caption={`${of.title}, ${at.name}`}>{title}</Heading>
        <p>{`A ${KIND_WORDS[kind]} is published when it is over, of the trusts that sent how each of its months is made up.`}</p>
        <p>
          {period ? (
            <a href={addressOf('/national/divided', { measure: of.id, area: at.code })}>Go to the newest figures by group</a>
          ) : (
            <a href={addressOf('/national', { measure: of.id })}>See the whole, which is not divided</a>
          )}
        </p>
      </Column>
    ),
  }
}
