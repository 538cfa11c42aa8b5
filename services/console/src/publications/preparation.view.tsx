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
  isArea,
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
import { publicationPath } from './publication.ts'
import { standingInWords } from './publications.view.tsx'

interface PreparationProps {
  readonly preparation: PreparedShown & {
    readonly report: readonly ReportShown[]
    /** Nothing is looked at any more where they are not. */
    readonly figuresKept: boolean
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
        {state === 'ready' && preparation.figuresKept ? (
          <>
            <Proof report={report} tally={tally} />
            {preparation.kind === 'refresh' ? <AsPublished tally={tally} /> : null}
            <ByMeasure id={id} report={report} tally={tally} />
            <ByLevel id={id} report={report} tally={tally} />
          </>
        ) : null}
        {state === 'ready' && !preparation.figuresKept ? <Forgotten publishedAs={preparation.publishedAs} /> : null}
        {state === 'ready' ? <Attack report={report} /> : null}
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

/** Its figures were needed to publish it, and are not any more. */
function Forgotten({ publishedAs }: Pick<PreparedShown, 'publishedAs'>) {
  if (publishedAs !== null)
    return (
      <p>
        Its figures, and why each was hidden, were deleted when they were published:{' '}
        <a href={publicationPath(publishedAs)}>see publication {publishedAs}</a>.
      </p>
    )
  return (
    <p>
      Its figures, and why each was hidden, were deleted: another preparation of the month followed, or nobody published it in 30
      days.
    </p>
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
function AsPublished({ tally }: Pick<Counted, 'tally'>) {
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
          shareInWords(cells - shown, cells),
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

/** How many parts were hidden for others, and how few it takes as far as is proved. */
function fewestInWords({ title, suppressed, atLeast }: ReportShown): string {
  const hidden = `${title}: ${numberInWords(suppressed)} hidden for others`
  if (atLeast >= suppressed) return `${hidden}, and no fewer would do.`
  return atLeast > 0
    ? `${hidden}; at least ${numberInWords(atLeast)} had to be. A better choice of the rest may exist.`
    : `${hidden}; how few would do is not proved.`
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
