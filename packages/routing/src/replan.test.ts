import { addDays, addMilliseconds, type Instant, type LondonDate, type PoolId } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barsByHand } from './checker.ts'
import { type CaseInHand, type ReplanAsk, replan } from './replan.ts'
import { aPolicy, aSession, aSpecialist, aWaitingCase } from './samples.ts'
import type { Session } from './sessions.ts'
import { atLondonHour } from './working-hours.ts'

/** Thursday, eight in the morning. */
const now = '2026-10-08T07:00:00.000Z' as Instant
const today = '2026-10-08' as LondonDate
const bell = aSpecialist('bell')
const policy = aPolicy()

const aDay = (on: string) => ({ from: on as LondonDate, to: on as LondonDate })

const inHand = (id: string, given: Partial<CaseInHand> = {}): CaseInHand => ({
  ...aWaitingCase(id, { dueOn: '2026-10-22' as LondonDate }),
  acceptedBy: bell.specialistId,
  wasBooked: true,
  isSeen: true,
  ...given,
})
const sessionOn = (id: string, on: string, given: Partial<Session> = {}) => {
  const startsAt = atLondonHour(on as LondonDate, 9)
  return aSession(id, 'bell', { startsAt, closesAt: addMilliseconds(startsAt, -86_400_000), ...given })
}
const ill = (to: string, ask: Partial<ReplanAsk>) =>
  replan({
    now,
    cases: [],
    fallen: [sessionOn('fell', '2026-10-13')],
    held: [],
    specialists: [{ ...bell, away: [{ from: today, to: to as LondonDate }] }],
    policy,
    ...ask,
  })

describe('when sessions of a specialist fall away', () => {
  it('a booking goes to the earliest session of the same specialist that is in time', () => {
    const held = [sessionOn('later', '2026-10-21'), sessionOn('soon', '2026-10-19')]
    expect(ill('2026-10-16', { cases: [inHand('a')], held })).toEqual([
      {
        caseId: 'a',
        outcome: 'moved',
        booking: { caseId: 'a', sessionId: 'soon', hours: 1 },
        reasons: ['own-session-in-time'],
      },
    ])
  })

  it('is taken back when no own session is in time, and says what speaks against those that would be', () => {
    const held = [
      sessionOn('elsewhere', '2026-10-19', { site: 'RK5', virtual: false }),
      sessionOn('full', '2026-10-20', { hours: 0 }),
      sessionOn('late', '2026-10-23'),
    ]
    expect(ill('2026-10-16', { cases: [inHand('a')], held })).toEqual([
      { caseId: 'a', outcome: 'taken-back', reasons: ['no-own-session-in-time', 'out-of-reach', 'session-too-short'] },
    ])
  })

  it('gives no more than ten reasons, for a message carries no more', () => {
    const bare = {
      ...bell,
      skills: [],
      accredited: undefined,
      agreement: undefined,
      indemnity: undefined,
      role: aDay('2020-01-01'),
    }
    const elsewhere = { site: 'RK5', virtual: false, hours: 0, pool: 'elsewhere' as PoolId, closesAt: now }
    const given = inHand('a', { gateAlive: false, excluded: [bell.specialistId], employer: bell.employer, urgency: 'routine' })
    const [result] = replan({
      now: addMilliseconds(now, 1),
      cases: [given],
      fallen: [sessionOn('fell', '2026-10-13')],
      held: [sessionOn('held', '2026-10-12', elsewhere)],
      specialists: [{ ...bare, away: [{ from: today }], grade: 'trainee' }],
      policy: { ...policy, neighbours: [] },
    })
    expect(result?.reasons).toHaveLength(10)
  })

  it('counts the standard notice as in time for what is due sooner or late already', () => {
    const held = [sessionOn('tuesday', '2026-10-13')]
    const late = inHand('a', { dueOn: '2026-10-01' as LondonDate })
    expect(ill('2026-10-09', { cases: [late], held })).toMatchObject([{ outcome: 'moved' }])
    expect(ill('2026-10-09', { cases: [late], held: [sessionOn('wednesday', '2026-10-14')] })).toMatchObject([
      { outcome: 'taken-back' },
    ])
  })

  it('makes room by moving on only what it has placed itself', () => {
    const both = inHand('a', { dueOn: '2026-10-22' as LondonDate })
    const onlyEarly = inHand('b', { dueOn: '2026-10-22' as LondonDate, virtualAllowed: false, site: 'RK5' })
    const held = [
      sessionOn('early', '2026-10-19', { hours: 1, site: 'RK5' }),
      sessionOn('next', '2026-10-20', { hours: 1, site: 'RX1' }),
    ]
    const found = ill('2026-10-16', { cases: [both, onlyEarly], held })
    expect(found.map((row) => row.outcome === 'moved' && row.booking.sessionId)).toEqual(['next', 'early'])
  })

  it('lets what was booked choose before what waits for its booking', () => {
    const held = [sessionOn('only', '2026-10-19', { hours: 1 })]
    const waits = inHand('a', { wasBooked: false, dueOn: '2026-10-20' as LondonDate })
    expect(ill('2026-10-16', { cases: [waits, inHand('b')], held }).map(({ caseId, outcome }) => [caseId, outcome])).toEqual([
      ['a', 'taken-back'],
      ['b', 'moved'],
    ])
  })

  it('leaves alone what waits for its booking and loses no time', () => {
    const waits = inHand('a', { wasBooked: false })
    expect(ill('2026-10-09', { cases: [waits], fallen: [] })).toEqual([])
    expect(ill('2026-10-09', { cases: [waits], held: [sessionOn('soon', '2026-10-19')] })).toEqual([
      { caseId: 'a', outcome: 'kept', reasons: ['own-session-in-time'] },
    ])
  })

  it('takes back what is answered in writing when the specialist is away until it is late, and not before', () => {
    const written = inHand('a', { wasBooked: false, isSeen: false })
    expect(ill('2026-10-22', { cases: [written] })).toEqual([])
    expect(ill('2026-10-23', { cases: [written] })).toEqual([
      { caseId: 'a', outcome: 'taken-back', reasons: ['away-until-too-late'] },
    ])
    const planned = [{ ...bell, away: [{ from: addDays(today, 1), to: '2026-12-01' as LondonDate }] }]
    expect(ill('', { cases: [written], specialists: planned })).toEqual([])
  })

  it('refuses an id given twice', () => {
    expect(() => ill('2026-10-09', { cases: [inHand('a'), inHand('a')] })).toThrow('case a is given twice')
  })
})

describe('for any cases and sessions', () => {
  const days = ['2026-10-09', '2026-10-13', '2026-10-14', '2026-10-19', '2026-10-20', '2026-10-23'] as const
  const sites = fc.constantFrom('RHA', 'RK5')
  const session = fc.record({
    on: fc.constantFrom(...days),
    hours: fc.integer({ min: 0, max: 2 }),
    site: sites,
    virtual: fc.boolean(),
  })
  const waiting = fc.record({
    dueOn: fc.constantFrom(...(['2026-10-05', '2026-10-14', '2026-10-20', '2026-10-30'] as LondonDate[])),
    urgency: fc.constantFrom(...(['routine', 'urgent'] as const)),
    wasBooked: fc.boolean(),
    site: sites,
    virtualAllowed: fc.boolean(),
  })
  const asks = fc
    .record({
      cases: fc.array(waiting, { maxLength: 5 }),
      held: fc.array(session, { maxLength: 4 }),
      to: fc.constantFrom(...(['2026-10-09', '2026-10-14', '2026-10-23'] as LondonDate[])),
    })
    .map(
      ({ cases, held, to }): ReplanAsk => ({
        now,
        cases: cases.map((given, at) => inHand(`case-${at}`, given)),
        fallen: [sessionOn('fell', '2026-10-13', { site: 'RHA' })],
        held: held.map(({ on, ...given }, at) => sessionOn(`session-${at}`, on, given)),
        specialists: [{ ...bell, away: [{ from: today, to }] }],
        policy,
      }),
    )
  const inTime = (ask: ReplanAsk, row: CaseInHand, { startsAt }: Session) =>
    startsAt.slice(0, 10) <= (row.dueOn > '2026-10-13' ? row.dueOn : '2026-10-13') && ask.now < startsAt
  const fits = (ask: ReplanAsk, row: CaseInHand) =>
    ask.held.filter((each) => inTime(ask, row, each) && barsByHand({ ...ask, sessions: [] } as never, row, each).length === 0)

  /** The most of these cases that can be seen, by trying everything. */
  function most(ask: ReplanAsk, rows: readonly CaseInHand[], used: readonly string[] = []): number {
    const [row, ...rest] = rows
    if (!row) return 0
    const free = fits(ask, row).filter(({ sessionId, hours }) => used.filter((id) => id === sessionId).length < hours)
    return Math.max(most(ask, rest, used), ...free.map(({ sessionId }) => 1 + most(ask, rest, [...used, sessionId])))
  }

  it('breaks no hard rule, overfills no session, and takes back as few bookings as can be', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const found = replan(ask)
        const booked = found.flatMap((row) => (row.outcome === 'moved' ? [row.booking] : []))
        for (const { caseId, sessionId } of booked) {
          const row = ask.cases.find((each) => each.caseId === caseId)
          expect(row && fits(ask, row).map((each) => each.sessionId)).toContain(sessionId)
        }
        for (const { sessionId, hours } of ask.held)
          expect(booked.filter((each) => each.sessionId === sessionId).length).toBeLessThanOrEqual(hours)
        expect(booked.length).toBe(
          most(
            ask,
            ask.cases.filter(({ wasBooked }) => wasBooked),
          ),
        )
        expect(found.filter(({ outcome }) => outcome !== 'kept').length).toBeGreaterThanOrEqual(
          ask.cases.filter(({ wasBooked }) => wasBooked).length,
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('answers the same in any order', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const turned = { ...ask, cases: [...ask.cases].reverse(), held: [...ask.held].reverse() }
        expect(replan(turned)).toEqual(replan(ask))
      }),
    )
  })
})
