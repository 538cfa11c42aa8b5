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
