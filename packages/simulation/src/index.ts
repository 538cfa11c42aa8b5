export { type Chance, chanceOf } from './chance.ts'
export { drawFuture } from './draw-future.ts'
export type { FallenAway, Future, SimCase } from './future.ts'
export { giniOf, type Outcome, outcomeOf } from './outcome.ts'
export { type Plan, type Run, runPlan, type Visit } from './run-plan.ts'
export { type Interval, type Simulation, simulate, summed } from './simulate.ts'
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
