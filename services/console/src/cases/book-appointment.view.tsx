import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { type FormStanding, statusOf } from '../sent-form.ts'
import { appointmentDay } from './appointment-time.ts'
import { backToCase, type CaseForForm, captionOf } from './case-for-form.view.tsx'

export interface SlotShown {
  readonly id: string
  readonly startsAt: Instant
  readonly minutes: number
  readonly kindTitle: string
  readonly clinicianName: string
}

interface BookProps {
  readonly found: CaseForForm
  readonly slots: readonly SlotShown[]
  /** Cursor of the later times. */
  readonly later: string | undefined
  readonly isFirstPage: boolean
  readonly slot: string
  readonly standing: FormStanding
}

/** The free times of the clinics, the soonest first. */
export function bookAppointment({ found, slots, later, isFirstPage, slot, standing }: BookProps): PageContent {
  const here = `/cases/${found.id}/appointments/new`
  return {
    title: 'Book an appointment',
    section: '/worklist',
    back: backToCase(found),
    refused: statusOf(standing).refused,
    body: (
      <Column>
        <FormNews standing={standing} about="The case" />
        <Heading caption={captionOf(found)}>Book an appointment</Heading>
        {slots.length === 0 ? (
          <InsetText>
            <p>{isFirstPage ? 'No clinic has a free time.' : 'There are no later times.'}</p>
            {isFirstPage ? <p>Ask whoever runs the clinics to open one.</p> : null}
          </InsetText>
        ) : (
          <ChangeForm action={here} standing={standing}>
            <Radios
              name="slot"
              label="When?"
              size="m"
              hint="Free times, the soonest first."
              error={standing.problems.slot}
              value={slot}
              choices={slots.map(({ id, startsAt, minutes, kindTitle, clinicianName }) => ({
                value: id,
                text: appointmentDay(startsAt),
                hint: `${minutes} minutes, ${kindTitle.toLowerCase()}, with ${clinicianName}`,
              }))}
            />
            <Button>Book this appointment</Button>
          </ChangeForm>
        )}
        {isFirstPage ? null : (
          <p>
            <a href={here}>Back to the soonest times</a>
          </p>
        )}
        <Pagination
          next={later === undefined ? undefined : { href: `${here}?after=${encodeURIComponent(later)}`, text: 'Later times' }}
        />
      </Column>
    ),
  }
}
