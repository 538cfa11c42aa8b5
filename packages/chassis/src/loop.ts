/** Work that is done again and again. */
export interface Loop {
  /** Has a round begin at once, or another follow the one under way. */
  wake(): void
  /** Begins no more rounds; resolves when the one under way is over. */
  stop(): Promise<void>
}

/** One round at a time, each so long after the last; a wake during a round has another follow it. `run` must not reject. */
export function loopOf(everyMs: number, run: (woken: boolean) => Promise<void>): Loop {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let woken = false
  let stopped = false
  const next = () => {
    running = undefined
    if (!stopped) timer = setTimeout(start, woken ? 0 : everyMs)
  }
  const start = () => {
    const wasWoken = woken
    woken = false
    running = run(wasWoken).finally(next)
  }
  start()
  return {
    wake: () => {
      woken = true
      if (running || stopped) return
      clearTimeout(timer)
      start()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
