import type { Instant, LondonDate } from '@oh/kernel'
import { SENT_COLOURS } from '../escalations/sent-words.ts'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { Details, InsetText, Tag } from '../layout/messages.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'

export interface MyGate {
  readonly title: string
  readonly givenAt: Instant
  readonly expiresAt: Instant | null
  readonly standing: string
  readonly standingTitle: string
  readonly withdrawnAt: Instant | null
  readonly withdrawalSentence: string | null
}

export interface MyEscalation {
  readonly id: string
  readonly state: string
  readonly stateTitle: string
  readonly sentAt: Instant
  readonly dueOn: LondonDate
  readonly acceptedName: string | null
  readonly acceptedAt: Instant | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
}

export interface MyCase {
  readonly id: string
  readonly reference: string
  readonly stateTitle: string
  readonly receivedOn: LondonDate
  readonly closedOn: LondonDate | null
  readonly gate: MyGate | null
  readonly escalations: readonly MyEscalation[]
  readonly allowedActions: readonly string[]
}

/** The worker's own cases by status and dates, who has them, and consent. */
export function MyCases({ cases }: { readonly cases: readonly MyCase[] }) {
  if (cases.length === 0) return <p>Occupational health has no case about you.</p>
  return (
    <>
      {cases.map((each) => (
        <OneCase found={each} />
      ))}
    </>
  )
}

function OneCase({ found }: { found: MyCase }) {
  const { reference, stateTitle, receivedOn, closedOn, gate, escalations } = found
  return (
    <section class="oh-panel" aria-labelledby={`case-${reference}`}>
      <h2 class="nhsuk-heading-m" id={`case-${reference}`}>
        Case <span class="oh-nowrap">{reference}</span>
      </h2>
      <SummaryList
        rows={[
          { key: 'Status', value: <Tag colour={closedOn ? 'grey' : 'blue'}>{stateTitle}</Tag> },
          { key: 'Referral received', value: dayInWords(receivedOn) },
          ...(closedOn ? [{ key: 'Closed', value: dayInWords(closedOn) }] : []),
        ]}
      />
      {escalations.map((sent) => (
        <MyQuestion sent={sent} />
      ))}
      <MyConsent found={found} gate={gate} />
    </section>
  )
}

function MyQuestion({ sent }: { sent: MyEscalation }) {
  const rows: SummaryRow[] = [
    { key: 'Status', value: <Tag colour={SENT_COLOURS[sent.state]}>{sent.stateTitle}</Tag> },
    { key: 'Sent', value: momentInWords(sent.sentAt) },
    { key: 'Who has it', value: whoHasIt(sent) },
    ...(sent.answeredAt
      ? [{ key: 'Answered', value: momentInWords(sent.answeredAt) }]
      : sent.withdrawnAt
        ? []
        : [{ key: 'Answer expected by', value: dayInWords(sent.dueOn) }]),
    ...(sent.withdrawnAt ? [{ key: 'Withdrawn', value: momentInWords(sent.withdrawnAt) }] : []),
  ]
  return (
    <>
      <h3 class="nhsuk-heading-s">Question to a specialist</h3>
      <SummaryList rows={rows} />
      {sent.answeredAt ? <p>Your occupational health nurse tells you what the specialist advises.</p> : null}
    </>
  )
}

function whoHasIt({ acceptedName, withdrawnAt, answeredAt }: MyEscalation): string {
  if (withdrawnAt && !answeredAt) return 'Nobody any more'
  return acceptedName ?? 'No specialist yet. Until one accepts, nobody sees your name.'
}

function MyConsent({ found: { id, allowedActions }, gate }: { found: MyCase; gate: MyGate | null }) {
  return (
    <>
      <h3 class="nhsuk-heading-s">Sharing with a specialist</h3>
      {gate ? (
        <SummaryList
          rows={[
            { key: 'On record', value: yourWords(gate.title) },
            { key: 'Standing', value: gate.standingTitle },
            { key: 'Since', value: momentInWords(gate.givenAt) },
            ...(gate.expiresAt && !gate.withdrawnAt ? [{ key: 'Until', value: momentInWords(gate.expiresAt) }] : []),
          ]}
        />
      ) : (
        <p>
          You have not given consent, so nothing has gone to a specialist. There is nothing for you to do unless you are asked.
        </p>
      )}
      {gate?.withdrawalSentence ? (
        <InsetText>
          <p>{gate.withdrawalSentence}</p>
        </InsetText>
      ) : null}
      {allowedActions.includes('withdraw-consent') ? (
        <p>
          <a href={`/my-record/cases/${id}/withdraw`}>Withdraw your consent</a>
        </p>
      ) : null}
      {allowedActions.includes('give-consent') ? (
        <Details summary="If occupational health has asked for your consent">
          <p>Your nurse asks you first, and tells you what would be shared and with whom.</p>
          <p>
            <a href={`/my-record/cases/${id}/consent`}>Read it and give your consent</a>
          </p>
        </Details>
      ) : null}
    </>
  )
}

/** The service's words are about "the worker"; here they are read by that person. */
function yourWords(title: string): string {
  return title.replace('The worker has consented', 'You have consented').replace('the worker has been told', 'you have been told')
}
