import {
  type AppointmentId,
  type Branded,
  daysBetween,
  type Instant,
  londonDateOf,
  millisecondsOf,
  type RefusalRule,
  type Refused,
  type Ruling,
  ruleBy,
  workingDaysBetween,
} from '@oh/kernel'

/** One slot of a clinic: a clinician, a time, and how a worker may be seen in it. */
export type SlotId = Branded<string, 'SlotId'>
export const APPOINTMENT_KINDS = ['face-to-face', 'telephone', 'video'] as const
export type AppointmentKind = (typeof APPOINTMENT_KINDS)[number]
export const APPOINTMENT_KIND_TITLES: Readonly<Record<AppointmentKind, string>> = {
  'face-to-face': 'Face to face',
  telephone: 'Telephone',
  video: 'Video call',
}

/** No run of non-working days in England is this long, so dates far ahead need no calendar. */
const LONGEST_HOLIDAY_DAYS = 14

/** From `startsAt` up to, not including, `endsAt`. */
export interface Span {
  readonly startsAt: Instant
  readonly endsAt: Instant
}
export interface ClinicSlot extends Span {
  readonly id: SlotId
  readonly kinds: readonly AppointmentKind[]
  readonly takenBy?: AppointmentId
}
export interface Appointment extends Span {
  readonly id: AppointmentId
  readonly slot: SlotId
  readonly kind: AppointmentKind
  readonly state: AppointmentState
  readonly version: number
}
export const APPOINTMENT_STATES = ['booked', 'cancelled', 'attended', 'did-not-attend'] as const
export type AppointmentState = (typeof APPOINTMENT_STATES)[number]
export type AppointmentEvent = 'cancelled' | 'attended' | 'did-not-attend'

/** Every lawful move of an appointment; a cancelled one frees its slot. */
export const APPOINTMENT_MOVES: readonly {
  readonly event: AppointmentEvent
  readonly from: AppointmentState
  readonly to: AppointmentState
}[] = [
  { event: 'cancelled', from: 'booked', to: 'cancelled' },
  { event: 'attended', from: 'booked', to: 'attended' },
  { event: 'did-not-attend', from: 'booked', to: 'did-not-attend' },
]

export const SLOT_REFUSALS = [
  'ends-before-it-begins',
  'not-within-one-day',
  'begins-in-past',
  'no-kind',
  'overlaps-another-slot',
] as const
export type SlotRefusal = (typeof SLOT_REFUSALS)[number]
export const BOOKING_REFUSALS = ['slot-in-past', 'slot-taken', 'kind-not-offered', 'worker-busy-then'] as const
export type BookingRefusal = (typeof BOOKING_REFUSALS)[number]
export const APPOINTMENT_REFUSALS = ['appointment-already-ended', 'appointment-not-begun', 'appointment-begun'] as const
export type AppointmentRefusal = (typeof APPOINTMENT_REFUSALS)[number]

interface SlotFacts {
  readonly slot: Span & Pick<ClinicSlot, 'kinds'>
  readonly others: readonly Span[]
  readonly now: Instant
}
interface BookingFacts {
  readonly slot: ClinicSlot
  readonly kind: AppointmentKind
  readonly workersOthers: readonly Span[]
  readonly now: Instant
}
interface AppointmentFacts {
  readonly appointment: Appointment
  readonly event: AppointmentEvent
  readonly now: Instant
}

export const SLOT_RULES: readonly RefusalRule<SlotRefusal, SlotFacts>[] = [
  { refuses: 'ends-before-it-begins', when: ({ slot }) => slot.endsAt <= slot.startsAt, source: 'A slot lasts some time' },
  {
    refuses: 'not-within-one-day',
    when: ({ slot }) => londonDateOf(slot.startsAt) !== londonDateOf(slot.endsAt),
    source: 'A clinic begins and ends on one London day',
  },
  { refuses: 'begins-in-past', when: ({ slot, now }) => slot.startsAt <= now, source: 'A slot is still to come' },
  { refuses: 'no-kind', when: ({ slot }) => slot.kinds.length === 0, source: 'A worker can be seen in it somehow' },
  {
    refuses: 'overlaps-another-slot',
    when: ({ slot, others }) => others.some((other) => overlap(slot, other)),
    source: 'A clinician sees one worker at a time',
  },
]

export const BOOKING_RULES: readonly RefusalRule<BookingRefusal, BookingFacts>[] = [
  { refuses: 'slot-in-past', when: ({ slot, now }) => slot.startsAt <= now, source: 'Nobody can come to a time that has gone' },
  { refuses: 'slot-taken', when: ({ slot }) => slot.takenBy !== undefined, source: 'One appointment a slot' },
  {
    refuses: 'kind-not-offered',
    when: ({ slot, kind }) => !slot.kinds.includes(kind),
    source: 'The clinic says how workers are seen in the slot',
  },
  {
    refuses: 'worker-busy-then',
    when: ({ slot, workersOthers }) => workersOthers.some((other) => overlap(slot, other)),
    source: 'A worker is in one appointment at a time',
  },
]

export const APPOINTMENT_RULES: readonly RefusalRule<AppointmentRefusal, AppointmentFacts>[] = [
  {
    refuses: 'appointment-already-ended',
    when: ({ appointment }) => appointment.state !== 'booked',
    source: 'An appointment ends once',
  },
  {
    refuses: 'appointment-not-begun',
    when: ({ appointment, event, now }) => event !== 'cancelled' && now < appointment.startsAt,
    source: 'Nobody has come, or stayed away, before the time',
  },
  {
    refuses: 'appointment-begun',
    when: ({ appointment, event, now }) => event === 'cancelled' && now >= appointment.endsAt,
    source: 'What is over was attended or missed, not cancelled: missed and late-cancelled appointments are counted apart',
  },
]

/** Whether a clinic slot may be opened beside the same clinician's other slots. Refuses with every row that applies. */
export function ruleOnSlot(slot: SlotFacts['slot'], others: readonly Span[], now: Instant): Ruling<SlotRefusal> {
  return ruleBy(SLOT_RULES, { slot, others, now })
}

/** Whether a slot may be booked for a worker who has these other booked appointments. Refuses with every row that applies. */
export function ruleOnBooking(
  slot: ClinicSlot,
  kind: AppointmentKind,
  workersOthers: readonly Span[],
  now: Instant,
): Ruling<BookingRefusal> {
  return ruleBy(BOOKING_RULES, { slot, kind, workersOthers, now })
}

/** An appointment as it is made in a slot that `ruleOnBooking` allowed: booked, version 1, at the slot's time. */
export function bookAppointment(id: AppointmentId, slot: ClinicSlot, kind: AppointmentKind): Appointment {
  return { id, slot: slot.id, kind, state: 'booked', version: 1, startsAt: slot.startsAt, endsAt: slot.endsAt }
}

/** Ends a booked appointment at a moment, one version on, or says why not. */
export function endAppointment(
  appointment: Appointment,
  event: AppointmentEvent,
  now: Instant,
): { readonly kind: 'allowed'; readonly appointment: Appointment } | Refused<AppointmentRefusal> {
  const ruling = ruleBy(APPOINTMENT_RULES, { appointment, event, now })
  if (ruling.kind === 'refused') return ruling
  const row = APPOINTMENT_MOVES.find((move) => move.event === event && move.from === appointment.state)
  if (row === undefined) throw new Error(`no row and no refusal for ${event} from ${appointment.state}`)
  return { kind: 'allowed', appointment: { ...appointment, state: row.to, version: appointment.version + 1 } }
}

/**
 * True when a cancellation comes less than one working day before: on the day itself, or on non-working days that lie
 * between. Counted in London days, and shown beside the appointments that were missed.
 */
export function isLateCancellation(appointment: Pick<Appointment, 'startsAt'>, now: Instant): boolean {
  const from = londonDateOf(now)
  const to = londonDateOf(appointment.startsAt)
  if (daysBetween(from, to) > LONGEST_HOLIDAY_DAYS) return false
  return to <= from || workingDaysBetween(from, to) < 1
}

/** Length of a span in whole minutes. */
export function minutesOf(span: Span): number {
  return Math.round((millisecondsOf(span.endsAt) - millisecondsOf(span.startsAt)) / 60_000)
}

function overlap(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}
