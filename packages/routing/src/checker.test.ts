import type { CaseId, Instant, LondonDate, PoolId, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import type { AllocateAsk, Booking } from './allocate.ts'
import { type BookingFault, faultsOf } from './checker.ts'
import { aPolicy, aSession, aSpecialist, aWaitingCase } from './samples.ts'

const ask: AllocateAsk = {
  now: '2026-10-12T08:00:00.000Z' as Instant,
  cases: [aWaitingCase('a', { hours: 3 }), aWaitingCase('b', { hours: 2 })],
  sessions: [aSession('session', 'bell')],
  specialists: [aSpecialist('bell')],
  policy: aPolicy(),
}
const book = (caseId: string, hours: number): Booking => ({ caseId: caseId as CaseId, sessionId: 'session' as SessionId, hours })
const [a, b] = [book('a', 3), book('b', 2)]
const withCase = (given: Parameters<typeof aWaitingCase>[1]) => ({ cases: [aWaitingCase('a', { hours: 3, ...given })] })
const withBell = (given: Parameters<typeof aSpecialist>[1]) => ({ specialists: [aSpecialist('bell', given)] })

const planted: Record<BookingFault, [Partial<AllocateAsk>, ...Booking[]]> = {
  'unknown-specialist': [{ specialists: [] }, a],
  'right-missing': [withBell({ indemnity: undefined }), a],
  'gate-closed': [withCase({ gateAlive: false }), a],
  'foreign-pool': [{ sessions: [aSession('session', 'bell', { pool: 'pool-0123456789ab' as PoolId })] }, a],
  'beyond-grade': [withBell({ grade: 'trainee' }), a],
  away: [withBell({ away: [{ from: '2026-10-15' as LondonDate }] }), a],
  'skill-missing': [withCase({ skill: 'skin' }), a],
  'same-department': [withCase({ employer: 'RX1' as TrustCode, department: 'Occupational health' }), a],
  'on-exclusion-list': [withCase({ excluded: ['bell' as SpecialistId] }), a],
  'accepted-by-another': [withCase({ acceptedBy: 'shah' as SpecialistId }), a],
  'out-of-reach': [withCase({ virtualAllowed: false }), a],
  'session-over': [{ sessions: [aSession('session', 'bell', { closesAt: '2026-10-12T07:00:00.000Z' as Instant })] }, a],
  'short-notice': [{ now: '2026-10-13T08:00:00.000Z' as Instant }, a],
  'too-long': [{ cases: [aWaitingCase('a', { hours: 4.1 })] }, book('a', 4.1)],
  'booked-from-nowhere': [{}, book('c', 1)],
  'other-hours': [{}, book('a', 1)],
  'double-booking': [{}, b, b],
  'overfull-session': [{}, a, b],
  'over-the-cap': [withBell({ caseloadCap: 0 }), a],
}

describe('the checker of plans', () => {
  it('passes a plan without fault', () => {
    expect(faultsOf(ask, [a])).toEqual([])
    expect(faultsOf(ask, [])).toEqual([])
  })

  it.each(Object.entries(planted))('finds a planted fault: %s', (fault, [given, ...bookings]) => {
    expect(faultsOf({ ...ask, ...given }, bookings)).toContain(fault)
  })
})
