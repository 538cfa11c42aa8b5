import { ButtonLink } from '../layout/button.view.tsx'
import type { PageContent } from '../layout/page.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import type { Reason } from './draft-problems.ts'
import { AT_THE_GATE } from './obstacles.view.tsx'
import type { CaseInHand } from './preview.ts'

/**
 * The case is closed, with the specialists already, has an opinion to act on, or has no live consent: no form could help,
 * so none is shown. `isBegun`: a draft waits for the day on which it can go on.
 */
export function cannotEscalate(inHand: CaseInHand, against: readonly Reason[], isBegun: boolean): PageContent {
  const { id, reference, workerName } = inHand
  const needsGate = against.every(({ word }) => AT_THE_GATE.includes(word))
  const title = needsGate ? 'Ask the worker first' : 'This case cannot be sent to a specialist now'
  return {
    title,
    section: '/worklist',
    back: { href: `/cases/${id}`, text: 'Back to the case' },
    body: (
      <Column>
        <Heading caption={`${workerName}, case ${reference}`}>{title}</Heading>
        {against.map(({ sentence }) => (
          <p>{sentence}</p>
        ))}
        {needsGate ? <AskFirst inHand={inHand} /> : <WayOn id={id} against={against} />}
        {isBegun ? <p>What you have written so far is kept as your draft, and comes back when you go on.</p> : null}
      </Column>
    ),
  }
}

function AskFirst({ inHand: { id, poolName, preview } }: { inHand: CaseInHand }) {
  // what is in force and opens nothing outside is put right by recording anew, not by asking
  const mayAsk = preview.gate?.standing !== 'live'
  return (
    <>
      <p>{`Nothing about this worker may go to the specialists of ${poolName} before that.`}</p>
      <ol class="nhsuk-list nhsuk-list--number">
        <li>
          Ask the worker, here or when you speak. The words that say what would be shared, and with whom, are on the next page.
        </li>
        <li>
          If you ask here, the worker answers under My record. If the worker tells you, or there is another lawful reason, record
          it yourself.
        </li>
        <li>Then come back to the case and escalate.</li>
      </ol>
      <div class="nhsuk-button-group">
        {mayAsk ? <ButtonLink href={`/cases/${id}/ask-consent`}>Ask the worker for consent</ButtonLink> : null}
        <ButtonLink href={`/cases/${id}/gate`} variant={mayAsk ? 'secondary' : undefined}>
          Record consent
        </ButtonLink>
      </div>
    </>
  )
}

function WayOn({ id, against }: { id: string; against: readonly Reason[] }) {
  const hasOpinion = against.some(({ word }) => word === 'opinion-not-acted-on')
  return <p>{hasOpinion ? <a href={`/cases/${id}/opinion`}>Read the opinion</a> : <a href={`/cases/${id}`}>Go to the case</a>}</p>
}
