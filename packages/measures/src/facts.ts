import type { LondonDate, ReasonGroup, StaffGroup } from '@oh/kernel'

/** A management referral: its dates, and under what it is counted. Only new ones: a review of an open case is none. */
export interface ReferralFact {
  readonly receivedOn: LondonDate
  /** When the worker was seen for the first time: seen, not offered. */
  readonly firstSeenOn?: LondonDate
  /** When it ended without the worker having been seen: sent back, or closed. */
  readonly endedOn?: LondonDate
  /** Of the job that the referral is about. */
  readonly staffGroup: StaffGroup
  readonly reasonGroup: ReasonGroup
}

export interface ReportFact {
  readonly assessedOn: LondonDate
  /** When the worker could read it; the time the worker then takes is the worker's own. */
  readonly readyOn: LondonDate
}

export interface AppointmentFact {
  readonly on: LondonDate
  readonly end: 'attended' | 'did-not-attend' | 'cancelled-late' | 'cancelled'
}

export interface EscalationFact {
  readonly sentOn: LondonDate
  readonly dueOn: LondonDate
  readonly answeredOn?: LondonDate
}

/** What a service knows about the people of one employer, as far as its measures need it: dates and counts, no person. */
export interface EmployerFacts {
  readonly referrals: readonly ReferralFact[]
  readonly reports: readonly ReportFact[]
  readonly appointments: readonly AppointmentFact[]
  readonly escalations: readonly EscalationFact[]
  /** People served at the month's end, as the service counts them. */
  readonly peopleServed: number
  /** Hundredths of a clinical whole-time equivalent in post at the month's end, this employer's share of the service. */
  readonly clinicalWteHundredths: number
}
