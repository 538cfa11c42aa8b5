import type { CaseId, IcsCode, Instant, LondonDate, PoolId, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import fc from 'fast-check'
import highs from 'highs'
import { describe, expect, it } from 'vitest'
import { type AllocateAsk, type Allocation, allocate } from './allocate.ts'
import { barsByHand, faultsOf } from './checker.ts'
import type { Solve } from './plan-of-all.ts'
import { aPolicy, aSession, aSpecialist, aWaitingCase } from './samples.ts'
import type { Session, WaitingCase } from './sessions.ts'
import { SKILLS, URGENCIES } from './skills.ts'
import type { Specialist } from './specialist.ts'

const doctors = ['d1', 'd2', 'd3', 'd4', 'd5'] as SpecialistId[]
const pools = ['pool-0000000000a1', 'pool-0000000000a2'] as PoolId[]
const skill = fc.constantFrom(...SKILLS.slice(0, 3))
const trust = fc.constantFrom('RX1', 'RHA', 'RK5').map((code) => code as TrustCode)
const date = fc.integer({ min: 1, max: 31 }).map((day) => `2026-10-${String(day).padStart(2, '0')}` as LondonDate)
const time = fc
  .tuple(date, fc.integer({ min: 7, max: 16 }))
  .map(([day, hour]) => `${day}T${String(hour).padStart(2, '0')}:00:00.000Z` as Instant)
const hoursAfter = (instant: Instant, hours: number) => new Date(Date.parse(instant) + hours * 3_600_000).toISOString() as Instant
const rarely = <Value>(usual: Value, rare: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare })
const period = fc.record({ from: date, to: fc.option(date, { nil: undefined }) })
const right = rarely<Specialist['accredited']>({ from: '2026-01-01' as LondonDate }, fc.option(period, { nil: undefined }))

const specialist = (specialistId: SpecialistId): fc.Arbitrary<Specialist> =>
  fc.record({
    specialistId: fc.constant(specialistId),
    employer: trust,
    department: fc.constantFrom('OH', 'Ward 7'),
    skills: fc.uniqueArray(skill, { minLength: 2 }),
    grade: rarely<Specialist['grade']>(undefined, fc.constantFrom('second-tier', 'trainee')),
    supervisor: fc.constantFrom(...doctors),
    role: right,
    accredited: right,
    agreement: right,
    indemnity: right,
    honoraryContract: right,
    caseloadCap: fc.constantFrom(0, 2, 9, 9),
    away: rarely<Specialist['away']>(undefined, fc.array(period, { maxLength: 1 })),
  })
const aCase = (index: number): fc.Arbitrary<WaitingCase> =>
  fc.record({
    caseId: fc.constant(`case-${index}` as CaseId),
    employer: trust,
    department: fc.option(fc.constantFrom('OH', 'Ward 7'), { nil: undefined }),
    skill,
    urgency: fc.constantFrom(...URGENCIES),
    receivedOn: date,
    dueOn: fc.oneof(date, fc.constant('2026-08-03' as LondonDate)),
    hours: fc.constantFrom(0.1, 0.5, 1, 1.5, 2, 3),
    acceptedBy: rarely<SpecialistId | undefined>(undefined, fc.constantFrom(...doctors)),
    excluded: fc.subarray(doctors, { maxLength: 1 }),
    prefersOwnEmployer: fc.option(fc.boolean(), { nil: undefined }),
    site: fc.constantFrom('RX1', 'RHA'),
    virtualAllowed: rarely(true, fc.constant(false)),
    knownTo: rarely<readonly SpecialistId[] | undefined>(undefined, fc.subarray(doctors, { maxLength: 2 })),
    gateAlive: rarely<boolean | undefined>(undefined, fc.boolean()),
  })
const anySession =
  (now: Instant) =>
  (index: number): fc.Arbitrary<Session> =>
    fc
      .record({
        specialistId: rarely<SpecialistId>('d1' as SpecialistId, fc.constant('nobody' as SpecialistId)).chain((id) =>
          id === 'd1' ? fc.constantFrom(...doctors) : fc.constant(id),
        ),
        startsAt: fc
          .oneof(fc.constantFrom(24, 48, 72, 96, 120), fc.integer({ min: -48, max: 240 }))
          .map((hours) => hoursAfter(now, hours)),
        hours: fc.constantFrom(0, 0.3, 2, 3.5, 4),
        site: fc.option(fc.constantFrom('RX1', 'RHA'), { nil: undefined }),
        virtual: rarely(true, fc.constant(false)),
        hoursToClose: fc.constantFrom(0, 0, 24, 72),
        ics: fc.constantFrom('QT1', 'QT1', 'QK1').map((code) => code as IcsCode),
        pool: rarely<PoolId | undefined>(undefined, fc.constantFrom(...pools)),
      })
      .map(({ hoursToClose, ...session }) => ({
        ...session,
        sessionId: `session-${index}` as SessionId,
        closesAt: hoursAfter(session.startsAt, -hoursToClose),
      }))
const upTo = <Row>(most: number, row: (index: number) => fc.Arbitrary<Row>) =>
  fc.integer({ min: 1, max: most }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => row(index))))

const askAt = (now: Instant): fc.Arbitrary<AllocateAsk> =>
  fc.record({
    now: fc.constant(now),
    cases: upTo(12, aCase),
    sessions: upTo(10, anySession(now)),
    specialists: fc.subarray(doctors, { minLength: 3 }).chain((chosen) => fc.tuple(...chosen.map(specialist))),
    policy: fc.record({
      closeWorkingDays: fc.constantFrom({ standard: 3, urgent: 1 }, { standard: 1, urgent: 0 }, { standard: 5, urgent: 2 }),
      starvationDays: fc.constantFrom(0, 20),
      needByEmployer: fc.constantFrom({}, { RX1: 0.5, RHA: 0.3, RK5: 0.2 }),
      neighbours: fc.subarray(pools),
      ics: fc.option(fc.constant('QT1' as IcsCode), { nil: undefined }),
      lateCases: fc.constantFrom('after-those-in-time', 'first', undefined),
    }),
  })
const anAsk = time.chain(askAt)

const of = (ask: AllocateAsk, row: { caseId: string; sessionId: string }) => ({
  waiting: ask.cases.find(({ caseId }) => caseId === row.caseId),
  session: ask.sessions.find(({ sessionId }) => sessionId === row.sessionId),
})
const keyOf = (row: { caseId: string; sessionId: string }) => `${row.caseId} ${row.sessionId}`

describe('a plan of bookings, on random instances', () => {
  // ten thousand instances in four parts, so that a slow machine has time for each
  it.each([1, 2, 3, 4])('never breaks a hard rule, books twice, overfills a session or gives short notice: part %i', () => {
    let booked = 0
    fc.assert(
      fc.property(anAsk, (ask) => {
        const { bookings } = allocate(ask)
        booked += bookings.length
        expect(faultsOf(ask, bookings)).toEqual([])
      }),
      { numRuns: 2_500 },
    )
    expect(booked).toBeGreaterThan(750)
  })

  it('excludes a case from a session exactly when a rule or the cap does', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const wrong = allocate(ask).reasons.filter((row) => {
          const { waiting, session } = of(ask, row)
          if (waiting === undefined || session === undefined) return true
          const full = row.outcome === 'excluded' && row.reasons.includes('caseload-full')
          return (row.outcome === 'excluded') !== (full || barsByHand(ask, waiting, session).length > 0)
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('says why for every case and session, once, and places exactly what it books', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const { bookings, reasons } = allocate(ask)
        const pairs = ask.cases.flatMap(({ caseId }) => ask.sessions.map(({ sessionId }) => keyOf({ caseId, sessionId })))
        expect(reasons.map(keyOf).sort()).toEqual(pairs.sort())
        expect(reasons.filter((row) => row.reasons.length === 0)).toEqual([])
        expect(
          reasons
            .filter((row) => row.outcome === 'placed')
            .map(keyOf)
            .sort(),
        ).toEqual(bookings.map(keyOf).sort())
      }),
      { numRuns: 300 },
    )
  })
})

describe('a plan of bookings', () => {
  it('answers the same whatever the order of its lists', () => {
    const shuffle = <Row>(rows: readonly Row[]) => fc.shuffledSubarray([...rows], { minLength: rows.length })
    const shuffled = anAsk.chain((ask) => {
      const { cases, sessions, specialists } = ask
      const order = fc.record({ cases: shuffle(cases), sessions: shuffle(sessions), specialists: shuffle(specialists) })
      return fc.tuple(fc.constant(ask), order)
    })
    fc.assert(
      fc.property(shuffled, ([ask, order]) => {
        expect(allocate({ ...ask, ...order })).toEqual(allocate(ask))
      }),
      { numRuns: 300 },
    )
  })

  it('is the same whatever stands in fields that no rule reads', () => {
    fc.assert(
      fc.property(anAsk, fc.string(), (ask, note) => {
        const cases = ask.cases.map((waiting) => ({ ...waiting, note }))
        expect(allocate({ ...ask, cases }).bookings).toEqual(allocate(ask).bookings)
      }),
      { numRuns: 300 },
    )
  })

  it('says of each case alone what it says of it among all', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const plan = allocate(ask)
        for (const { caseId } of ask.cases) {
          expect(plan.reasonsOf(caseId)).toEqual(plan.reasons.filter((row) => row.caseId === caseId))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('says that hours are taken only when what is left at the end is too little', () => {
    fc.assert(
      fc.property(anAsk, (ask) => {
        const { reasons, bookings } = allocate(ask)
        const taken = reasons.filter((row) => row.outcome === 'eligible-not-chosen' && row.reasons.includes('hours-taken'))
        const idle = taken.filter((row) => (of(ask, row).waiting?.hours ?? 0) <= freeIn(ask, bookings, row.sessionId))
        expect(idle).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

function freeIn({ sessions }: AllocateAsk, bookings: Allocation['bookings'], sessionId: SessionId): number {
  const used = bookings.filter((row) => row.sessionId === sessionId).reduce((sum, row) => sum + row.hours, 0)
  return (sessions.find((row) => row.sessionId === sessionId)?.hours ?? 0) - used - 1e-9
}

const program = await (highs as unknown as typeof highs.default)()
const solve: Solve = (model) => {
  const solved = program.solve(model, { output_flag: false })
  if (solved.Status !== 'Optimal') return undefined
  const columns = Object.entries(solved.Columns).map(([name, column]) => [name, 'Primal' in column ? column.Primal : 0])
  return { columns: Object.fromEntries(columns) }
}

/** Less time than the cases take, all of it to be booked now, so that who is in time can be counted in the bookings. */
const aTightAsk = fc
  .record({
    hours: fc.array(fc.constantFrom(0.5, 1, 1.5, 2, 2.5, 3), { minLength: 4, maxLength: 12 }),
    days: fc.array(fc.constantFrom('08', '09', '12'), { minLength: 2, maxLength: 5 }),
    cases: fc.array(aCase(0), { minLength: 12, maxLength: 12 }),
    due: fc.array(fc.constantFrom('08', '09', '12', '30', '31'), { minLength: 12, maxLength: 12 }),
    caps: fc.tuple(fc.constantFrom(3, 9), fc.constantFrom(3, 9)),
  })
  .map(
    ({ hours, days, cases, due, caps }): AllocateAsk => ({
      now: '2026-10-01T07:00:00.000Z' as Instant,
      cases: hours.map((each, at) =>
        aWaitingCase(`case-${at}`, {
          hours: each,
          urgency: cases[at]?.urgency ?? 'routine',
          excluded: cases[at]?.excluded ?? [],
          dueOn: `2026-10-${due[at]}` as LondonDate,
        }),
      ),
      sessions: days.map((day, at) =>
        aSession(`session-${at}`, doctors[at % 2] ?? '', {
          startsAt: `2026-10-${day}T08:00:00.000Z` as Instant,
          closesAt: '2026-10-02T06:00:00.000Z' as Instant,
        }),
      ),
      specialists: caps.map((caseloadCap, at) => aSpecialist(doctors[at] ?? '', { caseloadCap })),
      policy: aPolicy(),
    }),
  )
const inTime = (ask: AllocateAsk, isMeant: (waiting: WaitingCase) => boolean) =>
  allocate(ask).bookings.filter((row) => {
    const { waiting, session } = of(ask, row)
    return waiting && session && isMeant(waiting) && session.startsAt.slice(0, 10) <= waiting.dueOn
  }).length

describe('a plan of all cases at once, on random instances', () => {
  it('never has fewer in time than turns, nor fewer urgent ones, and sometimes more', () => {
    let better = 0
    fc.assert(
      fc.property(aTightAsk, (ask) => {
        const [byTurn, byAll] = [ask, { ...ask, solve }]
        const more = inTime(byAll, () => true) - inTime(byTurn, () => true)
        const isUrgent = ({ urgency }: WaitingCase) => urgency === 'urgent'
        expect(more).toBeGreaterThanOrEqual(0)
        expect(inTime(byAll, isUrgent)).toBeGreaterThanOrEqual(inTime(byTurn, isUrgent))
        if (more === 0) expect(allocate(byAll)).toEqual(allocate(byTurn))
        else better += 1
      }),
      { numRuns: 300 },
    )
    expect(better).toBeGreaterThan(0)
  })

  it('breaks no hard rule, answers the same again, and says why for each booking', () => {
    fc.assert(
      fc.property(fc.oneof(anAsk, aTightAsk), (given) => {
        const ask = { ...given, solve }
        const plan = allocate(ask)
        expect(faultsOf(ask, plan.bookings)).toEqual([])
        expect(allocate({ ...ask, cases: [...ask.cases].reverse(), sessions: [...ask.sessions].reverse() })).toEqual(plan)
        const placed = plan.reasons.filter(({ outcome }) => outcome === 'placed')
        expect(placed.map(keyOf).sort()).toEqual(plan.bookings.map(keyOf).sort())
      }),
      { numRuns: 300 },
    )
  })
})
