import type { Child } from 'hono/jsx'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { ErrorSummary, InsetText } from '../layout/messages.view.tsx'
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

/** The way back to a referral that was begun and not sent. */
export function Begun({ href }: { readonly href: string | undefined }) {
  if (href === undefined) return null
  return (
    <InsetText>
      <p>
        You have begun a referral and not sent it. <a href={href}>Go on with it</a>, or begin a new one here, which takes its
        place.
      </p>
    </InsetText>
  )
}

/** One page of the questions: all other answers travel unseen, so that two open pages never mix. The way back is a button too, so that nothing typed is lost. */
export function JourneyForm({ at, shown, onward = 'Continue', before, children }: JourneyFormProps) {
  const { base, answers, standing, back, seen, begun } = shown
  return (
    <Column>
      <ErrorSummary problems={standing.problems} />
      <Begun href={begun} />
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
