import type { Ics } from '@oh/organisations'
import { ChartFigure, type ChartWords } from '../../charts/chart-figure.view.tsx'
import { type Range, RangeDrawing, RangeLegend } from '../../charts/range-chart.view.tsx'
import { Button } from '../../layout/button.view.tsx'
import { Details, InsetText, WarningCallout } from '../../layout/messages.view.tsx'
import { Table } from '../../layout/table.view.tsx'
import { momentInWords } from '../../layout/words.ts'
import type { Between, Figure, WhatIf } from './ask-study.ts'
import { betweenInWords, differenceInWords, MEASURE_TITLES, METHOD_TITLES } from './figure-words.ts'

interface WhatIfProps {
  readonly ics: Ics
  readonly whatIf: WhatIf
}

/** One question with its answer: by formula at once, by simulation when that is done. */
export function WhatIfView({ ics, whatIf }: WhatIfProps) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What is different</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {whatIf.changes.map((change) => (
          <li>{change}</li>
        ))}
      </ul>
      <p class="nhsuk-body-s">{`Asked on ${momentInWords(whatIf.askedAt)}.`}</p>
      <div id="what-if-answer" data-oh-again={isUnderWay(whatIf) ? '5' : undefined}>
        <Standing ics={ics} whatIf={whatIf} />
        <Unstable whatIf={whatIf} />
        <Overall whatIf={whatIf} />
        <Chart ics={ics} whatIf={whatIf} />
        <BySkill whatIf={whatIf} />
      </div>
      <Rests whatIf={whatIf} />
    </>
  )
}

const isUnderWay = ({ state }: WhatIf): boolean => state === 'asked' || state === 'running'

function Standing({ ics, whatIf }: WhatIfProps) {
  if (whatIf.state === 'done') return null
  if (whatIf.state === 'failed')
    return (
      <WarningCallout heading="There is no simulation" level={2}>
        <p>{whatIf.failure}</p>
        <p>What the formula says stands below.</p>
      </WarningCallout>
    )
  return (
    <InsetText>
      <p role="status">
        {whatIf.state === 'running' ? 'The simulation is being computed. ' : 'The simulation waits for its turn. '}
        It usually takes less than a minute. What the formula says stands below already.
      </p>
      <form method="get" action={`/ics/${ics.code}/what-if/${whatIf.id}`}>
        <Button variant="secondary">Look again</Button>
      </form>
    </InsetText>
  )
}

function Unstable({ whatIf: { baseStable, changedStable } }: Pick<WhatIfProps, 'whatIf'>) {
  if (baseStable && changedStable) return null
  const when = baseStable ? 'With the changes' : changedStable ? 'Without the changes' : 'With and without the changes'
  return (
    <InsetText>
      <p>{`${when}, more work comes for some skills than there is clinic time. Waits then grow for as long as it lasts, so the figures are of the weeks looked at and no more.`}</p>
    </InsetText>
  )
}

const figuresOf = (figures: readonly Figure[], skill: string | undefined) =>
  figures.filter((figure) => figure.skill?.title === skill)

/** Formula and simulation side by side, each without the changes and with them. */
const SIDE_BY_SIDE = [
  { key: 'now-formula', text: 'Now, formula', numeric: true },
  { key: 'now-simulation', text: 'Now, simulation', numeric: true },
  { key: 'changed-formula', text: 'Changed, formula', numeric: true },
  { key: 'changed-simulation', text: 'Changed, simulation', numeric: true },
  { key: 'difference-formula', text: 'Difference, formula', numeric: true },
  { key: 'difference-simulation', text: 'Difference, simulation', numeric: true },
]

/** One measure of one group of cases in six cells; a simulation that is not done yet, or does not say, has dashes. */
function sideBySide(figures: readonly Figure[], measure: Figure['measure']): readonly string[] {
  const by = (method: Figure['method']) => figures.find((figure) => figure.measure === measure && figure.method === method)
  const methods = [by('formula'), by('simulation')]
  const inWords = (figure: Figure | undefined, of: 'base' | 'changed') => (figure ? betweenInWords(measure, figure[of]) : '–')
  return [
    ...methods.map((figure) => inWords(figure, 'base')),
    ...methods.map((figure) => inWords(figure, 'changed')),
    ...methods.map((figure) => (figure ? differenceInWords(measure, figure.difference) : '–')),
  ]
}

const MEASURES = Object.keys(MEASURE_TITLES) as readonly Figure['measure'][]

function Overall({ whatIf }: Pick<WhatIfProps, 'whatIf'>) {
  const figures = figuresOf(whatIf.figures, undefined)
  return (
    <Table
      id="what-if-all"
      caption="All cases"
      captionSize="m"
      small="stack"
      columns={[{ key: 'figure', text: 'Figure' }, ...SIDE_BY_SIDE]}
      rows={MEASURES.map((measure) => [MEASURE_TITLES[measure], ...sideBySide(figures, measure)])}
    />
  )
}

const BY_SKILL: Readonly<Record<Figure['measure'], string>> = {
  wait: 'Mean wait by skill',
  in_target: 'Seen in target by skill',
  use: 'Clinic time needed by skill, of the time of all who share its work',
}

function BySkill({ whatIf }: Pick<WhatIfProps, 'whatIf'>) {
  const skills = [...new Set(whatIf.figures.flatMap(({ skill }) => (skill ? [skill.title] : [])))]
  return (
    <>
      {MEASURES.map((measure) => (
        <Details summary={BY_SKILL[measure]} open={measure === 'wait'}>
          <Table
            id={`what-if-${measure.replace('_', '-')}`}
            caption={BY_SKILL[measure]}
            captionSize="s"
            small="stack"
            columns={[{ key: 'skill', text: 'Skill' }, ...SIDE_BY_SIDE]}
            rows={skills.map((skill) => [skill, ...sideBySide(figuresOf(whatIf.figures, skill), measure)])}
          />
        </Details>
      ))}
    </>
  )
}

function Chart({ ics, whatIf }: WhatIfProps) {
  const waits = figuresOf(whatIf.figures, undefined).filter(({ measure }) => measure === 'wait')
  const rows = waits.map(({ method, base, changed }) => ({
    name: METHOD_TITLES[method],
    before: rangeOf(base),
    after: rangeOf(changed),
  }))
  const sentences = waits.map(
    ({ method, base, changed }) =>
      `${METHOD_TITLES[method]}: ${betweenInWords('wait', base)} now, ${betweenInWords('wait', changed)} with the changes.`,
  )
  const words: ChartWords = {
    id: 'what-if-wait',
    heading: 'Mean wait',
    sentence: 'Working days from receipt to the appointment, now and with the changes.',
    description: sentences.join(' '),
    source: 'Computed by the pool from the assumptions below. A model, not a promise: no real case is in it.',
  }
  return (
    <ChartFigure
      words={words}
      draw={(room) => <RangeDrawing words={words} room={room} rows={rows} axis="Working days" />}
      legend={<RangeLegend before="Now" after="With the changes" line="95% interval of the simulation" />}
      table={
        <Table
          id="what-if-wait-data"
          caption="Mean wait"
          captionSize="s"
          columns={[
            { key: 'by', text: 'By' },
            { key: 'now', text: 'Now', numeric: true },
            { key: 'changed', text: 'With the changes', numeric: true },
            { key: 'difference', text: 'Difference', numeric: true },
          ]}
          rows={waits.map(({ method, base, changed, difference }) => [
            METHOD_TITLES[method],
            betweenInWords('wait', base),
            betweenInWords('wait', changed),
            differenceInWords('wait', difference),
          ])}
        />
      }
      csv={`/ics/${ics.code}/what-if/${whatIf.id}/figures.csv`}
    />
  )
}

function rangeOf(between: Between | null): Range | undefined {
  if (!between || between.value === null) return undefined
  const { value, low, high } = between
  return { value, low: low ?? value, high: high ?? value }
}

const ORIGINS: Readonly<Record<string, string>> = {
  counted: 'Counted',
  rota: 'From the rota',
  setting: 'Setting of the pool',
  assumed: 'Assumed',
  changed: 'Changed',
}

function Rests({ whatIf: { assumptions } }: Pick<WhatIfProps, 'whatIf'>) {
  const groups = [...new Set(assumptions.map(({ group }) => group))]
  const changed = assumptions.filter(({ origin }) => origin === 'changed')
  return (
    <>
      <h2 class="nhsuk-heading-m">How it was computed</h2>
      <p>
        The formula is that of a queue with several servers (Erlang C, with the correction of Allen and Cunneen for the spread of
        hours), and of a fluid for weeks with more work than time. Where it gives a share in target as “from … to”, cases strictly
        by due date lie at the lower end, and a rule that lets late cases step aside at the upper. It leaves out that the sessions
        of whoever alone has a skill fill with other cases too: for a scarce skill trust the simulation.
      </p>
      <p>
        The simulation plays every working day with made-up cases, by the rule that books the mornings of this pool, the same
        cases now and with the changes. In brackets stands the 95% interval of its mean over the repeats. Clinic time used is of
        all skills; by skill the formula says how much of the time of those who share the work is needed.
      </p>
      <h2 class="nhsuk-heading-m">What the answer rests on</h2>
      {changed.length > 0 ? (
        <AssumptionTable id="what-if-changed" caption="Changed for this question" assumptions={changed} />
      ) : (
        <p>No assumption was changed for this question.</p>
      )}
      {groups.map((group) => (
        <Details summary={group}>
          <AssumptionTable
            id={`what-if-${group.toLowerCase()}`}
            caption={group}
            assumptions={assumptions.filter((each) => each.group === group)}
          />
        </Details>
      ))}
    </>
  )
}

function AssumptionTable({
  id,
  caption,
  assumptions,
}: {
  readonly id: string
  readonly caption: string
  readonly assumptions: WhatIf['assumptions']
}) {
  return (
    <Table
      id={id}
      caption={caption}
      captionSize="s"
      small="stack"
      columns={[
        { key: 'what', text: 'Assumption' },
        { key: 'value', text: 'Value', numeric: true },
        { key: 'origin', text: 'Origin' },
        { key: 'because', text: 'Where it comes from' },
      ]}
      rows={assumptions.map(({ title, value, unit, origin, because }) => [
        title,
        unit === '%' ? `${value}%` : `${value} ${unit}`,
        ORIGINS[origin] ?? origin,
        because,
      ])}
    />
  )
}
