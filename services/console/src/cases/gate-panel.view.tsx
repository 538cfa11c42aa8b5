import type { Instant } from '@oh/kernel'
import type { ConsentMove } from '../consents/consent-asked.ts'
import { ButtonLink } from '../layout/button.view.tsx'
import { Tag } from '../layout/messages.view.tsx'
import { momentInWords } from '../layout/words.ts'

export interface GateShown {
  readonly title: string
  readonly givenAt: Instant
  readonly recordedByName: string
  readonly standing: string
  readonly standingTitle: string
  readonly expiresAt: Instant | null
  readonly opensThePool: boolean
  readonly closedBecause: readonly { readonly sentence: string }[]
  readonly withdrawalSentence: string | null
  readonly earlierWithdrawal: { readonly at: Instant; readonly sentence: string } | null
  /** None when there is no consent to withdraw. */
  readonly consequences: { readonly version: string } | null
}

interface GatePanelProps {
  readonly caseId: string
  readonly gate: GateShown | null
  /** The worker was asked, and nobody has answered. */
  readonly asked: ConsentMove | undefined
  readonly mayRecord: boolean
}

/** Why clinical words of this case may leave the service, or why not. */
export function GatePanel({ caseId, gate, asked, mayRecord }: GatePanelProps) {
  return (
    <section aria-labelledby="gate">
      <h2 class="nhsuk-heading-m" id="gate">
        Consent and confidentiality
      </h2>
      {gate ? <Standing gate={gate} /> : <p>Nothing is recorded. Until it is, this case cannot go to a specialist.</p>}
      {asked ? (
        <p>
          {`The worker was asked for consent ${momentInWords(asked.at)} by ${asked.byName}, and has not answered yet. `}
          <a href={`/cases/${caseId}/ask-consent`}>What happens next</a>
        </p>
      ) : null}
      {mayRecord ? (
        <div class="nhsuk-button-group">
          {gate?.standing === 'live' || asked ? null : (
            <ButtonLink href={`/cases/${caseId}/ask-consent`} variant="secondary">
              Ask the worker for consent
            </ButtonLink>
          )}
          <ButtonLink href={`/cases/${caseId}/gate`} variant="secondary">
            {gate ? 'Record again' : 'Record consent'}
          </ButtonLink>
          {gate?.consequences ? <a href={`/cases/${caseId}/withdraw`}>Record that the worker withdraws consent</a> : null}
        </div>
      ) : null}
    </section>
  )
}

function Standing({ gate }: { gate: GateShown }) {
  const { title, givenAt, recordedByName, standing, standingTitle, expiresAt, opensThePool, closedBecause } = gate
  return (
    <>
      <p>
        {title} <Tag colour={standing === 'live' ? 'green' : 'orange'}>{standingTitle}</Tag>
        <br />
        <span class="oh-quiet">
          Recorded {momentInWords(givenAt)} by {recordedByName}
          {expiresAt === null ? '' : `. Ends ${momentInWords(expiresAt)}`}
        </span>
      </p>
      {opensThePool ? <p>This case may go to the regional specialists.</p> : null}
      {closedBecause.length === 0 ? null : (
        <>
          <p>This case cannot go to the regional specialists:</p>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {closedBecause.map(({ sentence }) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {gate.withdrawalSentence === null ? null : <p>{gate.withdrawalSentence}</p>}
      {gate.earlierWithdrawal ? (
        <p>
          Before, on {momentInWords(gate.earlierWithdrawal.at)}: {gate.earlierWithdrawal.sentence}
        </p>
      ) : null}
    </>
  )
}
