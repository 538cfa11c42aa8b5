import { type Bench, type BenchRun, type Figures, median, quantile, spread } from '../bench.ts'
import { type Arena, openArena } from './arena.ts'
import type { Contender } from './contender.ts'

const SIZES = [10, 40, 200]
const CONTENDERS: readonly Contender[] = ['gateway', 'raw', 'stitching']
const AT_ONCE = 4
const ROUNDS = 6
/** Calls to members in one round of one contender, about; so many rounds are as long at every size. */
const CALLS_A_ROUND = 2_400
/** Calls before anything counts, for the code to become warm. */
const CALLS_TO_WARM = 6_000

/**
 * The live question through the gateway, by hand, and through another open gateway. Every contender has a process of its own
 * whose CPU is read; in each round each answers equally often, and the order changes from round to round.
 */
export const gatewayBench: Bench = {
  name: 'gateway',
  about: 'the live question at 10, 40 and 200 spokes, against raw parallel calls and graphql-tools federation under yoga',
  withinSeconds: 400,
  targets: [
    { figure: 'cpuRatio40', atMost: 2 },
    { figure: 'p50Ratio40', atMost: 2 },
  ],
  async run(run) {
    await using arena = await openArena(CONTENDERS)
    let figures: Figures = {}
    for (const spokes of SIZES) figures = { ...figures, ...(await atSize(arena, spokes, run)) }
    return figures
  },
}

interface Round {
  readonly cpuMs: number
  readonly p50Ms: number
}

async function atSize(arena: Arena, spokes: number, { say, signal }: BenchRun): Promise<Figures> {
  await arena.setUp(spokes)
  for (const kind of CONTENDERS) await arena.ask(kind, Math.ceil(CALLS_TO_WARM / spokes), AT_ONCE)
  const rounds: Record<Contender, Round>[] = []
  for (let number = 0; number < ROUNDS; number += 1) {
    signal.throwIfAborted()
    const order = [...CONTENDERS.slice(number % CONTENDERS.length), ...CONTENDERS.slice(0, number % CONTENDERS.length)]
    const round: Partial<Record<Contender, Round>> = {}
    for (const kind of order) round[kind] = await measure(arena, kind, Math.ceil(CALLS_A_ROUND / spokes))
    rounds.push(round as Record<Contender, Round>)
  }
  const of = (kind: Contender, what: keyof Round) => rounds.map((round) => round[kind][what])
  const ratio = (kind: Contender, what: keyof Round) => rounds.map((round) => round[kind][what] / round.raw[what])
  for (const kind of CONTENDERS) {
    const [cpu, p50] = [of(kind, 'cpuMs'), of(kind, 'p50Ms')].map((values) => {
      return `${median(values).toFixed(2)} [${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}]`
    })
    say(`${String(spokes).padStart(3)} spokes  ${kind.padEnd(9)}  CPU ${cpu} ms a request, p50 ${p50} ms`)
  }
  const overhead = rounds.map(({ gateway, raw }) => (gateway.cpuMs - raw.cpuMs) / spokes)
  return {
    ...spread(`cpuRatio${spokes}`, ratio('gateway', 'cpuMs')),
    [`p50Ratio${spokes}`]: median(ratio('gateway', 'p50Ms')),
    [`cpuMs${spokes}`]: median(of('gateway', 'cpuMs')),
    [`p50Ms${spokes}`]: median(of('gateway', 'p50Ms')),
    [`rawCpuMs${spokes}`]: median(of('raw', 'cpuMs')),
    [`rawP50Ms${spokes}`]: median(of('raw', 'p50Ms')),
    [`stitchingCpuRatio${spokes}`]: median(ratio('stitching', 'cpuMs')),
    [`stitchingP50Ratio${spokes}`]: median(ratio('stitching', 'p50Ms')),
    [`overheadMsPerSpoke${spokes}`]: median(overhead),
  }
}

async function measure(arena: Arena, kind: Contender, times: number): Promise<Round> {
  const before = await arena.usage(kind)
  const took = await arena.ask(kind, times, AT_ONCE)
  const after = await arena.usage(kind)
  return { cpuMs: (after.cpuMs - before.cpuMs) / times, p50Ms: quantile(took, 0.5) }
}
