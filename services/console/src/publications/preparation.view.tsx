import { CATALOGUE, LEVELS } from '@oh/disclosure'
import { findMeasure } from '@oh/measures'
import { GRAIN_WORDS } from '../figures/period-words.ts'
import { SummaryList } from '../layout/lists.view.tsx'
import { InsetText, Tag, type TagColour } from '../layout/messages.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { momentInWords, numberInWords, shareInWords } from '../layout/words.ts'
import { finestFirst } from './gains.ts'
import { lengthInWords, NextStep } from './next-step.view.tsx'
import {
  LEVEL_WORDS,
  type PreparedShown,
  preparationPath,
  preparedFiguresPath,
  type ReportShown,
  secondsTaken,
  subjectInWords,
  sumOf,
  type TallyShown,
} from './preparation.ts'
import { standingInWords } from './publications.view.tsx'

interface PreparationProps {
  readonly preparation: PreparedShown & {
    readonly report: readonly ReportShown[]
    readonly tally: readonly TallyShown[]
  }
  /** Its month is the one that is to be published next. */
  readonly isNext: boolean
  /** Nothing was prepared after it. */
  readonly isLast: boolean
}

/** A dry run of a month: how it stands, what it would show and hide, and how it was attacked. */
export function preparationContent({ preparation, isNext, isLast }: PreparationProps): PageContent {
  const { id, state, reasons, report, tally } = preparation
  const title = subjectInWords(preparation)
  return {
    title: `Preparation of ${title}`,
    section: '/publications',
    back: { href: '/publications', text: 'Publications' },
    wide: true,
    body: (
      <>
        <Heading caption="Publications">Preparation of {title}</Heading>
        <Standing preparation={preparation} />
        {isLast || preparation.publishedAs !== null ? null : <NotTheLast isNext={isNext} />}
        <NextStep subject={preparation} prepared={preparation} lookAgainAt={preparationPath(id)} mayPrepare={isNext && isLast} />
        {state === 'refused' ? <Refused reasons={reasons} /> : null}
        {state === 'ready' ? (
          <>
            <Proof report={report} tally={tally} />
            <ByMeasure id={id} report={report} tally={tally} />
            <ByLevel id={id} report={report} tally={tally} />
            <Attack report={report} />
          </>
        ) : null}
      </>
    ),
  }
}

const COLOURS: Readonly<Record<PreparedShown['state'], TagColour>> = {
  pending: 'grey',
  running: 'blue',
  ready: 'green',
  refused: 'red',
}

function Standing({ preparation }: Pick<PreparationProps, 'preparation'>) {
  const { state, preparedByName, isOwn, askedAt, finishedAt } = preparation
  const words = standingInWords(preparation)
  const seconds = secondsTaken(preparation)
  return (
    <SummaryList
      rows={[
        { key: 'Status', value: <Tag colour={COLOURS[state]}>{`${words.slice(0, 1).toUpperCase()}${words.slice(1)}`}</Tag> },
        { key: 'Prepared by', value: isOwn ? `${preparedByName} (you)` : preparedByName },
        { key: 'Asked for', value: momentInWords(askedAt) },
        ...(finishedAt && seconds !== undefined
          ? [{ key: 'Came to an end', value: `${momentInWords(finishedAt)}, after ${lengthInWords(seconds)}` }]
          : []),
        { key: 'Published by', value: 'A second statistician, never the one who prepared it' },
      ]}
    />
  )
}

function NotTheLast({ isNext }: Pick<PreparationProps, 'isNext'>) {
  return (
    <InsetText>
      <p>
        {isNext ? 'It was prepared again after this.' : 'It was published from a later preparation.'}{' '}
        <a href="/publications">See where it stands</a>
      </p>
    </InsetText>
  )
}

function Refused({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Why it cannot be published</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
      <p>Nothing of it is kept or shown. What is not proved safe is not published.</p>
    </>
  )
}

type Counted = Pick<PreparationProps['preparation'], 'report' | 'tally'>
type OfPreparation = Counted & { readonly id: string }

/** What the whole of it comes to. */
function Proof({ report, tally }: Counted) {
  const all = sumOf(tally)
  const attacked = report.reduce((sum, each) => sum + each.attacked, 0)
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
          reason would tell how small the number is.
        </p>
      </InsetText>
    </>
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
function measuresOf({ tally }: Pick<Counted, 'tally'>) {
  return CATALOGUE.flatMap(({ measure }) => {
    const rows = tally.filter((row) => row.measure === measure)
    const title = findMeasure(measure)?.title ?? measure
    return rows.length === 0 ? [] : [{ measure, title, rows }]
  })
}

function ByMeasure({ id, ...counted }: OfPreparation) {
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
      rows={measuresOf(counted).map(({ measure, title, rows }) => {
        const { cells, shown, primary, secondary } = sumOf(rows)
        return [
          <a href={preparedFiguresPath(id, { measure })}>{title}</a>,
          ...[cells, shown, primary, secondary].map(numberInWords),
          shareInWords(primary + secondary, cells),
        ]
      })}
    />
  )
}

function ByLevel({ id, ...counted }: OfPreparation) {
  return (
    <Table
      id="by-level"
      caption="Shown whole, of all figures with a contributor"
      captionSize="s"
      small="stack"
      columns={[{ key: 'measure', text: 'Measure' }, ...LEVELS.map((level) => ({ key: level, text: LEVEL_WORDS[level] }))]}
      rows={measuresOf(counted).map(({ measure, title, rows }) => [
        title,
        ...LEVELS.map((level) => (
          <Grains
            grains={finestFirst(rows.filter((row) => row.level === level))}
            href={preparedFiguresPath(id, { measure, level })}
            of={`${title}, ${LEVEL_WORDS[level]}`}
          />
        )),
      ])}
    />
  )
}

/** How many figures of one measure and level are shown, by length of period. */
function Grains({ grains, href, of }: { readonly grains: readonly TallyShown[]; readonly href: string; readonly of: string }) {
  if (grains.length === 0) return <>None</>
  return (
    <a href={href}>
      <span class="nhsuk-u-visually-hidden">{of}: </span>
      {grains.map(({ kind, shown, cells }) => (
        <span class="oh-grain">{`${GRAIN_WORDS[kind]} ${shown} of ${cells}`}</span>
      ))}
    </a>
  )
}

/** What was done to prove it. */
function Attack({ report }: Pick<Counted, 'report'>) {
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
          { key: 'share', text: 'Share of these', numeric: true },
          { key: 'least', text: 'Fewest possible', numeric: true },
          { key: 'seconds', text: 'Time', numeric: true },
        ]}
        rows={report.map(({ title, attacked, open, suppressed, atLeast, seconds }) => [
          title,
          ...[attacked, open, suppressed].map(numberInWords),
          shareInWords(suppressed, open) || 'None open',
          numberInWords(atLeast),
          `${seconds.toFixed(1)} s`,
        ])}
      />
      <p>
        A sum counts once for the public and once for each trust that might learn it. A figure has two parts: who is counted, and
        out of how many. The fewest possible is what is proved: where it is less than what was hidden, a better choice may exist.
      </p>
    </>
  )
}
