import { addMilliseconds, asLondonDate, type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import type { SentFields } from './form.ts'
import type { TypedDate } from './layout/date-input.view.tsx'

/** What was typed into a date input, and the day it is. */
export interface ReadDate {
  readonly typed: TypedDate
  /** Undefined when nothing was typed, or no day that exists. */
  readonly date: LondonDate | undefined
  /** Something was typed, and it is not a day that exists. */
  readonly isWrong: boolean
}

/** Reads the three fields of a `DateInput` of that name. */
export function readDate(form: SentFields, name: string): ReadDate {
  const [day, month, year] = [form.text(`${name}-day`), form.text(`${name}-month`), form.text(`${name}-year`)]
  const date = asLondonDate(`${year}-${padded(month)}-${padded(day)}`)
  return { typed: { day, month, year }, date, isWrong: date === undefined && `${day}${month}${year}` !== '' }
}

function padded(part: string): string {
  return /^\d{1,2}$/.test(part) ? part.padStart(2, '0') : part
}

/** The first moment of a London day: what "on that day" stands for where a moment is asked. */
export function startOf(day: LondonDate): Instant {
  const midnight = `${day}T00:00:00.000Z` as Instant
  const anHourEarlier = addMilliseconds(midnight, -3_600_000)
  return londonDateOf(anHourEarlier) === day ? anHourEarlier : midnight
}
