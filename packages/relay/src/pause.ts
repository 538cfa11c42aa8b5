/** Resolves after the time, or at once when aborted. Never rejects. */
export function pause(milliseconds: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (abort.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      abort.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    abort.addEventListener('abort', done, { once: true })
  })
}
