export { type RollupConfig, readRollupConfig } from './config.ts'
export { GRAPH_VERSION, type RollupParts, type RunningRollup, startRollup } from './rollup.ts'
export { rollupSchema } from './schema.ts'
export { type SeedRollupAsk, seedRollup } from './seed.ts'
