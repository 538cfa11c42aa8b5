import { createHash } from 'node:crypto'
import { addDays, addMilliseconds, addWorkingDays, type Instant, isWorkingDay, type LondonDate } from '@oh/kernel'

const hourInLondon = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' })
const HOUR_MS = 3_600_000

/** The working day so many working days after the day, or before it when negative. */
export function workingDay(from: LondonDate, count: number): LondonDate {
  if (count > 0) return addWorkingDays(from, count)
  let day = from
  for (let left = -count; left > 0; ) {
    day = addDays(day, -1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** A time of day in London, as `09:30`, as the instant that it is. */
export function londonTime(date: LondonDate, time: string): Instant {
  const asIfUtc = `${date}T${time}:00.000Z` as Instant
  const isSummer = hourInLondon.format(new Date(asIfUtc)) !== time.slice(0, 2)
  return isSummer ? addMilliseconds(asIfUtc, -HOUR_MS) : asIfUtc
}

/** The same bytes for the same words, always: what stands in for chance. */
export function digestOf(...words: readonly (string | number)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(words)).digest()
}

/** The same id for the same words, in the form of a random UUID. */
export function idOf<Id extends string>(...words: readonly (string | number)[]): Id {
  const hex = digestOf(...words).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as Id
}

/** One of the list, the same for the same words. */
export function chosenFrom<Item>(list: readonly Item[], ...words: readonly (string | number)[]): Item {
  const item = list[digestOf(...words).readUInt32BE(0) % list.length]
  if (item === undefined) throw new RangeError('nothing to choose from')
  return item
}
