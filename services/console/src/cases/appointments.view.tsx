import type { Instant } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { Tag, type TagColour } from '../layout/messages.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { appointmentDay } from './appointment-time.ts'

export interface AppointmentShown {
  readonly id: string
  readonly startsAt: Instant
  readonly minutes: number
  readonly kindTitle: string | null
  readonly state: string
  readonly stateTitle: string
  readonly clinicianName: string | null
}

interface AppointmentsProps {
  readonly found: {
    readonly id: string
    readonly appointments: readonly AppointmentShown[]
    readonly bookedAppointment: { readonly id: string } | null
    readonly allowedActions: readonly string[]
  }
}

/** How the state of an appointment is coloured, for the service and for the worker alike. */
export const APPOINTMENT_COLOURS: Readonly<Record<string, TagColour>> = {
  booked: 'blue',
  attended: 'green',
  'did-not-attend': 'orange',
  cancelled: 'grey',
}

/** The appointments of a case, and what may be done about them now. */
export function Appointments({ found: { id, appointments, bookedAppointment, allowedActions } }: AppointmentsProps) {
  const may = (action: string) => allowedActions.includes(action)
  return (
    <section aria-labelledby="appointments">
      <h2 class="nhsuk-heading-m" id="appointments">
        Appointments
      </h2>
      {appointments.length === 0 ? <p>None booked yet.</p> : <List appointments={appointments} />}
      <div class="nhsuk-button-group">
        {may('book-appointment') ? (
          <ButtonLink href={`/cases/${id}/appointments/new`} variant="secondary">
            Book an appointment
          </ButtonLink>
        ) : null}
        {bookedAppointment && may('record-attendance') ? (
          <ButtonLink href={`/cases/${id}/appointments/${bookedAppointment.id}/attendance`} variant="secondary">
            Record attendance
          </ButtonLink>
        ) : null}
        {bookedAppointment && may('cancel-appointment') ? (
          <ButtonLink href={`/cases/${id}/appointments/${bookedAppointment.id}/cancel`} variant="secondary">
            Cancel appointment
          </ButtonLink>
        ) : null}
        {may('record-report-ready') ? (
          <ButtonLink href={`/cases/${id}/report-ready`} variant="secondary">
            Record that the report is ready
          </ButtonLink>
        ) : null}
      </div>
    </section>
  )
}

function List({ appointments }: { appointments: readonly AppointmentShown[] }) {
  return (
    <Table
      id="appointments"
      caption={<span class="nhsuk-u-visually-hidden">Appointments, the latest first</span>}
      small="stack"
      columns={[
        { key: 'when', text: 'When' },
        { key: 'how', text: 'How' },
        { key: 'with', text: 'With' },
        { key: 'state', text: 'Status' },
      ]}
      rows={appointments.map(({ startsAt, minutes, kindTitle, clinicianName, state, stateTitle }) => [
        appointmentDay(startsAt),
        `${kindTitle ?? ''}, ${minutes} minutes`,
        clinicianName ?? '',
        <Tag colour={APPOINTMENT_COLOURS[state] ?? 'grey'}>{stateTitle}</Tag>,
      ])}
    />
  )
}
