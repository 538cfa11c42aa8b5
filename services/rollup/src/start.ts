import { createLog, run } from '@oh/chassis'
import { readRollupConfig } from './config.ts'
import { startRollup } from './rollup.ts'

await run(createLog('rollup'), () => startRollup(readRollupConfig(process.env)))
