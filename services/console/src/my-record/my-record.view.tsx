import type { Instant, LondonDate } from '@oh/kernel'
import { appointmentDay } from '../cases/appointment-time.ts'
import { APPOINTMENT_COLOURS } from '../cases/appointments.view.tsx'
import { SENT_COLOURS } from '../escalations/sent-words.ts'
import { hasSessions, SessionLines, type SpecialistSession } from '../escalations/sessions.view.tsx'
import { ButtonLink } from '../layout/button.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { InsetText, Tag } from '../layout/messages.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'

export interface MyGate {
  readonly title: string
  readonly givenAt: Instant
  readonly expiresAt: Instant | null
  readonly standing: string
  readonly standingTitle: string
  readonly withdrawnAt: Instant | null
  readonly withdrawalSentence: string | null
  readonly earlierWithdrawal: { readonly at: Instant; readonly sentence: string } | null
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
  readonly sessions: readonly SpecialistSession[] | null
}

export interface MyAppointment {
  readonly id: string
  readonly startsAt: Instant
  readonly minutes: number
  readonly kindTitle: string | null
  readonly state: string
  readonly stateTitle: string
  readonly clinicianName: string | null
  /** None by telephone or video. */
  readonly place: string | null
}

/** What the worker asked for and no case was opened for yet. */
export interface MyReferral {
  readonly id: string
  readonly reason: string | null
  readonly reasonTitle: string | null
  readonly receivedOn: LondonDate
}

export interface MyCase {
  readonly id: string
  readonly reference: string
  readonly stateTitle: string
  readonly receivedOn: LondonDate
  readonly closedOn: LondonDate | null
  readonly gate: MyGate | null
  readonly escalations: readonly MyEscalation[]
  readonly appointments: readonly MyAppointment[]
  /** None while nobody waits for an answer. */
  readonly consentAskedAt: Instant | null
  readonly allowedActions: readonly string[]
}

/** What the worker has asked for, until a nurse has read it and opened a case. */
export function MyReferrals({ referrals }: { readonly referrals: readonly MyReferral[] }) {
  return (
    <>
      {referrals.map(({ id, reason, reasonTitle, receivedOn }) => (
        <section class="oh-panel" aria-labelledby={`referral-${id}`}>
          <h2 class="nhsuk-heading-m" id={`referral-${id}`}>
            You referred yourself
          </h2>
          <SummaryList
            rows={[
              { key: 'Status', value: <Tag colour="blue">Waiting for a nurse to read it</Tag> },
              // that the worker asked stands above already
              ...(reason === 'self-referral' ? [] : [{ key: 'Reason', value: reasonTitle ?? 'Not said' }]),
              { key: 'Received', value: dayInWords(receivedOn) },
            ]}
          />
          <p>Occupational health reads it and then offers you an appointment.</p>
        </section>
      ))}
    </>
  )
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
  const { reference, stateTitle, receivedOn, closedOn, gate, appointments, escalations } = found
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
      <MyAppointments appointments={appointments} />
      {escalations.map((sent) => (
        <MyQuestion sent={sent} />
      ))}
      <MyConsent found={found} gate={gate} />
    </section>
  )
}

function MyAppointments({ appointments }: Pick<MyCase, 'appointments'>) {
  if (appointments.length === 0) return null
  return (
    <>
      <h3 class="nhsuk-heading-s">{appointments.length === 1 ? 'Your appointment' : 'Your appointments'}</h3>
      {appointments.map((appointment) => (
        <SummaryList rows={appointmentRows(appointment)} />
      ))}
    </>
  )
}

function appointmentRows({ startsAt, minutes, kindTitle, state, stateTitle, clinicianName, place }: MyAppointment): SummaryRow[] {
  return [
    { key: 'When', value: <strong>{appointmentDay(startsAt)}</strong> },
    { key: 'How', value: [kindTitle, `${minutes} minutes`].filter(Boolean).join(', ') },
    ...(place === null ? [] : [{ key: 'Where', value: place }]),
    ...(clinicianName === null ? [] : [{ key: 'With', value: clinicianName }]),
    { key: 'Status', value: <Tag colour={APPOINTMENT_COLOURS[state] ?? 'grey'}>{stateTitle}</Tag> },
  ]
}

function MyQuestion({ sent }: { sent: MyEscalation }) {
  const rows: SummaryRow[] = [
    { key: 'Status', value: <Tag colour={SENT_COLOURS[sent.state]}>{sent.stateTitle}</Tag> },
    { key: 'Sent', value: momentInWords(sent.sentAt) },
    { key: 'Who has it', value: whoHasIt(sent) },
    ...(hasSessions(sent.sessions) ? [{ key: 'Session', value: <SessionLines sessions={sent.sessions} to="worker" /> }] : []),
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

function MyConsent({ found, gate }: { found: MyCase; gate: MyGate | null }) {
  const { id, allowedActions, consentAskedAt } = found
  return (
    <>
      <h3 class="nhsuk-heading-s">Sharing with a specialist</h3>
      {consentAskedAt !== null && allowedActions.includes('give-consent') ? (
        <AskedForConsent id={id} askedAt={consentAskedAt} />
      ) : null}
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
        <p>{nothingShared(found)}</p>
      )}
      {gate?.withdrawalSentence ? (
        <InsetText>
          <p>{gate.withdrawalSentence}</p>
        </InsetText>
      ) : null}
      {gate?.earlierWithdrawal ? (
        <InsetText>
          <p>
            Before, on {momentInWords(gate.earlierWithdrawal.at)}: {gate.earlierWithdrawal.sentence}
          </p>
        </InsetText>
      ) : null}
      {allowedActions.includes('withdraw-consent') ? (
        <p>
          <a href={`/my-record/cases/${id}/withdraw`}>Withdraw your consent</a>
        </p>
      ) : null}
    </>
  )
}

function nothingShared({ consentAskedAt }: MyCase): string {
  const soFar = 'You have not given consent, so nothing has gone to a specialist.'
  return consentAskedAt === null ? `${soFar} There is nothing for you to do unless you are asked.` : soFar
}

/** Only whoever was asked is offered to answer. */
function AskedForConsent({ id, askedAt }: { id: string; askedAt: Instant }) {
  return (
    <InsetText>
      <p>
        On {momentInWords(askedAt)} occupational health asked whether a specialist of your region may advise on your case. It is
        your choice. Read first what would be shared, and with whom.
      </p>
      <ButtonLink href={`/my-record/cases/${id}/consent`}>Give your consent</ButtonLink>
    </InsetText>
  )
}

/** The service's words are about "the worker"; here they are read by that person. */
function yourWords(title: string): string {
  return title.replace('The worker has consented', 'You have consented').replace('the worker has been told', 'you have been told')
}
