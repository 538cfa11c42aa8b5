import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Card, SummaryList } from '../layout/lists.view.tsx'
import { ErrorSummary, InsetText, Tag } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { Table, type Column as TableColumn } from '../layout/table.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import type { FormStanding } from '../sent-form.ts'
import { KEY_FIELD } from '../sent-form.ts'
import { factRows, POOL_COLOURS, type PoolFacts, poolPath } from './escalation-facts.view.tsx'

interface Reason {
  readonly word: string
  readonly sentence: string
}

export interface OfferToMe {
  readonly id: string
  readonly expiresAt: Instant | null
  readonly reasons: readonly Reason[]
  readonly declineReasons: readonly Reason[]
  readonly escalation: PoolFacts | null
}

/** What is asked of the specialist now: one card an offer, what must be answered soonest first. */
export function OfferCards({ offers, next }: { readonly offers: readonly OfferToMe[]; readonly next: string | undefined }) {
  if (offers.length === 0) return <p>Nothing is offered to you now.</p>
  return (
    <>
      {offers.map((offer) => (
        <Card heading={titleOf(offer)} level={3} size="s" href={`/pool/offers/${offer.id}`}>
          <p class="nhsuk-card__description">
            {offer.escalation ? <Urgency word={offer.escalation.urgency} title={offer.escalation.urgencyTitle} /> : null}{' '}
            {offer.escalation?.dueOn ? `Answer due ${dayInWords(offer.escalation.dueOn)}.` : ''}
          </p>
          {offer.expiresAt ? (
            <p class="nhsuk-card__description">{`Yours to take until ${momentInWords(offer.expiresAt)}.`}</p>
          ) : null}
        </Card>
      ))}
      <Pagination next={next === undefined ? undefined : { href: `/pool?after=${next}`, text: 'More offers' }} />
    </>
  )
}

/** What an offer is about, as far as anybody may know before accepting. */
export function titleOf({ escalation }: OfferToMe): string {
  const age = escalation?.ageBandTitle
  return `${escalation?.categoryTitle ?? 'An escalation'}${age ? `, age ${age.toLowerCase()}` : ''}`
}

const COLUMNS: readonly TableColumn[] = [
  { key: 'case', text: 'Escalation' },
  { key: 'about', text: 'About' },
  { key: 'state', text: 'Where it is' },
  { key: 'due', text: 'Answer due' },
]

/** What each state asks of the specialist; without words of its own a state is told by its title. */
const MY_STATES: Readonly<Record<string, string>> = {
  accepted: 'Waits for your declaration',
  opened: 'Waits for your answer',
  withdrawn: 'Withdrawn',
}

/** The same for a supervisor: the turn is the trainee’s until something is written. */
const TRAINEE_STATES: Readonly<Record<string, string>> = {
  accepted: 'With the trainee',
  opened: 'With the trainee',
  countersigning: 'Waits for your countersignature',
  withdrawn: 'Withdrawn',
}

/** An escalation of one's own or of a trainee; `sentBack` is none from a pool that does not say it yet. */
type Mine = PoolFacts & { readonly sentBack: boolean | null }

function stateOf({ state, stateTitle, sentBack }: Mine, supervised: boolean): string | null {
  if (sentBack) return supervised ? 'Sent back to the trainee' : 'Sent back to you to change'
  return (supervised ? TRAINEE_STATES : MY_STATES)[state ?? ''] ?? stateTitle
}

/** What the specialist has accepted, or supervises. */
export function MyEscalations({
  id,
  caption,
  rows,
  supervised = false,
}: {
  readonly id: string
  readonly caption: string
  readonly rows: readonly Mine[]
  readonly supervised?: boolean
}) {
  return (
    <div class="oh-panel">
      <Table
        id={id}
        caption={caption}
        captionSize="s"
        columns={COLUMNS}
        rows={rows.map((facts) => [
          <a class="oh-nowrap" href={poolPath(facts)}>
            {facts.pseudonym ?? 'Escalation'}
          </a>,
          <>
            {facts.categoryTitle}
            <br />
            <Urgency word={facts.urgency} title={facts.urgencyTitle} />
          </>,
          <Tag colour={POOL_COLOURS[facts.state ?? '']}>{stateOf(facts, supervised)}</Tag>,
          facts.dueOn ? dayInWords(facts.dueOn) : '',
        ])}
        small="stack"
      />
    </div>
  )
}

export const DECLINE_FIELD = 'reason'

/** One offer: all that may be seen before accepting, why it came to this specialist, and yes or no. */
export function OfferPage({ offer, standing }: { readonly offer: OfferToMe; readonly standing: FormStanding }) {
  const { id, escalation, expiresAt, reasons, declineReasons } = offer
  const { problems, keys } = standing
  return (
    <Column>
      <ErrorSummary problems={problems} />
      <Heading caption={escalation?.pseudonym ?? undefined}>{titleOf(offer)}</Heading>
      {expiresAt ? (
        <InsetText>
          <p>{`Yours to take until ${momentInWords(expiresAt)}. Then the pool looks for another specialist.`}</p>
        </InsetText>
      ) : null}
      {escalation ? <SummaryList rows={factRows(escalation)} /> : null}
      <WhyYou reasons={reasons} />
      <div id="form">
        <h2 class="nhsuk-heading-m">Take it</h2>
        <p>
          Next you see who the worker is, and say whether you have a conflict of interest. Only then do the question and the
          summary open.
        </p>
        <Form action={`/pool/offers/${id}/accept`}>
          <HiddenFields fields={{ [KEY_FIELD]: keys.key }} />
          <Button>Accept</Button>
        </Form>
      </div>
      <h2 class="nhsuk-heading-m">Or say no</h2>
      <p>The pool looks for another specialist at once. The trust is not told why you decline.</p>
      <Form action={`/pool/offers/${id}/decline`}>
        <HiddenFields fields={{ [KEY_FIELD]: keys.key }} />
        <Radios
          name={DECLINE_FIELD}
          label="Why do you decline?"
          size="s"
          choices={declineReasons.map(({ word, sentence }) => ({ value: word, text: sentence }))}
          error={problems[DECLINE_FIELD]}
          small
        />
        <Button variant="secondary">Decline</Button>
      </Form>
    </Column>
  )
}

function WhyYou({ reasons }: { reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null
  return (
    <>
      <h2 class="nhsuk-heading-s">Why you</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {reasons.map(({ sentence }) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

/** The offer is not, or no longer, this specialist's to take. */
export function OfferGone({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Column>
      <Heading>You can no longer take this</Heading>
      {sentences.map((sentence) => (
        <p>{sentence}</p>
      ))}
      <p>
        <a href="/pool">Back to your offers</a>
      </p>
    </Column>
  )
}
