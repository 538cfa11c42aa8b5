import { defaultSettings, type RoutingSettings, SKILLS, type Skill, URGENCIES } from '@oh/routing'
import { hoursOf, usableHoursOf } from './clinic-hours.ts'
import { erlangC, loadOf, longestWaitAfter, meanWaitOf, type Queue, shareWithin } from './queueing.ts'
import { type SkillGroup, skillGroups } from './skill-groups.ts'
import type { Share, World } from './world.ts'

/** Where a share lies: not below, and not above. */
export interface Between {
  readonly low: Share
  readonly high: Share
}

/** What the formula says of one skill. */
export interface PredictedSkill {
  readonly skill: Skill
  readonly casesPerWeek: number
  /** Working days from receipt to the appointment, of whoever can be seen. */
  readonly meanWait: number
  /** Seen by the due date, by somebody with the skill and without a conflict. */
  readonly ok: Between
  /** Share of the clinic hours of its group that is needed; above 1 there is too little. Infinity when nobody has the skill. */
  readonly load: number
  /** Skills whose cases wait in the same queue, itself among them. */
  readonly sharesQueueWith: readonly Skill[]
}

export interface Predicted {
  readonly meanWait: number
  readonly ok: Between
  /** Share of all clinic hours that is used. */
  readonly use: Share
  /** False when, without any surge, some queue grows for ever: its figures are then of these weeks only. */
  readonly stable: boolean
  /** In the order of `SKILLS`; a skill without cases has no row. */
  readonly bySkill: readonly PredictedSkill[]
}

const DAYS_IN_WEEK = 5
/** Cases of a day are planned on the next morning. */
const PLANNED_AFTER = 1

/**
 * Waits and shares in target by formula, at once, for comparison with a simulation of the same world. In working days.
 *
 * - *Queues.* Skills are grouped into queues by `skillGroups`. A group of c specialists with H hours a week after leave, ends of sessions too short for any case, and sessions
 *   that fall away is a queue of c servers, each of which takes (mean hours of a case) x c / (H/5) working days for one case. Hours
 *   include no-shows, whose hours are lost and booked again, and follow-ups. Cases that nobody can take (every holder of the skill
 *   excluded; not seen by video and no clinic at the site) wait in no queue and are not ok.
 * - *Wait.* Erlang C with the correction of Allen and Cunneen for the spread of hours, or, while less, what a queue that began empty
 *   can have become by that week (`longestWaitAfter`). Before it come the next morning's plan, the notice, and half the time between
 *   two sessions with the skill.
 * - *Weeks above capacity.* Fluid: work that does not fit adds up and is worked off later; its wait is backlog over capacity (Newell,
 *   Applications of Queueing Theory, 1982, chapter 2). Other weeks take their own load (pointwise stationary; Green and Kolesar,
 *   Management Science 37, 1991).
 * - *In target.* Cases go by due date, so none is late until the work that waits exceeds the mean allowance (Doytchinov, Lehoczky and
 *   Shreve, Annals of Applied Probability 11, 2001). After that two answers bracket any rule: all are late until the work is back
 *   below it (`low`: strictly by due date), or as many are in time as the hours take, shortest first, and the rest step aside
 *   (`high`; Moore, Management Science 15, 1968: whoever lets go of the longest sees the most in time).
 * - *Mean wait.* That of any order which does not look at hours.
 *
 * Left out: bank holidays, caseload caps, the worker's preferences, and that sessions of whoever alone has a skill fill with other cases
 * too, so a scarce skill in a large group waits longer than this says. Without any case everything is in target.
 */
export function predict(
  world: World,
  { closeWorkingDays }: Pick<RoutingSettings, 'closeWorkingDays'> = defaultSettings,
): Predicted {
  const demands = SKILLS.flatMap((skill) => demandOf(world, skill) ?? [])
  const hoursPerCase = meanHours(world)
  const supplies = world.specialists.map((specialist) => ({ ...specialist, hours: heldHours(world, specialist) }))
  const groups = skillGroups(
    demands.map(({ skill, takenPerWeek }) => ({ skill, hours: takenPerWeek * hoursPerCase })),
    supplies,
  )
  const bySkill = demands.map((demand): PredictedSkill => {
    const group = groups.find(({ skills }) => skills.includes(demand.skill))
    if (!group || group.supply === 0) return unseen(demand)
    const least = leastWaits(world, demand.skill, closeWorkingDays)
    const course = courseOf(world, group, least.allowance)
    return {
      skill: demand.skill,
      casesPerWeek: demand.casesPerWeek,
      meanWait: least.wait + course.wait,
      ok: { low: demand.takeable * course.low, high: demand.takeable * course.high },
      load: group.demand / group.supply,
      sharesQueueWith: group.skills,
    }
  })
  const weighted = (figure: (row: PredictedSkill) => number, rows: readonly PredictedSkill[], whenNone: number) => {
    const cases = rows.reduce((sum, row) => sum + row.casesPerWeek, 0)
    return cases === 0 ? whenNone : rows.reduce((sum, row) => sum + row.casesPerWeek * figure(row), 0) / cases
  }
  const seen = bySkill.filter(({ load }) => Number.isFinite(load))
  const clinics = world.specialists.reduce((sum, specialist) => sum + hoursOf(specialist), 0) * heldShare(world)
  const used = groups.reduce((sum, group) => sum + Math.min(group.demand * meanSurge(world), group.supply), 0)
  return {
    meanWait: weighted(({ meanWait }) => meanWait, seen, 0),
    ok: { low: weighted(({ ok }) => ok.low, bySkill, 1), high: weighted(({ ok }) => ok.high, bySkill, 1) },
    use: clinics === 0 ? 0 : used / clinics,
    stable: groups.every(({ demand, supply: there }) => demand < there),
    bySkill,
  }
}

interface Demand {
  readonly skill: Skill
  readonly casesPerWeek: number
  /** Share of its cases that somebody may take at all. */
  readonly takeable: Share
  readonly takenPerWeek: number
}

function demandOf({ arrivals, services, specialists }: World, skill: Skill): Demand | undefined {
  const casesPerWeek = arrivals.casesPerWeek * (arrivals.skills[skill] ?? 0)
  if (casesPerWeek === 0) return undefined
  const holders = specialists.filter((each) => each.skills.includes(skill) && each.sessions.length > 0)
  const sessions = holders.flatMap((each) => each.sessions)
  const byVideo = sessions.some(({ virtual }) => virtual) ? arrivals.virtual : 0
  const atSite = services.reduce(
    (sum, { arrivals: share, site }) => sum + (sessions.some((each) => each.site === site) ? share : 0),
    0,
  )
  const reached = byVideo + (1 - arrivals.virtual) * Math.min(1, atSite)
  const takeable = holders.length === 0 ? 0 : reached * (1 - arrivals.conflict ** holders.length)
  return { skill, casesPerWeek, takeable, takenPerWeek: casesPerWeek * takeable }
}

const unseen = ({ skill, casesPerWeek }: Demand): PredictedSkill => ({
  skill,
  casesPerWeek,
  meanWait: Number.POSITIVE_INFINITY,
  ok: { low: 0, high: 0 },
  load: Number.POSITIVE_INFINITY,
  sharesQueueWith: [skill],
})

/** The largest share of the cases that fits into this share of their hours: the shortest ones. */
function mostCasesIn({ arrivals }: World, shareOfHours: Share): Share {
  const sorted = [...arrivals.hours].sort((one, other) => one.hours - other.hours)
  let left = Math.min(1, shareOfHours) * sorted.reduce((sum, { hours, share }) => sum + hours * share, 0)
  return sorted.reduce((cases, { hours, share }) => {
    const fits = Math.min(share, left / hours)
    left -= fits * hours
    return cases + fits
  }, 0)
}

/** Hours that a case takes in all: no-shows are booked again once, and some come a second time. */
function meanHours({ arrivals: { hours, didNotAttend, followUp } }: World): number {
  return hours.reduce((sum, each) => sum + each.hours * each.share, 0) * (1 + didNotAttend + followUp)
}

const heldShare = ({ availability: { held, fallsAway } }: World): Share => held * (1 - fallsAway)

function heldHours(world: World, specialist: World['specialists'][number]): number {
  const shortest = Math.min(...world.arrivals.hours.filter(({ share }) => share > 0).map(({ hours }) => hours))
  return usableHoursOf(specialist, shortest) * heldShare(world)
}

/** The wait of a case of this skill before any queue, and how much longer its due date lets it wait, on average. */
function leastWaits({ arrivals, specialists, availability }: World, skill: Skill, notice: RoutingSettings['closeWorkingDays']) {
  const sessions = specialists.filter((each) => each.skills.includes(skill)).reduce((sum, each) => sum + each.sessions.length, 0)
  const toNextSession = DAYS_IN_WEEK / (sessions * availability.held) / 2
  const of = (figure: (urgency: (typeof URGENCIES)[number]) => number) =>
    URGENCIES.reduce((sum, urgency) => sum + arrivals.urgencies[urgency] * figure(urgency), 0)
  const wait = PLANNED_AFTER + toNextSession + of((urgency) => (urgency === 'urgent' ? notice.urgent : notice.standard))
  return { wait, allowance: of((urgency) => arrivals.dueWorkingDays[urgency]) - wait }
}

const surgeIn = ({ arrivals: { surge } }: World, week: number): number =>
  surge && week >= surge.fromWeek && week < surge.untilWeek ? surge.factor : 1

const weeksOf = ({ weeks }: World): number[] => Array.from({ length: weeks }, (_, week) => week)

const meanSurge = (world: World): number => weeksOf(world).reduce((sum, week) => sum + surgeIn(world, week), 0) / world.weeks

/** The queue of a group week by week: mean wait, and the shares that wait no longer than the allowance, of all who arrive. */
function courseOf(world: World, group: SkillGroup, allowance: number): Between & { readonly wait: number } {
  let [backlog, arrived, wait, low, high] = [0, 0, 0, 0, 0]
  for (const week of weeksOf(world)) {
    const factor = surgeIn(world, week)
    const after = Math.max(0, backlog + group.demand * factor - group.supply)
    const fluid = ((backlog + after) / 2 / group.supply) * DAYS_IN_WEEK
    const isAbove = group.demand * factor >= group.supply || backlog > 0
    const queue = queueOf(world, group, isAbove ? Math.min(1, factor) : factor)
    const chance = {
      delayed: erlangC(queue.servers, queue.arrivals * queue.service),
      meanWait: Math.min(meanWaitOf(queue), longestWaitAfter(queue, (week + 0.5) * DAYS_IN_WEEK)),
    }
    arrived += factor
    wait += factor * (fluid + chance.meanWait)
    const within = shareWithin(allowance - fluid, chance)
    low += factor * within
    high += factor * (within + (allowance < 0 ? 0 : 1 - within) * mostCasesIn(world, group.supply / (group.demand * factor)))
    backlog = after
  }
  return arrived === 0 ? { wait: 0, low: 1, high: 1 } : { wait: wait / arrived, low: low / arrived, high: high / arrived }
}

function queueOf(world: World, { specialists, demand, supply }: SkillGroup, factor: number): Queue {
  const { hours } = world.arrivals
  const mean = hours.reduce((sum, each) => sum + each.hours * each.share, 0)
  const square = hours.reduce((sum, each) => sum + each.hours ** 2 * each.share, 0)
  const service = (mean * specialists.length * DAYS_IN_WEEK) / supply
  const queue = {
    servers: specialists.length,
    arrivals: (demand * factor) / mean / DAYS_IN_WEEK,
    service,
    arrivalVariation: 1,
    serviceVariation: square / mean ** 2 - 1,
  }
  // at the edge of its steady state the queue is told by the time it had to grow
  return loadOf(queue) < 1 ? queue : { ...queue, arrivals: queue.arrivals / loadOf(queue) }
}
