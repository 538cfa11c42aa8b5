import { describe, expect, it } from 'vitest'
import { afterEnd, countFailure, FAST_FAILURE_MS, FAST_FAILURES } from './restart-policy.ts'

describe('after a service ended by itself', () => {
  it('waits anywhere from nothing to a limit that doubles, up to ten seconds', () => {
    const limits = [0, 1, 2, 3, 4, 5].map((failures) => afterEnd(failures, 1))
    expect(limits).toEqual([250, 500, 1000, 2000, 4000, 8000].map((afterMs) => ({ kind: 'restart', afterMs })))
    expect(afterEnd(3, 0)).toEqual({ kind: 'restart', afterMs: 0 })
    expect(afterEnd(3, 0.5)).toEqual({ kind: 'restart', afterMs: 1000 })
  })

  it('is given up after so many fast failures in a row', () => {
    expect(afterEnd(FAST_FAILURES - 1, 0)).toMatchObject({ kind: 'restart' })
    expect(afterEnd(FAST_FAILURES, 0)).toEqual({ kind: 'give-up' })
  })

  it('starts the count again once it has run for a while', () => {
    expect(countFailure(3, FAST_FAILURE_MS - 1)).toBe(4)
    expect(countFailure(3, FAST_FAILURE_MS)).toBe(0)
  })
})
