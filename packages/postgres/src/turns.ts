/** How much of the database one person may hold at a time. */
export interface TurnLimits {
  /** Transactions of one person that run at once; a service has 8 connections for everybody. */
  readonly atOnce: number
  /** How many more of the same person may wait for their turn. */
  readonly waiting: number
  /** How long each may wait. */
  readonly waitMs: number
}

/** A worklist page opens about ten transactions at once; the gateway gives a question up after 1.5 s. */
export const turnLimits: TurnLimits = { atOnce: 3, waiting: 200, waitMs: 2_000 }

/** One person asked for so much at once that the rest could not wait for its turn. Nothing of it was begun. */
export class TooMuchAtOnce extends Error {
  override readonly name = 'TooMuchAtOnce'
  readonly code = 'TOO_MUCH_AT_ONCE'
}

export interface Turns {
  /** Runs `use` when it is this person's turn, in the order of asking. Rejects with TooMuchAtOnce where the wait would be too long. */
  take<T>(person: string, use: () => Promise<T>): Promise<T>
}

interface Queue {
  running: number
  readonly waiting: Set<() => void>
}

/** One queue for each person, so that nobody's many questions stand between others and the database. */
export function createTurns({ atOnce, waiting, waitMs }: TurnLimits): Turns {
  const queues = new Map<string, Queue>()
  const queueOf = (person: string): Queue => {
    const queue = queues.get(person) ?? { running: 0, waiting: new Set() }
    queues.set(person, queue)
    return queue
  }
  const turnIn = (queue: Queue) =>
    new Promise<void>((granted, refused) => {
      const begin = () => {
        clearTimeout(timer)
        queue.waiting.delete(begin)
        granted()
      }
      const timer = setTimeout(() => {
        queue.waiting.delete(begin)
        refused(new TooMuchAtOnce('Waited too long behind the same person’s other transactions.'))
      }, waitMs)
      queue.waiting.add(begin)
    })
  const pass = (person: string, queue: Queue) => {
    const [next] = queue.waiting
    // the place is handed on, so that nobody who comes now gets in between
    if (next) return next()
    queue.running -= 1
    if (queue.running === 0) queues.delete(person)
  }
  return {
    async take(person, use) {
      const queue = queueOf(person)
      if (queue.running < atOnce) queue.running += 1
      else if (queue.waiting.size < waiting) await turnIn(queue)
      else throw new TooMuchAtOnce('Too many of the same person’s transactions wait already.')
      try {
        return await use()
      } finally {
        pass(person, queue)
      }
    },
  }
}
