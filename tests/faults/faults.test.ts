import { expect, it } from 'vitest'
import { freePorts } from '../network/free-ports.ts'
import { printReport } from './print-report.ts'
import { type FaultsAsk, runFaults } from './run-faults.ts'

it('loses, doubles, alters, disorders and forges nothing while every process is killed at random', async ({ signal }) => {
  const ask: FaultsAsk = { escalations: 20, seed: 1, leastKills: 12, leastOfEach: 1, portBase: await freePorts(40) }
  const report = await runFaults(ask, () => undefined, signal)
  expect(report.failures, printReport(ask, report)).toEqual([])
})
