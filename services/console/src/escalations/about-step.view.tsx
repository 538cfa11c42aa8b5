import { CATEGORIES, URGENCIES } from '@oh/escalation'
import { Checkboxes, Radios } from '../layout/choices.view.tsx'
import { DateInput } from '../layout/date-input.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { FACTS } from './draft.ts'
import type { CaseInHand } from './preview.ts'
import { StepFrame, type StepProps } from './step-frame.view.tsx'

const WORK = [
  { value: 'case-management', text: 'Case management' },
  { value: 'immunisation', text: 'An immunisation' },
  { value: 'fit-test', text: 'A mask fit test' },
]

/** Step one: how consent stands, what the nurse says about the case, what it is about and how soon. */
export function AboutStep(props: StepProps) {
  const { inHand, draft, standing } = props
  const { problems } = standing
  const { preview } = inHand
  return (
    <StepFrame step="about" {...props}>
      <ConsentNotice inHand={inHand} />
      <FromTheRecord inHand={inHand} />
      {preview.workerIsDoctor ? (
        <Radios
          name="work"
          label="What is the worker here for?"
          size="m"
          heading={2}
          hint="That the worker is a doctor calls for a specialist in case management only."
          choices={WORK}
          value={draft.work}
          error={problems.work}
        />
      ) : null}
      <Checkboxes
        name="facts"
        label="What is true of this case?"
        size="m"
        heading={2}
        hint="Select all that apply. The next page shows which rules they meet."
        choices={FACTS.map(({ id, text }) => ({ value: id, text }))}
        values={draft.facts}
      />
      {preview.absentSince ? (
        <DateInput
          name="back-on"
          id="back-on"
          label="When did the worker come back to work?"
          size="s"
          hint="Leave this empty if the worker is still away. For example, 27 3 2026."
          value={draft.backOn.typed}
          error={problems['back-on-day']}
        />
      ) : null}
      <Radios
        name="category"
        label="What is your question about?"
        size="m"
        heading={2}
        hint="The pool sees this before anybody has accepted. It helps to ask the right specialist."
        choices={CATEGORIES.map(({ id, title }) => ({ value: id, text: title }))}
        value={draft.category}
        error={problems.category}
      />
      <Radios
        name="urgency"
        label="How soon is an answer needed?"
        size="m"
        heading={2}
        choices={URGENCIES.map(({ id, title }) => ({ value: id, text: title, hint: URGENCY_HINTS[id] }))}
        value={draft.urgency}
        error={problems.urgency}
      />
      <Checkboxes
        name="at-risk"
        label="Is anybody at risk?"
        size="m"
        heading={2}
        hint="This does not make the answer quicker. If the worker withdraws consent, a named physician first decides whether the least that is needed must still be shared."
        choices={[{ value: 'yes', text: 'Yes, the worker or somebody else may come to harm' }]}
        values={draft.atRisk ? ['yes'] : []}
      />
    </StepFrame>
  )
}

const URGENCY_HINTS = {
  routine: undefined,
  soon: 'Waiting would make the worker’s return harder',
  urgent: 'Work cannot go on safely without an answer. You may leave out your own plan',
} as const

/** How consent stands: without it this page does not open. */
function ConsentNotice({ inHand: { preview } }: { inHand: CaseInHand }) {
  const { gate } = preview
  if (!gate?.opensThePool) return null
  return (
    <InsetText>
      <p>
        {gate.title}. Recorded on {momentInWords(gate.givenAt)} by {gate.recordedByName}.
        {gate.expiresAt ? ` It holds until ${momentInWords(gate.expiresAt)}.` : ''}
      </p>
    </InsetText>
  )
}

function FromTheRecord({ inHand: { preview } }: { inHand: CaseInHand }) {
  const { workerIsDoctor, absentSince } = preview
  const known = [
    ...(workerIsDoctor ? ['The worker is a doctor.'] : []),
    ...(absentSince ? [`Away from work since ${dayInWords(absentSince)}.`] : []),
  ]
  return known.length > 0 ? <p>{`From the record: ${known.join(' ')}`}</p> : null
}
