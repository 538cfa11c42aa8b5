import type { Child } from 'hono/jsx'
import { Button } from '../layout/button.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import { carriedFields, type EscalateDraft, STEPS, type Step } from './draft.ts'
import type { CaseInHand } from './preview.ts'

/** How a step is drawn: what is known, what was answered, and how the form stands. */
export interface StepProps {
  readonly inHand: CaseInHand
  readonly draft: EscalateDraft
  readonly standing: FormStanding
}

export const STEP_TITLES: Readonly<Record<Step | 'check', string>> = {
  about: 'Why you need a specialist',
  question: 'Reasons and question',
  wishes: 'What the worker wants',
  check: 'Check what leaves this trust',
}

/** The button field that says where a step leads, and the one that says which step was filled in. */
export const GO_FIELD = 'go'
export const STEP_FIELD = 'step'

export const escalatePath = ({ id }: Pick<CaseInHand, 'id'>) => `/cases/${id}/escalate`
export const checkPath = (inHand: Pick<CaseInHand, 'id'>) => `${escalatePath(inHand)}/check`

/** One step that asks: the answers of the others travel along unseen. */
export function StepFrame({ step, children, ...props }: StepProps & { readonly step: Step; readonly children?: Child }) {
  const { inHand, draft, standing } = props
  const place = STEPS.indexOf(step)
  const previous = STEPS[place - 1]
  const isLast = place === STEPS.length - 1
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <StepHeading inHand={inHand} step={step} />
      <ChangeForm action={isLast ? checkPath(inHand) : escalatePath(inHand)} standing={standing}>
        <HiddenFields fields={{ ...carriedFields(draft, step), [STEP_FIELD]: step }} />
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
        </div>
      </ChangeForm>
    </Column>
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
