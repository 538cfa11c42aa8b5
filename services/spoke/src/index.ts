export { readSpokeConfig, type SpokeConfig } from './config.ts'
export { spokeSchema } from './schema.ts'
export { type SeedAsk, type SeedPerson, seedSpoke } from './seed.ts'
export { GRAPH_VERSION, type SpokeParts, startSpoke } from './spoke.ts'
