import type { SpecialistId } from '@oh/kernel'
import type { Skill } from '@oh/routing'

/** Hours of work a week that need a skill. */
export interface SkillDemand {
  readonly skill: Skill
  readonly hours: number
}

/** Hours of clinics a week that somebody really has, and for what. */
export interface SkillSupply {
  readonly specialistId: SpecialistId
  readonly skills: readonly Skill[]
  readonly hours: number
}

/** Skills whose cases wait in one queue, and who works on it. */
export interface SkillGroup {
  readonly skills: readonly Skill[]
  readonly specialists: readonly SpecialistId[]
  /** Hours a week needed and there. */
  readonly demand: number
  readonly supply: number
}

/**
 * Parts skills and specialists into groups, each of which works as one queue, the busiest first: of all sets of skills the one whose
 * work takes most of the time of all who have any of them is the tightest, and whoever is in it is kept busy by it; then the same
 * among the rest. So the load of every group is the least that any sharing out of the specialists' time can give it (resource
 * pooling: Harrison and Lopez, Queueing Systems 33, 1999). Of sets with equal load the largest is taken. A skill that nobody has is
 * a group without specialists. Skills without work are in no group. At most the nine skills there are: it tries every set of them.
 */
export function skillGroups(demands: readonly SkillDemand[], supplies: readonly SkillSupply[]): SkillGroup[] {
  const needed = demands.filter(({ hours }) => hours > 0)
  const groups: SkillGroup[] = []
  let [skills, people] = [needed, supplies]
  while (skills.length > 0) {
    const tightest = tightestOf(skills, people)
    groups.push(tightest)
    skills = skills.filter(({ skill }) => !tightest.skills.includes(skill))
    people = people.filter(({ specialistId }) => !tightest.specialists.includes(specialistId))
  }
  return groups
}

/** Sets of skills closer than this in load count as equal, so that rounding splits no group. */
const NEARLY = 1e-9

function tightestOf(demands: readonly SkillDemand[], supplies: readonly SkillSupply[]): SkillGroup {
  let tightest: SkillGroup | undefined
  for (let set = 1; set < 2 ** demands.length; set += 1) {
    const group = groupOf(
      demands.filter((_, at) => (set >> at) & 1),
      supplies,
    )
    if (tightest === undefined || isTighter(group, tightest)) tightest = group
  }
  if (tightest === undefined) throw new RangeError('there is no skill to group')
  return tightest
}

function groupOf(demands: readonly SkillDemand[], supplies: readonly SkillSupply[]): SkillGroup {
  const skills = demands.map(({ skill }) => skill)
  const able = supplies.filter((supply) => supply.hours > 0 && supply.skills.some((skill) => skills.includes(skill)))
  const total = (rows: readonly { readonly hours: number }[]) => rows.reduce((sum, { hours }) => sum + hours, 0)
  return { skills, specialists: able.map(({ specialistId }) => specialistId), demand: total(demands), supply: total(able) }
}

/** By cross-multiplication, so that a group without supply is the tightest of all. */
function isTighter(one: SkillGroup, other: SkillGroup): boolean {
  const more = one.demand * other.supply - other.demand * one.supply
  const nearly = NEARLY * Math.max(1, one.demand * other.supply)
  return more > nearly || (more >= -nearly && one.supply > 0 === other.supply > 0 && one.skills.length > other.skills.length)
}
