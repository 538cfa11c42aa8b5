import { parentPort } from 'node:worker_threads'
import type { MeasureYear } from './joint-year.ts'
import { openSolver } from './solver.ts'
import { weighMeasure } from './weigh-measure.ts'

const solve = await openSolver()
parentPort?.on('message', (year: MeasureYear) => {
  parentPort?.postMessage(weighMeasure(year, solve, () => performance.now()))
})
