import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { DateInput, type TypedDate } from '../layout/date-input.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Textarea, TextInput } from '../layout/text-fields.view.tsx'
import type { FormStanding } from '../sent-form.ts'

export interface TriageProps {
  readonly referral: { readonly id: string; readonly workerTold: boolean }
  /** The reader may accept it or send it back. */
  readonly mayTriage: boolean
  readonly decision: string
  readonly because: string
  /** Who told the worker and when, as it was typed. */
  readonly told: { readonly by: string; readonly on: TypedDate }
  readonly standing: FormStanding
}

/** What can be done while it waits: first what stands in the way of accepting it, then the decision. */
export function Waiting(props: TriageProps) {
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
function TellWorker({ referral, told, standing }: TriageProps) {
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

function Triage({ referral, decision, because, standing }: TriageProps) {
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
