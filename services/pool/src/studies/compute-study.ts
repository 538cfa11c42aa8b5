import { isOutOfMemory, startThread } from '@oh/chassis'
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
    const worker = startThread(program, {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
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
