import { holdsOn, type LondonDate } from '@oh/kernel'
import type { Urgency } from './words.ts'

/** The figures of the escalation rules, as a service has set them for a stretch of time: `from`, and before `to` when it has one. */
export interface EscalationSettings {
  /** Names the row in the record of every escalation ruled by it. */
  readonly version: string
  readonly from: LondonDate
  readonly to?: LondonDate
  /** Calendar weeks of absence after which a worker who is not back should be escalated. */
  readonly notBackAfterWeeks: number
  /** England working days, counted from the day the escalation is sent. */
  readonly turnaround: Readonly<Record<Urgency, { readonly acceptWorkingDays: number; readonly opinionWorkingDays: number }>>
}

/**
 * What a service starts with. Absence: NHS Health at Work Network, 2017, paragraph 7 ("eg. 12 weeks"). Routine turnaround:
 * own target of 2 and 10 working days; soon and urgent: own proposal. All to be confirmed by a clinician.
 */
export const STARTING_ESCALATION_SETTINGS: EscalationSettings = {
  version: 'escalation-settings-1',
  from: '2024-01-01' as LondonDate,
  notBackAfterWeeks: 12,
  turnaround: {
    routine: { acceptWorkingDays: 2, opinionWorkingDays: 10 },
    soon: { acceptWorkingDays: 2, opinionWorkingDays: 5 },
    urgent: { acceptWorkingDays: 1, opinionWorkingDays: 2 },
  },
}

/** The row that holds on the date, the latest begun when several do; undefined when none does. */
export function escalationSettingsOn(rows: readonly EscalationSettings[], date: LondonDate): EscalationSettings | undefined {
  return rows
    .filter((row) => holdsOn(date, row))
    .reduce<EscalationSettings | undefined>((a, b) => (a && a.from > b.from ? a : b), undefined)
}
