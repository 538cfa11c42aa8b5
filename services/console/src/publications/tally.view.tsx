import { CATALOGUE, LEVELS } from '@oh/disclosure'
import { findMeasure } from '@oh/measures'
import { GRAIN_WORDS } from '../figures/period-words.ts'
import { InsetText } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { numberInWords, shareInWords } from '../layout/words.ts'
import { finestFirst } from './gains.ts'
import { isArea, LEVEL_WORDS, preparedFiguresPath, sumOf, type TallyShown } from './preparation.ts'

interface Tallied {
  readonly tally: readonly TallyShown[]
}

interface OfPreparation extends Tallied {
  readonly id: string
}

/** What the whole of it comes to. */
export function Proof({ tally, attacked }: Tallied & { readonly attacked: number }) {
  const all = sumOf(tally)
  return (
    <>
      <h2 class="nhsuk-heading-m">What is shown, and what is confidential</h2>
      <dl class="oh-figures">
        <Item name="Figures with a contributor" value={numberInWords(all.cells)} />
        <Item name="Shown whole" value={numberInWords(all.shown)} note={shareInWords(all.shown, all.cells)} />
        <Item name="Confidential: primary" value={numberInWords(all.primary)} note={shareInWords(all.primary, all.cells)} />
        <Item name="Confidential: secondary" value={numberInWords(all.secondary)} note={shareInWords(all.secondary, all.cells)} />
        <Item name="Protected sums attacked" value={numberInWords(attacked)} />
      </dl>
      <InsetText>
        <p>
          Primary: a part is hidden by a rule about the figure itself. Secondary: it is hidden so that no other can be worked out
          from it. <strong>This is for statisticians alone:</strong> what is published says [c] and gives no reason, because the
          reason would tell how small the number is. A statistician who reads the reasons of an area is inside by office.
        </p>
        <p>
          Of single trusts it is said how many figures are shown and hidden, and never which: statisticians read no single trust.
        </p>
      </InsetText>
    </>
  )
}

/** Of a refresh: the figures none of whose counts has changed, as far as they are not shown whole. */
export function AsPublished({ tally }: Tallied) {
  const { cells, shown, primary, secondary } = sumOf(tally)
  const asBefore = cells - shown - primary - secondary
  if (asBefore === 0) return null
  return (
    <p>
      {numberInWords(asBefore)} more are confidential as they were published, since none of their counts has changed: why is kept
      no longer.
    </p>
  )
}

function Item({ name, value, note }: { readonly name: string; readonly value: string; readonly note?: string }) {
  return (
    <div class="oh-figures__item">
      <dt>{name}</dt>
      <dd>{value}</dd>
      {note ? <dd class="oh-figures__note">{note}</dd> : null}
    </div>
  )
}

/** Measures in the order of the catalogue, each with its title. */
function measuresOf(tally: Tallied['tally']) {
  return CATALOGUE.flatMap(({ measure }) => {
    const rows = tally.filter((row) => row.measure === measure)
    const title = findMeasure(measure)?.title ?? measure
    return rows.length === 0 ? [] : [{ measure, title, rows }]
  })
}

export function ByMeasure({ id, tally }: OfPreparation) {
  return (
    <Table
      id="by-measure"
      caption="By measure"
      captionSize="s"
      small="stack"
      columns={[
        { key: 'measure', text: 'Measure' },
        { key: 'cells', text: 'Figures', numeric: true },
        { key: 'shown', text: 'Shown whole', numeric: true },
        { key: 'primary', text: 'Primary', numeric: true },
        { key: 'secondary', text: 'Secondary', numeric: true },
        { key: 'share', text: 'Confidential', numeric: true },
      ]}
      rows={measuresOf(tally).map(({ measure, title, rows }) => {
        const { cells, shown, primary, secondary } = sumOf(rows)
        return [
          <a href={preparedFiguresPath(id, { measure })}>{title}</a>,
          ...[cells, shown, primary, secondary].map(numberInWords),
          shareInWords(cells - shown, cells),
        ]
      })}
    />
  )
}

export function ByLevel({ id, tally }: OfPreparation) {
  return (
    <Table
      id="by-level"
      caption="Shown whole, of all figures with a contributor"
      captionSize="s"
      small="stack"
      columns={[{ key: 'measure', text: 'Measure' }, ...LEVELS.map((level) => ({ key: level, text: LEVEL_WORDS[level] }))]}
      rows={measuresOf(tally).map(({ measure, title, rows }) => [
        title,
        ...LEVELS.map((level) => (
          <Grains
            grains={finestFirst(rows.filter((row) => row.level === level))}
            href={isArea(level) ? preparedFiguresPath(id, { measure, level }) : undefined}
            of={`${title}, ${LEVEL_WORDS[level]}`}
          />
        )),
      ])}
    />
  )
}

interface GrainsProps {
  readonly grains: readonly TallyShown[]
  /** Where the figures themselves are looked at; none for those of single trusts. */
  readonly href: string | undefined
  readonly of: string
}

/** How many figures of one measure and level are shown, by length of period. */
function Grains({ grains, href, of }: GrainsProps) {
  if (grains.length === 0) return <>None</>
  const counts = grains.map(({ kind, shown, cells }) => (
    <span class="oh-grain">{`${GRAIN_WORDS[kind]} ${shown} of ${cells}`}</span>
  ))
  if (href === undefined) return <>{counts}</>
  return (
    <a href={href}>
      <span class="nhsuk-u-visually-hidden">{of}: </span>
      {counts}
    </a>
  )
}
