import type { Instant, LondonDate } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { Progress, SummaryList } from '../layout/lists.view.tsx'
import { Tag } from '../layout/messages.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'
import { SENT_COLOURS } from './sent-words.ts'
import { hasSessions, SessionLines, type SpecialistSession } from './sessions.view.tsx'

/** A sent escalation as its own trust reads it. Clinical words are null for who may see the status only. */
export interface Sent {
  readonly id: string
  readonly caseId: string
  readonly caseReference: string
  readonly workerName: string | null
  readonly pseudonym: string
  readonly state: string
  readonly stateTitle: string
  readonly categoryTitle: string
  readonly urgency: string
  readonly urgencyTitle: string
  readonly seeWorkerTitle: string
  readonly safetyFlag: boolean
  readonly sentAt: Instant
  readonly sentByName: string
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  readonly acceptedName: string | null
  readonly acceptedAt: Instant | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
  readonly isLate: boolean
  readonly reasons: readonly {
    readonly rule: string
    readonly title: string
    readonly source: string
    readonly standingTitle: string
    readonly because: string | null
  }[]
  readonly sessions: readonly SpecialistSession[] | null
  readonly question: string | null
  readonly nursePlan: string | null
  readonly summary: string | null
  readonly jobAndHazards: string | null
  readonly adjustmentsTried: string | null
}

/** One sent escalation: where it stands, why it was sent, and exactly what was written. */
export function SentEscalation({ sent, mayDecide }: { readonly sent: Sent; readonly mayDecide: boolean }) {
  return (
    <div class="oh-columns">
      <div>
        <SummaryList rows={factsOf(sent)} />
        {mayDecide ? <ButtonLink href={`/escalations/${sent.id}/decide`}>Decide on the withdrawal</ButtonLink> : null}
        {sent.answeredAt ? <ButtonLink href={`/cases/${sent.caseId}/opinion`}>Read the opinion</ButtonLink> : null}
        <h2 class="nhsuk-heading-m">Why it was sent</h2>
        <ReasonList reasons={sent.reasons} />
        <h2 class="nhsuk-heading-m">What the specialist reads</h2>
        {sent.question === null ? (
          <p>Only nurses and physicians of this service read it here.</p>
        ) : (
          <SummaryList rows={textsOf(sent)} />
        )}
      </div>
      <div>
        <h2 class="nhsuk-heading-s">Progress</h2>
        <Progress steps={stepsOf(sent)} />
      </div>
    </div>
  )
}

function factsOf(sent: Sent) {
  return [
    { key: 'Where it is', value: <Tag colour={SENT_COLOURS[sent.state]}>{sent.stateTitle}</Tag> },
    { key: 'Case', value: <a href={`/cases/${sent.caseId}`}>{sent.caseReference}</a> },
    { key: 'About', value: sent.categoryTitle },
    { key: 'How soon', value: <Urgency word={sent.urgency} title={sent.urgencyTitle} /> },
    { key: 'Somebody at risk', value: sent.safetyFlag ? 'Yes' : 'Not marked' },
    { key: 'See the worker', value: sent.seeWorkerTitle },
    ...(hasSessions(sent.sessions) ? [{ key: 'Session', value: <SessionLines sessions={sent.sessions} to="team" /> }] : []),
    { key: 'Called by the pool', value: <span class="oh-number">{sent.pseudonym}</span> },
  ]
}

function textsOf(sent: Sent) {
  return [
    { key: 'Your question', value: <Written text={sent.question} /> },
    { key: 'Your plan', value: <Written text={sent.nursePlan} /> },
    { key: 'Summary', value: <Written text={sent.summary} /> },
    { key: 'Job and hazards', value: <Written text={sent.jobAndHazards} /> },
    { key: 'Adjustments tried', value: <Written text={sent.adjustmentsTried} /> },
  ]
}

function ReasonList({ reasons }: Pick<Sent, 'reasons'>) {
  return (
    <ul class="nhsuk-list oh-reasons">
      {reasons.map(({ title, source, standingTitle, because }) => (
        <li class="oh-reasons__item">
          <strong>{title}</strong> <Tag plain>{standingTitle}</Tag>
          {because ? <span class="oh-written oh-reasons__source">{because}</span> : null}
          <span class="oh-quiet oh-reasons__source">{`Source: ${source}.`}</span>
        </li>
      ))}
    </ul>
  )
}

function stepsOf(sent: Sent) {
  const late = sent.isLate ? ', late' : ''
  const isOver = sent.withdrawnAt !== null && sent.answeredAt === null
  return [
    { text: 'Sent', detail: `${momentInWords(sent.sentAt)}, ${sent.sentByName}`, done: true },
    ...(isOver && !sent.acceptedAt
      ? []
      : [
          sent.acceptedAt
            ? { text: `Accepted by ${sent.acceptedName ?? 'a specialist'}`, detail: momentInWords(sent.acceptedAt), done: true }
            : { text: 'Accepted', detail: `By ${dayInWords(sent.acceptBy)}${late}`, done: false },
        ]),
    ...(isOver
      ? []
      : [
          sent.answeredAt
            ? { text: 'Answered', detail: momentInWords(sent.answeredAt), done: true }
            : { text: 'Answered', detail: `By ${dayInWords(sent.dueOn)}${sent.acceptedAt ? late : ''}`, done: false },
        ]),
    ...(sent.withdrawnAt ? [{ text: 'Consent withdrawn', detail: momentInWords(sent.withdrawnAt), done: true }] : []),
  ]
}
