import type { SpecialistId, TrustCode } from '@oh/kernel'
import type { Skill } from '@oh/routing'
import { HOURS_IN_HALF_DAY, hoursOf, withHours } from './clinic-hours.ts'
import type { Outcome } from './outcome.ts'
import type { Plan } from './run-plan.ts'
import { average, type Interval, intervalOf, simulate } from './simulate.ts'
import type { SimulatedSpecialist, World } from './world.ts'

/** One thing that could be different. Hours are of clinics a week: a PA has 4 of them (`HOURS_PER_PA` of @oh/capacity). */
export type Change =
  /** Clinic hours of one specialist become another's. */
  | { readonly kind: 'move-hours'; readonly hours: number; readonly from: SpecialistId; readonly to: SpecialistId }
  /** Other work of a specialist becomes clinics; below 0, the other way round. */
  | { readonly kind: 'more-clinic'; readonly hours: number; readonly specialistId: SpecialistId }
  | {
      readonly kind: 'add-specialist'
      readonly specialistId: SpecialistId
      readonly employer: TrustCode
      readonly site: string
      readonly skills: readonly Skill[]
      readonly hours: number
      readonly caseloadCap: number
    }
  | { readonly kind: 'lose-specialist'; readonly specialistId: SpecialistId }
  | { readonly kind: 'surge'; readonly factor: number; readonly fromWeek: number; readonly weeks: number }

/** Why a change cannot be made to a world. */
export type ChangeRefusal =
  | 'specialist-not-in-this-world'
  | 'not-so-many-hours'
  | 'no-half-day-left'
  | 'hours-out-of-range'
  | 'skills-missing'
  | 'specialist-known-already'
  | 'surge-out-of-range'
  | 'same-specialist-twice'

/** The most that a week holds: ten half-days. */
const MOST_HOURS = 10 * HOURS_IN_HALF_DAY

/**
 * The world as it would be after the changes, one after another. Clinic hours are taken from a specialist's last sessions,
 * and added on the half-days that are free, the emptiest day first; everything else of the world stays as it is, so that
 * the same seed brings the same cases. Hours are above 0 and up to 40 a week (`more-clinic` also below 0), a surge is a
 * factor of 0 to 5. Refuses with every reason, and gives no world then. No changes give the world itself.
 */
export function applyChanges(
  world: World,
  changes: readonly Change[],
):
  | { readonly kind: 'changed'; readonly world: World }
  | { readonly kind: 'refused'; readonly reasons: readonly ChangeRefusal[] } {
  let changed = world
  const reasons = new Set<ChangeRefusal>()
  for (const change of changes) {
    const next = applyOne(changed, change)
    if (typeof next === 'string') reasons.add(next)
    else changed = next
  }
  return reasons.size > 0 ? { kind: 'refused', reasons: [...reasons] } : { kind: 'changed', world: changed }
}

function applyOne(world: World, change: Change): World | ChangeRefusal {
  switch (change.kind) {
    case 'move-hours': {
      if (!isHours(change.hours)) return 'hours-out-of-range'
      if (change.from === change.to) return 'same-specialist-twice'
      const less = changeHours(world, change.from, -change.hours)
      return typeof less === 'string' ? less : changeHours(less, change.to, change.hours)
    }
    case 'more-clinic':
      return isHours(Math.abs(change.hours)) ? changeHours(world, change.specialistId, change.hours) : 'hours-out-of-range'
    case 'add-specialist':
      return addSpecialist(world, change)
    case 'lose-specialist': {
      const specialists = world.specialists.filter(({ specialistId }) => specialistId !== change.specialistId)
      return specialists.length < world.specialists.length ? { ...world, specialists } : 'specialist-not-in-this-world'
    }
    case 'surge': {
      const { factor, fromWeek, weeks } = change
      const fits = factor >= 0 && factor <= 5 && weeks >= 1 && fromWeek >= 0 && fromWeek + weeks <= world.weeks
      if (!fits) return 'surge-out-of-range'
      return { ...world, arrivals: { ...world.arrivals, surge: { fromWeek, untilWeek: fromWeek + weeks, factor } } }
    }
  }
}

const isHours = (hours: number): boolean => hours > 0 && hours <= MOST_HOURS

function changeHours(world: World, who: SpecialistId, by: number): World | ChangeRefusal {
  const found = world.specialists.find(({ specialistId }) => specialistId === who)
  if (!found) return 'specialist-not-in-this-world'
  const hours = hoursOf(found) + by
  if (hours < 0) return 'not-so-many-hours'
  const changed = withHours(found, hours, siteOf(world, found.employer))
  if (!changed) return 'no-half-day-left'
  return { ...world, specialists: world.specialists.map((each) => (each === found ? changed : each)) }
}

function addSpecialist(world: World, change: Extract<Change, { kind: 'add-specialist' }>): World | ChangeRefusal {
  const { specialistId, employer, site, skills, hours, caseloadCap } = change
  if (!isHours(hours)) return 'hours-out-of-range'
  if (skills.length === 0) return 'skills-missing'
  if (world.specialists.some((each) => each.specialistId === specialistId)) return 'specialist-known-already'
  const empty: SimulatedSpecialist = { specialistId, employer, department: '', skills, caseloadCap, sessions: [] }
  const added = withHours(empty, hours, site)
  return added ? { ...world, specialists: [...world.specialists, added] } : 'no-half-day-left'
}

const siteOf = ({ services }: World, employer: TrustCode): string | undefined =>
  services.find((service) => service.employer === employer)?.site

/** A figure over the seeds: its mean, and the 95 % confidence interval of that mean. */
export interface Estimate extends Interval {
  readonly mean: number
}

/** What a world brought, played with each seed. Shares are 0 to 1, waits are in working days. */
export interface Played {
  readonly cases: number
  readonly ok: Estimate
  readonly meanWait: Estimate
  readonly use: Estimate
  readonly worstService: Estimate
  readonly breaches: number
  /** By name of the skill; a skill without cases has no row. */
  readonly bySkill: readonly {
    readonly skill: Skill
    readonly cases: number
    readonly ok: Estimate
    readonly meanWait: Estimate
  }[]
}

export interface Compared {
  readonly seeds: number
  readonly base: Played
  readonly changed: Played
  /** Changed less base, seed by seed, which takes out the chance that both share. */
  readonly difference: { readonly ok: Estimate; readonly meanWait: Estimate; readonly use: Estimate }
}

/**
 * Plays two worlds with the same seeds (common random numbers; Law, Simulation Modeling and Analysis, 5th ed., section 11.2).
 * Pure as long as the plan is. Throws RangeError without seeds.
 */
export function compareWorlds(base: World, changed: World, plan: Plan, seeds: readonly number[]): Compared {
  const [before, after] = [simulate(base, plan, seeds).outcomes, simulate(changed, plan, seeds).outcomes]
  const difference = (figure: (outcome: Outcome) => number) =>
    estimateOf(
      after.map((outcome, at) => figure(outcome) - figure(before[at] ?? outcome)),
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    )
  return {
    seeds: seeds.length,
    base: playedOf(before),
    changed: playedOf(after),
    difference: {
      ok: difference(({ ok }) => ok),
      meanWait: difference((each) => each.meanWaitWorkingDays),
      use: difference(({ use }) => use),
    },
  }
}

function playedOf(outcomes: readonly Outcome[]): Played {
  const over = (figure: (outcome: Outcome) => number, most = 1) => estimateOf(outcomes.map(figure), 0, most)
  const skills = [...new Set(outcomes.flatMap(({ bySkill }) => bySkill.map(({ skill }) => skill)))].sort()
  return {
    cases: average(outcomes.map(({ cases }) => cases)),
    ok: over(({ ok }) => ok),
    meanWait: over((each) => each.meanWaitWorkingDays, Number.POSITIVE_INFINITY),
    use: over(({ use }) => use),
    worstService: over(({ worstService }) => worstService),
    breaches: outcomes.reduce((sum, { breaches }) => sum + breaches, 0),
    bySkill: skills.map((skill) => {
      const rows = outcomes.flatMap(({ bySkill }) => bySkill.filter((row) => row.skill === skill))
      return {
        skill,
        cases: rows.reduce((sum, { cases }) => sum + cases, 0) / outcomes.length,
        ok: estimateOf(rows.map(({ ok }) => ok)),
        meanWait: estimateOf(
          rows.map(({ meanWait }) => meanWait),
          0,
          Number.POSITIVE_INFINITY,
        ),
      }
    }),
  }
}

function estimateOf(values: readonly number[], least = 0, most = 1): Estimate {
  return { mean: average(values), ...intervalOf(values, least, most) }
}
