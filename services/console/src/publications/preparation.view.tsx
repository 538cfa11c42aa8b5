import { SummaryList } from '../layout/lists.view.tsx'
import { InsetText, Tag, type TagColour } from '../layout/messages.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { momentInWords } from '../layout/words.ts'
import { Attack } from './attack.view.tsx'
import { lengthInWords, NextStep } from './next-step.view.tsx'
import {
  type PreparedShown,
  preparationPath,
  type ReportShown,
  secondsTaken,
  subjectInWords,
  type TallyShown,
} from './preparation.ts'
import { publicationPath } from './publication.ts'
import { standingInWords } from './publications.view.tsx'
import { AsPublished, ByLevel, ByMeasure, Proof } from './tally.view.tsx'

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
            <Proof tally={tally} attacked={report.reduce((sum, each) => sum + each.attacked, 0)} />
            {preparation.kind === 'refresh' ? <AsPublished tally={tally} /> : null}
            <ByMeasure id={id} tally={tally} />
            <ByLevel id={id} tally={tally} />
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
