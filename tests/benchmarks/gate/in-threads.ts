import { availableParallelism } from 'node:os'
import { startThread } from '@oh/chassis'

/**
 * The answers in the order of what was asked, from as many threads of the program as there are cores; each is told as it
 * comes. Rejects when a thread breaks, or when the signal aborts; no thread goes on then.
 */
export async function inThreads<Ask, Answer>(
  program: URL,
  asks: readonly Ask[],
  signal: AbortSignal,
  told: (answer: Answer, done: number) => void = () => {},
): Promise<Answer[]> {
  const answers: Answer[] = []
  let [next, done] = [0, 0]
  const threads = Array.from({ length: Math.min(availableParallelism(), asks.length) }, () => startThread(program, {}))
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
        thread.on('message', (answer: Answer) => {
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
