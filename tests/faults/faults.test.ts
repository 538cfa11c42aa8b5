import { expect, it } from 'vitest'
import { printReport } from './print-report.ts'
import { runFaults } from './run-faults.ts'

const ASK = { escalations: 8, seed: 1, leastKills: 12, portBase: 22_000 }

it('loses, doubles and alters nothing while every process is killed at random', async () => {
  const report = await runFaults(ASK, () => undefined)
  expect(report.failures, printReport(ASK, report)).toEqual([])
  expect([...report.kills.keys()].length).toBeGreaterThanOrEqual(4)
  expect(report.clients.retried).toBeGreaterThan(0)
}, 180_000)
