import type { LondonDate } from '@oh/kernel'
import type { Child } from 'hono/jsx'
import { type ConsentMove, consentAsked } from '../consents/consent-asked.ts'
import { ButtonLink } from '../layout/button.view.tsx'
import { Progress, SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { NotificationBanner, Tag } from '../layout/messages.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { type AppointmentShown, Appointments } from './appointments.view.tsx'
import { type ClockShown, Deadlines } from './deadlines.view.tsx'
import { nextDue } from './due.ts'
import { GatePanel, type GateShown } from './gate-panel.view.tsx'
import { NoClinicalText, Notes, type NotesShown } from './notes.view.tsx'
import { type EscalationShown, Specialists } from './specialists.view.tsx'
import { CaseStateTag, DueWords } from './state-tag.view.tsx'
import { type EndedTask, EndedTasks, type TaskShown, Tasks } from './tasks.view.tsx'

export interface CaseShown {
  readonly id: string
  readonly reference: string
  readonly state: string
  readonly stateTitle: string
  readonly worker: { readonly fullName: string; readonly bornOn: LondonDate | null; readonly staffNumber: string | null }
  readonly assignment: {
    readonly jobTitle: string
    readonly department: string
    readonly employerName: string
    readonly isDoctor: boolean
    /** None from a service that does not record it yet. */
    readonly staffGroupTitle: string | null
  }
  readonly referral: {
    readonly id: string
    readonly sourceTitle: string
    readonly reasonTitle: string | null
    readonly words: string | null
    readonly background: string | null
    readonly referredByName: string
  }
  readonly openedOn: LondonDate
  readonly receivedOn: LondonDate
  readonly closedOn: LondonDate | null
  readonly absentSince: LondonDate | null
  readonly isComplex: boolean
  /** Null from a service that does not say why yet. */
  readonly complexBecause: readonly string[] | null
  readonly outcomeTitle: string | null
  readonly reviewOn: LondonDate | null
  readonly deadlines: readonly ClockShown[]
  readonly appointments: readonly AppointmentShown[]
  readonly bookedAppointment: { readonly id: string } | null
  readonly moves: readonly (ConsentMove & { readonly title: string })[]
  readonly openTasks: readonly TaskShown[]
  readonly endedTasks: readonly EndedTask[]
  readonly allowedActions: readonly string[]
  readonly gate: GateShown | null
  readonly escalations: readonly EscalationShown[]
}

interface CasePageProps {
  readonly found: CaseShown
  /** Null where the reader's role has no clinical notes. */
  readonly notes: NotesShown | null
  readonly notice: string | undefined
  /** What the reader has begun on this case and not sent. */
  readonly begun: { readonly note: boolean; readonly escalation: boolean }
}

/** What the case page says after something was done to the case. */
export const CASE_NOTICES: Readonly<Record<string, string>> = {
  'referral-accepted': 'You accepted the referral and this case is open',
  'appointment-booked': 'The appointment is booked',
  'appointment-cancelled': 'The appointment is cancelled',
  attended: 'You recorded that the worker attended',
  'did-not-attend': 'You recorded that the worker did not attend',
  'report-ready': 'You recorded that the report is ready for the worker to read',
  'note-written': 'Your note is saved',
  'draft-kept': 'Your draft is kept for 24 hours. Only you can see it.',
  'draft-dropped': 'The draft is thrown away',
  'note-amended': 'The note is amended',
  'case-closed': 'The case is closed',
  'staff-group-set': 'The staff group is changed',
  'gate-recorded': 'The reason why this case may be shared is recorded',
  'case-escalated': 'The case is on its way to the specialist pool',
  'opinion-acted-on': 'You recorded what was done about the opinion',
  'consent-withdrawn': 'The consent is withdrawn',
  'task-finished': 'The task is done',
  'withdrawal-decided': 'The decision on the withdrawal is recorded',
}

/** Everything about one case that the reader may see, and what he may do to it. */
export function casePage({ found, notes, notice, begun }: CasePageProps): PageContent {
  const { reference, worker, allowedActions } = found
  const may = (action: string) => allowedActions.includes(action)
  const told = notice === undefined ? undefined : CASE_NOTICES[notice]
  return {
    title: `${worker.fullName}, case ${reference}`,
    section: '/worklist',
    back: { href: '/worklist', text: 'Worklist' },
    wide: true,
    body: (
      <>
        {told === undefined ? null : <NotificationBanner success text={told} />}
        <Heading caption={`Case ${reference}`}>{worker.fullName}</Heading>
        <div class="oh-columns">
          <div>
            <Tasks found={found} mayFinish={may('write-note')} />
            <SummaryList rows={factsOf(found)} />
            {notes === null ? <NoClinicalText /> : null}
            <Words found={found} />
            <Notes caseId={found.id} notes={notes} mayWrite={may('write-note')} isBegun={begun.note} />
            <Appointments found={found} />
            {/* what is closed to this reader does not pass for nothing on record */}
            {notes === null ? null : (
              <GatePanel caseId={found.id} gate={found.gate} asked={consentAsked(found.moves)} mayRecord={may('record-gate')} />
            )}
            <Specialists
              caseId={found.id}
              escalations={found.escalations}
              mayEscalate={may('escalate-case')}
              isBegun={begun.escalation}
            />
            <Deadlines deadlines={found.deadlines} />
            <Closing found={found} mayClose={may('close-case')} />
          </div>
          <aside aria-labelledby="history">
            <h2 class="nhsuk-heading-m" id="history">
              What has happened
            </h2>
            <History moves={found.moves} />
            <EndedTasks tasks={found.endedTasks} />
          </aside>
        </div>
      </>
    ),
  }
}

function factsOf(found: CaseShown): readonly SummaryRow[] {
  const { worker, assignment, referral } = found
  const due = nextDue(found.deadlines)
  const optional = (key: string, value: Child | null): readonly SummaryRow[] => (value === null ? [] : [{ key, value }])
  return [
    { key: 'Status', value: <CaseStateTag state={found.state} title={found.stateTitle} /> },
    ...optional('Complexity', found.isComplex ? <Complex because={found.complexBecause ?? []} /> : null),
    ...optional('Outcome', found.outcomeTitle),
    ...optional('Closed', found.closedOn && dayInWords(found.closedOn)),
    ...optional('Review', found.reviewOn && dayInWords(found.reviewOn)),
    ...optional('Next due', due ? <NextDue due={due} /> : null),
    { key: 'Job', value: <Job {...assignment} /> },
    ...staffGroup(found),
    { key: 'Employer', value: assignment.employerName },
    ...optional('Born', worker.bornOn && dayInWords(worker.bornOn)),
    ...optional('Staff number', worker.staffNumber),
    { key: 'Reason', value: referral.reasonTitle ?? 'Referral' },
    { key: 'Referred by', value: referral.sourceTitle },
    { key: 'Entered by', value: referral.referredByName },
    { key: 'Received', value: dayInWords(found.receivedOn) },
    ...optional('Absent since', found.absentSince && dayInWords(found.absentSince)),
  ]
}

/** Whoever may put it right has the way beside it. */
function staffGroup({ id, assignment: { staffGroupTitle }, allowedActions }: CaseShown): readonly SummaryRow[] {
  if (staffGroupTitle === null) return []
  const change = { href: `/cases/${id}/staff-group`, of: 'staff group' }
  return [{ key: 'Staff group', value: staffGroupTitle, ...(allowedActions.includes('set-staff-group') && { change }) }]
}

function NextDue({ due }: { due: ClockShown }) {
  return (
    <>
      {due.title}: <DueWords due={due} /> <span class="oh-quiet">({dayInWords(due.dueOn)})</span>
    </>
  )
}

function Job({ jobTitle, department, isDoctor }: CaseShown['assignment']) {
  return (
    <>
      {jobTitle}, {department}
      {isDoctor ? (
        <>
          {' '}
          <Tag colour="yellow">Doctor</Tag>
        </>
      ) : null}
    </>
  )
}

/** The tag of the worklist, and the rules it stands for; where none fires, the specialists have the case or had it. */
function Complex({ because }: { because: readonly string[] }) {
  return (
    <>
      <Tag colour="yellow">Complex</Tag>
      <ul class="nhsuk-list nhsuk-u-margin-top-2 nhsuk-u-margin-bottom-0">
        {(because.length > 0 ? because : ['It is or was with the specialists']).map((title) => (
          <li>{title}</li>
        ))}
      </ul>
    </>
  )
}

function Words({ found: { referral } }: { found: CaseShown }) {
  if (referral.words === null) return null
  return (
    <section aria-labelledby="referral">
      <h2 class="nhsuk-heading-m" id="referral">
        What the referral asks
      </h2>
      <p class="oh-written">{referral.words}</p>
      {referral.background === null ? null : (
        <>
          <h3 class="nhsuk-heading-s">Background</h3>
          <p class="oh-written">{referral.background}</p>
        </>
      )}
    </section>
  )
}

function History({ moves }: Pick<CaseShown, 'moves'>) {
  if (moves.length === 0) return <p class="oh-quiet">Nothing yet.</p>
  return (
    <Progress
      steps={moves.toReversed().map(({ title, at, byName }) => ({
        text: title,
        detail: `${momentInWords(at)}, ${byName}`,
        done: true,
      }))}
    />
  )
}

function Closing({ found, mayClose }: { found: CaseShown; mayClose: boolean }) {
  if (!mayClose) return null
  return (
    <section aria-labelledby="close">
      <h2 class="nhsuk-heading-m" id="close">
        Close the case
      </h2>
      <p>When nothing more is to be done, record the outcome. A closed case is not opened again.</p>
      <ButtonLink href={`/cases/${found.id}/close`} variant="secondary">
        Close this case
      </ButtonLink>
    </section>
  )
}
