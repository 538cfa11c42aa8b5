import type { Skill, Urgency } from './skills.ts'

/** What may change without a new version of the software: dated rows of the pool, handed to the rules as values. */
export interface RoutingSettings {
  /** How long a specialist has to answer an offer, in working hours. */
  readonly offerExpiresAfterWorkingHours: Readonly<Record<Urgency, number>>
  /** When working hours begin and end on a working day, as whole hours on the clock in London (3 to 24). */
  readonly workingDay: { readonly startsAtHour: number; readonly endsAtHour: number }
  /** Notice of a booking in working days; a session takes its bookings when it has no more than the standard notice left. */
  readonly closeWorkingDays: { readonly standard: number; readonly urgent: number }
  /** Working days past the due date after which a case goes before all others. */
  readonly starvationDays: number
  /** What may be offered to the second tier; never what only an accredited specialist may do. */
  readonly secondTierSkills: readonly Skill[]
}

export const defaultSettings: RoutingSettings = {
  offerExpiresAfterWorkingHours: { routine: 16, soon: 8, urgent: 4 },
  workingDay: { startsAtHour: 9, endsAtHour: 17 },
  closeWorkingDays: { standard: 3, urgent: 1 },
  starvationDays: 20,
  secondTierSkills: ['general', 'skin', 'respiratory', 'hand-arm-vibration'],
}

/** Where each default comes from. */
export const settingSources: Readonly<Record<keyof RoutingSettings, string>> = {
  offerExpiresAfterWorkingHours:
    'Our proposal: two working days, one, and half of one, so that an escalation can be accepted within two',
  workingDay: 'Our proposal: usual office hours of an occupational health service',
  closeWorkingDays: 'Our proposal: three working days are enough notice for a worker and a manager, one when it is urgent',
  starvationDays: 'Our proposal: twice the ten working days in which a specialist opinion is due',
  secondTierSkills: 'Our proposal: fields of the diploma in occupational medicine and of health surveillance',
}
