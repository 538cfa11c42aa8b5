import { availableParallelism } from 'node:os'
import { startThread } from '@oh/chassis'
import type { HierarchyAnswer, HierarchyAsk } from './one-hierarchy.ts'

const PROGRAM = new URL('./hierarchy-worker.ts', import.meta.url)

/**
 * The answers in the order of what was asked, from as many threads as there are cores; each is told as it comes. Rejects when
 * a thread breaks, or when the signal aborts; no thread goes on then.
 */
export async function inThreads(
  asks: readonly HierarchyAsk[],
  signal: AbortSignal,
  told: (answer: HierarchyAnswer, done: number) => void = () => {},
): Promise<HierarchyAnswer[]> {
  const answers: HierarchyAnswer[] = []
  let [next, done] = [0, 0]
  const threads = Array.from({ length: Math.min(availableParallelism(), asks.length) }, () => startThread(PROGRAM, {}))
  const working = threads.map(
    (thread) =>
      new Promise<void>((over, broken) => {
        let at = -1
        const goOn = () => {
          at = next
          next += 1
          if (at < asks.length) thread.postMessage(asks[at])
          else over()
        }
        thread.on('message', (answer: HierarchyAnswer) => {
          answers[at] = answer
          done += 1
          told(answer, done)
          goOn()
        })
        thread.on('error', broken)
        signal.addEventListener('abort', () => broken(signal.reason), { once: true })
        goOn()
      }),
  )
  try {
    await Promise.all(working)
    return answers
  } finally {
    for (const thread of threads) void thread.terminate()
  }
}
