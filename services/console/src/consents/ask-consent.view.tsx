import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { momentInWords } from '../layout/words.ts'
import type { FormStanding } from '../sent-form.ts'
import type { ConsentMove } from './consent-asked.ts'

export interface CaseToAsk {
  readonly caseId: string
  readonly reference: string
  readonly workerName: string
  /** What the worker reads before answering. */
  readonly sentences: readonly string[]
}

const captionOf = ({ workerName, reference }: CaseToAsk) => `${workerName}, case ${reference}`

/** Before the worker is asked: what the worker will read, and where the answer comes from. */
export function AskConsent({ found, standing }: { readonly found: CaseToAsk; readonly standing: FormStanding }) {
  const { caseId, workerName, sentences } = found
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <Heading caption={captionOf(found)}>Ask the worker for consent</Heading>
      <p>{`${workerName} then finds the question under My record, and answers it there. This is what the worker reads:`}</p>
      <div class="oh-panel">
        <ul class="nhsuk-list nhsuk-list--bullet">
          {sentences.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </div>
      <p>No message is sent. Tell the worker that the question is there.</p>
      <ChangeForm action={`/cases/${caseId}/ask-consent`} standing={standing}>
        <Button>Ask for consent</Button>
      </ChangeForm>
      <p>
        Has the worker told you the answer already? <a href={`/cases/${caseId}/gate`}>Record consent</a> instead.
      </p>
    </Column>
  )
}

/** The worker has been asked, and has not answered yet. */
export function Asked({ found, asked }: { readonly found: CaseToAsk; readonly asked: ConsentMove }) {
  const { caseId, workerName } = found
  return (
    <Column>
      <Heading caption={captionOf(found)}>The worker is asked for consent</Heading>
      <p>{`Asked ${momentInWords(asked.at)} by ${asked.byName}. ${workerName} has not answered yet.`}</p>
      <h2 class="nhsuk-heading-m">What happens next</h2>
      <ol class="nhsuk-list nhsuk-list--number">
        <li>The worker signs in, opens My record, and reads what would be shared. No message is sent, so tell the worker.</li>
        <li>Once consent is given, it stands on this case, and you can escalate.</li>
        <li>If the worker does not agree, nothing goes to the specialists, and the case goes on with you.</li>
      </ol>
      <p>
        When the worker answers you instead, <a href={`/cases/${caseId}/gate`}>record consent</a> yourself.
      </p>
      <ButtonLink href={`/cases/${caseId}`}>Back to the case</ButtonLink>
    </Column>
  )
}
