import type { Child } from 'hono/jsx'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { ErrorSummary } from '../layout/messages.view.tsx'
import { Column } from '../layout/page.view.tsx'
import { KEY_FIELD, WHOLE_FORM } from '../sent-form.ts'
import type { JourneyPage } from './journey-facts.ts'
import { carriedPast, type StepId } from './steps.ts'

interface JourneyFormProps {
  readonly at: StepId | 'check'
  readonly shown: JourneyPage
  /** Words of the button that goes on. */
  readonly onward?: string
  /** Stands above the form. */
  readonly before?: Child
  readonly children?: Child
}

/** One page of the questions: all other answers travel unseen. The way back is a button too, so that nothing typed is lost. */
export function JourneyForm({ at, shown, onward = 'Continue', before, children }: JourneyFormProps) {
  const { base, answers, standing, back, seen } = shown
  return (
    <Column>
      <ErrorSummary problems={standing.problems} />
      {before}
      <div id={WHOLE_FORM}>
        <Form action={`${base}/${at}`}>
          <HiddenFields fields={{ ...carriedPast(at, answers), [KEY_FIELD]: standing.keys.key, ...(seen && { seen: 'yes' }) }} />
          {children}
          <Button>{onward}</Button>
          {/* after the button that goes on, which the Enter key presses */}
          {back === undefined ? null : (
            <p>
              <button class="nhsuk-back-link" type="submit" name="go" value={back}>
                Back
              </button>
            </p>
          )}
        </Form>
      </div>
    </Column>
  )
}
