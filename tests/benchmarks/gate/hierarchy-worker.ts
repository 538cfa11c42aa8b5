import { parentPort } from 'node:worker_threads'
import { openSolver } from '../../../services/rollup/src/publications/solver.ts'
import { answerOf, type HierarchyAsk } from './one-hierarchy.ts'

const solve = await openSolver()
parentPort?.on('message', (ask: HierarchyAsk) => parentPort?.postMessage(answerOf(ask, solve)))
