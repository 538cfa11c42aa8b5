import type { LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { afterSession, asAttendance } from './attendance.ts'

const today = '2026-10-12' as LondonDate
const after = (given: Partial<Parameters<typeof afterSession>[0]>) =>
  afterSession({ attendance: 'attended', followUp: false, missedBefore: 0, today, ...given })

describe('after a session', () => {
  it('nothing follows for whoever was seen, unless a follow-up is wanted', () => {
    expect(after({})).toEqual({ kind: 'none' })
    expect(after({ followUp: true })).toEqual({ kind: 'book-again', by: '2026-11-09' })
    expect(after({ followUp: true, missedBefore: 3 })).toEqual({ kind: 'book-again', by: '2026-11-09' })
  })

  it.each(['did-not-attend', 'cancelled-late'] as const)('%s is booked again once, and then is the nurse’s', (attendance) => {
    expect(after({ attendance })).toEqual({ kind: 'book-again', by: '2026-10-26' })
    expect(after({ attendance, followUp: true })).toEqual({ kind: 'book-again', by: '2026-10-26' })
    expect(after({ attendance, missedBefore: 1 })).toEqual({ kind: 'back-to-nurse' })
  })

  it('knows no other word', () => {
    expect(asAttendance('attended')).toBe('attended')
    expect(asAttendance('late')).toBeUndefined()
  })
})
