/** Counts signals by key, so that one that comes between looking and waiting is not missed. */
export interface Wakes {
  /** Wakes everyone who waits for the key. */
  signal(key: string): void
  /** Take it before looking; hand it to `after`. */
  count(key: string): number
  /** Resolves at the next signal after `seen`, after the given time, or when aborted or closed. Never rejects. */
  after(key: string, seen: number, milliseconds: number, abort: AbortSignal): Promise<void>
}

/** Signals on any key count for this one too. */
export const ANY = '*'

export function createWakes(): Wakes {
  const counts = new Map<string, number>()
  const waiting = new Map<string, Set<() => void>>()
  const count = (key: string) => counts.get(key) ?? 0
  const signalOne = (key: string) => {
    counts.set(key, count(key) + 1)
    for (const wake of waiting.get(key) ?? []) wake()
  }
  return {
    count,
    signal: (key) => {
      signalOne(key)
      signalOne(ANY)
    },
    after: (key, seen, milliseconds, abort) =>
      new Promise((resolve) => {
        if (count(key) !== seen || abort.aborted) return resolve()
        const waiters = waiting.get(key) ?? new Set()
        waiting.set(key, waiters)
        const wake = () => {
          clearTimeout(timer)
          abort.removeEventListener('abort', wake)
          waiters.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, milliseconds)
        abort.addEventListener('abort', wake, { once: true })
        waiters.add(wake)
      }),
  }
}
