import { holdsOn, type LondonDate, type SpecialistId } from '@oh/kernel'

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

/** PAs a week for which anybody may be planned, all work together. */
export const MOST_PAS = 12

/** PAs a week of clinical work. */
export function clinicalPasOf({ clinical }: JobPlan): number {
  return CLINICAL_KINDS.reduce((sum, kind) => sum + (clinical[kind] ?? 0), 0)
}

/** PAs a week of all work. */
export function pasOf(plan: JobPlan): number {
  return clinicalPasOf(plan) + plan.nonClinical
}

/** Hours a week for complex cases: what the clinic sessions of the pool are cut from. */
export function complexCaseHoursOf({ clinical }: JobPlan): number {
  return (clinical['complex-cases'] ?? 0) * HOURS_PER_PA
}

/** The plan that holds on the day, of plans that do not overlap. */
export function planOn<Plan extends JobPlan>(plans: readonly Plan[], on: LondonDate): Plan | undefined {
  return plans.find((plan) => holdsOn(on, plan))
}

/** True when the plan gives way to a new one from a day on: it has begun by then and still holds. */
export function givesWay(plan: JobPlan, from: LondonDate): boolean {
  return plan.from <= from && (plan.to === undefined || plan.to > from)
}

/** The plans of one specialist once another takes its place among them: one that holds on its first day ends there. */
export function withPlan(plans: readonly JobPlan[], plan: JobPlan): JobPlan[] {
  return [...plans.map((one) => (givesWay(one, plan.from) ? { ...one, to: plan.from } : one)), plan]
}
