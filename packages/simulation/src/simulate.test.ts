import { addDays, type CaseId, type Instant, type LondonDate, type SessionId, type SpecialistId } from '@oh/kernel'
import { allocate, type Booking } from '@oh/routing'
import { aSession, aSpecialist, aWaitingCase } from '@oh/routing/samples'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFuture } from './draw-future.ts'
import type { Future, SimCase } from './future.ts'
import { giniOf, outcomeOf } from './outcome.ts'
import { type Plan, runPlan } from './run-plan.ts'
import { aWorld } from './samples.ts'
import { simulate, summed } from './simulate.ts'

const instant = (text: string) => `${text}:00.000Z` as Instant
const simCase = (id: string, given: Partial<SimCase> = {}): SimCase => ({
  ...aWaitingCase(id),
  receivedAt: instant('2026-10-12T12:00'),
  receivedOn: '2026-10-12' as LondonDate,
  dueOn: '2026-10-19' as LondonDate,
  hours: 3,
  ...given,
})
const weekdays = (from: string, count: number) =>
  Array.from({ length: count }, (_, day) => addDays(from as LondonDate, day)).filter(
    (day) => ![0, 6].includes(new Date(day).getUTCDay()),
  )

/** From Monday 12 October 2026: a session of four hours on each Friday and each Monday. */
function byHand(given: Partial<Future> = {}): Future {
  const session = (on: string) =>
    aSession(on, 'bell', { startsAt: instant(`${on}T08:00`), closesAt: instant(`${addDays(on as LondonDate, -1)}T08:00`) })
  return {
    ics: session('2026-10-16').ics,
    startsOn: '2026-10-12' as LondonDate,
    days: weekdays('2026-10-12', 19),
    cases: [simCase('one')],
    sessions: ['2026-10-16', '2026-10-19', '2026-10-23', '2026-10-26', '2026-10-30'].map(session),
    specialists: [aSpecialist('bell')],
    fallsAway: [],
    didNotAttend: new Set(),
    services: [{ employer: aWaitingCase('one').employer, site: 'RHA', arrivals: 1, need: 1 }],
    ...given,
  }
}
const days = (future: Future, plan: Plan = allocate) =>
  runPlan(future, plan).visits.map(({ waiting, on, ended }) => [waiting.caseId, on, ended])
const ids = (...names: string[]) => new Set(names as CaseId[])

describe('a future made by hand', () => {
  it('sees a case in the first session that has the notice, and the next case in the next one', () => {
    const future = byHand({ cases: [simCase('one'), simCase('two')] })
    expect(days(future)).toEqual([
      ['one', '2026-10-16', 'attended'],
      ['two', '2026-10-19', 'attended'],
    ])
    expect(outcomeOf(future, runPlan(future, allocate))).toEqual({
      cases: 2,
      ok: 1,
      meanWaitWorkingDays: 4.5,
      p95WaitWorkingDays: 5,
      worstWaitWorkingDays: 5,
      use: 0,
      gini: 0,
      worstService: 1,
      urgentOk: 1,
      breaches: 0,
      byService: [{ employer: 'RHA', cases: 2, ok: 1, meanWait: 4.5 }],
      bySkill: [{ skill: 'general', cases: 2, ok: 1, meanWait: 4.5, p95Wait: 5 }],
    })
  })

  it('tells a plan of no case before it has arrived', () => {
    const seen: string[] = []
    runPlan(byHand({ cases: [simCase('late', { receivedAt: instant('2026-10-14T12:00') })] }), (ask) => {
      for (const { caseId } of ask.cases) seen.push(`${ask.now.slice(0, 10)} ${caseId}`)
      return { bookings: [] }
    })
    expect(seen[0]).toBe('2026-10-15 late')
  })

  it('books a case again when its session falls away, with the dates it had', () => {
    const fallsAway = [{ sessionId: '2026-10-16' as SessionId, at: instant('2026-10-16T06:00') }]
    const future = byHand({ fallsAway })
    expect(days(future)).toEqual([
      ['one', '2026-10-16', 'fell-away'],
      ['one', '2026-10-23', 'attended'],
    ])
    expect(outcomeOf(future, runPlan(future, allocate)).ok).toBe(0)
  })

  it('counts a no-show as an appointment given, and its second one by dates of its own', () => {
    const future = byHand({ didNotAttend: ids('one') })
    expect(days(future)).toEqual([
      ['one', '2026-10-16', 'did-not-attend'],
      ['one', '2026-10-23', 'attended'],
    ])
    expect(outcomeOf(future, runPlan(future, allocate))).toMatchObject({ cases: 2, ok: 1 })
  })

  it('wants a follow-up with the same specialist, once', () => {
    const future = byHand({ followUps: new Map([['one' as CaseId, 5]]) })
    const { visits } = runPlan(future, allocate)
    expect(visits.map(({ waiting, on }) => [waiting.caseId, on])).toEqual([
      ['one', '2026-10-16'],
      ['one-follow-up', '2026-10-23'],
    ])
    expect(visits[1]?.waiting).toMatchObject({ knownTo: ['bell'], dueOn: '2026-10-23' })
  })

  it('counts whoever is never seen as failed, with the wait until the last day', () => {
    const future = byHand({ sessions: [] })
    expect(outcomeOf(future, runPlan(future, allocate))).toMatchObject({ cases: 1, ok: 0, meanWaitWorkingDays: 14, use: 0 })
    const later = byHand({ sessions: [], cases: [simCase('one', { dueOn: '2026-11-02' as LondonDate })] })
    expect(outcomeOf(later, runPlan(later, allocate)).cases).toBe(0)
  })

  it('counts every breach of a plan that breaks rules, and none of its cases as seen well', () => {
    const anywhere: Plan = ({ cases, sessions }) => ({
      bookings: cases.flatMap(({ caseId, hours }): Booking[] => {
        const [session] = sessions
        return session ? [{ caseId, sessionId: session.sessionId, hours }] : []
      }),
    })
    const excluded = ['bell' as SpecialistId]
    const future = byHand({ cases: [simCase('one', { excluded }), simCase('two', { excluded, skill: 'skin' })] })
    const run = runPlan(future, anywhere)
    expect([...run.faults].sort()).toEqual(['on-exclusion-list', 'on-exclusion-list', 'overfull-session', 'skill-missing'])
    expect(outcomeOf(future, run)).toMatchObject({ breaches: 4, ok: 0 })
  })

  it('says which share of the hours held was booked', () => {
    const cases = [
      simCase('one'),
      simCase('two', { receivedAt: instant('2026-10-19T12:00'), receivedOn: '2026-10-19' as LondonDate }),
    ]
    const future = byHand({ cases })
    expect(outcomeOf(future, runPlan(future, allocate)).use).toBe(3 / 8)
  })
})

describe('a future drawn', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(drawFuture(aWorld(), 7)).toEqual(drawFuture(aWorld(), 7))
    expect(drawFuture(aWorld(), 7)).not.toEqual(drawFuture(aWorld(), 8))
  })

  it('keeps everything else of a seed when a specialist, or a surge, is added', () => {
    const world = aWorld()
    const [first] = world.specialists
    if (!first) throw new Error('the sample has no specialist')
    const added = { ...first, specialistId: 'third' as SpecialistId, lentBy: 'QK1' as typeof world.ics }
    const [plain, more] = [drawFuture(world, 3), drawFuture({ ...world, specialists: [...world.specialists, added] }, 3)]
    const without = ({ excluded, ...each }: SimCase) => ({ ...each, excluded: excluded.filter((id) => id !== 'third') })
    expect(more.cases.map(without)).toEqual(plain.cases)
    expect(more.sessions.filter(({ ics }) => ics === 'QT1')).toEqual(plain.sessions)
    expect(more.sessions.length).toBeGreaterThan(plain.sessions.length)
    const surge = { fromWeek: 2, untilWeek: 3, factor: 3 }
    const surged = drawFuture({ ...world, arrivals: { ...world.arrivals, surge } }, 3)
    const known = new Set(surged.cases.map(({ caseId }) => caseId))
    expect(plain.cases.filter(({ caseId }) => !known.has(caseId))).toEqual([])
    expect(surged.cases.length).toBeGreaterThan(plain.cases.length)
  })

  it('draws as many of everything as the world says, over many seeds', () => {
    const world = aWorld()
    const futures = Array.from({ length: 60 }, (_, seed) => drawFuture(world, seed))
    const cases = futures.flatMap((future) => future.cases)
    const share = (is: (each: SimCase) => boolean) => cases.filter(is).length / cases.length
    expect(cases.length / 60 / 10 / 6).toBeCloseTo(1, 1)
    expect(share(({ skill }) => skill === 'mental-health')).toBeCloseTo(0.4, 1)
    expect(share(({ urgency }) => urgency === 'urgent')).toBeCloseTo(0.2, 1)
    expect(share(({ hours }) => hours === 2)).toBeCloseTo(0.5, 1)
    expect(share(({ virtualAllowed }) => virtualAllowed)).toBeCloseTo(0.6, 1)
    expect(share(({ excluded }) => excluded.includes('bell' as SpecialistId))).toBeCloseTo(0.1, 1)
    const [absent, again] = [0, 0].map((_, which) =>
      futures.reduce((sum, future) => sum + (which === 0 ? future.didNotAttend.size : (future.followUps?.size ?? 0)), 0),
    )
    expect((absent ?? 0) / cases.length).toBeCloseTo(0.08, 1)
    expect((again ?? 0) / cases.length).toBeCloseTo(0.15, 1)
    const planned = futures.reduce((sum, { days: played }) => sum + (played.length * 6) / 5, 0)
    expect(futures.reduce((sum, { sessions }) => sum + sessions.length, 0) / planned).toBeCloseTo(0.9, 1)
  })
})

describe('a simulation', () => {
  it('gives the same figures for the same seeds, with the mean between the ends of its interval', () => {
    const [one, other] = [simulate(aWorld(), allocate, [1, 2, 3]), simulate(aWorld(), allocate, [1, 2, 3])]
    expect(one).toEqual(other)
    expect(one.mean.breaches).toBe(0)
    expect(one.interval.ok.low).toBeLessThanOrEqual(one.mean.ok)
    expect(one.interval.ok.high).toBeGreaterThanOrEqual(one.mean.ok)
    expect(one.mean.ok).toBeCloseTo(one.outcomes.reduce((sum, { ok }) => sum + ok, 0) / 3, 12)
  })

  it('sees no smaller share in time when a specialist is added', () => {
    for (const casesPerWeek of [12, 14, 18]) {
      const plain = aWorld()
      const world = { ...plain, arrivals: { ...plain.arrivals, casesPerWeek } }
      const [first] = world.specialists
      const added = first ? [{ ...first, specialistId: 'third' as SpecialistId }] : []
      const more = { ...world, specialists: [...world.specialists, ...added] }
      const seeds = [1, 2, 3, 4]
      expect(simulate(more, allocate, seeds).mean.ok).toBeGreaterThan(simulate(world, allocate, seeds).mean.ok - 0.005)
    }
  })

  it('has an interval of the width of Student, and none from one seed', () => {
    const [outcome] = simulate(aWorld(), allocate, [1]).outcomes
    if (!outcome) throw new Error('no outcome')
    const { interval } = summed([8, 10, 12].map((wait) => ({ ...outcome, meanWaitWorkingDays: wait })))
    expect(interval.meanWaitWorkingDays.low).toBeCloseTo(10 - (4.303 * 2) / Math.sqrt(3), 9)
    expect(summed([outcome]).interval.ok).toEqual({ low: outcome.ok, high: outcome.ok })
    expect(() => summed([])).toThrow(RangeError)
  })
})

describe('the Gini coefficient', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[3], 0],
    [[2, 2, 2], 0],
    [[0, 1], 0.5],
    [[1, 2, 3, 4], 0.25],
  ])('of %j is %f', (values, gini) => {
    expect(giniOf(values)).toBeCloseTo(gini, 12)
  })

  it('is the mean difference of any two over twice the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 }), (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const apart = values.flatMap((one) => values.map((other) => Math.abs(one - other)))
        const plain = mean === 0 ? 0 : apart.reduce((sum, value) => sum + value, 0) / apart.length / (2 * mean)
        expect(giniOf(values)).toBeCloseTo(plain, 9)
      }),
    )
  })
})
