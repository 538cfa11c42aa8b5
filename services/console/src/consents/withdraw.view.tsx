import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Checkboxes } from '../layout/choices.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import type { FormStanding } from '../sent-form.ts'

/** What the worker is told before withdrawing, as the service keeps the wording. */
export interface Consequences {
  readonly version: string
  readonly sentences: readonly string[]
}

export interface WithdrawalOnCase {
  readonly caseId: string
  readonly reference: string
  readonly workerName: string
  readonly consequences: Consequences
}

/** The field that says the consequences were told, and the one with their version. */
export const TOLD_FIELD = 'told'
export const CONSEQUENCES_FIELD = 'consequences'
export const EVIDENCE_FIELD = 'evidence'

/** What withdrawing means: read before it, by whoever withdraws. */
export function ConsequenceList({ consequences: { sentences } }: { readonly consequences: Consequences }) {
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  )
}

/** A clinician writes down that the worker withdraws: what to say first, then how the worker said so. */
export function WithdrawPage({
  found,
  standing,
  evidence,
}: {
  readonly found: WithdrawalOnCase
  readonly standing: FormStanding
  readonly evidence?: string | undefined
}) {
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <Heading caption={`${found.workerName}, case ${found.reference}`}>The worker withdraws consent</Heading>
      <p>Tell the worker what it means before you record it:</p>
      <div class="oh-panel">
        <ConsequenceList consequences={found.consequences} />
      </div>
      <ChangeForm action={`/cases/${found.caseId}/withdraw`} standing={standing}>
        <HiddenFields fields={{ [CONSEQUENCES_FIELD]: found.consequences.version }} />
        <Checkboxes
          name={TOLD_FIELD}
          label="Has the worker been told?"
          size="s"
          heading={2}
          choices={[{ value: 'yes', text: 'I have told the worker all of this' }]}
          error={standing.problems[TOLD_FIELD]}
        />
        <Textarea
          name={EVIDENCE_FIELD}
          label="How did the worker withdraw?"
          size="s"
          heading={2}
          hint="When, how and to whom. This stays in the trust."
          rows={3}
          limit={1_000}
          value={evidence}
          error={standing.problems[EVIDENCE_FIELD]}
        />
        <Button variant="warning">Withdraw consent for the worker</Button>
      </ChangeForm>
    </Column>
  )
}

/** What came of it, in the words that the worker is to hear. */
export function Withdrawn({
  caption,
  sentence,
  isOwn,
  backHref,
}: {
  readonly caption: string
  readonly sentence: string
  readonly isOwn: boolean
  readonly backHref: string
}) {
  return (
    <Column>
      <Heading caption={caption}>Consent is withdrawn</Heading>
      {isOwn ? null : <p>Tell the worker what came of it:</p>}
      <div class="oh-panel">
        <p>{sentence}</p>
      </div>
      <ButtonLink href={backHref}>{isOwn ? 'Back to my record' : 'Back to the case'}</ButtonLink>
    </Column>
  )
}
