import { LEVELS, type Level, POLICY } from '@oh/disclosure'
import type { Period, PeriodKind } from '@oh/kernel'
import { GRAIN_WORDS, periodInWords } from '../figures/period-words.ts'
import { Shorthand } from '../figures/shown.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, shareInWords } from '../layout/words.ts'

interface Grain {
  readonly level: Level
  readonly kind: PeriodKind
  /** 0 to 1; null before the first publication. */
  readonly suppressed: number | null
  readonly figures: number
  readonly period: string | null
}

export interface CatalogueShown {
  readonly measure: string
  readonly title: string
  readonly kind: string
  readonly finest: string
  readonly readers: readonly string[]
  readonly grains: readonly Grain[]
  /** By what the measure may be divided; null from a rollup that publishes no grids. */
  readonly grids: readonly { readonly title: string; readonly grains: readonly Grain[] }[] | null
}

const COLUMNS: Readonly<Record<Level, string>> = { trust: 'Trust', ics: 'System (ICS)', region: 'Region', england: 'England' }

/** What can be asked and what cannot, how much of it to expect as [c], and the rules by which figures are protected. */
export function Methods({ catalogue }: { readonly catalogue: readonly CatalogueShown[] }) {
  return (
    <>
      <p class="nhsuk-lede-text">
        This is the whole list of figures that are ever published. What is not in it cannot be asked: no other grouping, no other
        span of time.
      </p>
      <Table
        id="catalogue"
        caption="Share of the figures that is confidential"
        captionSize="m"
        small="stack"
        columns={[
          { key: 'measure', text: 'Measure' },
          { key: 'kind', text: 'Counts' },
          ...LEVELS.map((level) => ({ key: level, text: COLUMNS[level] })),
        ]}
        rows={catalogue.flatMap((row) => {
          const counts = row.kind === 'resource' ? 'Posts: exact' : 'People: protected'
          const whole = { title: row.title, grains: row.grains }
          const divided = (row.grids ?? []).map(({ title, grains }) => ({
            title: `${row.title}, by ${title.toLowerCase()}`,
            grains,
          }))
          return [whole, ...divided].map(({ title, grains }) => [
            title,
            counts,
            ...LEVELS.map((level) => <Grains grains={grains.filter((grain) => grain.level === level)} />),
          ])
        })}
      />
      <p>
        The share is of the figures with a contributor in the newest publication that has that length of period, and counts a
        figure when any part of it is confidential: it is what to expect of the next one. Where a share is high, a longer period
        or a higher level shows more.
      </p>
      <Periods catalogue={catalogue} />
      <Rules />
      <Readers catalogue={catalogue} />
      <h2 class="nhsuk-heading-m">The marks</h2>
      <Shorthand />
    </>
  )
}

function Grains({ grains }: { readonly grains: readonly Grain[] }) {
  if (grains.length === 0) return <>Not published</>
  return (
    <>
      {grains.map(({ kind, suppressed, figures }) => (
        <span class="oh-grain">
          {`${GRAIN_WORDS[kind]} ${suppressed === null ? 'none yet' : shareInWords(Math.round(suppressed * figures), figures)}`}
        </span>
      ))}
    </>
  )
}

/** Which periods the shares are of: the newest of each length. */
function Periods({ catalogue }: { readonly catalogue: readonly CatalogueShown[] }) {
  const periods = catalogue.flatMap(({ grains }) => grains.flatMap(({ period }) => (period === null ? [] : [period])))
  const distinct = [...new Set(periods)].toSorted()
  if (distinct.length === 0) return <p>Nothing has been published yet.</p>
  return <p>{`The shares are of ${distinct.map((period) => periodInWords(period as Period)).join('; ')}.`}</p>
}

function Rules() {
  return (
    <>
      <h2 class="nhsuk-heading-m">How people are protected</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>{`Below England, counts of 1 to ${POLICY.floor - 1} people are confidential, and so are counts from which such a one follows. A trust may set a higher floor for its own figures, which is obeyed.`}</li>
        <li>{`All other counts of people are rounded to ${POLICY.roundTo}, each by itself, so they do not add up.`}</li>
        <li>{`A figure of fewer than ${countInWords(POLICY.fewestContributors, 'trust')} above the level of a trust is confidential: each of them would learn the others’ share.`}</li>
        <li>
          More figures are confidential so that none of these can be worked out from the others. All figures of a measure in a
          financial year are weighed against each other and against everything published before, as the public would read them and
          as each trust would that knows its own. What is not proved safe is not published.
        </li>
        <li>[c] says nothing about why: a number hidden for the sake of another looks the same as a small one.</li>
        <li>One statistician prepares a month, and a second one publishes exactly what was prepared.</li>
        <li>
          A publication has a number and is never changed. To withdraw one takes two people as well: it is marked and kept, its
          figures leave every series, and they are still read by its number.
        </li>
        <li>Rates, limits and charts are worked out from what is published, never from the exact counts.</li>
      </ul>
      <p>{`This is disclosure policy ${POLICY.version}. Posts are no secret of any person: they are exact.`}</p>
    </>
  )
}

function Readers({ catalogue }: { readonly catalogue: readonly CatalogueShown[] }) {
  const readers = [...new Set(catalogue.flatMap((row) => row.readers))]
  if (readers.length === 0) return null
  return (
    <>
      <h2 class="nhsuk-heading-m">Who may read them</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {readers.map((reader) => (
          <li>{reader}</li>
        ))}
      </ul>
    </>
  )
}
