import type { LondonDate } from '@oh/kernel'
import { dayInWords } from '../layout/words.ts'

/** "1 PA", "4.5 PAs". */
export function pasInWords(pas: number): string {
  return `${pas} ${pas === 1 ? 'PA' : 'PAs'}`
}

/** "9am", "9:30am", "midday", "2:15pm": an hour on the clock. */
export function hourInWords(hour: number): string {
  const minutes = Math.round((hour % 1) * 60)
  const whole = Math.floor(hour)
  if (whole === 12 && minutes === 0) return 'midday'
  const shown = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`
  return `${whole % 12 || 12}${shown}${whole < 12 ? 'am' : 'pm'}`
}

/** "from 1 April 2026", "from 1 April 2026, until 1 May 2026": the end is the first day on which it no longer holds. */
export function spanInWords({ from, to }: { readonly from: LondonDate; readonly to: LondonDate | null }): string {
  return to === null ? `from ${dayInWords(from)}` : `from ${dayInWords(from)}, until ${dayInWords(to)}`
}

/** "RX1 hospital, or by video". */
export function placeInWords({ siteName, virtual }: { readonly siteName: string | null; readonly virtual: boolean }): string {
  if (siteName === null) return 'By video'
  return virtual ? `${siteName}, or by video` : siteName
}
