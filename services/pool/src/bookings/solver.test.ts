import type { Instant } from '@oh/kernel'
import { allocate } from '@oh/routing'
import { aPolicy, aSession, aSpecialist, aWaitingCase } from '@oh/routing/samples'
import { describe, expect, it } from 'vitest'
import { solver } from './solver.ts'

const MODEL = 'Maximize\nx0 + x1\nSubject To\n2 x0 + 3 x1 <= 4\nBounds\n0 <= x0 <= 5\n0 <= x1 <= 5\nGeneral\nx0\nx1\nEnd\n'

describe('the solver of the morning’s plan', () => {
  it('answers in whole numbers, the same each time', async () => {
    const solve = await solver()
    expect(solve?.(MODEL)?.columns).toEqual({ x0: 2, x1: 0 })
    expect(solve?.(MODEL)).toEqual(solve?.(MODEL))
  })

  it.each([
    ['there is none', MODEL.replace('<= 4', '<= -4')],
    ['the question cannot be read', 'Maximize what?'],
  ])('has no answer when %s, and has one to the next question', async (_why, model) => {
    expect((await solver())?.(model)).toBeUndefined()
    expect((await solver())?.(MODEL)).toBeDefined()
  })

  it('has no answer when the time is up', async () => {
    expect((await solver({ seconds: 0 }))?.(MODEL)).toBeUndefined()
  })

  it('sees more in time than turns do, where turns leave gaps that are too short', async () => {
    const ask = {
      now: '2026-10-12T08:00:00.000Z' as Instant,
      cases: [1, 1, 3, 3].map((hours, at) => aWaitingCase(`case-${at}`, { hours })),
      sessions: [aSession('session-1', 'bell'), aSession('session-2', 'bell')],
      specialists: [aSpecialist('bell')],
      policy: aPolicy(),
    }
    expect(allocate(ask).bookings).toHaveLength(3)
    expect(allocate({ ...ask, solve: await solver() }).bookings).toHaveLength(4)
  })
})
