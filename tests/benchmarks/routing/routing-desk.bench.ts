import { type Bench, type BenchRun, type Figures, median, quantile } from '../bench.ts'
import { type Desk, openDesk } from './desk.ts'

const ARRIVALS = 100
const WAITING = 500
const FEW = 100
const MANY = 10_000
const PAGES = 60
/** The first few find cold caches and unprepared statements. */
const WARM_UP = 10

async function times<Value>(many: number, signal: AbortSignal, one: () => Promise<Value>): Promise<Value[]> {
  const all: Value[] = []
  for (let count = 0; count < WARM_UP + many; count += 1) {
    signal.throwIfAborted()
    all.push(await one())
  }
  return all.slice(WARM_UP)
}

/** Cases through the real inbox, one after another, while 500 wait: pushed, verified, kept, sealed, offered, acknowledged. */
export async function arrivals(desk: Desk, { say, signal }: BenchRun): Promise<Figures> {
  await desk.fillUpTo(WAITING)
  const took = await times(ARRIVALS, signal, () => desk.arrives())
  say(`${ARRIVALS} cases arrived while ${WAITING} waited: median ${median(took).toFixed(1)} ms`)
  return { arrivalMsMedian: median(took), arrivalMsP95: quantile(took, 0.95) }
}

/** What the first page of the board costs with so many waiting. */
export async function boardPages(desk: Desk, waiting: number, { say, signal }: BenchRun) {
  await desk.fillUpTo(waiting)
  const pages = await times(PAGES, signal, () => desk.board())
  const took = pages.map(({ milliseconds }) => milliseconds)
  say(`board with ${waiting} waiting: median ${median(took).toFixed(1)} ms, ${pages[0]?.bytes} bytes`)
  return { p95: quantile(took, 0.95), median: median(took), bytes: Math.max(...pages.map(({ bytes }) => bytes)) }
}

/** What a coordinator and a home service wait for; a page of the board does not cost more for what waits behind it. */
export const routingDeskBench: Bench = {
  name: 'routing-desk',
  about: 'one arriving case through the real inbox with 500 waiting, and the board with 100 and with 10,000',
  withinSeconds: 600,
  targets: [
    { figure: 'arrivalMsP95', atMost: 250 },
    { figure: 'boardMsP95', atMost: 250 },
    { figure: 'boardBytes', atMost: 200_000 },
    { figure: 'boardRatio', atMost: 3 },
  ],
  async run(run) {
    await using desk = await openDesk()
    // from few to many: a pool that has been filled is not emptied again
    const few = await boardPages(desk, FEW, run)
    const arrived = await arrivals(desk, run)
    const many = await boardPages(desk, MANY, run)
    return {
      ...arrived,
      boardMsP95: many.p95,
      boardMsMedian: many.median,
      boardBytes: many.bytes,
      boardRatio: many.median / few.median,
      boardBytesRatio: many.bytes / few.bytes,
    }
  },
}
