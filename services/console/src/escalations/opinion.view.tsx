import type { Instant, LondonDate } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { hasProblems, InsetText, NotificationBanner, WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { WordsToCopy } from '../layout/words-to-copy.view.tsx'
import { Written } from '../layout/written.view.tsx'
import type { FormStanding } from '../sent-form.ts'

export interface Opinion {
  readonly authorName: string
  /** The supervisor of a trainee. */
  readonly countersignedName: string | null
  readonly answer: string
  readonly fitnessTitle: string
  readonly adjustments: readonly string[]
  readonly reviewOn: LondonDate | null
  readonly adviceToNurse: string
  readonly signedAt: Instant
  /** Null when the pool's keys cannot be looked up now. */
  readonly verified: boolean | null
  readonly actedAt: Instant | null
  readonly actedByName: string | null
  readonly acted: string | null
}

export interface OpinionOnCase {
  readonly caseId: string
  readonly reference: string
  readonly workerName: string
  readonly question: string | null
  readonly opinion: Opinion
  readonly mayAct: boolean
}

export const WORDS_FIELD = 'words'
const WORDS_LIMIT = 4_000

/** The specialist's opinion as it was signed, and what the nurse has done about it. */
export function OpinionPage({
  found,
  standing,
  words,
}: {
  readonly found: OpinionOnCase
  readonly standing: FormStanding
  readonly words?: string | undefined
}) {
  const { opinion, mayAct } = found
  return (
    <Column>
      {isOvertaken(found, standing) ? (
        <Overtaken opinion={opinion} standing={standing} words={words} />
      ) : (
        <FormNews standing={standing} about="This case" />
      )}
      <Heading caption={`${found.workerName}, case ${found.reference}`}>{`Opinion of ${opinion.authorName}`}</Heading>
      <Signature opinion={opinion} />
      <OpinionWords question={found.question} opinion={opinion} />
      {opinion.actedAt ? <Acted opinion={opinion} at={opinion.actedAt} /> : null}
      {mayAct ? <ActForm found={found} standing={standing} words={words} /> : null}
    </Column>
  )
}

/** Words were sent, and there is nothing left to do about this opinion. */
export const isOvertaken = ({ mayAct }: OpinionOnCase, { news, problems }: FormStanding): boolean =>
  !mayAct && (news !== undefined || hasProblems(problems))

/** A colleague was first: who and when, and the words that were not saved. */
function Overtaken({
  opinion: { actedAt, actedByName },
  standing: { news, problems },
  words = '',
}: {
  opinion: Opinion
  standing: FormStanding
  words: string | undefined
}) {
  const told = actedAt
    ? [`${actedByName ?? 'A colleague'} acted on this opinion on ${momentInWords(actedAt)}.`]
    : (news?.changes ?? Object.values(problems))
  return (
    <NotificationBanner text="What you wrote was not saved">
      {told.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <WordsToCopy written={words === '' ? [] : [[WORDS_FIELD, words]]} />
    </NotificationBanner>
  )
}

function OpinionWords({ question, opinion }: { question: string | null; opinion: Opinion }) {
  return (
    <SummaryList
      rows={[
        ...(question === null ? [] : [{ key: 'Your question', value: <Written text={question} /> }]),
        { key: 'Answer', value: <Written text={opinion.answer} /> },
        { key: 'Fitness for work', value: <strong>{opinion.fitnessTitle}</strong> },
        { key: 'Adjustments', value: <Adjustments lines={opinion.adjustments} /> },
        { key: 'Review', value: opinion.reviewOn ? dayInWords(opinion.reviewOn) : 'None asked for' },
        { key: 'Advice to you', value: <Written text={opinion.adviceToNurse} none="None" /> },
      ]}
    />
  )
}

export function Adjustments({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <span class="oh-quiet">None</span>
  return (
    <ul class="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-0">
      {lines.map((line) => (
        <li class="oh-written">{line}</li>
      ))}
    </ul>
  )
}

/** Whether these are exactly the words that were signed at the pool, checked at this read. */
function Signature({ opinion: { authorName, countersignedName, signedAt, verified } }: { opinion: Opinion }) {
  const both = countersignedName === null ? authorName : `${authorName}, and countersigned by ${countersignedName},`
  const signed = `Signed by ${both} on ${momentInWords(signedAt)}.`
  if (verified === false)
    return (
      <WarningCallout heading="Do not act on these words" level={2}>
        <p>{`${signed} The signature does not fit the words below: they are not what was signed.`}</p>
        <p>Telephone the specialist, and tell your privacy officer.</p>
      </WarningCallout>
    )
  return (
    <InsetText>
      <p>
        {verified
          ? `${signed} The signature was checked just now: not a word has changed since.`
          : `${signed} The signature could not be checked just now, because the pool’s keys could not be looked up. Open this page again in a few minutes.`}
      </p>
    </InsetText>
  )
}

function Acted({ opinion: { actedByName, acted }, at }: { opinion: Opinion; at: Instant }) {
  return (
    <section aria-labelledby="acted">
      <h2 class="nhsuk-heading-m" id="acted">
        What came of it
      </h2>
      <p class="oh-written">{acted}</p>
      <p class="oh-quiet">{`${actedByName ?? 'Occupational health'}, ${momentInWords(at)}`}</p>
    </section>
  )
}

function ActForm({ found, standing, words }: { found: OpinionOnCase; standing: FormStanding; words: string | undefined }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">What you have done about it</h2>
      <p>The opinion is advice. Once you say what came of it, the case is your own work again and can be closed.</p>
      <ChangeForm action={`/cases/${found.caseId}/opinion`} standing={standing}>
        <Textarea
          name={WORDS_FIELD}
          label="What did you do, and what did you tell the worker?"
          size="s"
          hint="If you did not follow the advice, write why."
          limit={WORDS_LIMIT}
          value={words}
          error={standing.problems[WORDS_FIELD]}
        />
        <Button>I have acted on this opinion</Button>
      </ChangeForm>
    </>
  )
}
