import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
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
export function cancelAppointment(props: EndProps): PageContent {
  if (!isBooked(props)) return noLongerBooked(props)
  const { found, appointmentId, standing } = props
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
export function recordAttendance(props: EndProps & { readonly attendance: string }): PageContent {
  if (!isBooked(props)) return noLongerBooked(props)
  const { found, appointmentId, standing, attendance } = props
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

/** It ended or was moved meanwhile: nothing is left to send, so the page says what happened instead of asking again. */
function noLongerBooked({ found, standing }: EndProps): PageContent {
  const changes = standing.news?.changes ?? []
  return {
    title: 'This appointment is no longer booked',
    section: '/worklist',
    back: backToCase(found),
    body: (
      <Column>
        <Heading caption={captionOf(found)}>This appointment is no longer booked</Heading>
        {changes.length > 0 ? (
          <InsetText>
            <p>Nothing was saved, because of what happened meanwhile:</p>
            <ul class="nhsuk-list nhsuk-list--bullet nhsuk-u-margin-bottom-0">
              {changes.map((change) => (
                <li>{change}</li>
              ))}
            </ul>
          </InsetText>
        ) : null}
        <ButtonLink href={`/cases/${found.id}`}>Go to the case</ButtonLink>
      </Column>
    ),
  }
}

const isBooked = ({ found, appointmentId }: EndProps) => found.bookedAppointment?.id === appointmentId

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
