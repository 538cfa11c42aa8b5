import type { Level, Suppression } from '@oh/disclosure'
import type { Period } from '@oh/kernel'
import { MEASURES, type Measure, type MeasureId } from '@oh/measures'
import { findIcs, findTrust, REGIONS } from '@oh/organisations'
import { type AnsweredValue, shownOf } from '../figures/figure.ts'
import { sayingOf } from '../figures/figure-words.ts'
import { KIND_WORDS, periodInWords } from '../figures/period-words.ts'
import { Shorthand, ShownText } from '../figures/shown.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Pagination, SectionNavigation } from '../layout/navigation.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { numberInWords, shareInWords } from '../layout/words.ts'
import { finestFirst, gainsOf } from './gains.ts'
import {
  areaLevelsOf,
  LEVEL_WORDS,
  preparationPath,
  preparedFiguresPath,
  type Subject,
  subjectInWords,
  type TallyShown,
  WHY_WORDS,
} from './preparation.ts'

/** Which figures of a preparation are looked at. */
export interface FiguresChoice {
  readonly id: string
  readonly measure: Measure & { readonly id: MeasureId }
  readonly level: Level
  readonly hiddenOnly: boolean
}

export interface PreparedFigureShown {
  readonly area: string
  readonly period: string
  readonly contributors: number
  readonly expected: number
  readonly numerator: AnsweredValue
  readonly denominator: AnsweredValue
  readonly numeratorWhy: Suppression | null
  readonly denominatorWhy: Suppression | null
}

interface PreparedFiguresProps {
  readonly preparation: Subject & { readonly tally: readonly TallyShown[] }
  readonly choice: FiguresChoice
  readonly rows: readonly PreparedFigureShown[]
  /** Where the next part of the list begins. */
  readonly next: string | undefined
  readonly isLater: boolean
}

/** The figures of one measure and level as they would be published, each with why a part of it is hidden. */
export function preparedFiguresContent(props: PreparedFiguresProps): PageContent {
  const { preparation, choice } = props
  const { measure, level, id } = choice
  const title = subjectInWords(preparation)
  return {
    title: `${measure.short}, ${LEVEL_WORDS[level].toLowerCase()}: preparation of ${title}`,
    section: '/publications',
    back: { href: preparationPath(id), text: `Preparation of ${title}` },
    wide: true,
    body: (
      <>
        <Heading caption={`Preparation of ${title}`}>{measure.title}</Heading>
        <Measures choice={choice} />
        <Grains measure={measure} tally={preparation.tally} />
        <InsideOnly />
        <LevelsAndKinds choice={choice} />
        <Figures {...props} />
      </>
    ),
  }
}

/** The address of a choice; what is shown first stands in none. */
function addressOf({ id, measure, level, hiddenOnly }: FiguresChoice): string {
  return preparedFiguresPath(id, { measure: measure.id, level, ...(hiddenOnly ? {} : { show: 'all' }) })
}

function Measures({ choice }: { readonly choice: FiguresChoice }) {
  const levelFor = (measure: MeasureId) => areaLevelsOf(measure).find((level) => level === choice.level) ?? 'ics'
  return (
    <SectionNavigation
      label="Measure"
      items={MEASURES.map((measure) => ({
        href: addressOf({ ...choice, measure, level: levelFor(measure.id) }),
        text: measure.short,
      }))}
      current={addressOf(choice)}
    />
  )
}

function LevelsAndKinds({ choice }: { readonly choice: FiguresChoice }) {
  const current = addressOf(choice)
  return (
    <>
      <SectionNavigation
        label="Level"
        items={areaLevelsOf(choice.measure.id).map((level) => ({
          href: addressOf({ ...choice, level }),
          text: LEVEL_WORDS[level],
        }))}
        current={current}
      />
      <SectionNavigation
        label="Figures"
        items={[
          { href: addressOf({ ...choice, hiddenOnly: true }), text: 'With a confidential part' },
          { href: addressOf({ ...choice, hiddenOnly: false }), text: 'All' },
        ]}
        current={current}
      />
    </>
  )
}

function InsideOnly() {
  return (
    <InsetText>
      <p>
        <strong>Why a figure is hidden is for statisticians alone.</strong> What is published says [c] without a reason. No exact
        number is shown here either.
      </p>
      <p>
        A primary reason tells that a count is small, and of one area. Whoever reads it here is inside by office, and tells
        nobody. Of single trusts only the number of figures is shown, above: statisticians read no single trust, before
        publication or after.
      </p>
    </InsetText>
  )
}

/** Every grain of the measure, with what a coarser one would show more. */
function Grains({
  measure,
  tally,
}: {
  readonly measure: Pick<FiguresChoice['measure'], 'id'>
  readonly tally: readonly TallyShown[]
}) {
  const rows = finestFirst(tally.filter((row) => row.measure === measure.id))
  if (rows.length === 0) return <p>No figure of this measure is closed by this month.</p>
  return (
    <Table
      id="grains"
      caption="What would a coarser grain gain?"
      captionSize="s"
      small="stack"
      columns={[
        { key: 'grain', text: 'Grain' },
        { key: 'cells', text: 'Figures', numeric: true },
        { key: 'shown', text: 'Shown whole', numeric: true },
        { key: 'primary', text: 'Primary', numeric: true },
        { key: 'secondary', text: 'Secondary', numeric: true },
        { key: 'gain', text: 'A coarser grain shows' },
      ]}
      rows={rows.map((row) => [
        grainInWords(row),
        ...[row.cells, row.shown, row.primary, row.secondary].map(numberInWords),
        gainsInWords(row, rows),
      ])}
    />
  )
}

const grainInWords = ({ level, kind }: TallyShown) => `${LEVEL_WORDS[level]} by ${KIND_WORDS[kind]}`

/** "Systems by quarter 96%, Regions by month all of them; here 75%". */
function gainsInWords(row: TallyShown, rows: readonly TallyShown[]): string {
  const gains = gainsOf(row, rows)
  if (gains.length === 0) return row.shown === row.cells ? 'Nothing is hidden' : 'No more'
  const shares = gains.map((gain) => `${grainInWords(gain)} ${shareInWords(gain.shown, gain.cells)}`)
  return `${shares.join(', ')}; this one ${shareInWords(row.shown, row.cells)}`
}

function Figures({ choice, rows, next, isLater }: PreparedFiguresProps) {
  const { measure, level, hiddenOnly } = choice
  const say = sayingOf(measure)
  return (
    <>
      {rows.length === 0 ? (
        <p>{noneInWords(hiddenOnly, isLater)}</p>
      ) : (
        <Table
          id="figures"
          caption={`${LEVEL_WORDS[level]}${hiddenOnly ? ' with a confidential part' : ''}, by period and code`}
          captionSize="m"
          small="stack"
          columns={[
            { key: 'area', text: LEVEL_WORDS[level] },
            { key: 'period', text: 'Period' },
            { key: 'numerator', text: 'Numerator', numeric: true },
            { key: 'denominator', text: 'Denominator', numeric: true },
            { key: 'trusts', text: 'Trusts in it', numeric: true },
            { key: 'why', text: 'Why' },
          ]}
          rows={rows.map((row) => [
            areaInWords(row.area),
            periodInWords(row.period as Period),
            <ShownText shown={shownOf(row.numerator)} say={say.numerator} />,
            <ShownText shown={shownOf(row.denominator)} say={say.denominator} />,
            `${row.contributors} of ${row.expected}`,
            whyInWords(row),
          ])}
        />
      )}
      {rows.length === 0 ? null : <Shorthand />}
      <Pagination
        next={
          next === undefined
            ? undefined
            : { href: `${addressOf(choice)}&${new URLSearchParams({ after: next })}`, text: 'More figures' }
        }
      />
    </>
  )
}

function noneInWords(hiddenOnly: boolean, isLater: boolean): string {
  if (isLater) return 'There are no more.'
  return hiddenOnly ? 'None of them has a confidential part.' : 'No figure of this level is closed by this month.'
}

function areaInWords(code: string): string {
  if (code === 'ENG') return 'England'
  const found = findTrust(code) ?? findIcs(code) ?? REGIONS.find((region) => region.code === code)
  return found ? `${found.name} (${code})` : code
}

/** Why either part is hidden; of both at once where it is the same. */
function whyInWords({ numeratorWhy, denominatorWhy }: PreparedFigureShown): string {
  if (numeratorWhy === denominatorWhy) return numeratorWhy ? WHY_WORDS[numeratorWhy] : 'Not hidden'
  const parts = [
    ...(numeratorWhy ? [`Numerator: ${WHY_WORDS[numeratorWhy].toLowerCase()}`] : []),
    ...(denominatorWhy ? [`Denominator: ${WHY_WORDS[denominatorWhy].toLowerCase()}`] : []),
  ]
  return parts.join('. ')
}
