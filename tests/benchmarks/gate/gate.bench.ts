import type { JointFigure, Solve } from '@oh/disclosure'
import { type Month, monthsOf, periodOf } from '@oh/kernel'
import { trusts } from '@oh/organisations'
import { openSolver } from '../../../services/rollup/src/publications/solver.ts'
import { type Bench, type BenchRun, type Figures, median, quantile } from '../bench.ts'
import { exponentOf, logLogChart, type TimeAtSize } from '../log-log.ts'
import type { Outcome } from './attack-again.ts'
import { federationTables } from './federation-month.ts'
import { weighGridsMonth } from './grids-month.ts'
import { inThreads } from './in-threads.ts'
import { isBroken, NAIVE } from './naive.ts'
import { type HierarchyAnswer, type HierarchyAsk, protectedFrom, tableOf } from './one-hierarchy.ts'

const NAIVE_TABLES = 40
/** Tables of which the best repair is sought, which takes longer than one that holds. */
const BEST_TABLES = 50
/** A problem of a naive table that takes longer than this leaves the table unbroken. */
const NAIVE_SECONDS = 2
const YEAR = monthsOf(periodOf('year', '2026-04' as Month))
const QUARTER = YEAR.slice(0, 3)
/** Trusts of the tables by which time against size is measured; the last is everybody. */
const SIZES = [25, 50, 100, 205]

/** The random hierarchies of the goals, naive gates beside, and a month of the whole of England. */
export const gateBench = benchOf('gate', 1_000, 4 * 3_600)

/** The same with few hierarchies, to see that all is well. */
export const gateQuickBench = benchOf('gate-quick', 20, 1_200)

function benchOf(name: string, hierarchies: number, withinSeconds: number): Bench {
  return {
    name,
    about: `${hierarchies} random hierarchies of figures protected jointly, naive gates beside, and a month of England`,
    withinSeconds,
    onlyByName: true,
    targets: [
      { figure: 'exact', atMost: 0 },
      { figure: 'narrow', atMost: 0 },
      { figure: 'unproved', atMost: 0 },
      { figure: 'refused', atMost: 0 },
      { figure: 'repairShareMedian', atMost: 0.3 },
      { figure: 'monthSeconds', atMost: 300 },
      { figure: 'yearSeconds', atMost: 300 },
      { figure: 'gridsSeconds', atMost: 300 },
    ],
    async run(run) {
      const [solve, solveNaive] = [await openSolver(), await openSolver(NAIVE_SECONDS)]
      return {
        ...(await federationYear(run, solve)),
        ...(await gridsMonth(run, solve)),
        ...sizes(run, solve),
        ...(await naiveTables(run, hierarchies, solveNaive)),
        ...(await gaps(run, hierarchies)),
        ...(await jointTables(run, hierarchies)),
      }
    },
  }
}

const HIERARCHIES = new URL('./hierarchy-worker.ts', import.meta.url)

const hierarchiesInThreads = (
  asks: readonly HierarchyAsk[],
  signal: AbortSignal,
  told?: (answer: HierarchyAnswer, done: number) => void,
) => inThreads<HierarchyAsk, HierarchyAnswer>(HIERARCHIES, asks, signal, told)

const byId = ({ figures }: { readonly figures: readonly JointFigure[] }) => new Map(figures.map((figure) => [figure.id, figure]))

/** Gives way to the run's clock, so that a bench that takes too long can be broken off. */
const breathe = async ({ signal }: BenchRun): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}

/** Each table is protected, or refused whole, and then attacked from what was published alone. */
async function jointTables({ say, signal }: BenchRun, hierarchies: number): Promise<Figures> {
  const got: Outcome = { secrets: 0, exact: 0, narrow: 0, unproved: 0 }
  const shares: number[] = []
  let refused = 0
  const asks = Array.from({ length: hierarchies }, (_, n) => ({ n, what: 'attack' as const }))
  const answers = await hierarchiesInThreads(asks, signal, (answer, done) => {
    if (answer.what === 'refused') {
      refused += 1
      say(`hierarchy ${answer.n} is refused: ${answer.reason}`)
    } else if (answer.what === 'attack') {
      shares.push(answer.share)
      for (const key of ['secrets', 'exact', 'narrow', 'unproved'] as const) got[key] += answer.found[key]
      const { exact, narrow, unproved } = answer.found
      if (exact + narrow + unproved > 0) say(`hierarchy ${answer.n}: ${exact} exact, ${narrow} narrow, ${unproved} unproved`)
    }
    if (done % 20 === 0)
      say(
        `${done} hierarchies: ${refused} refused, ${got.exact} exact, ${got.narrow} narrow; repair suppresses ${(100 * median(shares)).toFixed(1)} %`,
      )
  })
  const attacks = answers.flatMap((answer) => (answer.what === 'attack' ? [answer] : []))
  const seconds = attacks.map((answer) => answer.seconds)
  return {
    hierarchies,
    attacked: attacks.reduce((sum, { attacked }) => sum + attacked, 0),
    ...got,
    refused,
    repairShareMedian: median(shares),
    repairShareQuarter: quantile(shares, 0.25),
    repairShareThreeQuarters: quantile(shares, 0.75),
    repairShareNineTenths: quantile(shares, 0.9),
    repairShareMost: Math.max(...shares),
    repairShareAbove30: shares.filter((share) => share > 0.3).length / shares.length,
    secondsMedian: median(seconds),
    secondsMost: Math.max(...seconds),
  }
}

/**
 * How far the repair is off the best there is at most, as the share of its worth that is not proved to be needed: of those of
 * the tables that need one.
 */
async function gaps({ say, signal }: BenchRun, hierarchies: number): Promise<Figures> {
  const asks = Array.from({ length: Math.min(BEST_TABLES, hierarchies) }, (_, n) => ({ n, what: 'best' as const }))
  const answers = await hierarchiesInThreads(asks, signal)
  const found = answers.flatMap((answer) => (answer.what === 'best' && answer.gap !== undefined ? [answer] : []))
  const gaps = found.flatMap(({ gap }) => gap ?? [])
  const none = gaps.filter((gap) => gap === 0).length
  say(`${none} of ${gaps.length} repairs are proved best`)
  return {
    gapTables: gaps.length,
    gapNone: none,
    gapQuarter: quantile(gaps, 0.25),
    gapMedian: median(gaps),
    gapThreeQuarters: quantile(gaps, 0.75),
    gapSecondsMedian: median(found.map(({ seconds }) => seconds)),
  }
}

/** In how many of the tables each naive gate lets the public solve for a few people; `naiveBroken` is the least of them. */
async function naiveTables(run: BenchRun, hierarchies: number, solve: Solve): Promise<Figures> {
  const tables = Math.min(NAIVE_TABLES, hierarchies)
  const broken: Record<string, number> = {}
  for (const [name, rule] of Object.entries(NAIVE)) {
    broken[name] = 0
    for (let n = 0; n < tables; n += 1) {
      await breathe(run)
      if (isBroken(tableOf(n), rule, solve)) broken[name] += 1
    }
    run.say(`${name} breaks in ${broken[name]} of ${tables}`)
  }
  return { ...broken, naiveTables: tables, naiveBroken: Math.min(...Object.values(broken)) }
}

/** March of England with a whole year of grids: the one population that is divided by staff group and reason. */
async function gridsMonth(run: BenchRun, solve: Solve): Promise<Figures> {
  await breathe(run)
  let took = { wall: Number.NaN, cpu: Number.NaN }
  const { weighed, sums } = weighGridsMonth(YEAR, solve, (work) => {
    const began = now()
    const done = work()
    took = since(began)
    return done
  })
  const leftOut = weighed.kind === 'weighed' ? weighed.report.leftOut : Number.NaN
  const megabytes = process.memoryUsage().heapUsed / 2 ** 20
  run.say(`March with grids took ${took.wall.toFixed(0)} s, ${took.cpu.toFixed(0)} s of a processor; ${leftOut} left out`)
  return {
    gridsSeconds: took.wall,
    gridsCpuSeconds: took.cpu,
    gridsSums: sums,
    gridsLeftOut: leftOut,
    gridsHeapMegabytes: megabytes,
  }
}

/**
 * A financial year of England, month after month, each with all that was published before: what June takes, which closes a
 * quarter, and March, which closes the year. Beside it the whole year at once, as made-up history is published.
 */
async function federationYear(run: BenchRun, solve: Solve): Promise<Figures> {
  const measures = federationTables(YEAR).length
  const earlier = Array.from({ length: measures }, () => new Map<string, JointFigure>())
  const [seconds, cpuSeconds]: [number[], number[]] = [[], []]
  let [open, suppressed, refused] = [0, 0, 0]
  for (const [at, month] of YEAR.entries()) {
    const began = now()
    for (const [measure, table] of federationTables(YEAR.slice(0, at + 1)).entries()) {
      await breathe(run)
      const done = protectedFrom(table, solve, { earlier: earlier[measure] ?? new Map() })
      if (done.kind === 'refused') {
        refused += 1
        run.say(`${month} of measure ${measure} is refused: ${done.reasons[0]}`)
        continue
      }
      earlier[measure] = byId(done)
      open += done.report.open
      suppressed += done.report.suppressed
    }
    seconds.push(since(began).wall)
    cpuSeconds.push(since(began).cpu)
    run.say(`${month} of England took ${since(began).wall.toFixed(0)} s, ${since(began).cpu.toFixed(0)} s of a processor`)
  }
  const began = now()
  for (const table of federationTables(YEAR)) {
    await breathe(run)
    if (protectedFrom(table, solve).kind === 'refused') refused += 1
  }
  return {
    monthSeconds: seconds[QUARTER.length - 1] ?? Number.NaN,
    monthCpuSeconds: cpuSeconds[QUARTER.length - 1] ?? Number.NaN,
    yearSeconds: seconds.at(-1) ?? Number.NaN,
    yearCpuSeconds: cpuSeconds.at(-1) ?? Number.NaN,
    yearAtOnceCpuSeconds: since(began).cpu,
    englandRefused: refused,
    englandSuppressedShare: suppressed / open,
    memoryMiB: process.memoryUsage().rss / 2 ** 20,
  }
}

/** How the time for one measure of a quarter grows with the trusts in it. */
function sizes(run: BenchRun, solve: Solve): Figures {
  const times = SIZES.map((size): TimeAtSize => {
    const [table] = federationTables(QUARTER, trusts().slice(0, size))
    const began = now()
    if (table) protectedFrom(table, solve)
    const { cpu } = since(began)
    run.say(`${size} trusts: ${cpu.toFixed(2)} s of a processor`)
    return { size, seconds: cpu }
  })
  const exponent = exponentOf(times)
  run.say(`time grows with the trusts to the power of ${exponent.toFixed(2)}`)
  run.keep('gate.svg', logLogChart({ title: 'A quarter of one measure', across: 'trusts', times }))
  return { exponent, ...Object.fromEntries(times.map(({ size, seconds }) => [`trusts${size}`, seconds])) }
}

const now = () => ({ wall: performance.now(), cpu: process.cpuUsage().user })
const since = (began: ReturnType<typeof now>) => ({
  wall: (performance.now() - began.wall) / 1e3,
  cpu: (process.cpuUsage().user - began.cpu) / 1e6,
})
