export { readSpokeConfig, type SpokeConfig } from './config.ts'
export { spokeSchema } from './schema.ts'
export { GRAPH_VERSION, type SpokeParts, startSpoke } from './spoke.ts'
