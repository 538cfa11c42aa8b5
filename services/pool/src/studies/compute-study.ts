import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { StudyWord, StudyWork } from './serve-study.ts'
import type { StudyFailure, StudyLimits } from './study.ts'

/** What became of a computation: `stopped` when it was no longer wanted. */
export type Computed =
  | { readonly kind: 'computed'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly why: StudyFailure; readonly fault?: unknown }
  | { readonly kind: 'stopped' }

/** The program of the worker. In a bundle the name is changed to that of its own bundle beside it. */
export const STUDY_PROGRAM = new URL('./study-worker.ts', import.meta.url)

/**
 * Computes one study in a thread of its own, so that the pool goes on answering: with a limit of time, after which it is
 * ended, and of memory, at which it ends by itself. Never rejects.
 */
export function computeStudy(
  work: StudyWork,
  { limits, program = STUDY_PROGRAM, stop }: { limits: StudyLimits; program?: URL | undefined; stop: AbortSignal },
): Promise<Computed> {
  return new Promise((done) => {
    const worker = startWorker(program, {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
      // it computes and needs nothing of the service, least of all its secrets
      env: {},
    })
    const end = (computed: Computed) => {
      clearTimeout(timer)
      stop.removeEventListener('abort', stopped)
      done(computed)
      void worker.terminate()
    }
    const stopped = () => end({ kind: 'stopped' })
    const timer = setTimeout(() => end({ kind: 'failed', why: 'took-too-long' }), limits.milliseconds)
    stop.addEventListener('abort', stopped, { once: true })
    if (stop.aborted) stopped()
    worker.on('message', (word: StudyWord) => end(word.kind === 'computed' ? word : { kind: 'failed', why: word.kind }))
    worker.on('error', (fault) =>
      end({ kind: 'failed', why: isOutOfMemory(fault) ? 'needed-too-much-memory' : 'has-a-fault', fault }),
    )
    worker.on('exit', () => end({ kind: 'failed', why: 'has-a-fault' }))
  })
}

const isOutOfMemory = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'

/** Reads TypeScript where the pool runs from its source. */
const LOADER = 'tsx/esm/api'

function startWorker(program: URL, options: WorkerOptions): Worker {
  if (!program.pathname.endsWith('.ts')) return new Worker(program, options)
  const [loader, source] = [import.meta.resolve(LOADER), program.href].map((href) => JSON.stringify(href))
  // a worker's first file is read before any loader is there
  return new Worker(`import(${loader}).then(({ register }) => (register(), import(${source})))`, { ...options, eval: true })
}
