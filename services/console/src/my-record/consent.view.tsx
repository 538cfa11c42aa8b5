import { CONSEQUENCES_FIELD, ConsequenceList, type Consequences, TOLD_FIELD } from '../consents/withdraw.view.tsx'
import { Button } from '../layout/button.view.tsx'
import { Checkboxes } from '../layout/choices.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import type { FormStanding } from '../sent-form.ts'

interface OwnCase {
  readonly id: string
  readonly reference: string
}

/** A worker takes consent back: what it means comes first. */
export function WithdrawMine({
  found,
  consequences,
  standing,
}: {
  readonly found: OwnCase
  readonly consequences: Consequences
  readonly standing: FormStanding
}) {
  return (
    <Column>
      <FormNews standing={standing} about="Your case" />
      <Heading caption={`Case ${found.reference}`}>Withdraw your consent</Heading>
      <p>You may do so at any time, and need give no reason. This is what it means:</p>
      <div class="oh-panel">
        <ConsequenceList consequences={consequences} />
      </div>
      <ChangeForm action={`/my-record/cases/${found.id}/withdraw`} standing={standing}>
        <HiddenFields fields={{ [CONSEQUENCES_FIELD]: consequences.version }} />
        <Checkboxes
          name={TOLD_FIELD}
          label="Before you withdraw"
          size="s"
          heading={2}
          choices={[{ value: 'yes', text: 'I have read what it means' }]}
          error={standing.problems[TOLD_FIELD]}
        />
        <Button variant="warning">Withdraw my consent</Button>
      </ChangeForm>
      <p>
        <a href="/my-record">Keep my consent and go back</a>
      </p>
    </Column>
  )
}

export const AGREE_FIELD = 'agree'
export const WORDING_FIELD = 'wording'

/** A worker gives consent, having read what it is to. */
export function GiveConsent({
  found,
  text,
  standing,
}: {
  readonly found: OwnCase
  readonly text: { readonly version: string; readonly sentences: readonly string[] }
  readonly standing: FormStanding
}) {
  return (
    <Column>
      <FormNews standing={standing} about="Your case" />
      <Heading caption={`Case ${found.reference}`}>Give your consent</Heading>
      <div class="oh-panel">
        {text.sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </div>
      <ChangeForm action={`/my-record/cases/${found.id}/consent`} standing={standing}>
        <HiddenFields fields={{ [WORDING_FIELD]: text.version }} />
        <Checkboxes
          name={AGREE_FIELD}
          label="Do you agree?"
          size="s"
          heading={2}
          hint="It is your choice. If you do not agree, occupational health goes on looking after you without the specialist."
          choices={[{ value: 'yes', text: 'I have read this, and I agree' }]}
          error={standing.problems[AGREE_FIELD]}
        />
        <Button>Give my consent</Button>
      </ChangeForm>
      <p>
        <a href="/my-record">Go back without agreeing</a>
      </p>
    </Column>
  )
}
