import type { PageContent } from '../layout/page.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import type { Reason } from './draft-problems.ts'
import type { CaseInHand } from './preview.ts'

/** The case is closed, with the specialists already, or has an opinion to act on: no form could help. */
export function cannotEscalate({ id, reference, workerName }: CaseInHand, against: readonly Reason[]): PageContent {
  const hasOpinion = against.some(({ word }) => word === 'opinion-not-acted-on')
  return {
    title: 'This case cannot be sent to a specialist now',
    section: '/worklist',
    back: { href: `/cases/${id}`, text: 'Back to the case' },
    body: (
      <Column>
        <Heading caption={`${workerName}, case ${reference}`}>This case cannot be sent to a specialist now</Heading>
        {against.map(({ sentence }) => (
          <p>{sentence}</p>
        ))}
        <p>{hasOpinion ? <a href={`/cases/${id}/opinion`}>Read the opinion</a> : <a href={`/cases/${id}`}>Go to the case</a>}</p>
      </Column>
    ),
  }
}
