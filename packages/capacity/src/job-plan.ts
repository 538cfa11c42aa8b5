import type { LondonDate, SpecialistId } from '@oh/kernel'

/** A programmed activity (PA) of the consultant contract is this many hours. */
export const HOURS_PER_PA = 4

/** What clinical time is for. */
export const CLINICAL_KINDS = ['complex-cases', 'assessments', 'supervision', 'telephone-advice'] as const
export type ClinicalKind = (typeof CLINICAL_KINDS)[number]

/** What a specialist works in a week, in programmed activities (PAs of 4 hours), from one date until another. */
export interface JobPlan {
  readonly specialistId: SpecialistId
  readonly from: LondonDate
  /** The first day on which it no longer holds; absent: until another takes its place. */
  readonly to?: LondonDate | undefined
  /** PAs a week of clinical work, by kind. */
  readonly clinical: Readonly<Partial<Record<ClinicalKind, number>>>
  /** PAs a week of all other work: teaching, audit, management. */
  readonly nonClinical: number
}
