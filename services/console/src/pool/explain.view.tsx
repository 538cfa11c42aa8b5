import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Progress, SummaryList } from '../layout/lists.view.tsx'
import { Details, Tag } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { countInWords, dayInWords, momentInWords, titlesInWords } from '../layout/words.ts'
import { KEY_FIELD, WHOLE_FORM } from '../sent-form.ts'
import { Candidates } from './candidates.view.tsx'
import { POOL_COLOURS } from './escalation-facts.view.tsx'
import type { History } from './explain.page.tsx'

type Event = History['events'][number]

/** What happened to one escalation, in its order, with every reason: nothing clinical, no identity, no trust. */
export function ExplainView({ history, formKey }: { readonly history: History; readonly formKey: string }) {
  const { id, skills, urgency, urgencyTitle, dueOn, state, stateTitle, round, events } = history
  const { specialists, looksLeftOut, cancellable } = history
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Where it is', value: <Tag colour={POOL_COLOURS[state]}>{stateTitle}</Tag> },
          { key: 'Answer due', value: dayInWords(dueOn) },
          { key: 'Urgency', value: <Urgency word={urgency} title={urgencyTitle} /> },
          { key: 'Skills needed', value: titlesInWords(skills.map(({ title }) => title)) },
          { key: 'Round', value: String(round) },
        ]}
      />
      {/* a refusal leads here, also when there is no booking left to cancel */}
      <div id={WHOLE_FORM}>
        {cancellable === null ? null : <CancelBooking escalation={id} booking={cancellable} formKey={formKey} />}
      </div>
      <h2 class="nhsuk-heading-m">Who is asked, and why not the others</h2>
      {specialists.length === 0 ? (
        <p>No specialist has been considered yet.</p>
      ) : (
        <>
          <p>As the pool found when it last looked.</p>
          <Candidates candidates={specialists} />
        </>
      )}
      <h2 class="nhsuk-heading-m nhsuk-u-padding-top-4">What happened</h2>
      {looksLeftOut === 0 ? null : (
        <p>{`The pool looked ${countInWords(looksLeftOut, 'time')} before what is told here. Those looks are kept too.`}</p>
      )}
      <Progress steps={events.map((event) => ({ text: event.sentence, detail: <Detail event={event} />, done: true }))} />
    </>
  )
}

interface CancelProps {
  readonly escalation: string
  readonly booking: NonNullable<History['cancellable']>
  readonly formKey: string
}

function CancelBooking({ escalation, booking: { id, startsAt }, formKey }: CancelProps) {
  return (
    <Details summary="The worker cannot come">
      <Form action={`/pool/board/${escalation}`}>
        <p>{`The appointment is on ${momentInWords(startsAt)}. Its time is given to others, and the pool looks for another session.`}</p>
        <HiddenFields fields={{ [KEY_FIELD]: formKey, booking: id }} />
        <Button variant="secondary" small>
          Cancel the appointment
        </Button>
      </Form>
    </Details>
  )
}

function Detail({ event: { at, policyVersion, considered, sessions } }: { event: Event }) {
  return (
    <>
      {momentInWords(at)}
      {policyVersion === null ? '' : `, by routing policy ${policyVersion}`}
      {considered?.length ? (
        <Details summary={`Who was considered on ${momentInWords(at)}`}>
          <Candidates candidates={considered} />
        </Details>
      ) : null}
      {sessions?.length ? (
        <Details summary="Why this session and not another">
          <Sessions sessions={sessions} at={at} />
        </Details>
      ) : null}
    </>
  )
}

function Sessions({ sessions, at }: { sessions: NonNullable<Event['sessions']>; at: Event['at'] }) {
  return (
    <Table
      id={`sessions-${Date.parse(at)}`}
      caption="Sessions of the specialist"
      captionSize="s"
      columns={[
        { key: 'session', text: 'Session' },
        { key: 'standing', text: 'Standing' },
        { key: 'why', text: 'Why' },
      ]}
      rows={sessions.map(({ startsAt, standingTitle, reasons }) => [
        momentInWords(startsAt),
        standingTitle,
        `${reasons.map(({ sentence }) => sentence).join('. ')}.`,
      ])}
      small="stack"
    />
  )
}
