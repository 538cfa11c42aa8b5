import { isValue } from '@oh/disclosure'
import { type Period, periodKind } from '@oh/kernel'
import { GRID_MEASURES, MEASURES } from '@oh/measures'
import { type Edition, icsList, REGIONS } from '@oh/organisations'
import { drawOnce } from '../charts/draw-once.ts'
import { DrawnCourse } from '../figures/course.view.tsx'
import type { Figure } from '../figures/figure.ts'
import { type Saying, sayingOf } from '../figures/figure-words.ts'
import { KIND_WORDS, periodInWords } from '../figures/period-words.ts'
import { ShownText } from '../figures/shown.view.tsx'
import { FiguresStanding } from '../figures/standing.view.tsx'
import { Button } from '../layout/button.view.tsx'
import { FilterForm } from '../layout/form.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { Heading } from '../layout/page.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { countInWords, listInWords } from '../layout/words.ts'
import type { Comparison } from './ask-comparison.ts'
import { addressOf, type Choice } from './choice.ts'
import type { Compared } from './compare.ts'
import { FunnelFigure, TileFigure } from './comparison-charts.view.tsx'
import { RegionTable, SystemTable } from './comparison-tables.view.tsx'

export interface NationalProps {
  readonly choice: Choice
  readonly period: Period
  /** Periods that may be chosen, newest first. */
  readonly periods: readonly Period[]
  readonly edition: Edition
  readonly comparison: Comparison
  readonly compared: Compared
  /** The chosen system's course. */
  readonly course: readonly Figure[] | undefined
}

/** England's systems side by side: what stands out, whether it is noise, and every figure behind it. */
export function NationalView(props: NationalProps) {
  const { choice, period, edition, comparison, compared, course } = props
  const { measure, system } = choice
  const say = sayingOf(measure)
  const inAddress = { measure: measure.id, period, ics: system?.code }
  const csv = addressOf('/national/figures.csv', { measure: measure.id, period })
  const source = sourceOf(comparison)
  const shared = { measure, period, compared, say, csv, source }
  return (
    <>
      <Heading caption={`England, ${periodInWords(period)}`}>{measure.title}</Heading>
      <p class="nhsuk-lede-text">{compared.sentence}</p>
      {choice.notPublishedBy ? <NotPublishedBy choice={choice} /> : null}
      {comparison.whole ? <FiguresStanding figure={comparison.whole} publication={comparison.publication} /> : null}
      <ChoiceForm {...props} />
      <Headline comparison={comparison} compared={compared} say={say} />
      <h2 class="nhsuk-heading-m">
        {compared.standingOut ? 'Do systems differ by more than chance?' : 'Where the systems stand'}
      </h2>
      {drawOnce(['comparison', measure.id, edition, comparison.systems, source], () => (
        <>
          {compared.standingOut ? <FunnelFigure {...shared} standingOut={compared.standingOut} /> : null}
          <TileFigure {...shared} edition={edition} />
        </>
      ))}
      <h2 class="nhsuk-heading-m">Over time</h2>
      <DrawnCourse id="england-course" measure={measure} area="ENG" name="England" figures={comparison.course} />
      {system && course ? (
        <DrawnCourse id="system-course" measure={measure} area={system.code} name={system.name} figures={course} />
      ) : (
        <p>To see the course of one system here too, choose it at the top of the page.</p>
      )}
      <h2 class="nhsuk-heading-m" id="systems">
        Every system
      </h2>
      <SystemTable {...shared} choice={choice} inAddress={inAddress} />
      {GRID_MEASURES.includes(measure.id) ? (
        <p>
          <a href={addressOf('/national/divided', { measure: measure.id })}>See England by staff group and reason</a>
        </p>
      ) : null}
      <h2 class="nhsuk-heading-m">Regions</h2>
      <RegionTable {...shared} regions={comparison.regions} />
      <Method choice={choice} edition={edition} />
    </>
  )
}

function NotPublishedBy({ choice: { notPublishedBy, kinds, measure } }: { readonly choice: Choice }) {
  if (!notPublishedBy) return null
  const words = listInWords(kinds.map((kind) => KIND_WORDS[kind]))
  return (
    <p>{`“${measure.short}” is published by ${words}, and not by ${KIND_WORDS[notPublishedBy]}. This is the newest ${KIND_WORDS[kinds[0] ?? 'month']}.`}</p>
  )
}

function ChoiceForm({ choice: { measure, system, sort, direction }, period, periods, edition }: NationalProps) {
  const systems = REGIONS.flatMap(({ code }) => icsList(edition).filter(({ region }) => region === code))
  return (
    <FilterForm action="/national">
      <Select
        name="measure"
        label="Measure"
        value={measure.id}
        options={MEASURES.map(({ id, title }) => ({ value: id, text: title }))}
      />
      <Select
        name="period"
        label="Period"
        value={period}
        options={[...new Set([...periods, period])].map((each) => ({ value: each, text: optionText(each) }))}
      />
      <Select
        name="ics"
        label="One system over time"
        value={system?.code ?? ''}
        options={[{ value: '', text: 'None' }, ...systems.map(({ code, name }) => ({ value: code, text: name }))]}
      />
      {sort ? (
        <>
          <input type="hidden" name="sort" value={sort} />
          <input type="hidden" name="dir" value={direction} />
        </>
      ) : null}
      <Button variant="secondary">Show</Button>
    </FilterForm>
  )
}

function optionText(period: Period): string {
  const kind = periodKind(period)
  return kind === 'month' ? periodInWords(period) : `${periodInWords(period)} (${KIND_WORDS[kind]})`
}

function Headline({
  comparison: { whole, systems },
  compared,
  say,
}: Pick<NationalProps, 'comparison' | 'compared'> & { readonly say: Saying }) {
  if (!whole) return null
  const shown = systems.filter(({ ratio }) => isValue(ratio)).length
  return (
    <dl class="oh-figures">
      <div class="oh-figures__item">
        <dt>England</dt>
        <dd>
          <ShownText shown={whole.ratio} say={(ratio) => say.ratio(ratio, whole.denominator)} />
        </dd>
      </div>
      <div class="oh-figures__item">
        <dt>Systems with a published figure</dt>
        <dd>{`${shown} of ${systems.length}`}</dd>
      </div>
      <div class="oh-figures__item">
        <dt>Trusts in the figures</dt>
        <dd>{`${whole.contributors} of ${whole.expected}`}</dd>
      </div>
      <div class="oh-figures__item">
        <dt>Staff they employ</dt>
        <dd>{`${whole.staffCovered}%`}</dd>
      </div>
      {compared.standingOut ? (
        <div class="oh-figures__item">
          <dt>Beyond the 99.8% limits</dt>
          <dd>{countInWords(compared.standingOut.higher.length + compared.standingOut.lower.length, 'system')}</dd>
        </div>
      ) : null}
    </dl>
  )
}

function sourceOf({ whole, publication }: Comparison): string {
  if (!whole) return ''
  const day = publication ? ` of ${periodInWords(publication.month)}` : ''
  return `Publication ${whole.publication}${day}.${whole.synthetic ? ' Made-up (synthetic) figures.' : ''}`
}

function Method({ choice: { measure }, edition }: { readonly choice: Choice; readonly edition: Edition }) {
  return (
    <Details summary="What is counted, and how it is compared">
      <dl class="oh-method">
        <dt>Counted</dt>
        <dd>{measure.numerator}</dd>
        <dt>Out of</dt>
        <dd>{measure.denominator}</dd>
        <dt>Left out</dt>
        <dd>{measure.exclusions}</dd>
        <dt>Source of the definition</dt>
        <dd>{`${measure.source}. Version ${measure.version}.`}</dd>
        <dt>Compared</dt>
        <dd>
          Systems stand in region order and are never ranked: a place in a list says nothing that chance alone would not. Limits
          stand around the figure of the systems shown, taken together, which need not be England’s; they are widened for the
          usual spread between systems. Nothing is adjusted for case mix.
        </dd>
        <dt>Geography</dt>
        <dd>{`${icsList(edition).length} integrated care systems, edition ${edition}.`}</dd>
        <dt>Protected</dt>
        <dd>
          Below England, counts of 1 to 7 people, or of fewer than a higher floor that a service has set for itself, are not
          shown; the others are rounded to 5, each by itself, so they do not add up. More are hidden so that none can be worked
          out from the others. Rates are worked out from what is shown.{' '}
          <a href="/methods">What is published, and how it is protected</a>
        </dd>
      </dl>
    </Details>
  )
}
