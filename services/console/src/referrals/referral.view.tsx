import type { LondonDate } from '@oh/kernel'
import { NoClinicalText } from '../cases/notes.view.tsx'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { InsetText, NotificationBanner, Tag, type TagColour } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { type FormStanding, statusOf } from '../sent-form.ts'

export interface ReferralShown {
  readonly id: string
  readonly sourceTitle: string
  readonly reasonTitle: string
  readonly words: string | null
  readonly background: string | null
  readonly referredByName: string
  readonly workerTold: boolean
  readonly absentSince: LondonDate | null
  readonly receivedOn: LondonDate
  readonly state: string
  readonly stateTitle: string
  readonly sentBackBecause: string | null
  readonly worker: { readonly fullName: string; readonly bornOn: LondonDate; readonly staffNumber: string }
  readonly assignment: {
    readonly jobTitle: string
    readonly department: string
    readonly employerName: string
    readonly isDoctor: boolean
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
        {notice === 'referral-made' ? <NotificationBanner success text="The referral is saved and waits for triage" /> : null}
        <Heading caption="Referral">{referral.worker.fullName}</Heading>
        <Outcome referral={referral} isOh={isOh} />
        <SummaryList rows={factsOf(referral, isOh)} />
        <Words referral={referral} isOh={isOh} />
        {isOh && referral.state === 'received' ? <Triage {...props} /> : null}
      </Column>
    ),
  }
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
    { key: 'Reason', value: referral.reasonTitle },
    { key: 'Referred by', value: referral.sourceTitle },
    { key: 'Entered by', value: referral.referredByName },
    { key: 'Worker told and shown', value: referral.workerTold ? 'Yes' : <span class="oh-overdue">No</span> },
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
    { key: 'Employer', value: assignment.employerName },
    ...(isOh
      ? [
          { key: 'Born', value: dayInWords(worker.bornOn) },
          { key: 'Staff number', value: worker.staffNumber },
        ]
      : []),
    ...(absentSince === null ? [] : [{ key: 'Absent since', value: dayInWords(absentSince) }]),
  ]
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

function Triage({ referral, mayTriage, decision, because, standing }: ReferralProps) {
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
