import type { Branded } from './ids.ts'

/** A moment in UTC as `YYYY-MM-DDTHH:MM:SS.sssZ`. Text order is time order. */
export type Instant = Branded<string, 'Instant'>
/** A calendar day in London as `YYYY-MM-DD`. Text order is day order. */
export type LondonDate = Branded<string, 'LondonDate'>

/** How the outside world hands the time in. Pure code never holds one; use cases call it once. */
export type Clock = () => Instant

const DAY_MS = 86_400_000
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The instant of a number of milliseconds since 1970, or of a date. Throws RangeError on an invalid date. */
export function instantOf(time: number | Date): Instant {
  return new Date(time).toISOString() as Instant
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant)
}

export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return instantOf(millisecondsOf(instant) + milliseconds)
}

/** The London calendar day on which the instant falls (summer time included). */
export function londonDateOf(instant: Instant): LondonDate {
  return london.format(new Date(instant)) as LondonDate
}

/**
 * True for the text of a moment as the kernel writes it: UTC with milliseconds, on a day and at an hour that exist, from the
 * year 1 on (there is no year 0 for a database).
 */
export function isInstant(text: string): text is Instant {
  return /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && writtenAnew(text) === text
}

/** A day past the end of its month is read as one of the next, so only what is written as it was read exists. */
function writtenAnew(text: string): string | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : instantOf(time)
}

/** The date when the text is a day that exists (`2026-02-30` is not one), else undefined. */
export function asLondonDate(text: string): LondonDate | undefined {
  const match = DATE.exec(text)
  if (!match) return undefined
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(time).toISOString().slice(0, 10) === text ? (text as LondonDate) : undefined
}

export function addDays(date: LondonDate, days: number): LondonDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10) as LondonDate
}

/** Calendar days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: LondonDate, to: LondonDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** True when a dated row holds on the date: from `from`, and before `to` when it has one. */
export function holdsOn(date: LondonDate, row: { readonly from: LondonDate; readonly to?: LondonDate | undefined }): boolean {
  return row.from <= date && (row.to === undefined || date < row.to)
}
