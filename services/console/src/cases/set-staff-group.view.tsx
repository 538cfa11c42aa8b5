import { Button } from '../layout/button.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { StaffGroupRadios } from '../layout/staff-group.view.tsx'
import { type FormStanding, statusOf } from '../sent-form.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

interface StaffGroupProps {
  readonly found: CaseForForm
  readonly staffGroup: string
  readonly standing: FormStanding
}

/** Puts right under which staff group the job of a case is counted. */
export function staffGroupForm({ found, staffGroup, standing }: StaffGroupProps): PageContent {
  const { jobTitle, department } = found.assignment
  return {
    title: 'Change the staff group',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Change the staff group</Heading>
        <p>
          The job is {jobTitle}, {department}. Months that your service has signed off stay as they are until it sends a
          correction.
        </p>
        <ChangeForm action={`/cases/${found.id}/staff-group`} standing={standing}>
          <StaffGroupRadios
            label="Which staff group is this job in?"
            size="m"
            error={standing.problems['staff-group']}
            value={staffGroup}
          />
          <Button>Save</Button>
        </ChangeForm>
      </Column>
    ),
  }
}
