import { REGIONS } from '@oh/organisations'
import type { Figure } from '../figures/figure.ts'
import { periodInWords } from '../figures/period-words.ts'
import { Shorthand, ShownText } from '../figures/shown.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { addressOf, type Choice } from './choice.ts'
import { SORTS, type Sort, sortRows } from './compare.ts'
import { COMPARED_WITH, type ComparisonProps, RatioText, STANDING_WORDS } from './comparison-charts.view.tsx'

interface SystemTableProps extends ComparisonProps {
  readonly choice: Choice
  readonly inAddress: Readonly<Record<string, string | undefined>>
}

const regionName = (code: string) => REGIONS.find((region) => region.code === code)?.name ?? code

/** Every system with its figure: in region order unless the reader sorts, and without a rank either way. */
export function SystemTable({ measure, period, compared, say, csv, choice, inAddress }: SystemTableProps) {
  const sort = SORTS.find((each): each is Sort => each === choice.sort)
  const rows = sort ? sortRows(compared.rows, sort, choice.direction) : compared.rows
  return (
    <>
      <p>
        {sort ? (
          <>
            {'You sorted this table. A place in it is no rank: '}
            <a href={`${addressOf('/national', inAddress)}#systems`}>go back to region order</a>.
          </>
        ) : (
          'By region and name. A difference within the limits of the funnel is no evidence that a system does better or worse.'
        )}
      </p>
      <Table
        id="systems-table"
        caption={`${measure.title}, ${periodInWords(period)}`}
        captionSize="s"
        small="scroll"
        sorting={{
          by: sort ?? 'region',
          direction: sort ? choice.direction : 'ascending',
          href: (by, direction) => `${addressOf('/national', { ...inAddress, sort: by, dir: direction })}#systems`,
        }}
        columns={[
          { key: 'name', text: 'System', sortable: true },
          { key: 'region', text: 'Region', sortable: true },
          { key: 'numerator', text: 'Numerator', numeric: true, sortable: true },
          { key: 'denominator', text: 'Denominator', numeric: true, sortable: true },
          { key: 'value', text: measure.short, numeric: true, sortable: true },
          ...(compared.standingOut ? [{ key: 'standing', text: COMPARED_WITH, sortable: true }] : []),
          { key: 'complete', text: 'Trusts in it (staff)', numeric: true, sortable: true },
        ]}
        rows={rows.map(({ system, figure, standing }) => [
          <a href={`/ics/${system.code}?measure=${measure.id}`}>{system.name}</a>,
          regionName(system.region),
          <ShownText shown={figure.numerator} say={say.numerator} />,
          <ShownText shown={figure.denominator} say={say.denominator} />,
          <RatioText figure={figure} say={say} />,
          ...(compared.standingOut ? [standing ? STANDING_WORDS[standing] : 'Not compared'] : []),
          completenessOf(figure),
        ])}
      />
      <Shorthand />
      <p>
        <a href={csv}>Download these figures as CSV</a>
      </p>
    </>
  )
}

/** The seven regions, beside the map of systems. */
export function RegionTable({ measure, period, say, regions }: ComparisonProps & { readonly regions: readonly Figure[] }) {
  const figureOf = new Map(regions.map((figure) => [figure.area, figure]))
  return (
    <Table
      id="regions-table"
      caption={`${measure.short} by region, ${periodInWords(period)}`}
      captionSize="s"
      small="scroll"
      columns={[
        { key: 'region', text: 'Region' },
        { key: 'numerator', text: 'Numerator', numeric: true },
        { key: 'denominator', text: 'Denominator', numeric: true },
        { key: 'value', text: measure.short, numeric: true },
        { key: 'complete', text: 'Trusts in it (staff)', numeric: true },
      ]}
      rows={REGIONS.flatMap(({ code, name }) => {
        const figure = figureOf.get(code)
        return figure
          ? [
              [
                name,
                <ShownText shown={figure.numerator} say={say.numerator} />,
                <ShownText shown={figure.denominator} say={say.denominator} />,
                <RatioText figure={figure} say={say} />,
                completenessOf(figure),
              ],
            ]
          : []
      })}
    />
  )
}

const completenessOf = ({ contributors, expected, staffCovered }: Figure) => `${contributors} of ${expected} (${staffCovered}%)`
