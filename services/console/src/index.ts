export { type ConsoleConfig, readConsoleConfig } from './config.ts'
export { type ConsoleOverrides, startConsole } from './console.ts'
export { documents } from './graphql.ts'
