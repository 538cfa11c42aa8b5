import { CASE_OUTCOMES } from '@oh/casework'
import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { DateInput, type TypedDate } from '../layout/date-input.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { type FormStanding, statusOf } from '../sent-form.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

interface CloseProps {
  readonly found: CaseForForm
  readonly outcome: string
  readonly reviewOn: TypedDate
  readonly standing: FormStanding
}

/** Ends a case with one outcome of the list; an outcome for a time asks when it is looked at again. */
export function closeCase({ found, outcome, reviewOn, standing }: CloseProps): PageContent {
  const { problems } = standing
  return {
    title: 'Close this case',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Close this case</Heading>
        <p>A closed case is not opened again. If the worker needs you later, a new referral opens a new case.</p>
        <ChangeForm action={`/cases/${found.id}/close`} standing={standing}>
          <Radios
            name="outcome"
            label="What is the outcome?"
            size="m"
            hint="An outcome about fitness for work needs an attended appointment or a specialist opinion."
            error={problems.outcome}
            value={outcome}
            choices={CASE_OUTCOMES.map(({ id, title, needsReviewDate }) => ({
              value: id,
              text: title,
              ...(needsReviewDate && {
                reveal: (
                  <DateInput
                    name="review"
                    label="When will fitness for work be looked at again?"
                    hint="For example, 15 3 2027"
                    error={problems.review}
                    value={reviewOn}
                  />
                ),
              }),
            }))}
          />
          <Button>Close the case</Button>
        </ChangeForm>
      </Column>
    ),
  }
}
