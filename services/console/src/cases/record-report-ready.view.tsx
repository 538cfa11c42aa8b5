import { Button } from '../layout/button.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { type FormStanding, statusOf } from '../sent-form.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

/** Says once more what is recorded, and what is not: a report that is ready is not released. */
export function reportReady({ found, standing }: { readonly found: CaseForForm; readonly standing: FormStanding }): PageContent {
  return {
    title: 'Record that the report is ready',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Is the report ready for the worker to read?</Heading>
        <p>
          Record it when the worker can read the report of the latest appointment. The time from the appointment until now is what
          is counted; the time the worker then takes is not.
        </p>
        <p>This releases nothing to the manager and sends nothing to the worker. Give the worker the report yourself.</p>
        <ChangeForm action={`/cases/${found.id}/report-ready`} standing={standing}>
          <Button>The report is ready now</Button>
        </ChangeForm>
        <p>
          <a href={`/cases/${found.id}`}>Not yet</a>
        </p>
      </Column>
    ),
  }
}
