import { parentPort } from 'node:worker_threads'
import type { PopulationYear } from './population-year.ts'
import { openSolver } from './solver.ts'
import { weighPopulation } from './weigh-population.ts'

const solve = await openSolver()
parentPort?.on('message', (year: PopulationYear) => {
  parentPort?.postMessage(weighPopulation(year, solve, () => performance.now()))
})
