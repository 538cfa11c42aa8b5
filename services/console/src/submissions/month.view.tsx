import type { Child } from 'hono/jsx'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Progress } from '../layout/lists.view.tsx'
import { ErrorSummary, InsetText, NotificationBanner, type Problems, WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { countInWords as howMany, momentInWords } from '../layout/words.ts'
import { WHOLE_FORM } from '../sent-form.ts'
import { emptyOnes, Figures, hasChanged, lookAgainAt, type MeasureShown } from './figures.view.tsx'
import { Grid, type GridShown } from './grid.view.tsx'
import { monthInWords } from './month-words.ts'
import { type SentShown, waitsInWords } from './months.view.tsx'
import { MonthStateTag } from './state-tag.view.tsx'

export interface MonthShown {
  readonly month: string
  readonly employer: string
  readonly employerName: string
  readonly state: string
  readonly stateTitle: string
  readonly sent: readonly SentShown[]
  readonly measures: readonly MeasureShown[]
  /** None from a service that does not send them yet. */
  readonly grids: readonly GridShown[] | null
  readonly digest: string
  readonly unrecorded: number
  readonly isNew: boolean
  /** Signed off without the grids, which can be signed off now; null from a service that does not say so yet. */
  readonly addsGrid: boolean | null
  readonly isPublished: boolean
  /** Nothing is taken for it any more; null from a service that does not say so yet. */
  readonly isFinal: boolean | null
  readonly beforeMonth: string | null
}

interface MonthPageProps {
  readonly found: MonthShown
  readonly notice: string | undefined
  readonly problems: Problems
}

/** What the page says after the month was signed off. */
const NOTICES: Readonly<Record<string, string>> = {
  'signed-off': 'You signed off the month. Its figures are on their way to the national figures.',
  'signed-off-before': 'These figures had been signed off before, so nothing was sent again.',
}

/** One closed month of an employer: what was counted, what to look at again, and the sign-off. */
export function monthPage({ found, notice, problems }: MonthPageProps): PageContent {
  const told = notice === undefined ? undefined : NOTICES[notice]
  const { month, employerName, state, stateTitle, sent, isNew, measures, grids } = found
  const title = monthInWords(month)
  return {
    title,
    section: '/months',
    back: { href: '/months', text: 'Months' },
    wide: true,
    refused: Object.keys(problems).length > 0,
    body: (
      <>
        <ErrorSummary problems={problems} />
        {told === undefined ? null : <NotificationBanner success={notice === 'signed-off'} text={told} />}
        <Heading caption={employerName}>{title}</Heading>
        <p>
          <MonthStateTag state={state} title={stateTitle} />
        </p>
        <Standing found={found} />
        <div class="oh-columns">
          <div>
            {mayBeSigned(found) ? <LookAgain found={found} /> : null}
            <Figures month={month} measures={measures} before={found.beforeMonth} changed={isNew && sent.length > 0} />
          </div>
          <aside aria-labelledby="sign-offs">
            <h2 class="nhsuk-heading-m" id="sign-offs">
              Sign-offs
            </h2>
            <SignOffs sent={sent} />
          </aside>
        </div>
        {grids?.map((grid) => (
          <Grid grid={grid} />
        ))}
        <Column>
          <SignOff found={found} />
        </Column>
      </>
    ),
  }
}

const mayBeSigned = ({ isNew, addsGrid, isPublished, isFinal }: MonthShown): boolean =>
  (isNew || addsGrid === true) && !(isFinal ?? isPublished)

/** A figure of the month itself is another one than was signed off; how it divides may differ besides. */
const figuresDiffer = ({ measures }: MonthShown): boolean => measures.some((row) => row.sent === null || hasChanged(row))

/** Where the month stands and what that means for the reader, in a sentence or two. */
function Standing({ found }: { found: MonthShown }) {
  return (
    <InsetText>
      {standingInWords(found).map((sentence) => (
        <p>{sentence}</p>
      ))}
    </InsetText>
  )
}

function standingInWords(found: MonthShown): readonly string[] {
  const { state, sent, isNew, addsGrid } = found
  const [latest] = sent
  const published = sent.find(({ publication }) => publication !== null)
  if (latest && state === 'waiting') return [waitsInWords(latest), ...changedInWords(found)]
  if (published && state === 'published') return [publishedInFull(published), ...changedInWords(found)]
  if (!latest) return ['Counted now, from what your team has recorded. Nothing has left your service yet.']
  if (state === 'refused')
    return [`Nothing of the latest sign-off was used. ${latest.reasons.map(({ sentence }) => sentence).join(' ')}`]
  const where =
    state === 'sent'
      ? 'Signed off and on its way. It is sent again by itself until the national figures answer. If it is still on its way tomorrow, ask your administrator to look at the messages that are stuck.'
      : 'Signed off, and taken in by the national figures. Until it is published you can sign off other figures in its place.'
  if (!isNew) return addsGrid ? [where, 'Your figures can now be signed off by staff group and reason too.'] : [where]
  return figuresDiffer(found)
    ? [where, 'Your team has recorded more since then: the figures below differ from what you signed off.']
    : [
        where,
        'The figures of the month are those that you signed off. Their floor, or how they divide by staff group and reason, is not.',
      ]
}

function publishedInFull({ publication, waitsFor }: SentShown): string {
  return waitsFor === null
    ? `Your figures stand in publication ${publication}.`
    : `Your correction was counted in publication ${publication}, which refreshed ${waitsFor}. The figures of that year are final.`
}

/** That more was recorded since figures were signed off of a month that is published, and what can be done about it. */
function changedInWords(found: MonthShown): readonly string[] {
  if (!found.measures.some(hasChanged)) return []
  return mayBeSigned(found)
    ? ['What is counted now differs from what you signed off. Signed off again, it counts when the financial year is refreshed.']
    : ['What is counted now differs from what was published. A publication is never changed.']
}

function LookAgain({ found: { measures, unrecorded, month } }: { found: MonthShown }) {
  const again = lookAgainAt(measures)
  const empty = emptyOnes(measures)
  if (again.length === 0 && empty.length === 0 && unrecorded === 0) return null
  return (
    <WarningCallout heading="Look at this before you sign off" level={2}>
      <ul class="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-0">
        {unrecorded === 0 ? null : (
          <li>
            {howMany(unrecorded, 'appointment')} of {monthInWords(month)} {unrecorded === 1 ? 'has' : 'have'} no attendance
            recorded, and {unrecorded === 1 ? 'counts' : 'count'} nowhere. Ask your team to record{' '}
            {unrecorded === 1 ? 'it' : 'them'}, then open this page again.
          </li>
        )}
        {again.map(({ title, sentences }) => (
          <li>
            {title}: {sentences.join(' ')}
          </li>
        ))}
        {empty.length === 0 ? null : <li>Nothing was counted for: {empty.join('; ')}. Is that right?</li>}
      </ul>
    </WarningCallout>
  )
}

function SignOff({ found }: { found: MonthShown }): Child {
  if (!mayBeSigned(found)) return null
  const { month, employer, digest, sent } = found
  return (
    <section aria-labelledby="sign-off" id={WHOLE_FORM}>
      <h2 class="nhsuk-heading-m" id="sign-off">
        {sent.length === 0 ? 'Sign off and send' : 'Sign off again, in place of what was sent'}
      </h2>
      <p>
        You say that these figures are what your service recorded. They go to the national figures exactly as they stand here, and
        no row about a person goes with them. What is published is rounded, and small counts are not shown.
      </p>
      <Form action={`/months/${month}`}>
        <HiddenFields fields={{ employer, digest }} />
        <Button>Sign off {monthInWords(month)}</Button>
      </Form>
    </section>
  )
}

function SignOffs({ sent }: { sent: readonly SentShown[] }) {
  if (sent.length === 0) return <p class="oh-quiet">None yet.</p>
  return (
    <Progress
      steps={sent.toReversed().map((row) => ({
        text: `${row.restatement === 1 ? 'First figures' : `Restatement ${row.restatement - 1}`}: ${row.stateTitle.toLowerCase()}`,
        detail: `${momentInWords(row.signedOffAt)}, ${row.signedOffByName}${publishedInWords(row)}`,
        done: true,
      }))}
    />
  )
}

const publishedInWords = ({ publication, publishedAt }: SentShown): string =>
  publication === null || publishedAt === null ? '' : `. Publication ${publication}, ${momentInWords(publishedAt)}`
