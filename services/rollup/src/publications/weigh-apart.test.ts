import type { Period } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { madeUpYear } from '../testing/made-up-year.ts'
import { populationYears, type YearAsk } from './population-year.ts'
import { weighApart } from './weigh-apart.ts'
import type { WeighLimits } from './weigh-in-threads.ts'
import { cellsOfYear } from './year-cells.ts'

const program = new URL('../testing/odd-weigh-worker.ts', import.meta.url)
const limits: WeighLimits = { milliseconds: 120_000, megabytes: 1_024, threads: 1 }

describe('weighing a year apart from the service', () => {
  it('leaves the service free while what is weighed is laid out', async () => {
    const year = madeUpYear('2025/26' as Period)
    const began = performance.now()
    populationYears(year, cellsOfYear(year))
    const layingOut = performance.now() - began
    let [last, longest] = [performance.now(), 0]
    const tick = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const weighed = await weighApart(year, { program, limits })
    clearInterval(tick)
    expect(weighed).toMatchObject({ kind: 'refused' })
    expect(longest).toBeLessThan(layingOut / 2)
  })

  it('ends what takes too long, and what is no longer wanted', async () => {
    const nothing: YearAsk = { months: [], sent: [], earlier: [], senders: [] }
    const stopping = new AbortController()
    const running = weighApart(nothing, { program, limits, stop: stopping.signal })
    stopping.abort()
    expect(await running).toEqual({ kind: 'stopped' })
    const short = { ...limits, milliseconds: 1 }
    expect(await weighApart(nothing, { program, limits: short })).toEqual({ kind: 'failed', why: 'took-too-long' })
  })
})
