/** What a service under construction has opened so far. */
export interface Opened {
  /** Registers something to be disposed of when the service stops, last first. */
  use<Part extends AsyncDisposable>(part: Part): Part
  /** Registers a step of stopping, last first. */
  onStop(step: () => void | PromiseLike<void>): void
}

/**
 * Builds a service from parts that must be closed again: in reverse order when it is disposed of, and at once when building
 * fails half-way. Every step of stopping runs, whatever another one throws; the first fault is thrown at the end.
 */
export async function assemble<Service extends object>(
  build: (opened: Opened) => Promise<Service>,
): Promise<Service & AsyncDisposable> {
  const steps: (() => void | PromiseLike<void>)[] = []
  const stop = async () => {
    const faults: unknown[] = []
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step()
      } catch (fault) {
        faults.push(fault)
      }
    }
    if (faults.length > 0) throw faults[0]
  }
  const opened: Opened = {
    use: (part) => {
      steps.push(() => part[Symbol.asyncDispose]())
      return part
    },
    onStop: (step) => void steps.push(step),
  }
  try {
    return { ...(await build(opened)), [Symbol.asyncDispose]: stop }
  } catch (fault) {
    await stop().catch(() => undefined)
    throw fault
  }
}
