import { createLog, run } from '@oh/chassis'
import { readConsoleConfig } from './config.ts'
import { startConsole } from './console.ts'

await run(createLog('console'), () => startConsole(readConsoleConfig(process.env)))
