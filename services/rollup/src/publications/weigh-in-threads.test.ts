import { describe, expect, it } from 'vitest'
import type { PopulationYear } from './population-year.ts'
import { type WeighLimits, weighInThreads } from './weigh-in-threads.ts'

const program = new URL('../testing/odd-weigh-worker.ts', import.meta.url)
const limits: WeighLimits = { milliseconds: 60_000, megabytes: 64, threads: 2 }
const work = (...does: string[]) => does.map((population) => ({ population, tables: [] }) as unknown as PopulationYear)

describe('weighing in threads', () => {
  it('gives the results in the order of what was asked, and the threads nothing of the service', async () => {
    const asked = ['a', 'b', 'c', 'd', 'e']
    const each = asked.map((word) => ({ kind: 'refused', reasons: [word] }))
    expect(await weighInThreads(work(...asked), { program, limits })).toEqual({ kind: 'weighed', each })
  })

  it.each([
    ['fail', 'has-a-fault'],
    ['exit', 'has-a-fault'],
    ['fill the memory', 'needed-too-much-memory'],
  ])('ends all of it when a thread would %s', async (does, why) => {
    expect(await weighInThreads(work('a', does, 'b'), { program, limits })).toMatchObject({ kind: 'failed', why })
  })

  it('ends what takes too long, and leaves the service free meanwhile', async () => {
    let answers = 0
    const tick = setInterval(() => (answers += 1), 5)
    const all = await weighInThreads(work('run for ever'), { program, limits: { ...limits, milliseconds: 1_500 } })
    clearInterval(tick)
    expect(all).toEqual({ kind: 'failed', why: 'took-too-long' })
    expect(answers).toBeGreaterThan(20)
  })

  it('stops when it is no longer wanted, and has nothing to do for nothing', async () => {
    const stopping = new AbortController()
    const running = weighInThreads(work('run for ever'), { program, limits, stop: stopping.signal })
    stopping.abort()
    expect(await running).toEqual({ kind: 'stopped' })
    expect(await weighInThreads([], { program, limits })).toEqual({ kind: 'weighed', each: [] })
  })
})
