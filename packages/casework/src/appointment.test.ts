import type { AppointmentId, Instant } from '@oh/kernel'
import { describe, expect, test } from 'vitest'
import {
  APPOINTMENT_MOVES,
  APPOINTMENT_REFUSALS,
  APPOINTMENT_RULES,
  type Appointment,
  type AppointmentEvent,
  type AppointmentRefusal,
  BOOKING_REFUSALS,
  BOOKING_RULES,
  type BookingRefusal,
  bookAppointment,
  type ClinicSlot,
  endAppointment,
  isLateCancellation,
  minutesOf,
  ruleOnBooking,
  ruleOnSlot,
  SLOT_REFUSALS,
  SLOT_RULES,
  type SlotRefusal,
  type Span,
} from './appointment.ts'
import { anAppointment, aSlot } from './samples.ts'
import { APPOINTMENT_SENTENCES } from './sentences.ts'

const at = (text: string) => text as Instant
const before = at('2026-03-10T12:00:00.000Z')
const during = at('2026-03-11T09:40:00.000Z')
const afterwards = at('2026-03-11T11:00:00.000Z')
const sameTime: Span = { startsAt: at('2026-03-11T10:00:00.000Z'), endsAt: at('2026-03-11T10:30:00.000Z') }
const nextToIt: Span = { startsAt: at('2026-03-11T10:15:00.000Z'), endsAt: at('2026-03-11T11:00:00.000Z') }

describe('a clinic slot', () => {
  const broken: Readonly<Record<SlotRefusal, readonly [Partial<ClinicSlot>, readonly Span[], Instant]>> = {
    'ends-before-it-begins': [{ endsAt: aSlot().startsAt }, [], before],
    'not-within-one-day': [{ endsAt: at('2026-03-12T00:30:00.000Z') }, [], before],
    'begins-in-past': [{}, [], afterwards],
    'no-kind': [{ kinds: [] }, [], before],
    'overlaps-another-slot': [{}, [sameTime], before],
  }
  test.each(SLOT_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    const [different, others, now] = broken[word]
    expect(ruleOnSlot(aSlot(different), others, now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('may follow another at once', () => {
    expect(ruleOnSlot(aSlot(), [nextToIt], before).kind).toBe('allowed')
    expect(minutesOf(aSlot())).toBe(45)
  })
})

describe('booking', () => {
  const broken: Readonly<Record<BookingRefusal, readonly [Partial<ClinicSlot>, readonly Span[], Instant]>> = {
    'slot-in-past': [{}, [], during],
    'slot-taken': [{ takenBy: 'another' as AppointmentId }, [], before],
    'kind-not-offered': [{ kinds: ['telephone'] }, [], before],
    'worker-busy-then': [{}, [sameTime], before],
  }
  test.each(BOOKING_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    const [different, others, now] = broken[word]
    expect(ruleOnBooking(aSlot(different), 'video', others, now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('of a free slot makes an appointment at its time', () => {
    expect(ruleOnBooking(aSlot(), 'face-to-face', [nextToIt], before).kind).toBe('allowed')
    expect(bookAppointment(anAppointment().id, aSlot(), 'face-to-face')).toEqual(anAppointment())
  })
})

describe('an appointment', () => {
  test.each(APPOINTMENT_MOVES)('$event leads from $from to $to', ({ event, from, to }) => {
    const now = event === 'cancelled' ? before : afterwards
    expect(endAppointment(anAppointment({ state: from }), event, now)).toMatchObject({
      kind: 'allowed',
      appointment: { state: to, version: 2 },
    })
  })

  const broken: Readonly<Record<AppointmentRefusal, readonly [Partial<Appointment>, AppointmentEvent, Instant]>> = {
    'appointment-already-ended': [{ state: 'attended' }, 'did-not-attend', afterwards],
    'appointment-not-begun': [{}, 'did-not-attend', before],
    'appointment-begun': [{}, 'cancelled', afterwards],
  }
  test.each(APPOINTMENT_RULES.map(({ refuses, source }) => [refuses, source] as const))('is refused: %s (%s)', (word) => {
    const [different, event, now] = broken[word]
    expect(endAppointment(anAppointment(different), event, now)).toEqual({ kind: 'refused', reasons: [word] })
  })

  test('is neither attended nor missed before its time', () => {
    expect(endAppointment(anAppointment(), 'attended', before)).toMatchObject({ reasons: ['appointment-not-begun'] })
    const early = endAppointment(anAppointment(), 'attended', at('2026-03-11T09:10:00.000Z'))
    expect(early).toMatchObject({ reasons: ['appointment-not-begun'] })
    expect(endAppointment(anAppointment(), 'attended', anAppointment().startsAt).kind).toBe('allowed')
  })

  test.each([
    ['on the day', '2026-03-11T08:00:00.000Z', true],
    ['the working day before', '2026-03-10T16:00:00.000Z', false],
    ['long before', '2025-11-10T16:00:00.000Z', false],
  ])('cancelled %s: late is %s', (_when, now, late) => {
    expect(isLateCancellation(anAppointment(), at(now))).toBe(late)
  })

  test('on Tuesday after Easter is cancelled late on Easter Saturday, in time on Maundy Thursday', () => {
    const tuesday = anAppointment({ startsAt: at('2026-04-07T08:30:00.000Z') })
    expect(isLateCancellation(tuesday, at('2026-04-04T10:00:00.000Z'))).toBe(false)
    const saturday = anAppointment({ startsAt: at('2026-04-06T08:30:00.000Z') })
    expect(isLateCancellation(saturday, at('2026-04-04T10:00:00.000Z'))).toBe(true)
  })

  test('far beyond the known bank holidays is not cancelled late', () => {
    expect(isLateCancellation(anAppointment({ startsAt: at('2031-01-08T09:00:00.000Z') }), before)).toBe(false)
  })

  test('has one row and one sentence for each refusal', () => {
    expect(SLOT_RULES.map((rule) => rule.refuses)).toEqual(SLOT_REFUSALS)
    expect(BOOKING_RULES.map((rule) => rule.refuses)).toEqual(BOOKING_REFUSALS)
    expect(APPOINTMENT_RULES.map((rule) => rule.refuses)).toEqual(APPOINTMENT_REFUSALS)
    expect(Object.keys(APPOINTMENT_SENTENCES).sort()).toEqual(
      [...SLOT_REFUSALS, ...BOOKING_REFUSALS, ...APPOINTMENT_REFUSALS].sort(),
    )
  })
})
