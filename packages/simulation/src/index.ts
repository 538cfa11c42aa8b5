export { type Chance, chanceOf } from './chance.ts'
export { hoursOf, usableHoursOf, withHours } from './clinic-hours.ts'
export { drawFuture } from './draw-future.ts'
export type { FallenAway, Future, SimCase } from './future.ts'
export { giniOf, type Outcome, outcomeOf } from './outcome.ts'
export { type Between, type Predicted, type PredictedSkill, predict } from './predict.ts'
export { erlangC, loadOf, longestWaitAfter, meanWaitOf, type Queue, shareWithin } from './queueing.ts'
export { type Plan, type Run, runPlan, type Visit } from './run-plan.ts'
export { type Interval, type Simulation, simulate, summed } from './simulate.ts'
export { type SkillDemand, type SkillGroup, type SkillSupply, skillGroups } from './skill-groups.ts'
export {
  applyChanges,
  type Change,
  type ChangeRefusal,
  type Compared,
  compareWorlds,
  type Estimate,
  type Played,
} from './what-if.ts'
export type {
  Arrivals,
  Availability,
  Share,
  SimulatedService,
  SimulatedSpecialist,
  Surge,
  WeeklySession,
  World,
} from './world.ts'
