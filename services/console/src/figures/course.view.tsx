import { CATALOGUE } from '@oh/disclosure'
import { periodKind } from '@oh/kernel'
import type { Measure, SpcPoint, Variation } from '@oh/measures'
import { ChartFigure } from '../charts/chart-figure.view.tsx'
import { drawOnce } from '../charts/draw-once.ts'
import { SpcDrawing, SpcLegend } from '../charts/spc-chart.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords } from '../layout/words.ts'
import { type Course, courseOf, courseSentence } from './course.ts'
import type { Figure } from './figure.ts'
import { type Saying, sayingOf } from './figure-words.ts'
import { periodInShort, periodInWords } from './period-words.ts'
import { ShownText } from './shown.view.tsx'

interface CourseFigureProps {
  /** Unique on the page. */
  readonly id: string
  readonly measure: Measure
  /** As it stands in a sentence. */
  readonly name: string
  readonly figures: readonly Figure[]
  readonly csv: string
}

/** The course of an area as the pages show it, with its download; drawn once for the same figures. */
export function DrawnCourse({ area, ...course }: Omit<CourseFigureProps, 'csv'> & { readonly area: string }) {
  const { id, measure, name, figures } = course
  const csv = `/national/series.csv?${new URLSearchParams({ measure: measure.id, area })}`
  return (
    <>
      {drawOnce(['course', id, measure.id, area, name, figures], () => (
        <CourseFigure {...course} csv={csv} />
      ))}
    </>
  )
}

/** The course of one area: control chart, sentence, and every figure of it in a table. */
export function CourseFigure({ id, measure, name, figures, csv }: CourseFigureProps) {
  const say = sayingOf(measure)
  const course = courseOf(measure, figures)
  const sentence = courseSentence(name, course, say)
  const words = {
    id,
    heading: `${name} over time`,
    sentence,
    description: `${measure.title}, ${figures.length} periods${spanOf(figures)}. ${sentence} Every figure is in the table below the drawing.`,
    source: sourceOf(course, measure),
  }
  const periods = course.periods.map(({ figure, point }) => ({ text: periodInShort(figure.period), point }))
  const { chart } = course
  const table = <CourseTable id={id} course={course} measure={measure} say={say} />
  if (chart.points.length === 0)
    return (
      <section>
        <h3 class="nhsuk-heading-s">{words.heading}</h3>
        <p>{sentence}</p>
        {figures.length === 0 ? null : <Details summary="Show the data">{table}</Details>}
      </section>
    )
  return (
    <ChartFigure
      words={words}
      draw={(room) => <SpcDrawing words={words} room={room} series={{ periods, chart, target: measure.target, say: say.axis }} />}
      {...(course.byChance
        ? { legend: <SpcLegend hasDirection={measure.good !== 'none'} hasTarget={measure.target !== undefined} /> }
        : {})}
      table={table}
      csv={csv}
    />
  )
}

function spanOf(figures: readonly Figure[]): string {
  const [first, last] = [figures[0], figures.at(-1)]
  return first && last ? `, ${periodInWords(first.period)} to ${periodInWords(last.period)}` : ''
}

function sourceOf({ chart, periods, byChance }: Course, measure: Measure): string {
  const numbers = periods.map(({ figure }) => figure.publication)
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)]
  const publications = from === to ? `Publication ${to}.` : `Publications ${from} to ${to}.`
  const madeUp = periods.some(({ figure }) => figure.synthetic) ? ' Made-up (synthetic) figures.' : ''
  const howMany = periods.filter(({ figure }) => figure.revised).length
  const revised = howMany === 0 ? '' : ` ${countInWords(howMany, 'period')} revised when the year was refreshed.`
  const provisional = chart.provisional ? ' Fewer than 13 points: the limits are provisional and will still move.' : ''
  const byQuarter = isByQuarter(periods.at(-1)?.figure, measure)
    ? ' By quarter: with so few people, rounding alone would move the points of a month.'
    : ''
  const method = byChance
    ? ' XmR chart as in NHS England’s Making Data Count, drawn from the published values; moving ranges that stand out are left out of the limits, which are drawn uncut.'
    : ' Drawn from the published values; the level line is their mean.'
  return `${periods.length === 0 ? '' : publications}${revised}${madeUp}${method}${byQuarter}${provisional}`
}

/** Drawn by quarter although systems have months of it. */
function isByQuarter(newest: Figure | undefined, { id }: Measure): boolean {
  const hasMonths = CATALOGUE.some(({ measure, periods }) => measure === id && periods.ics.includes('month'))
  return hasMonths && newest !== undefined && periodKind(newest.period) === 'quarter'
}

function CourseTable({
  id,
  course,
  measure,
  say,
}: {
  readonly id: string
  readonly course: Course
  readonly measure: Measure
  readonly say: Saying
}) {
  return (
    <Table
      id={`${id}-data`}
      caption={measure.title}
      captionSize="s"
      small="scroll"
      columns={[
        { key: 'period', text: 'Period' },
        { key: 'numerator', text: 'Numerator', numeric: true },
        { key: 'denominator', text: 'Denominator', numeric: true },
        { key: 'value', text: measure.short, numeric: true },
        { key: 'says', text: 'What the chart says' },
      ]}
      rows={course.periods
        .toReversed()
        .map(({ figure, point }) => [
          periodInWords(figure.period),
          <ShownText shown={figure.numerator} say={say.numerator} />,
          <ShownText shown={figure.denominator} say={say.denominator} />,
          <ShownText shown={figure.ratio} say={(ratio) => say.ratio(ratio, figure.denominator)} />,
          wordsOf(point, course.byChance),
        ])}
    />
  )
}

function wordsOf(point: SpcPoint | undefined, byChance: boolean): string {
  if (!point) return 'Not drawn'
  return byChance ? VARIATION_WORDS[point.variation] : 'Counted'
}

const VARIATION_WORDS: Readonly<Record<Variation, string>> = {
  common: 'Chance',
  improvement: 'Special cause: better',
  concern: 'Special cause: worse',
  'neutral-high': 'Special cause: higher',
  'neutral-low': 'Special cause: lower',
}
