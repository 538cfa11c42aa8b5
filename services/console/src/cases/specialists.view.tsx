import type { Instant } from '@oh/kernel'
import { SessionLines, type SpecialistSession } from '../escalations/sessions.view.tsx'
import { ButtonLink } from '../layout/button.view.tsx'
import { Card } from '../layout/lists.view.tsx'
import { Tag, type TagColour } from '../layout/messages.view.tsx'
import { momentInWords } from '../layout/words.ts'

export interface EscalationShown {
  readonly id: string
  readonly state: string
  readonly stateTitle: string
  readonly sentAt: Instant
  readonly acceptedName: string | null
  readonly answeredAt: Instant | null
  readonly sessions: readonly SpecialistSession[] | null
}

interface SpecialistsProps {
  readonly caseId: string
  readonly escalations: readonly EscalationShown[]
  readonly mayEscalate: boolean
  /** The reader has a draft of an escalation. */
  readonly isBegun: boolean
}

const COLOURS: Readonly<Record<string, TagColour>> = {
  sent: 'blue',
  offered: 'blue',
  accepted: 'purple',
  answered: 'green',
  'nobody-eligible': 'orange',
  withdrawn: 'grey',
}

/** What has gone to the specialist pool, and the way to it. */
export function Specialists({ caseId, escalations, mayEscalate, isBegun }: SpecialistsProps) {
  if (escalations.length === 0 && !mayEscalate) return null
  return (
    <section aria-labelledby="specialists">
      <h2 class="nhsuk-heading-m" id="specialists">
        Specialist advice
      </h2>
      {escalations.length === 0 ? null : (
        <ul class="nhsuk-list">
          {escalations.map((each) => (
            <Sent escalation={each} />
          ))}
        </ul>
      )}
      {mayEscalate ? <Prompt caseId={caseId} again={escalations.length > 0} isBegun={isBegun} /> : null}
    </section>
  )
}

function Sent({ escalation }: { escalation: EscalationShown }) {
  const { id, state, stateTitle, sentAt, acceptedName, answeredAt, sessions } = escalation
  return (
    <li>
      <a href={`/escalations/${id}`}>Escalation sent {momentInWords(sentAt)}</a>{' '}
      <Tag colour={COLOURS[state] ?? 'grey'}>{stateTitle}</Tag>
      {acceptedName === null ? null : (
        <span class="oh-quiet">
          <br />
          {acceptedName}
          {answeredAt === null ? '' : `, answered ${momentInWords(answeredAt)}`}
        </span>
      )}
      <SessionLines sessions={sessions} to="team" />
    </li>
  )
}

function Prompt({ caseId, again, isBegun }: { caseId: string; again: boolean; isBegun: boolean }) {
  if (isBegun)
    return (
      <Card
        heading="You have begun to escalate this case"
        level={3}
        size="s"
        description="Nothing has been sent. Your answers are kept as a draft that only you can see."
      >
        <ButtonLink href={`/cases/${caseId}/escalate/go-on`}>Go on with the escalation</ButtonLink>
      </Card>
    )
  return (
    <Card
      heading={again ? 'Does it need a specialist again?' : 'Does this case need a specialist?'}
      level={3}
      size="s"
      description="Answer a few questions and see which reasons apply and what would leave the trust. The worker’s name does not go with it."
    >
      <ButtonLink href={`/cases/${caseId}/escalate`}>Escalate to the specialist pool</ButtonLink>
    </Card>
  )
}
