import { callLimits } from '@oh/gateway/parts'
import { type Bench, median, quantile } from '../bench.ts'
import { type Arena, openArena } from './arena.ts'

const MARGIN_MS = 150
const EVERYBODY = 205
const AT_ONCE = 6
const TIMES = 48
/** Questions to all 205 spokes before the memory is read first, and between the first and the last reading. */
const BEFORE = 200
const BETWEEN = 600

/**
 * One spoke takes the question and never answers; it is always the same person who asks, so that no breaker opens. Then all
 * 205 spokes, asked again and again, to see whether anything is kept.
 */
export const hungSpokeBench: Bench = {
  name: 'hung-spoke',
  about: 'how long an answer takes with one spoke hung, and what memory 205 spokes take',
  withinSeconds: 180,
  targets: [
    { figure: 'p95Ms40', atMost: callLimits.queryMs + MARGIN_MS },
    { figure: 'heapGrowthMb', atMost: 16 },
  ],
  async run({ say, signal }) {
    await using arena = await openArena(['gateway'])
    const hung40 = await withOneHung(arena, 40)
    say(`40 spokes, one hung: p50 ${median(hung40).toFixed(0)} ms, p95 ${quantile(hung40, 0.95).toFixed(0)} ms`)
    signal.throwIfAborted()
    const hung205 = await withOneHung(arena, EVERYBODY)
    say(`205 spokes, one hung: p50 ${median(hung205).toFixed(0)} ms, p95 ${quantile(hung205, 0.95).toFixed(0)} ms`)
    signal.throwIfAborted()
    await arena.farEnd.ask('hang', { port: null })
    await arena.ask('gateway', BEFORE, AT_ONCE)
    const first = await arena.usage('gateway')
    await arena.ask('gateway', BETWEEN, AT_ONCE)
    const last = await arena.usage('gateway')
    return {
      budgetMs: callLimits.queryMs,
      p50Ms40: median(hung40),
      p95Ms40: quantile(hung40, 0.95),
      p50Ms205: median(hung205),
      p95Ms205: quantile(hung205, 0.95),
      heapMb205: last.heapMb,
      heapGrowthMb: last.heapMb - first.heapMb,
      residentMb205: last.residentMb,
    }
  },
}

async function withOneHung(arena: Arena, spokes: number): Promise<number[]> {
  await arena.setUp(spokes)
  await arena.ask('gateway', AT_ONCE * 4, AT_ONCE)
  await arena.farEnd.ask('hang', { port: arena.ports()[spokes >> 1] ?? null })
  return arena.ask('gateway', TIMES, AT_ONCE)
}
