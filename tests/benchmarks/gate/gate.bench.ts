import { type JointProtection, type JointTable, POLICY, protectJointly, type Solve } from '@oh/disclosure'
import type { Month } from '@oh/kernel'
import { trusts } from '@oh/organisations'
import { openSolver } from '../../../services/rollup/src/publications/solver.ts'
import { type Bench, type BenchRun, type Figures, median, quantile } from '../bench.ts'
import { attackAgain, type Outcome } from './attack-again.ts'
import { chanceFrom } from './chance.ts'
import { federationTables } from './federation-month.ts'
import { hierarchy, shapeOf } from './hierarchy.ts'
import { isBroken, NAIVE } from './naive.ts'

const SEED = 1_000
const NAIVE_TABLES = 40
/** A problem of a naive table that takes longer than this leaves the table unbroken. */
const NAIVE_SECONDS = 2
const QUARTER = ['2026-04', '2026-05', '2026-06'] as Month[]
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
    targets: [
      { figure: 'exact', atMost: 0 },
      { figure: 'narrow', atMost: 0 },
      { figure: 'refused', atMost: 0 },
      { figure: 'repairShareMedian', atMost: 0.3 },
      { figure: 'monthSeconds', atMost: 300 },
    ],
    async run(run) {
      const solve = await openSolver(NAIVE_SECONDS)
      const month = await federationMonth(run, solve)
      return { ...month, ...(await naiveTables(run, hierarchies, solve)), ...(await jointTables(run, hierarchies, solve)) }
    },
  }
}

const tableOf = (n: number): JointTable => {
  const chance = chanceFrom(SEED + n)
  return hierarchy(shapeOf(n, chance), chance)
}

const protectedFrom = (table: JointTable, solve: Solve): JointProtection =>
  protectJointly({ table, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve })

/** Gives way to the run's clock, so that a bench that takes too long can be broken off. */
const breathe = async ({ signal }: BenchRun): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}

/** Each table is protected, or refused whole, and then attacked from what was published alone. */
async function jointTables(run: BenchRun, hierarchies: number, solve: Solve): Promise<Figures> {
  const shares: number[] = []
  const seconds: number[] = []
  const got: Outcome = { exact: 0, narrow: 0, unproved: 0 }
  let [refused, attacked] = [0, 0]
  for (let n = 0; n < hierarchies; n += 1) {
    await breathe(run)
    const began = process.cpuUsage().user
    const table = tableOf(n)
    const done = protectedFrom(table, solve)
    seconds.push((process.cpuUsage().user - began) / 1e6)
    if (done.kind === 'refused') {
      refused += 1
      run.say(`hierarchy ${n} is refused: ${done.reasons[0]}`)
    } else {
      attacked += done.report.attacked
      shares.push(done.report.suppressed / Math.max(1, done.report.open))
      const found = attackAgain(table, new Map(done.figures.map((figure) => [figure.id, figure])), solve)
      for (const verdict of ['exact', 'narrow', 'unproved'] as const) got[verdict] += found[verdict]
    }
    if (n % 20 === 19)
      run.say(`${n + 1} hierarchies, ${refused} refused, repair suppresses ${(100 * median(shares)).toFixed(1)} %`)
  }
  return {
    hierarchies,
    attacked,
    ...got,
    refused,
    repairShareMedian: median(shares),
    repairShareQuarter: quantile(shares, 0.25),
    repairShareThreeQuarters: quantile(shares, 0.75),
    repairShareNineTenths: quantile(shares, 0.9),
    repairShareMost: Math.max(...shares),
    cpuSecondsMedian: median(seconds),
    cpuSecondsMost: Math.max(...seconds),
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

/** June, which closes a quarter, for all measures; and how the time for one of them grows with the trusts in it. */
async function federationMonth(run: BenchRun, solve: Solve): Promise<Figures> {
  const began = performance.now()
  let [open, suppressed, refused] = [0, 0, 0]
  for (const table of federationTables(QUARTER)) {
    await breathe(run)
    const done = protectedFrom(table, solve)
    if (done.kind === 'refused') {
      refused += 1
      run.say(`a measure is refused: ${done.reasons[0]}`)
    } else {
      open += done.report.open
      suppressed += done.report.suppressed
    }
  }
  const monthSeconds = (performance.now() - began) / 1_000
  const memory = process.memoryUsage().rss / 2 ** 20
  run.say(`a month of England took ${monthSeconds.toFixed(0)} s; ${suppressed} of ${open} open parts are suppressed`)
  const points = SIZES.map((size) => {
    const [table] = federationTables(QUARTER, trusts().slice(0, size))
    const from = process.cpuUsage().user
    if (table) protectedFrom(table, solve)
    return [Math.log(size), Math.log(process.cpuUsage().user - from)] as const
  })
  return {
    monthSeconds,
    monthRefused: refused,
    monthSuppressedShare: suppressed / open,
    memoryMiB: memory,
    exponent: slope(points),
  }
}

/** The slope of the straight line through the points, by least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}
