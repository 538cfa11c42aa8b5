import { parentPort } from 'node:worker_threads'
import { openSolver } from '../../../services/rollup/src/publications/solver.ts'
import { answerOf, type HierarchyAsk } from './one-hierarchy.ts'

/** For one problem of the attacker; a bench that runs beside other work must not call unproved what only took longer. */
const PATIENCE_SECONDS = 300

const [solve, patient] = [await openSolver(), await openSolver(PATIENCE_SECONDS)]
parentPort?.on('message', (ask: HierarchyAsk) => parentPort?.postMessage(answerOf(ask, solve, patient)))
