import { BANK_HOLIDAYS_KNOWN_UNTIL, bankHolidayAlarm, type LondonDate } from '@oh/kernel'

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const lastDay = dates.format(new Date(BANK_HOLIDAYS_KNOWN_UNTIL))

const SENTENCES = {
  'in-date': [],
  'renew-soon': [
    `Bank holidays are known until ${lastDay}. Install a version that knows more: nothing that counts working days goes beyond that day.`,
  ],
  expired: [
    `Bank holidays were known until ${lastDay}. Install a version that knows more: nothing that counts working days works.`,
  ],
} as const satisfies Readonly<Record<ReturnType<typeof bankHolidayAlarm>, readonly string[]>>

/** What whoever runs a service is told of its calendar: nothing while the bank holidays reach a year ahead. */
export function calendarWarnings(today: LondonDate): readonly string[] {
  return SENTENCES[bankHolidayAlarm(today)]
}
