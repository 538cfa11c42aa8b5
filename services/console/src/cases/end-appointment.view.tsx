import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { type FormStanding, statusOf } from '../sent-form.ts'
import { appointmentDay } from './appointment-time.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

interface EndProps {
  readonly found: CaseForForm
  /** Of the appointment that the form is about. */
  readonly appointmentId: string
  readonly standing: FormStanding
}

/** Asks once more before an appointment is cancelled. */
export function cancelAppointment({ found, appointmentId, standing }: EndProps): PageContent {
  return {
    title: 'Cancel this appointment',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Cancel this appointment?</Heading>
        <Booked found={found} />
        <p>The time becomes free for others. Tell the worker yourself: nothing is sent.</p>
        <ChangeForm action={`/cases/${found.id}/appointments/${appointmentId}/cancel`} standing={standing}>
          <Button variant="warning">Cancel appointment</Button>
        </ChangeForm>
        <p>
          <a href={`/cases/${found.id}`}>Keep the appointment</a>
        </p>
      </Column>
    ),
  }
}

/** Asks whether the worker came. */
export function recordAttendance({
  found,
  appointmentId,
  standing,
  attendance,
}: EndProps & { readonly attendance: string }): PageContent {
  return {
    title: 'Record attendance',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Record attendance</Heading>
        <Booked found={found} />
        <ChangeForm action={`/cases/${found.id}/appointments/${appointmentId}/attendance`} standing={standing}>
          <Radios
            name="attendance"
            label="Did the worker attend?"
            size="m"
            error={standing.problems.attendance}
            value={attendance}
            choices={[
              { value: 'attended', text: 'Yes, attended' },
              { value: 'did-not-attend', text: 'No, did not attend', hint: 'The case waits for another appointment.' },
            ]}
          />
          <Button>Save</Button>
        </ChangeForm>
      </Column>
    ),
  }
}

function Booked({ found: { bookedAppointment } }: { found: CaseForForm }) {
  if (!bookedAppointment) return <p>No appointment is booked for this case now.</p>
  const { startsAt, minutes, kindTitle, clinicianName } = bookedAppointment
  return (
    <SummaryList
      rows={[
        { key: 'When', value: `${appointmentDay(startsAt)}, ${minutes} minutes` },
        { key: 'How', value: kindTitle ?? '' },
        { key: 'With', value: clinicianName ?? '' },
      ]}
    />
  )
}
