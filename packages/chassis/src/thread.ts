import { Worker, type WorkerOptions } from 'node:worker_threads'

/** Reads TypeScript where a service runs from its source. */
const LOADER = 'tsx/esm/api'

/**
 * Starts a program of ours in a thread of its own: its bundle, or its source where the service runs from it. It computes and
 * needs nothing of the service, least of all its secrets, so its environment is empty.
 */
export function startThread(program: URL, options: Omit<WorkerOptions, 'env' | 'eval'>): Worker {
  const alone = { ...options, env: {} }
  if (!program.pathname.endsWith('.ts')) return new Worker(program, alone)
  const [loader, source] = [import.meta.resolve(LOADER), program.href].map((href) => JSON.stringify(href))
  // a worker's first file is read before any loader is there
  return new Worker(`import(${loader}).then(({ register }) => (register(), import(${source})))`, { ...alone, eval: true })
}

/** Whether the thread ended because it had used all the memory it may have. */
export const isOutOfMemory = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
