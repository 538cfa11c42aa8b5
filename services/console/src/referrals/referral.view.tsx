import type { LondonDate } from '@oh/kernel'
import { NoClinicalText } from '../cases/notes.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { InsetText, NotificationBanner, Tag } from '../layout/messages.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { FormNews } from '../layout/sent-form.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { statusOf } from '../sent-form.ts'
import { ReferralStateTag } from './state-tag.view.tsx'
import { type TriageProps, Waiting } from './triage.view.tsx'

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

interface ReferralProps extends TriageProps {
  readonly referral: ReferralShown
  /** The reader works in occupational health; a referrer sees his own words, and how it stands. */
  readonly isOh: boolean
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
