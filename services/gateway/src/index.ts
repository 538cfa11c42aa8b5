export { type GatewayConfig, readGatewayConfig } from './config.ts'
export { directorySchema } from './directory/schema.ts'
export { seedDirectory } from './directory/seed-directory.ts'
export { type GatewayParts, type RunningGateway, startGateway } from './gateway.ts'
