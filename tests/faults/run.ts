import { parseArgs } from 'node:util'
import { printReport } from './print-report.ts'
import { type FaultsAsk, runFaults } from './run-faults.ts'

const { values } = parseArgs({
  options: {
    escalations: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string' },
    port: { type: 'string', default: '21000' },
  },
})

const number = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0, not ${text}`)
  return value
}

const escalations = number('escalations', values.escalations)
const ask: FaultsAsk = {
  escalations,
  seed: number('seed', values.seed),
  leastKills: number('kills', values.kills ?? String(Math.max(15, Math.floor(escalations / 2)))),
  portBase: number('port', values.port),
}
const started = performance.now()
const say = (line: string) => process.stdout.write(`[${((performance.now() - started) / 1000).toFixed(1)}s] ${line}\n`)
const report = await runFaults(ask, say)
process.stdout.write(printReport(ask, report))
process.exitCode = report.failures.length === 0 ? 0 : 1
