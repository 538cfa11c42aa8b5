import type { BookingId, Instant } from '@oh/kernel'
import { findTrust } from '@oh/organisations'
import type { SessionRow } from './session.store.ts'

/** When a specialist sees the worker. Why one was cancelled is the pool's and the specialist's business. */
export interface SessionView {
  readonly id: BookingId
  readonly startsAt: Instant
  readonly minutes: number
  readonly how: SessionRow['how']
  readonly howTitle: string
  /** Where to come; null by video. */
  readonly siteName: string | null
  readonly specialistName: string
  readonly state: SessionRow['state']
  readonly stateTitle: string
}

const HOW_TITLES: Readonly<Record<SessionRow['how'], string>> = { video: 'By video', 'in-person': 'Face to face' }
const STATE_TITLES: Readonly<Record<SessionRow['state'], string>> = {
  booked: 'Booked',
  cancelled: 'Cancelled',
  attended: 'Attended',
  'did-not-attend': 'Did not attend',
  'cancelled-late': 'Cancelled late',
}

export function viewSession({ id, startsAt, hours, how, site, specialistName, state }: SessionRow): SessionView {
  return {
    id,
    startsAt,
    minutes: Math.round(hours * 60),
    how,
    howTitle: HOW_TITLES[how],
    siteName: site === null ? null : (findTrust(site)?.name ?? site),
    specialistName,
    state,
    stateTitle: STATE_TITLES[state],
  }
}
