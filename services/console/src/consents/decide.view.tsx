import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { WarningCallout } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import type { SharingGrounds } from './gate-form.ts'
import { SeniorDiscussion, WorkerTold } from './grounds.view.tsx'

export interface DecisionDraft extends SharingGrounds {
  readonly decision: string
  readonly rationale: string
}

export interface HeldWithdrawal {
  readonly escalationId: string
  readonly reference: string
  readonly workerName: string
}

/** A named physician decides whether the least that is needed must still be shared after a withdrawal. */
export function DecidePage({
  found,
  draft,
  standing,
}: {
  readonly found: HeldWithdrawal
  readonly draft: DecisionDraft
  readonly standing: FormStanding
}) {
  const { problems } = standing
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <Heading caption={`${found.workerName}, case ${found.reference}`}>Decide on the withdrawal</Heading>
      <WarningCallout heading="Somebody may be at risk" level={2}>
        <p>The worker has withdrawn consent, and ordinary use has stopped. The nurse had marked that somebody may be at risk.</p>
        <p>
          Anything that was sent stays closed, whatever you decide. To share the least that is needed, the case is sent with only
          that.
        </p>
      </WarningCallout>
      <ChangeForm action={`/escalations/${found.escalationId}/decide`} standing={standing}>
        <Radios
          name="decision"
          label="What do you decide?"
          size="m"
          heading={2}
          choices={[
            { value: 'abide', text: 'Nothing more is shared' },
            {
              value: 'disclose-minimum',
              text: 'The least that is needed must be shared in the public interest',
              reveal: <SeniorDiscussion grounds={draft} problems={problems} />,
            },
          ]}
          value={draft.decision}
          error={problems.decision}
        />
        <Textarea
          name="rationale"
          label="Your reasons"
          size="s"
          heading={2}
          hint="They stay on the worker’s record, and the worker can ask to see them."
          limit={1_000}
          value={draft.rationale}
          error={problems.rationale}
        />
        <WorkerTold grounds={draft} problems={problems} />
        <Button>Record the decision</Button>
      </ChangeForm>
    </Column>
  )
}
