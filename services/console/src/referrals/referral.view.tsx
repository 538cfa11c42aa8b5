import type { LondonDate } from '@oh/kernel'
import { NoClinicalText } from '../cases/notes.view.tsx'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { DateInput, type TypedDate } from '../layout/date-input.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { InsetText, NotificationBanner, Tag, type TagColour } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea, TextInput } from '../layout/text-fields.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { type FormStanding, statusOf } from '../sent-form.ts'

export interface ReferralShown {
  readonly id: string
  readonly sourceTitle: string
  readonly reasonTitle: string | null
  readonly words: string | null
  readonly background: string | null
  readonly referredByName: string
  readonly workerTold: boolean
  /** Who told the worker after it came in; none when told before. */
  readonly toldByName: string | null
  readonly toldOn: LondonDate | null
  readonly toldRecordedByName: string | null
  readonly absentSince: LondonDate | null
  readonly receivedOn: LondonDate
  readonly state: string
  readonly stateTitle: string
  readonly sentBackBecause: string | null
  readonly worker: { readonly fullName: string; readonly bornOn: LondonDate | null; readonly staffNumber: string | null }
  readonly assignment: {
    readonly jobTitle: string
    readonly department: string
    readonly employerName: string
    readonly isDoctor: boolean
    /** None from a service that does not record it yet. */
    readonly staffGroupTitle: string | null
  }
  readonly case: { readonly id: string; readonly reference: string; readonly stateTitle: string } | null
}

interface ReferralProps {
  readonly referral: ReferralShown
  /** The reader may accept it or send it back. */
  readonly mayTriage: boolean
  /** The reader works in occupational health; a referrer sees his own words, and how it stands. */
  readonly isOh: boolean
  readonly decision: string
  readonly because: string
  /** Who told the worker and when, as it was typed. */
  readonly told: { readonly by: string; readonly on: TypedDate }
  readonly standing: FormStanding
  readonly notice: string | undefined
}

/** One referral: what it says, what became of it, and for whoever may triage it the decision. */
export function referralPage(props: ReferralProps): PageContent {
  const { referral, isOh, standing, notice } = props
  const list = isOh ? { href: '/referrals', text: 'Referrals' } : { href: '/my-referrals', text: 'My referrals' }
  return {
    title: `Referral of ${referral.worker.fullName}`,
    section: list.href,
    back: list,
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The referral" />
        <Notice notice={notice} />
        <Heading caption="Referral">{referral.worker.fullName}</Heading>
        <Outcome referral={referral} isOh={isOh} />
        <SummaryList rows={factsOf(referral, isOh)} />
        <Words referral={referral} isOh={isOh} />
        {isOh && referral.state === 'received' ? <Waiting {...props} /> : null}
      </Column>
    ),
  }
}

const NOTICES: Readonly<Record<string, string>> = {
  'referral-made': 'The referral is saved and waits for triage',
  'worker-told': 'You recorded that the worker has been told. The referral can now be accepted.',
}

function Notice({ notice = '' }: Pick<ReferralProps, 'notice'>) {
  const text = NOTICES[notice]
  return text === undefined ? null : <NotificationBanner success text={text} />
}

const COLOURS: Readonly<Record<string, TagColour>> = { received: 'blue', accepted: 'green', 'sent-back': 'orange' }

/** The tag of a referral's state. */
export function ReferralStateTag({ state, title }: { readonly state: string; readonly title: string }) {
  return <Tag colour={COLOURS[state] ?? 'grey'}>{title}</Tag>
}

function stateTitleFor({ state, stateTitle }: ReferralShown, isOh: boolean): string {
  return state === 'sent-back' && !isOh ? 'Sent back to you' : stateTitle
}

function factsOf(referral: ReferralShown, isOh: boolean): readonly SummaryRow[] {
  const { worker, assignment, receivedOn, absentSince } = referral
  return [
    { key: 'Status', value: <ReferralStateTag state={referral.state} title={stateTitleFor(referral, isOh)} /> },
    { key: 'Received', value: dayInWords(receivedOn) },
    { key: 'Reason', value: referral.reasonTitle ?? 'Referral' },
    { key: 'Referred by', value: referral.sourceTitle },
    { key: 'Entered by', value: referral.referredByName },
    { key: 'Worker told and shown', value: <Told referral={referral} /> },
    {
      key: 'Job',
      value: (
        <>
          {assignment.jobTitle}, {assignment.department}
          {assignment.isDoctor ? (
            <>
              {' '}
              <Tag colour="yellow">Doctor</Tag>
            </>
          ) : null}
        </>
      ),
    },
    ...(isOh && assignment.staffGroupTitle !== null ? [{ key: 'Staff group', value: assignment.staffGroupTitle }] : []),
    { key: 'Employer', value: assignment.employerName },
    ...(isOh && worker.bornOn !== null ? [{ key: 'Born', value: dayInWords(worker.bornOn) }] : []),
    ...(isOh && worker.staffNumber !== null ? [{ key: 'Staff number', value: worker.staffNumber }] : []),
    ...(absentSince === null ? [] : [{ key: 'Absent since', value: dayInWords(absentSince) }]),
  ]
}

function Told({ referral: { workerTold, toldByName, toldOn, toldRecordedByName } }: { referral: ReferralShown }) {
  if (!workerTold) return <span class="oh-overdue">No</span>
  if (toldByName === null || toldOn === null) return <>Yes</>
  return (
    <>
      {`Yes, by ${toldByName} on ${dayInWords(toldOn)}`}
      {toldRecordedByName === null ? null : (
        <>
          <br />
          <span class="oh-quiet">Recorded by {toldRecordedByName}</span>
        </>
      )}
    </>
  )
}

function Outcome({ referral, isOh }: { referral: ReferralShown; isOh: boolean }) {
  if (referral.sentBackBecause !== null) {
    return (
      <InsetText>
        <p>{isOh ? 'Sent back to the referrer with these words:' : 'Occupational health sent this referral back to you:'}</p>
        <p class="oh-written">{referral.sentBackBecause}</p>
        {isOh ? null : (
          <p>
            Put this right, then <a href="/refer">make a new referral</a>.
          </p>
        )}
      </InsetText>
    )
  }
  if (!referral.case) return null
  return isOh ? (
    <InsetText>
      <p>
        It has become case <a href={`/cases/${referral.case.id}`}>{referral.case.reference}</a>.
      </p>
    </InsetText>
  ) : (
    <InsetText>
      <p>
        Case {referral.case.reference}: {referral.case.stateTitle.toLowerCase()}.
      </p>
    </InsetText>
  )
}

function Words({ referral: { words, background }, isOh }: { referral: ReferralShown; isOh: boolean }) {
  if (words === null) return isOh ? <NoClinicalText /> : null
  return (
    <>
      <h2 class="nhsuk-heading-m">{isOh ? 'What the referral asks' : 'What you asked'}</h2>
      <p class="oh-written">{words}</p>
      {background === null ? null : (
        <>
          <h3 class="nhsuk-heading-s">Background</h3>
          <p class="oh-written">{background}</p>
        </>
      )}
    </>
  )
}

/** What can be done while it waits: first what stands in the way of accepting it, then the decision. */
function Waiting(props: ReferralProps) {
  const { referral, mayTriage } = props
  if (!mayTriage) {
    return (
      <InsetText>
        <p>A nurse or physician of the service accepts this referral or sends it back.</p>
        <ButtonLink href="/referrals" variant="secondary">
          Back to referrals
        </ButtonLink>
      </InsetText>
    )
  }
  return (
    <>
      {referral.workerTold ? null : <TellWorker {...props} />}
      <Triage {...props} />
    </>
  )
}

/** A referral of which the worker knows nothing is not accepted; who has told the worker by now is recorded here. */
function TellWorker({ referral, told, standing }: ReferralProps) {
  const { problems } = standing
  return (
    <section class="oh-panel" aria-labelledby="told">
      <h2 class="nhsuk-heading-m" id="told">
        The worker has not been told
      </h2>
      <p>
        It cannot be accepted until the worker has been told of it and shown these words. When somebody has done so, record it
        here. Otherwise send it back.
      </p>
      <ChangeForm action={`/referrals/${referral.id}/told`} standing={standing} id="worker-told">
        <TextInput
          name="told-by"
          label="Who told the worker?"
          hint="The name of the person, you or somebody else."
          width={20}
          autocomplete="off"
          value={told.by}
          error={problems['told-by']}
        />
        <DateInput
          name="told-on"
          label="On what day?"
          hint="For example, 27 3 2026."
          value={told.on}
          error={problems['told-on-day']}
        />
        <Button variant="secondary">Record that the worker has been told</Button>
      </ChangeForm>
    </section>
  )
}

function Triage({ referral, decision, because, standing }: ReferralProps) {
  const { problems } = standing
  const reply = (
    <Textarea
      name="because"
      label="What should the referrer put right?"
      hint="The referrer reads this. Leave out anything clinical."
      limit={600}
      error={problems.because}
      value={because}
    />
  )
  return (
    <ChangeForm action={`/referrals/${referral.id}`} standing={standing}>
      <Radios
        name="decision"
        label="What do you decide?"
        size="m"
        heading={2}
        error={problems.decision}
        value={decision}
        choices={[
          { value: 'accept', text: 'Accept', hint: 'This opens a case, and the worker can be offered an appointment.' },
          {
            value: 'send-back',
            text: 'Send back to the referrer',
            hint: 'It ends here; the referrer can make a new one.',
            reveal: reply,
          },
        ]}
      />
      <Button>Save decision</Button>
    </ChangeForm>
  )
}
