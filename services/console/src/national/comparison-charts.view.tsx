import { isValue, notAvailable } from '@oh/disclosure'
import { type Period, periodKind } from '@oh/kernel'
import type { FunnelStanding, StandingOut } from '@oh/measures'
import { type Edition, icsList } from '@oh/organisations'
import { ChartFigure } from '../charts/chart-figure.view.tsx'
import { FunnelDrawing, FunnelLegend } from '../charts/funnel-chart.view.tsx'
import { TileDrawing, TileLegend } from '../charts/tile-map.view.tsx'
import type { Saying } from '../figures/figure-words.ts'
import { periodInWords } from '../figures/period-words.ts'
import { ShownText } from '../figures/shown.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, numberInWords } from '../layout/words.ts'
import type { AnyMeasure } from './choice.ts'
import { classLimitsOf } from './class-limits.ts'
import type { Compared, Row } from './compare.ts'

/** What every drawing and table of one comparison shares. */
export interface ComparisonProps {
  readonly measure: AnyMeasure
  readonly period: Period
  readonly compared: Compared
  readonly say: Saying
  readonly csv: string
  /** The publication, and that it is made up where it is. */
  readonly source: string
}

/** Where a system stands beside all that are shown, taken together, in words. England is another figure: it has more in it. */
export const STANDING_WORDS: Readonly<Record<FunnelStanding, string>> = {
  high: 'Higher',
  'between-high': 'Perhaps higher',
  inside: 'No evidence of a difference',
  'between-low': 'Perhaps lower',
  low: 'Lower',
}

/** The heading of what STANDING_WORDS say. */
export const COMPARED_WITH = 'Compared with all of them together'

/** Each system at its size, with the limits of chance. */
export function FunnelFigure(props: ComparisonProps & { readonly standingOut: StandingOut }) {
  const { measure, period, compared, say, csv, source, standingOut } = props
  const { funnel, byChance } = standingOut
  const abbreviations = new Map(compared.rows.map(({ system }) => [system.code as string, system.abbreviation]))
  const words = {
    id: 'funnel',
    heading: `${measure.short}: each system at its size`,
    sentence: `${beyond(standingOut)} ${betweenLimits(standingOut)}`,
    description: `Funnel plot, ${periodInWords(period)}. The systems shown, taken together: ${say.axis(funnel.centre)}. ${compared.sentence} Every figure is in the table below the drawing.`,
    source: `${source} Limits at 95% and 99.8% around the figure of the systems shown, taken together (${say.axis(funnel.centre)}), ${measure.unit === 'percent' ? 'arcsine' : 'square root'} scale, over-dispersion φ ${funnel.phi.toFixed(2)} and τ² ${funnel.tau2.toFixed(5)} (winsorised); by chance alone ${byChance.toFixed(1)} of ${funnel.points.length} would lie beyond 99.8%. Not adjusted for case mix.`,
  }
  const plot = {
    funnel,
    nameOf: (id: string) => abbreviations.get(id) ?? id,
    say: say.axis,
    sayCount: numberInWords,
    countedAs: COUNTED_AS[measure.unit],
  }
  return (
    <ChartFigure
      words={words}
      draw={(room) => <FunnelDrawing words={words} room={room} plot={plot} />}
      legend={<FunnelLegend />}
      table={
        <Table
          id="funnel-data"
          caption={measure.title}
          captionSize="s"
          small="scroll"
          columns={[
            { key: 'system', text: 'System' },
            { key: 'denominator', text: 'Denominator', numeric: true },
            { key: 'value', text: measure.short, numeric: true },
            { key: 'standing', text: COMPARED_WITH },
          ]}
          rows={compared.rows.map(({ system, figure, standing }) => [
            `${system.name} (${system.abbreviation})`,
            <ShownText shown={figure.denominator} say={say.denominator} />,
            <RatioText figure={figure} say={say} />,
            standing ? STANDING_WORDS[standing] : 'Not compared',
          ])}
        />
      }
      csv={csv}
    />
  )
}

const COUNTED_AS = {
  percent: 'Denominator, as published',
  'per-1000': 'People served',
  'wte-per-1000': 'People served',
} as const

function beyond({ higher, lower }: StandingOut): string {
  const [above, below] = [higher.length, lower.length]
  if (above + below === 0) return 'No system lies beyond the 99.8% limits.'
  const lie = (many: number) => countInWords(many, 'system lies', 'systems lie')
  if (below === 0) return `${lie(above)} above the 99.8% limits, and none below.`
  return `${lie(below)} below the 99.8% limits, and ${above === 0 ? 'none' : numberInWords(above)} above.`
}

function betweenLimits({ between: { length: many }, higher, lower }: StandingOut): string {
  if (many === 0) return 'None lies between the 95% and the 99.8% limits.'
  const more = higher.length + lower.length > 0 ? ' more' : ''
  return `${numberInWords(many)}${more} ${many === 1 ? 'lies' : 'lie'} between the 95% and the 99.8% limits: worth a look, and no evidence.`
}

/** One equal square for each system. */
export function TileFigure(props: ComparisonProps & { readonly edition: Edition }) {
  const { measure, period, compared, say, csv, source, edition } = props
  const figureOf = new Map(compared.rows.map(({ system, figure }) => [system.code as string, figure]))
  const areas = icsList(edition)
  const shownOf = (code: string) => figureOf.get(code)?.ratio ?? notAvailable
  const map = {
    areas,
    shownOf,
    classLimits: classLimitsOf(measure.id, periodKind(period)),
    say: (ratio: number) => say.ratio(ratio),
  }
  const missing = areas.filter(({ code }) => !isValue(shownOf(code))).length
  const words = {
    id: 'tiles',
    heading: `${measure.short}: where the systems lie`,
    sentence: `${spreadOf(compared.rows, say)} ${missing === 0 ? 'Every system has one.' : `${countInWords(missing, 'system has', 'systems have')} none.`}`,
    description: `A square for each of ${areas.length} systems, where it roughly lies, ${periodInWords(period)}. A darker square stands for a higher figure, which is not by itself better or worse. Every figure is in the table below the drawing.`,
    source: `${source} Class limits are fixed and the same in every period. The layout of the squares is our own, not an official map.`,
  }
  return (
    <ChartFigure
      words={words}
      draw={(room) => <TileDrawing words={words} room={room} map={map} />}
      legend={<TileLegend map={map} />}
      table={
        <Table
          id="tiles-data"
          caption={measure.title}
          captionSize="s"
          columns={[
            { key: 'abbreviation', text: 'Square' },
            { key: 'system', text: 'System' },
            { key: 'value', text: measure.short, numeric: true },
          ]}
          rows={compared.rows.map(({ system, figure }) => [
            system.abbreviation,
            system.name,
            <RatioText figure={figure} say={say} />,
          ])}
        />
      }
      csv={csv}
    />
  )
}

function spreadOf(rows: readonly Row[], say: Saying): string {
  const values = rows.flatMap(({ figure: { ratio } }) => (isValue(ratio) ? [ratio.value] : []))
  if (values.length === 0) return 'No system has a figure that may be shown.'
  return `Published figures run from ${say.axis(Math.min(...values))} to ${say.axis(Math.max(...values))}.`
}

/** A ratio in the words of its measure, or its mark. */
export function RatioText({ figure, say }: { readonly figure: Row['figure']; readonly say: Saying }) {
  return <ShownText shown={figure.ratio} say={(ratio) => say.ratio(ratio, figure.denominator)} />
}
