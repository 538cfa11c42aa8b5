import { Progress, SummaryList } from '../layout/lists.view.tsx'
import { Details, Tag } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { countInWords, dayInWords, listInWords, momentInWords } from '../layout/words.ts'
import { Candidates } from './candidates.view.tsx'
import { POOL_COLOURS } from './escalation-facts.view.tsx'
import type { History } from './explain.page.tsx'

type Event = History['events'][number]

/** What happened to one escalation, in its order, with every reason: nothing clinical, no identity, no trust. */
export function ExplainView({ history }: { readonly history: History }) {
  const { skills, urgency, urgencyTitle, dueOn, state, stateTitle, round, events, specialists, looksLeftOut } = history
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Where it is', value: <Tag colour={POOL_COLOURS[state]}>{stateTitle}</Tag> },
          { key: 'Answer due', value: dayInWords(dueOn) },
          { key: 'Urgency', value: <Urgency word={urgency} title={urgencyTitle} /> },
          { key: 'Skills needed', value: listInWords(skills.map(({ title }) => title)) },
          { key: 'Round', value: String(round) },
        ]}
      />
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
