import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import { KEY_FIELD } from '../sent-form.ts'

/** As much of the worker as a specialist needs to know whether a conflict must be declared. */
export interface IdentityCard {
  readonly fullName: string
  readonly employerName: string
  readonly jobTitle: string
}

/** What counts as a conflict, each a bar however small it seems. */
const HARD_GROUNDS = [
  'You manage the worker, or the worker manages you.',
  'You treat the worker as a doctor, or have done so.',
  'You are related, close friends, or in any other close relationship.',
]

export function identityRows(card: IdentityCard): SummaryRow[] {
  return [
    { key: 'Name', value: <strong>{card.fullName}</strong> },
    { key: 'Post', value: card.jobTitle },
    { key: 'Employer', value: card.employerName },
  ]
}

export const CONFLICT_FIELD = 'conflict'

/** Step one: who it is, and whether the specialist may answer. The content opens only after this. */
export function Declaration({
  action,
  card,
  isSupervised,
  standing,
}: {
  readonly action: string
  readonly card: IdentityCard
  /** The reader supervises the trainee who has accepted it. */
  readonly isSupervised: boolean
  readonly standing: FormStanding
}) {
  return (
    <>
      {isSupervised ? (
        <p>A trainee under your supervision has accepted it. Before you read anything of it, say the same as the trainee has.</p>
      ) : null}
      <SummaryList rows={identityRows(card)} />
      <h2 class="nhsuk-heading-m">Do you have a conflict of interest?</h2>
      <p>You have one if any of these is true:</p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {HARD_GROUNDS.map((ground) => (
          <li>{ground}</li>
        ))}
      </ul>
      <p>To have the same employer is no conflict. The pool has already left out every specialist of the worker’s department.</p>
      <ChangeForm action={action} standing={standing}>
        <Radios
          name={CONFLICT_FIELD}
          label="Your declaration"
          size="s"
          choices={[
            { value: 'no', text: 'I have no conflict', hint: 'The question and the summary open.' },
            {
              value: 'yes',
              text: 'I have a conflict',
              hint: 'This closes to you for good, and the pool looks for another specialist. You keep nothing.',
            },
          ]}
          error={standing.problems[CONFLICT_FIELD]}
        />
        <Button>Continue</Button>
      </ChangeForm>
    </>
  )
}

/** A conflict may come to light once the content is read. */
export function LateConflict({ action, keys }: { readonly action: string; readonly keys: FormStanding['keys'] }) {
  return (
    <Details summary="You find that you have a conflict of interest">
      <p>
        Declare it now. This closes to you for good, what you have written here is not kept, and the pool looks for another
        specialist.
      </p>
      <Form action={action}>
        <HiddenFields fields={{ [KEY_FIELD]: keys.key, [CONFLICT_FIELD]: 'yes' }} />
        <Button variant="warning" small>
          I have a conflict
        </Button>
      </Form>
    </Details>
  )
}
