import type { Bench } from './bench.ts'
import { newPlace } from './federation.ts'

/** The local federation from nothing, packages installed: databases made, migrated and seeded, services bundled. Then again. */
export const startUpBench: Bench = {
  name: 'start-up',
  about: 'the local federation until it is ready, for the first time and again',
  withinSeconds: 300,
  targets: [],
  async run({ say, signal }) {
    using place = await newPlace()
    const seconds: number[] = []
    for (const which of ['first', 'second']) {
      await using started = await place.start(signal)
      seconds.push(started.seconds)
      say(`${which} start ${started.seconds.toFixed(1)} s`)
    }
    const [first = Number.NaN, second = Number.NaN] = seconds
    return { firstSeconds: first, secondSeconds: second }
  },
}
