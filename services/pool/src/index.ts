export { type PoolConfig, readPoolConfig } from './config.ts'
export { GRAPH_VERSION, type PoolParts, type RunningPool, startPool } from './pool.ts'
export { poolSchema } from './schema.ts'
export { type SeedPoolAsk, type SeedSpecialist, seedPool, specialistId } from './seed.ts'
