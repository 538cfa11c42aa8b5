import { createLog, run } from '@oh/chassis'
import { readPoolConfig } from './config.ts'
import { startPool } from './pool.ts'

await run(createLog('pool'), () => startPool(readPoolConfig(process.env)))
