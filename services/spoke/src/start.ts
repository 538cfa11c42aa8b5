import { createLog, run } from '@oh/chassis'
import { readSpokeConfig } from './config.ts'
import { startSpoke } from './spoke.ts'

await run(createLog('spoke'), () => startSpoke(readSpokeConfig(process.env)))
