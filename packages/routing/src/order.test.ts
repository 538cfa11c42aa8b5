import { addWorkingDays, type EscalationId, type Instant, type LondonDate, workingDaysBetween } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inRoutingOrder, type Queued, starvedIfDueBy } from './order.ts'
import type { Skill } from './skills.ts'

const now = '2026-10-12T09:00:00.000Z' as Instant
const specialists: { skills: Skill[] }[] = [{ skills: ['general', 'skin'] }, { skills: ['general'] }]

function queued(id: string, given: { dueOn?: string; skills?: Skill[]; receivedAt?: string }): Queued {
  const { dueOn = '2026-10-20', skills = ['general'], receivedAt = '2026-10-01T09:00:00.000Z' } = given
  return { escalationId: id as EscalationId, dueOn: dueOn as LondonDate, skills, receivedAt: receivedAt as Instant }
}
const order = (...escalations: Queued[]) =>
  inRoutingOrder({ now, escalations, specialists, settings: { starvationDays: 20 } }).map((row) => row.escalationId)

describe('which escalation is routed first', () => {
  it.each([
    ['the earliest due date', queued('b', { dueOn: '2026-10-19' }), queued('a', {})],
    ['the due date even before a scarcer skill', queued('b', { dueOn: '2026-10-19' }), queued('a', { skills: ['skin'] })],
    ['on one due date the scarcest skill', queued('b', { skills: ['general', 'skin'] }), queued('a', {})],
    [
      'a skill that nobody has before one that someone has',
      queued('b', { skills: ['respiratory'] }),
      queued('a', { skills: ['skin'] }),
    ],
    ['then the first received', queued('b', { receivedAt: '2026-09-30T09:00:00.000Z' }), queued('a', {})],
    ['then by id', queued('a', {}), queued('b', {})],
    [
      'a starved one before everything',
      queued('b', { dueOn: '2026-09-01' }),
      queued('a', { dueOn: '2026-10-01', skills: ['skin'] }),
    ],
  ])('%s', (_, first, second) => {
    expect(order(first, second)).toEqual([first.escalationId, second.escalationId])
    expect(order(second, first)).toEqual([first.escalationId, second.escalationId])
  })

  it('gives an empty list for an empty list', () => {
    expect(order()).toEqual([])
  })

  it('guards what is more than the set number of working days late, and nothing else', () => {
    const day = fc.integer({ min: 0, max: 700 }).map((days) => addWorkingDays('2024-03-01' as LondonDate, days))
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 30 }), (today, dueOn, days) => {
        expect(dueOn <= starvedIfDueBy(today, days)).toBe(workingDaysBetween(dueOn, today) > days)
      }),
    )
  })
})
