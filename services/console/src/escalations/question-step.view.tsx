import { ESCALATION_TEXT, type EscalationField } from '@oh/escalation'
import { Checkboxes } from '../layout/choices.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { type FoundWords, seenMark } from './preview.ts'
import { Reasons } from './reasons.view.tsx'
import { StepFrame, type StepProps } from './step-frame.view.tsx'

const HINTS: Readonly<Record<EscalationField, string>> = {
  question: 'Ask one clear question.',
  nursePlan: 'Your own plan, before you hear the specialist’s.',
  summary: 'History, findings and treatment. The specialist cannot see your notes.',
  jobAndHazards: 'What the worker does, and what at work may harm.',
  adjustmentsTried: 'What was tried, for how long, and whether it helped.',
}
const ROWS: Readonly<Record<EscalationField, number>> = {
  question: 4,
  nursePlan: 4,
  summary: 8,
  jobAndHazards: 4,
  adjustmentsTried: 4,
}

/** Step two: the rules that the facts meet, and what the specialist is to read. */
export function QuestionStep(props: StepProps) {
  const { draft, inHand } = props
  const fields = Object.keys(ESCALATION_TEXT) as readonly EscalationField[]
  return (
    <StepFrame step="question" {...props}>
      <Reasons {...props} />
      <PhysicianFirst {...props} />
      <h2 class="nhsuk-heading-m">What the specialist will read</h2>
      <p>
        Write “the worker”, and leave out names, numbers and addresses. Your words are searched for them before anything leaves
        this trust.
      </p>
      {fields.map((field) => (
        <Text field={field} {...props} />
      ))}
      <LookedAt
        found={inHand.preview.warnings.filter(({ stops }) => !stops)}
        seen={draft.seen}
        error={props.standing.problems.seen}
      />
    </StepFrame>
  )
}

function Text({ field, draft, inHand, standing }: StepProps & { field: EscalationField }) {
  const { title, max } = ESCALATION_TEXT[field]
  const isOptional =
    field === 'jobAndHazards' || field === 'adjustmentsTried' || (field === 'nursePlan' && draft.urgency === 'urgent')
  const found = inHand.preview.warnings.filter((each) => each.field === field)
  return (
    <Textarea
      name={field}
      label={isOptional ? `${title} (optional)` : title}
      size="s"
      heading={3}
      hint={
        <>
          {HINTS[field]}
          {found.map((each) => (
            <Found {...each} />
          ))}
        </>
      }
      rows={ROWS[field]}
      limit={max}
      value={draft.texts[field]}
      error={standing.problems[field]}
    />
  )
}

function Found({ title, found, stops }: FoundWords) {
  return (
    <span class="oh-found">
      {stops ? 'Take out: ' : 'Look at: '}
      <strong>{found}</strong>
      {` (${title.charAt(0).toLowerCase()}${title.slice(1)})`}
    </span>
  )
}

/** Words of a shape that may identify somebody: only the nurse can tell whether they do. */
function LookedAt({ found, seen, error }: { found: readonly FoundWords[]; seen: readonly string[]; error: string | undefined }) {
  if (found.length === 0) return null
  return (
    <Checkboxes
      name="seen"
      label="May these words leave the trust?"
      size="m"
      heading={2}
      hint="They may identify somebody. Change the text above, or confirm each one that is harmless."
      choices={found.map((each) => ({
        value: seenMark(each),
        text: `“${each.found}” may leave the trust`,
        hint: `${each.title}, in: ${ESCALATION_TEXT[each.field as EscalationField]?.title ?? each.field}`,
      }))}
      values={seen}
      error={error}
    />
  )
}

/** A doctor among the workers is first a matter for the service's own physician. */
function PhysicianFirst({ inHand: { preview }, draft, standing }: StepProps) {
  const isAsked = preview.workerIsDoctor && preview.inHousePhysician !== 'none-in-post'
  if (!isAsked && standing.problems['physician-asked'] === undefined) return null
  return (
    <Checkboxes
      name="physician-asked"
      label="Your own physician comes first"
      size="m"
      heading={2}
      hint="The worker is a doctor. When that is the only reason, ask the occupational health physician of this service before the pool."
      choices={[{ value: 'yes', text: 'I have asked our own occupational health physician' }]}
      values={draft.physicianAsked ? ['yes'] : []}
      error={standing.problems['physician-asked']}
    />
  )
}
