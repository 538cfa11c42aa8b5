import type { Child } from 'hono/jsx'
import type { Draft } from '../drafts/drafts.ts'
import { Button } from '../layout/button.view.tsx'
import { Form, GO_FIELD } from '../layout/form.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { momentInWords } from '../layout/words.ts'
import type { FormStanding } from '../sent-form.ts'
import { type EscalateDraft, STEPS, type Step } from './draft.ts'
import type { CaseInHand } from './preview.ts'

/** How a step is drawn: what is known, what was answered, and how the form stands. */
export interface StepProps {
  readonly inHand: CaseInHand
  readonly draft: EscalateDraft
  readonly standing: FormStanding
  /** The draft as it was kept; none when nothing has been answered yet. */
  readonly begun: Draft | undefined
}

export const STEP_TITLES: Readonly<Record<Step | 'check', string>> = {
  about: 'Why you need a specialist',
  question: 'Reasons and question',
  wishes: 'What the worker wants',
  check: 'Check what leaves this trust',
}

/** The button that leaves a step for another time. */
export const LATER = 'later'
/** The button that throws away what was begun. */
export const DISCARD = 'discard'

export const escalatePath = ({ id }: Pick<CaseInHand, 'id'>) => `/cases/${id}/escalate`

/** The address of a step: the first is the wizard's own. */
export function stepPath(inHand: Pick<CaseInHand, 'id'>, step: Step | 'check'): string {
  return step === 'about' ? escalatePath(inHand) : `${escalatePath(inHand)}/${step}`
}

/** One step that asks. What the others were answered rests in the draft. */
export function StepFrame({ step, children, ...props }: StepProps & { readonly step: Step; readonly children?: Child }) {
  const { inHand, standing, begun } = props
  const place = STEPS.indexOf(step)
  const previous = STEPS[place - 1]
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <StepHeading inHand={inHand} step={step} />
      <ChangeForm action={stepPath(inHand, step)} standing={standing} draft>
        {children}
        <div class="nhsuk-button-group">
          <Button name={GO_FIELD} value="next">
            Continue
          </Button>
          {previous ? (
            <Button name={GO_FIELD} value={previous} variant="secondary">
              Back
            </Button>
          ) : null}
          <Button name={GO_FIELD} value={LATER} variant="secondary">
            Save and finish later
          </Button>
        </div>
      </ChangeForm>
      {begun ? <StartAgain inHand={inHand} begun={begun} /> : null}
    </Column>
  )
}

/** What was begun is the nurse's own, and hers to throw away. */
function StartAgain({ inHand, begun }: { inHand: CaseInHand; begun: Draft }) {
  return (
    <Details summary="Your answers so far are kept as a draft">
      <p>
        {`Only you can see them. They are kept until ${momentInWords(begun.expiresAt)}, and a day longer each time you go on.`}
      </p>
      <Form action={escalatePath(inHand)}>
        <Button name={GO_FIELD} value={DISCARD} variant="secondary" small>
          Throw the draft away
        </Button>
      </Form>
    </Details>
  )
}

export function StepHeading({ inHand, step }: { readonly inHand: CaseInHand; readonly step: Step | 'check' }) {
  const number = step === 'check' ? STEPS.length + 1 : STEPS.indexOf(step) + 1
  return (
    <Heading
      caption={
        <>
          {`${inHand.workerName}, case `}
          <span class="oh-nowrap">{inHand.reference}</span>
          {`. Step ${number} of ${STEPS.length + 1}`}
        </>
      }
    >
      {STEP_TITLES[step]}
    </Heading>
  )
}
