import { type Bench, type BenchRun, type Figures, median, quantile } from './bench.ts'
import { signedIn } from './browser.ts'
import { newPlace } from './federation.ts'

/** A page as somebody signed in loads it. Add a row to measure another one. */
const PAGES = [
  { key: 'national', persona: 'national-lead', path: '/national' },
  { key: 'ics', persona: 'ics-lead-qk1', path: '/ics/QK1' },
  { key: 'worklist', persona: 'nurse-rwe', path: '/worklist' },
] as const

/** The page that shows no history: what it takes longer, the machine was slower by. */
const CONTROL = 'worklist'
const HISTORIES = [36, 360]
const WARM = 8
const TIMES = 50
/** One person may load ten pages a second. */
const APART_MS = 105

/** Pages of the local federation by what the server takes for them and what they weigh, with three and thirty years of figures. */
export const pagesBench: Bench = {
  name: 'pages',
  about: 'the national, ICS and worklist pages at 36 and 360 months of history',
  withinSeconds: 600,
  targets: [
    { figure: 'nationalGrowth', atMost: 1.3 },
    { figure: 'icsGrowth', atMost: 1.3 },
    { figure: 'nationalBytesRatio', atMost: 1.15 },
    { figure: 'icsBytesRatio', atMost: 1.15 },
  ],
  async run(run) {
    let figures: Figures = {}
    for (const months of HISTORIES) figures = { ...figures, ...(await withHistory(months, run)) }
    const ratio = (key: string, what: string) => (figures[`${key}${what}360`] ?? 0) / (figures[`${key}${what}36`] ?? 0)
    for (const { key } of PAGES) {
      const growth = ratio(key, 'P50Ms') / ratio(CONTROL, 'P50Ms')
      figures = { ...figures, [`${key}Growth`]: growth, [`${key}BytesRatio`]: ratio(key, 'Bytes') }
    }
    return figures
  },
}

async function withHistory(months: number, { say, signal }: BenchRun): Promise<Figures> {
  using place = await newPlace({ OH_ICS: 'QK1', OH_HISTORY_MONTHS: String(months) })
  await using federation = await place.start(signal)
  say(`${months} months: ready after ${federation.seconds.toFixed(1)} s`)
  let figures: Figures = {}
  for (const { key, persona, path } of PAGES) {
    const browser = await signedIn(federation.console, persona)
    const loads = []
    for (let count = 0; count < WARM + TIMES; count += 1) {
      signal.throwIfAborted()
      const loaded = await browser.get(path)
      if (loaded.status !== 200) throw new Error(`${path} answers ${persona} with ${loaded.status}`)
      loads.push(loaded)
      await new Promise((next) => setTimeout(next, APART_MS))
    }
    const times = loads.slice(WARM).map(({ ms }) => ms)
    const [p50, p95, bytes] = [median(times), quantile(times, 0.95), median(loads.map((each) => each.bytes))]
    say(
      `${months} months  ${path.padEnd(10)} p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ${(bytes / 1024).toFixed(0)} KiB`,
    )
    figures = { ...figures, [`${key}P50Ms${months}`]: p50, [`${key}P95Ms${months}`]: p95, [`${key}Bytes${months}`]: bytes }
  }
  return figures
}
