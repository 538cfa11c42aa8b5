import type { Instant, LondonDate } from '@oh/kernel'
import { ButtonLink } from '../layout/button.view.tsx'
import { Column, Heading, type PageContent } from '../layout/page.view.tsx'

/** A case as a form about it shows it. */
export interface CaseForForm {
  readonly id: string
  readonly version: number
  readonly reference: string
  readonly stateTitle: string
  readonly openedOn: LondonDate
  readonly worker: { readonly fullName: string }
  readonly assignment: {
    readonly jobTitle: string
    readonly department: string
    /** None from a service that does not record it yet. */
    readonly staffGroup: string | null
  }
  readonly bookedAppointment: {
    readonly id: string
    readonly startsAt: Instant
    readonly minutes: number
    readonly kindTitle: string | null
    readonly clinicianName: string | null
  } | null
  readonly allowedActions: readonly string[]
}

/** "Amira Rahman, case K7F-3X9-TP3". */
export function captionOf({ worker, reference }: Pick<CaseForForm, 'worker' | 'reference'>): string {
  return `${worker.fullName}, case ${reference}`
}

/** The way back from a form to its case. */
export function backToCase({ id }: Pick<CaseForForm, 'id'>): { readonly href: string; readonly text: string } {
  return { href: `/cases/${id}`, text: 'Back to the case' }
}

/** What the address asks for cannot be done to the case as it stands, or not by this person. */
export function notNow(found: CaseForForm): PageContent {
  return {
    title: 'You cannot do this now',
    section: '/worklist',
    back: backToCase(found),
    body: (
      <Column>
        <Heading caption={captionOf(found)}>You cannot do this now</Heading>
        <p>
          The case stands at “{found.stateTitle}”. Somebody may have changed it since you opened it, or your role does not allow
          this step.
        </p>
        <ButtonLink href={`/cases/${found.id}`}>Go to the case</ButtonLink>
      </Column>
    ),
  }
}
