import { Table } from '../layout/table.view.tsx'
import { numberInWords, shareInWords } from '../layout/words.ts'
import type { ReportShown } from './preparation.ts'

/** How many parts were hidden for others, and how few it takes as far as is proved. */
function fewestInWords({ title, suppressed, atLeast }: ReportShown): string {
  const hidden = `${title}: ${numberInWords(suppressed)} hidden for others`
  if (atLeast >= suppressed) return `${hidden}, and no fewer would do.`
  return atLeast > 0
    ? `${hidden}; at least ${numberInWords(atLeast)} had to be. A better choice of the rest may exist.`
    : `${hidden}; how few would do is not proved.`
}

/** What was done to prove it. */
export function Attack({ report }: { readonly report: readonly ReportShown[] }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">How it was attacked</h2>
      <p>
        Every figure of people is weighed against all others that count the same people in the financial year so far, against what
        services tell live, and against all that was ever published of it. For each protected sum it was proved that at least five
        different numbers fit what the public would know, and what each would that knows the counts of a trust or of several.
      </p>
      <Table
        id="attack"
        caption="What was attacked, by who is counted"
        captionSize="s"
        small="stack"
        columns={[
          { key: 'population', text: 'Who is counted' },
          { key: 'attacked', text: 'Sums attacked', numeric: true },
          { key: 'open', text: 'Parts that could be open', numeric: true },
          { key: 'suppressed', text: 'Hidden for others', numeric: true },
          { key: 'contributors', text: 'Of these, for contributors', numeric: true },
          { key: 'share', text: 'Share of these', numeric: true },
          { key: 'seconds', text: 'Time', numeric: true },
        ]}
        rows={report.map(({ title, attacked, open, suppressed, forContributors, seconds }) => [
          title,
          ...[attacked, open, suppressed].map(numberInWords),
          forContributors === null ? 'Not counted' : numberInWords(forContributors),
          shareInWords(suppressed, open) || 'None open',
          `${seconds.toFixed(1)} s`,
        ])}
      />
      <p>
        A sum counts once for the public and once for each trust that might learn it. A figure has two parts: who is counted, and
        out of how many. Some are hidden only for what one contributor would learn of the others in the figure.
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {report
          .filter(({ suppressed }) => suppressed > 0)
          .map((each) => (
            <li>{fewestInWords(each)}</li>
          ))}
        {report
          .filter(({ leftOut }) => leftOut > 0)
          .map(({ title, leftOut }) => (
            <li>{`${title}: ${numberInWords(leftOut)} figures by staff group and reason are left out, as no way was found to prove them safe. They are published as not available.`}</li>
          ))}
      </ul>
    </>
  )
}
