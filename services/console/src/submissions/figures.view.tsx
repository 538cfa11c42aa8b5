import type { Child } from 'hono/jsx'
import { Details } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { numberInWords } from '../layout/words.ts'
import { monthInWords } from './month-words.ts'

export interface CountShown {
  readonly numerator: number
  readonly denominator: number
}

export interface MeasureShown {
  readonly measure: string
  readonly title: string
  readonly unit: string
  readonly numeratorIs: string
  readonly denominatorIs: string
  readonly exclusions: string
  readonly now: CountShown
  readonly sent: CountShown | null
  readonly before: CountShown | null
  readonly lookAgain: readonly string[]
}

const ONE_PLACE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** "52 of 71 (73%)", "6 for 17,900 people (0.3 per 1,000)", "27.3 WTE for 17,900 people (1.5 per 1,000)". */
export function countInWords({ numerator, denominator }: CountShown, unit: string): string {
  if (unit === 'percent') {
    const share = denominator === 0 ? '' : ` (${Math.round((100 * numerator) / denominator)}%)`
    return `${numberInWords(numerator)} of ${numberInWords(denominator)}${share}`
  }
  const isPosts = unit === 'wte-per-1000'
  const counted = isPosts ? numerator / 100 : numerator
  const what = isPosts ? `${ONE_PLACE.format(counted)} WTE` : numberInWords(counted)
  const rate = denominator === 0 ? '' : ` (${ONE_PLACE.format((1_000 * counted) / denominator)} per 1,000)`
  return `${what} for ${numberInWords(denominator)} people${rate}`
}

interface FiguresProps {
  readonly month: string
  readonly measures: readonly MeasureShown[]
  /** The month sent before, when there is one. */
  readonly before: string | null
  /** Other figures were signed off earlier than those that are counted now. */
  readonly changed: boolean
}

/** Every measure of the month, beside what was sent of it before. Exact, for the service's own eyes. */
export function Figures({ month, measures, before, changed }: FiguresProps) {
  const columns = [
    { key: 'measure', text: 'Measure' },
    { key: 'now', text: 'Counted now' },
    ...(changed ? [{ key: 'sent', text: 'Signed off before' }] : []),
    ...(before === null ? [] : [{ key: 'before', text: monthInWords(before) }]),
  ]
  return (
    <>
      <Table
        id="figures"
        caption={`Figures of ${monthInWords(month)}`}
        captionSize="m"
        small="stack"
        columns={columns}
        rows={measures.map((row) => [
          row.title,
          <Now row={row} changed={changed} />,
          ...(changed ? [row.sent ? countInWords(row.sent, row.unit) : 'Not sent'] : []),
          ...(before === null ? [] : [row.before ? countInWords(row.before, row.unit) : 'Not sent']),
        ])}
      />
      <Details summary="What is counted, out of what, and what is left out">
        <dl class="nhsuk-summary-list">
          {measures.map(({ title, numeratorIs, denominatorIs, exclusions }) => (
            <div class="nhsuk-summary-list__row">
              <dt class="nhsuk-summary-list__key">{title}</dt>
              <dd class="nhsuk-summary-list__value">
                <p class="nhsuk-u-margin-bottom-2">Out of: {denominatorIs}.</p>
                <p class="nhsuk-u-margin-bottom-2">Counted: {numeratorIs}.</p>
                <p class="nhsuk-u-margin-bottom-0">Left out: {exclusions}.</p>
              </dd>
            </div>
          ))}
        </dl>
      </Details>
    </>
  )
}

/** Something else is counted now than was signed off. */
export function hasChanged({ now, sent }: MeasureShown): boolean {
  return sent !== null && (sent.numerator !== now.numerator || sent.denominator !== now.denominator)
}

function Now({ row, changed }: { row: MeasureShown; changed: boolean }): Child {
  const words = countInWords(row.now, row.unit)
  return changed && hasChanged(row) ? <strong>{words} (changed)</strong> : words
}

/** What deserves a second look, by measure: those of which nothing was counted are named together, last. */
export function lookAgainAt(
  measures: readonly MeasureShown[],
): { readonly title: string; readonly sentences: readonly string[] }[] {
  return measures
    .filter(({ lookAgain, now }) => lookAgain.length > 0 && now.denominator > 0)
    .map(({ title, lookAgain }) => ({ title, sentences: lookAgain }))
}

/** Measures of which nothing was counted. */
export function emptyOnes(measures: readonly MeasureShown[]): readonly string[] {
  return measures.filter(({ now }) => now.denominator === 0).map(({ title }) => title)
}
