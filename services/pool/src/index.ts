export { type PoolConfig, readPoolConfig } from './config.ts'
export { GRAPH_VERSION, type PoolParts, startPool } from './pool.ts'
export { poolSchema } from './schema.ts'
