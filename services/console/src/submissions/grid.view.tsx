import { Details } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { numberInWords } from '../layout/words.ts'
import type { CountShown } from './figures.view.tsx'

export interface GridShown {
  readonly measure: string
  readonly title: string
  readonly reasonGroups: readonly string[]
  readonly rows: readonly {
    readonly staffGroup: string
    readonly title: string
    readonly counts: readonly CountShown[]
    readonly total: CountShown
  }[]
  readonly totals: readonly CountShown[]
  readonly total: CountShown
}

/** How the count of a measure is made up, by staff group and reason, with what each comes to. Exact, for the service's own eyes. */
export function Grid({ grid }: { readonly grid: GridShown }) {
  const { measure, title, reasonGroups, rows, totals, total } = grid
  if (total.denominator === 0) return null
  return (
    <>
      <Table
        id={`grid-${measure}`}
        caption={`${title}: by staff group and reason`}
        captionSize="m"
        small="scroll"
        columns={[
          { key: 'staff-group', text: 'Staff group' },
          ...reasonGroups.map((text) => ({ key: text, text, numeric: true })),
          { key: 'all', text: 'All reasons', numeric: true },
        ]}
        rows={[
          ...rows.map((row) => [row.title, ...row.counts.map(placeInWords), <strong>{placeInWords(row.total)}</strong>]),
          ['All staff groups', ...[...totals, total].map((count) => <strong>{placeInWords(count)}</strong>)],
        ]}
      />
      <Details summary="How to read this table">
        <p>
          “3 of 5” means that 3 of 5 were seen in time; 0 means that nobody was referred. These are the same people as in the
          figure of the whole month, and the table comes to it.
        </p>
        <p>
          The staff group is that of the job the referral is about, as it was recorded when the worker was put on record. Who has
          none is counted as not recorded.
        </p>
      </Details>
    </>
  )
}

/** "3 of 5"; a bare 0 where there was nobody, so that the eye finds the rest. */
function placeInWords({ numerator, denominator }: CountShown): string {
  return denominator === 0 ? '0' : `${numberInWords(numerator)} of ${numberInWords(denominator)}`
}
