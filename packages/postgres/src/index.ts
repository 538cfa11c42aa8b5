export { type Actor, actingAs, asActor, type ScopedTx, type SystemPart } from './as-actor.ts'
export { bytes, instant, londonDate } from './column-types.ts'
export { type ConnectOptions, connect, type Db } from './connect.ts'
export { membership } from './membership.table.ts'
export { migrate, SchemaOfAnotherLine } from './migrate.ts'
export {
  allow,
  allowChange,
  anyActor,
  appRole,
  both,
  either,
  hasRole,
  holdsToday,
  isMember,
  isPart,
  isPerson,
} from './row-level-security.ts'
export { requireSchema, SchemaOutOfRange, type SchemaRange } from './schema-range.ts'
export { TooMuchAtOnce, type TurnLimits } from './turns.ts'
