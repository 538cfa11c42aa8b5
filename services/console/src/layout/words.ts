import type { Instant, LondonDate } from '@oh/kernel'

/** The name of the service, in the header and in every page title. */
export const SERVICE_NAME = 'Occupational health'

const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' })
const MOMENT_DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric' })
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
})
const COUNT = new Intl.NumberFormat('en-GB')

/** "23 November 2026". */
export function dayInWords(date: LondonDate): string {
  return DAY.format(new Date(`${date}T00:00:00Z`))
}

/** "Monday 23 November 2026", where the day of the week helps. */
export function weekdayInWords(date: LondonDate): string {
  return `${WEEKDAY.format(new Date(`${date}T00:00:00Z`))} ${dayInWords(date)}`
}

/** "9:42am", "9am", "midday", "midnight"; London time. */
export function timeInWords(at: Instant): string {
  const [hour = '0', minute = '00'] = CLOCK.format(new Date(at)).split(':')
  if (minute === '00' && Number(hour) === 0) return 'midnight'
  if (minute === '00' && Number(hour) === 12) return 'midday'
  const half = Number(hour) < 12 ? 'am' : 'pm'
  return `${Number(hour) % 12 || 12}${minute === '00' ? '' : `:${minute}`}${half}`
}

/** "23 November 2026 at 9:42am"; London time. */
export function momentInWords(at: Instant): string {
  return `${MOMENT_DAY.format(new Date(at))} at ${timeInWords(at)}`
}

/** "1,204". */
export function numberInWords(count: number): string {
  return COUNT.format(count)
}

/** "1 case", "1,204 cases". The plural is the singular with an s unless given. */
export function countInWords(count: number, one: string, many = `${one}s`): string {
  return `${COUNT.format(count)} ${count === 1 ? one : many}`
}

/** "Mental health and blood-borne viruses": titles, of which only the first begins a sentence. */
export function titlesInWords(titles: readonly string[]): string {
  return listInWords(titles.map((title, at) => (at === 0 ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`)))
}

/** "A", "A and B", "A, B and C". */
export function listInWords(items: readonly string[]): string {
  const last = items.at(-1)
  if (last === undefined || items.length === 1) return last ?? ''
  return `${items.slice(0, -1).join(', ')} and ${last}`
}

/** "12%". "0%" and "100%" are said of none and all alone: else "under 1%", "over 99%". Empty where there is no whole. */
export function shareInWords(part: number, whole: number): string {
  if (whole === 0) return ''
  const percent = Math.round((part / whole) * 100)
  if (percent === 0 && part > 0) return 'under 1%'
  return percent === 100 && part < whole ? 'over 99%' : `${percent}%`
}
