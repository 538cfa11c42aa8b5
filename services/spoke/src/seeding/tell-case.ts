import { advance, type Case, type CaseEvent, openCase } from '@oh/casework'
import { type AppointmentId, addDays, addMilliseconds, type CaseId, type Instant } from '@oh/kernel'
import type { AppointmentRow, SlotRow } from '../appointments/appointment.store.ts'
import { endOf } from '../appointments/view-appointments.ts'
import type { MoveRow } from '../cases/case.store.ts'
import type { ReportRow } from '../reports/report.store.ts'
import { idOf, londonTime, workingDay } from './days.ts'
import type { Seeding, SeedPerson } from './seed-ask.ts'
import { slotRow } from './slots.ts'
import type { Story, StoryMove } from './stories.ts'

/** A case as far as its story has been told: where it stands, and everything that led there. */
export interface Told {
  readonly found: Case
  readonly openedAt: Instant
  readonly changedAt: Instant
  readonly moves: readonly Omit<MoveRow, 'caseId'>[]
  /** Slots of the past that the story needs; those to come are there already. */
  readonly pastSlots: readonly SlotRow[]
  readonly appointments: readonly Omit<AppointmentRow, 'caseId'>[]
  readonly reports: readonly Omit<ReportRow, 'caseId'>[]
}

/** Tells the case of a story, move by move, only as the lifecycle allows it. `at` is the story's place in the book. */
export function tellCase(seeding: Seeding, story: Story, at: number, slots: readonly SlotRow[]): Told {
  const openedOn = workingDay(seeding.today, story.acceptedOn ?? 0)
  const openedAt = londonTime(openedOn, '08:50')
  const found = openCase(idOf<CaseId>(seeding.spoke.id, 'case', at), openedOn)
  const { nurse } = seeding
  const opened = { version: 1, event: 'opened', fromState: null, toState: found.state, at: openedAt } as const
  const told: Told = {
    found,
    openedAt,
    changedAt: openedAt,
    moves: [{ ...opened, by: nurse.person, byName: nurse.name }],
    pastSlots: [],
    appointments: [],
    reports: [],
  }
  return (story.moves ?? []).reduce((sofar, step) => tellStep(seeding, story, sofar, step, at, slots), told)
}

function tellStep(seeding: Seeding, story: Story, told: Told, step: StoryMove, at: number, slots: readonly SlotRow[]): Told {
  const on = workingDay(seeding.today, step.on)
  if (step.kind === 'closed') return moved(seeding, told, closing(step, seeding), londonTime(on, '16:30'))
  if (step.kind === 'reported') return reported(seeding, told, londonTime(on, '15:40'))
  if (step.kind === 'booked') {
    const slot = slots[step.slot]
    if (!slot) throw new RangeError('the story books a slot that is not there')
    return booked(seeding, told, slot, at, londonTime(on, '11:10'))
  }
  const time = { time: `${10 + (at % 6)}:00`, minutes: 45, kind: 'face-to-face' } as const
  const slot = slotRow(seeding, on, time, clinicianOf(seeding, story, step))
  const expected = booked(seeding, told, slot, at, addMilliseconds(told.openedAt, 25 * 60_000))
  return ended({ ...expected, pastSlots: [...expected.pastSlots, slot] }, seeding, step.kind, endOf(slot))
}

/** Whoever wrote the note of that day also held the appointment. */
function clinicianOf({ nurse, secondClinician }: Seeding, { notes = [] }: Story, { on }: StoryMove): SeedPerson {
  return notes.some((note) => note.on === on && !note.second) ? nurse : secondClinician
}

function booked(seeding: Seeding, told: Told, slot: SlotRow, at: number, when: Instant): Told {
  const id = idOf<AppointmentId>(seeding.spoke.id, 'appointment', at)
  const row = { id, slotId: slot.id, state: 'booked', bookedAt: when, bookedBy: seeding.nurse.person, endedAt: null } as const
  const next = moved(seeding, told, { kind: 'appointment-booked', appointment: id }, when)
  return { ...next, appointments: [...told.appointments, row] }
}

function ended(told: Told, seeding: Seeding, kind: 'seen' | 'missed', when: Instant): Told {
  const state = kind === 'seen' ? 'attended' : 'did-not-attend'
  const { appointment } = told.found
  if (!appointment) throw new Error('nothing was booked')
  const next = moved(seeding, told, { kind: state, appointment }, when)
  return {
    ...next,
    appointments: told.appointments.map((row) => (row.id === appointment ? { ...row, state, endedAt: when } : row)),
  }
}

/** The report of the one appointment that the story has. */
function reported(seeding: Seeding, told: Told, when: Instant): Told {
  const [assessment] = told.appointments
  if (!assessment) throw new Error('nobody was seen')
  const { person: readyBy, name: readyByName } = seeding.nurse
  const next = moved(seeding, told, { kind: 'report-ready' }, when)
  return { ...next, reports: [{ appointmentId: assessment.id, readyAt: when, readyBy, readyByName }] }
}

function moved({ nurse }: Seeding, told: Told, event: CaseEvent, at: Instant): Told {
  const ruling = advance(told.found, event, at)
  if (ruling.kind === 'refused') throw new Error(`this story is not lawful: ${ruling.reasons.join(', ')}`)
  const { state, version } = ruling.case
  const move = { version, event: event.kind, fromState: told.found.state, toState: state, at }
  return {
    ...told,
    found: ruling.case,
    changedAt: at,
    moves: [...told.moves, { ...move, by: nurse.person, byName: nurse.name }],
  }
}

function closing(step: Extract<StoryMove, { kind: 'closed' }>, { today }: Seeding): CaseEvent {
  const { outcome, reviewInDays } = step
  return { kind: 'closed', outcome, ...(reviewInDays && { reviewOn: addDays(today, reviewInDays) }) }
}
