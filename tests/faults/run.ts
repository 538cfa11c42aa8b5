import { parseArgs } from 'node:util'
import { freePorts } from '../network/free-ports.ts'
import { printReport } from './print-report.ts'
import { type FaultsAsk, runFaults } from './run-faults.ts'

const { values } = parseArgs({
  options: {
    escalations: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string' },
    port: { type: 'string' },
  },
})

const number = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0, not ${text}`)
  return value
}

const escalations = number('escalations', values.escalations)
const leastKills = number('kills', values.kills ?? String(Math.max(15, Math.floor(escalations / 2))))
const ask: FaultsAsk = {
  escalations,
  seed: number('seed', values.seed),
  leastKills,
  leastOfEach: Math.max(1, Math.floor(leastKills / 25)),
  portBase: values.port === undefined ? await freePorts(40) : number('port', values.port),
}
const started = performance.now()
const say = (line: string) => process.stdout.write(`[${((performance.now() - started) / 1000).toFixed(1)}s] ${line}\n`)
const abort = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort())
try {
  const report = await runFaults(ask, say, abort.signal)
  process.stdout.write(printReport(ask, report))
  process.exitCode = report.failures.length === 0 ? 0 : 1
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? `${fault.message}\n${fault.cause ?? ''}` : fault}\n`)
  process.exitCode = 1
}
// a client that still waits for an answer must not hold the run open
process.exit()
