import { holdsOn, type LondonDate } from '@oh/kernel'
import { clinicalPasOf, complexCaseHoursOf, HOURS_PER_PA, type JobPlan, pasOf } from './job-plan.ts'

export interface CapacityAsk {
  readonly on: LondonDate
  /** Of every specialist who counts; those that do not hold on the day add nothing. */
  readonly plans: readonly JobPlan[]
  /** Hours of a session that a case takes; above 0. */
  readonly hoursPerCase: number
  /** Of the sessions planned, the share that is held: from 0 to 1. The rest is leave, teaching and bank holidays. */
  readonly held: number
  /** Staff of the services that are served; absent: nobody can tell. */
  readonly people?: number | undefined
}

/** What a set of specialists can do in a week. */
export interface Capacity {
  readonly pas: number
  readonly clinicalPas: number
  readonly complexCasePas: number
  /** Complex cases a week, when the time for them is held as assumed and fully used. */
  readonly cases: number
  /** For 1,000 people served; absent when there are none or nobody can tell. */
  readonly per1000: { readonly complexCasePas: number; readonly cases: number } | undefined
}

/**
 * The time of a set of specialists on a day: PAs a week, complex cases a week, and both for 1,000 people served. Nothing is
 * rounded. Throws RangeError for hours, a share or people that cannot be.
 */
export function capacityOf({ on, plans, hoursPerCase, held, people }: CapacityAsk): Capacity {
  if (!(hoursPerCase > 0 && Number.isFinite(hoursPerCase))) throw new RangeError(`a case cannot take ${hoursPerCase} hours`)
  if (!(held >= 0 && held <= 1)) throw new RangeError(`the share ${held} of sessions cannot be held`)
  if (people !== undefined && !(people >= 0 && Number.isFinite(people))) throw new RangeError(`${people} people cannot be served`)
  const now = plans.filter((plan) => holdsOn(on, plan))
  const sum = (of: (plan: JobPlan) => number) => now.reduce((total, plan) => total + of(plan), 0)
  const hours = sum(complexCaseHoursOf)
  const complexCasePas = hours / HOURS_PER_PA
  const cases = (hours * held) / hoursPerCase
  const per1000 = people ? { complexCasePas: (complexCasePas / people) * 1_000, cases: (cases / people) * 1_000 } : undefined
  return { pas: sum(pasOf), clinicalPas: sum(clinicalPasOf), complexCasePas, cases, per1000 }
}
