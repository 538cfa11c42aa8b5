import { createLog, run } from '@oh/chassis'
import { readGatewayConfig } from './config.ts'
import { startGateway } from './gateway.ts'

await run(createLog('gateway'), () => startGateway(readGatewayConfig(process.env)))
