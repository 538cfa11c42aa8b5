import {
  APPOINTMENT_KIND_TITLES,
  type Appointment,
  type AppointmentKind,
  type AppointmentState,
  type ClinicSlot,
  type SlotId,
} from '@oh/casework'
import { type AppointmentId, addMilliseconds, type Instant } from '@oh/kernel'
import type { BookedSlot } from './appointment.reads.ts'
import type { SlotRow } from './appointment.store.ts'

export interface SlotView {
  readonly id: SlotId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly minutes: number
  readonly kind: AppointmentKind
  readonly kindTitle: string
  readonly clinicianName: string
  /** Where to come; null by telephone or video. */
  readonly place: string | null
}

export interface AppointmentView {
  readonly id: AppointmentId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly minutes: number
  readonly state: AppointmentState
  readonly stateTitle: string
  /** Null for a referrer, who is told when the worker is away from work and no more. */
  readonly kind: AppointmentKind | null
  readonly kindTitle: string | null
  readonly clinicianName: string | null
  readonly place: string | null
}

const STATE_TITLES: Readonly<Record<AppointmentState, string>> = {
  booked: 'Booked',
  cancelled: 'Cancelled',
  attended: 'Attended',
  'did-not-attend': 'Did not attend',
}

export function viewSlot({ id, startsAt, minutes, kind, clinicianName, place }: SlotRow): SlotView {
  return {
    id,
    startsAt,
    endsAt: endOf({ startsAt, minutes }),
    minutes,
    kind,
    kindTitle: APPOINTMENT_KIND_TITLES[kind],
    clinicianName,
    place,
  }
}

/** An appointment; with `timeOnly`, no more of it than when it is. */
export function viewAppointment({ appointment, slot }: BookedSlot, timeOnly: boolean): AppointmentView {
  const { startsAt, endsAt, minutes, ...seen } = viewSlot(slot)
  return {
    id: appointment.id,
    startsAt,
    endsAt,
    minutes,
    state: appointment.state,
    stateTitle: STATE_TITLES[appointment.state],
    kind: timeOnly ? null : seen.kind,
    kindTitle: timeOnly ? null : seen.kindTitle,
    clinicianName: timeOnly ? null : seen.clinicianName,
    place: timeOnly ? null : seen.place,
  }
}

/** The slot as the rules know it. */
export function asSlot(row: SlotRow, takenBy: AppointmentId | undefined): ClinicSlot {
  const { id, startsAt, kind } = row
  return { id, startsAt, endsAt: endOf(row), kinds: [kind], ...(takenBy && { takenBy }) }
}

/** The appointment as the rules know it: it is booked once and ended once. */
export function asAppointment({ appointment, slot }: BookedSlot): Appointment {
  return {
    id: appointment.id,
    slot: slot.id,
    kind: slot.kind,
    state: appointment.state,
    version: appointment.state === 'booked' ? 1 : 2,
    startsAt: slot.startsAt,
    endsAt: endOf(slot),
  }
}

export function endOf({ startsAt, minutes }: Pick<SlotRow, 'startsAt' | 'minutes'>): Instant {
  return addMilliseconds(startsAt, minutes * 60_000)
}
