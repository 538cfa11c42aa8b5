import type { EscalationId, IcsCode, Instant, LondonDate, PoolId, SessionId, SpecialistId, TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { type AllocateAsk, allocate, type BookingReason } from './allocate.ts'
import { BOOKING_RULES, minutesFree, minutesTaken } from './booking-rules.ts'
import { aPolicy, aSecondTier, aSession, aSpecialist, aTrainee, aWaitingCase } from './samples.ts'
import type { Specialist } from './specialist.ts'

/** Monday: the sample session of Thursday has exactly the standard notice of three working days left. */
const monday = '2026-10-12T08:00:00.000Z' as Instant
const ended = { from: '2026-01-01' as LondonDate, to: '2026-10-15' as LondonDate }

function ask(given: Partial<AllocateAsk> = {}): AllocateAsk {
  return {
    now: monday,
    cases: [aWaitingCase('case')],
    sessions: [aSession('session', 'bell')],
    specialists: [aSpecialist('bell')],
    policy: aPolicy(),
    ...given,
  }
}
const placesOf = (given: Partial<AllocateAsk>) => allocate(ask(given)).bookings.map((row) => [row.caseId, row.sessionId])
const rowOf = (given: Partial<AllocateAsk>, caseId: string, sessionId: string): BookingReason | undefined =>
  allocate(ask(given)).reasons.find((row) => row.caseId === caseId && row.sessionId === sessionId)

/** The specialist of the session is a trainee, under a supervisor of whom this is true. */
function supervisedBy(given: Partial<Specialist>): Partial<AllocateAsk> {
  return { specialists: [aTrainee('bell', 'shah'), aSpecialist('shah', given)] }
}

/** Only one of two cases fits into the hour there is. */
const oneHour = [aSession('session', 'bell', { hours: 1 })]
const neighbour = 'pool-0123456789ab' as PoolId

/** One way to break each hard rule of a booking, and nothing else. */
const broken: Record<(typeof BOOKING_RULES)[number]['refuses'], Partial<AllocateAsk>> = {
  'role-not-held': { specialists: [aSpecialist('bell', { role: ended })] },
  'not-accredited': { specialists: [aSpecialist('bell', { accredited: ended })] },
  'agreement-not-valid': { specialists: [aSpecialist('bell', { agreement: ended })] },
  'indemnity-not-valid': { specialists: [aSpecialist('bell', { indemnity: ended })] },
  'honorary-contract-not-valid': { specialists: [aSpecialist('bell', { honoraryContract: ended })] },
  'gate-not-alive': { cases: [aWaitingCase('case', { gateAlive: false })] },
  'pool-not-named': { sessions: [aSession('session', 'bell', { pool: neighbour })] },
  'specialist-unknown': { specialists: [] },
  'specialist-away': { specialists: [aSpecialist('bell', { away: [{ from: '2026-10-15' as LondonDate }] })] },
  'skill-missing': { cases: [aWaitingCase('case', { skill: 'skin' })] },
  'same-department': { cases: [aWaitingCase('case', { employer: 'RX1' as TrustCode, department: 'occupational health' })] },
  'on-exclusion-list': { cases: [aWaitingCase('case', { excluded: ['bell' as SpecialistId] })] },
  'accepted-by-another': { cases: [aWaitingCase('case', { acceptedBy: 'shah' as SpecialistId })] },
  'out-of-reach': { cases: [aWaitingCase('case', { virtualAllowed: false })] },
  'session-over': { sessions: [aSession('session', 'bell', { closesAt: '2026-10-12T07:59:59.999Z' as Instant })] },
  'short-notice': { now: '2026-10-13T08:00:00.000Z' as Instant },
  'skill-beyond-second-tier': {
    specialists: [aSecondTier('bell', { skills: ['mental-health'] })],
    cases: [aWaitingCase('case', { skill: 'mental-health' })],
  },
  'urgent-beyond-second-tier': { specialists: [aSecondTier('bell')], cases: [aWaitingCase('case', { urgency: 'urgent' })] },
  'supervisor-missing': { specialists: [aTrainee('bell', 'nobody')] },
  'supervisor-may-not-work': supervisedBy({ indemnity: ended }),
  'supervisor-away': supervisedBy({ away: [{ from: '2026-10-15' as LondonDate }] }),
  'supervisor-skill-missing': supervisedBy({ skills: ['skin'] }),
  'supervisor-in-conflict': { ...supervisedBy({}), cases: [aWaitingCase('case', { excluded: ['shah' as SpecialistId] })] },
  'session-too-short': { cases: [aWaitingCase('case', { hours: 4.5 })] },
  'caseload-full': { specialists: [aSpecialist('bell', { caseloadCap: 0 })] },
}
const rules = new Map<string, string>(BOOKING_RULES.map((row) => [row.refuses, row.source]))

describe('the hard rules of a booking', () => {
  it.each(Object.keys(broken).map((word) => [word, rules.get(word) ?? 'rule of another table'] as const))(
    'excludes for %s: %s',
    (word) => {
      const { bookings, reasons } = allocate(ask(broken[word as keyof typeof broken]))
      expect(bookings).toEqual([])
      expect(reasons).toEqual([{ caseId: 'case', sessionId: 'session', outcome: 'excluded', reasons: [word] }])
    },
  )

  it('has a test for every row', () => {
    for (const word of rules.keys()) expect(Object.keys(broken)).toContain(word)
  })

  it('books the case that breaks none', () => {
    expect(allocate(ask())).toEqual({
      bookings: [{ caseId: 'case', sessionId: 'session', hours: 1 }],
      reasons: [{ caseId: 'case', sessionId: 'session', outcome: 'placed', reasons: ['only-session-possible'] }],
    })
  })

  it('sees a worker in person at the own site when video is not right', () => {
    const cases = [aWaitingCase('case', { virtualAllowed: false })]
    expect(placesOf({ cases, sessions: [aSession('session', 'bell', { virtual: false, site: 'RHA' })] })).toHaveLength(1)
    expect(placesOf({ cases, sessions: [aSession('session', 'bell', { virtual: false, site: 'RX1' })] })).toHaveLength(0)
  })

  it('counts cases already accepted towards the cap, and does not count them twice', () => {
    const specialists = [aSpecialist('bell', { caseloadCap: 1 })]
    const accepted = aWaitingCase('accepted', { acceptedBy: 'bell' as SpecialistId, dueOn: '2026-11-30' as LondonDate })
    expect(placesOf({ specialists, cases: [aWaitingCase('new'), accepted] })).toEqual([['accepted', 'session']])
    expect(placesOf({ specialists, cases: [aWaitingCase('one'), aWaitingCase('two')] })).toEqual([['one', 'session']])
    const workloads = [{ specialistId: 'bell' as SpecialistId, openOffers: 1, openCases: 0 }]
    expect(placesOf({ specialists, workloads })).toEqual([])
  })

  it('books into a session without site or word on video as one by video, and asks no role where none is kept', () => {
    const { virtual: _, ...session } = aSession('session', 'bell')
    expect(placesOf({ sessions: [session], specialists: [aSpecialist('bell', { role: undefined })] })).toHaveLength(1)
    expect(placesOf({ sessions: [{ ...session, site: 'RX1' }] })).toHaveLength(0)
  })

  it('books into what a pool lends that the policy names', () => {
    const sessions = [aSession('session', 'bell', { pool: neighbour })]
    expect(placesOf({ sessions, policy: aPolicy({ neighbours: [neighbour] }) })).toHaveLength(1)
  })
})

describe('looking ahead', () => {
  const due = (day: string) => ({ dueOn: `2026-10-${day}` as LondonDate })
  const later = aSession('later', 'bell', {
    startsAt: '2026-10-16T08:00:00.000Z' as Instant,
    closesAt: '2026-10-15T08:00:00.000Z' as Instant,
    hours: 2,
  })

  it('sees a case in time before one that is late already, unless the policy says otherwise', () => {
    const cases = [aWaitingCase('late', due('09')), aWaitingCase('in-time', due('15'))]
    expect(placesOf({ sessions: oneHour, cases })).toEqual([['in-time', 'session']])
    expect(placesOf({ sessions: oneHour, cases, policy: aPolicy({ lateCases: 'first' }) })).toEqual([['late', 'session']])
  })

  it('fills what is left with late cases, the urgent ones first', () => {
    const cases = [aWaitingCase('late', due('08')), aWaitingCase('urgent', { ...due('09'), urgency: 'urgent' })]
    expect(placesOf({ sessions: oneHour, cases })).toEqual([['urgent', 'session']])
  })

  it('lets go of one long case when two short ones can then be in time', () => {
    const cases = [aWaitingCase('long', { ...due('15'), hours: 2 }), ...['a', 'b'].map((id) => aWaitingCase(id, due('16')))]
    const sessions = [aSession('session', 'bell', { hours: 2 })]
    expect(placesOf({ sessions, cases })).toEqual([
      ['a', 'session'],
      ['b', 'session'],
    ])
    expect(placesOf({ sessions: [...sessions, later], cases })).toEqual([['long', 'session']])
  })

  it('lets go of no urgent case for one that is not', () => {
    const cases = [aWaitingCase('urgent', { ...due('15'), hours: 2, urgency: 'urgent' }), aWaitingCase('a', due('15'))]
    expect(placesOf({ sessions: [aSession('session', 'bell', { hours: 2 })], cases })).toEqual([['urgent', 'session']])
    const other = [
      aWaitingCase('long', { ...due('15'), hours: 2 }),
      aWaitingCase('urgent', { ...due('15'), hours: 2, urgency: 'urgent' }),
    ]
    expect(placesOf({ sessions: [aSession('session', 'bell', { hours: 2 })], cases: other })).toEqual([['urgent', 'session']])
  })

  it('keeps what another ICS lends for what no own session sees in time', () => {
    const lent = aSession('lent', 'shah', { ics: 'QK1' as IcsCode })
    const given = {
      specialists: [aSpecialist('bell'), aSpecialist('shah')],
      policy: aPolicy({ ics: 'QT1' as IcsCode }),
      sessions: [lent, later],
    }
    expect(placesOf({ ...given, cases: [aWaitingCase('case', due('16'))] })).toEqual([])
    expect(rowOf({ ...given, cases: [aWaitingCase('case', due('16'))] }, 'case', 'lent')?.reasons).toEqual(['kept-for-overflow'])
    expect(placesOf({ ...given, cases: [aWaitingCase('case', due('15'))] })).toEqual([['case', 'lent']])
  })

  it('waits for a specialist who knows the worker while that is in time', () => {
    const given = { specialists: [aSpecialist('bell'), aSpecialist('shah')], sessions: [aSession('session', 'shah'), later] }
    const known = (day: string) => ({
      ...given,
      cases: [aWaitingCase('case', { ...due(day), knownTo: ['bell' as SpecialistId] })],
    })
    expect(placesOf(known('16'))).toEqual([])
    expect(rowOf(known('16'), 'case', 'session')?.reasons).toEqual(['waits-for-known-specialist'])
    expect(placesOf(known('15'))).toEqual([['case', 'session']])
  })

  it('takes a policy without needs and a session whose site is null', () => {
    const { needByEmployer: _none, ...policy } = aPolicy()
    const sessions = [aSession('session', 'bell', { site: null, virtual: undefined })]
    expect(placesOf({ policy, sessions, cases: [aWaitingCase('case', { virtualAllowed: true })] })).toEqual([['case', 'session']])
  })

  it.each([Number.NaN, -1, undefined, '3'])('refuses a caseload cap of %s', (cap) => {
    const specialists = [aSpecialist('bell', { caseloadCap: cap as number })]
    expect(() => allocate(ask({ specialists }))).toThrow(RangeError)
  })

  it('says of one case what it says of it among all', () => {
    const cases = [aWaitingCase('long', { ...due('15'), hours: 2 }), ...['a', 'b', 'c'].map((id) => aWaitingCase(id, due('16')))]
    const plan = allocate(ask({ cases, sessions: [aSession('session', 'bell', { hours: 2 }), later] }))
    for (const { caseId } of cases) expect(plan.reasonsOf(caseId)).toEqual(plan.reasons.filter((row) => row.caseId === caseId))
    expect(plan.reasonsOf('nobody' as EscalationId)).toEqual([])
  })
})

describe('late commitment', () => {
  it.each([
    ['Friday: the next run still has the notice', '2026-10-09T08:00:00.000Z', 'routine', 'not-closing-yet'],
    ['Saturday: the next run is on Monday', '2026-10-10T08:00:00.000Z', 'routine', 'not-closing-yet'],
    ['Monday: the last run for a standard case', '2026-10-12T08:00:00.000Z', 'routine', 'only-session-possible'],
    ['Tuesday: too late for a standard case', '2026-10-13T08:00:00.000Z', 'soon', 'short-notice'],
    ['Friday: an urgent case waits as well', '2026-10-09T08:00:00.000Z', 'urgent', 'not-closing-yet'],
    ['Monday: an urgent case competes', '2026-10-12T08:00:00.000Z', 'urgent', 'only-session-possible'],
    ['Wednesday: an urgent case takes what is left', '2026-10-14T08:00:00.000Z', 'urgent', 'only-session-possible'],
  ] as const)('%s', (_, now, urgency, word) => {
    const row = rowOf({ now: now as Instant, cases: [aWaitingCase('case', { urgency })] }, 'case', 'session')
    expect(row?.reasons).toEqual([word])
  })

  it('takes bookings earlier when the session itself closes earlier', () => {
    const sessions = [aSession('session', 'bell', { closesAt: '2026-10-08T17:00:00.000Z' as Instant })]
    expect(placesOf({ sessions, now: '2026-10-08T08:00:00.000Z' as Instant })).toHaveLength(1)
    expect(placesOf({ sessions, now: '2026-10-07T08:00:00.000Z' as Instant })).toHaveLength(0)
  })

  it('counts bank holidays out of the notice', () => {
    const sessions = [
      aSession('session', 'bell', {
        startsAt: '2026-12-31T09:00:00.000Z' as Instant,
        closesAt: '2026-12-30T09:00:00.000Z' as Instant,
      }),
    ]
    expect(rowOf({ sessions, now: '2026-12-24T09:00:00.000Z' as Instant }, 'case', 'session')?.outcome).toBe('placed')
    expect(rowOf({ sessions, now: '2026-12-29T09:00:00.000Z' as Instant }, 'case', 'session')?.reasons).toEqual(['short-notice'])
  })
})

describe('whose turn it is', () => {
  const skin = { specialists: [aSpecialist('bell', { skills: ['general', 'skin'] }), aSpecialist('shah')] }
  const half = { policy: aPolicy({ needByEmployer: { RHA: 0.8, RK5: 0.2 } }) }
  it.each([
    ['the earliest due date', aWaitingCase('b', { dueOn: '2026-10-29' as LondonDate }), aWaitingCase('a'), {}],
    [
      'the earliest due date before a scarcer skill',
      aWaitingCase('b', { dueOn: '2026-10-29' as LondonDate }),
      aWaitingCase('a', { skill: 'skin' }),
      skin,
    ],
    ['the scarcest skill on one due date', aWaitingCase('b', { skill: 'skin' }), aWaitingCase('a'), skin],
    [
      'starved before all',
      aWaitingCase('b', { dueOn: '2026-09-01' as LondonDate }),
      aWaitingCase('a', { dueOn: '2026-10-01' as LondonDate }),
      {},
    ],
    ['the first received', aWaitingCase('b', { receivedOn: '2026-09-30' as LondonDate }), aWaitingCase('a'), {}],
    ['then by id', aWaitingCase('a'), aWaitingCase('b'), {}],
    [
      'an employer with recorded need',
      aWaitingCase('b', { employer: 'RHA' as TrustCode }),
      aWaitingCase('a', { employer: 'RX9' as TrustCode }),
      half,
    ],
  ])('%s', (_, first, second, given) => {
    expect(placesOf({ ...given, sessions: oneHour, cases: [first, second] })).toEqual([[first.caseId, 'session']])
    expect(placesOf({ ...given, sessions: oneHour, cases: [second, first] })).toEqual([[first.caseId, 'session']])
    expect(rowOf({ ...given, sessions: oneHour, cases: [first, second] }, second.caseId, 'session')?.reasons).toEqual([
      'hours-taken',
    ])
  })

  it('gives turns among equals in proportion to the need of their employers', () => {
    const of = (employer: string) =>
      [1, 2, 3, 4, 5].map((n) => aWaitingCase(`${employer}-${n}`, { employer: employer as TrustCode }))
    const sessions = [aSession('session', 'bell', { hours: 5 })]
    const booked = placesOf({
      sessions,
      cases: [...of('RHA'), ...of('RK5')],
      policy: aPolicy({ needByEmployer: { RHA: 0.8, RK5: 0.2 } }),
    })
    expect(booked.filter(([caseId]) => caseId?.startsWith('RHA'))).toHaveLength(4)
  })

  it('lets a shorter case use the hours that the one before it cannot', () => {
    const cases = [aWaitingCase('long', { hours: 3, dueOn: '2026-10-28' as LondonDate }), aWaitingCase('short', { hours: 2 })]
    expect(placesOf({ cases, sessions: [aSession('session', 'bell', { hours: 2.5 })] })).toEqual([['short', 'session']])
  })
})

describe('the plan', () => {
  it('lists bookings by session, then due date', () => {
    const early = aSession('z', 'bell', { startsAt: '2026-10-15T07:00:00.000Z' as Instant, hours: 2 })
    const cases = [
      aWaitingCase('a'),
      aWaitingCase('b', { dueOn: '2026-10-29' as LondonDate }),
      aWaitingCase('c', { dueOn: '2026-10-31' as LondonDate }),
    ]
    expect(placesOf({ cases, sessions: [aSession('y', 'bell'), early] })).toEqual([
      ['b', 'z'],
      ['a', 'z'],
      ['c', 'y'],
    ])
  })

  it.each([
    ['cases', { cases: [] }],
    ['sessions', { sessions: [] }],
  ])('is empty without %s', (_, given) => {
    expect(allocate(ask(given))).toEqual({ bookings: [], reasons: [] })
  })

  it.each<[string, Partial<AllocateAsk>]>([
    ['a case given twice', { cases: [aWaitingCase('a'), aWaitingCase('a')] }],
    ['a session given twice', { sessions: [aSession('a', 'bell'), aSession('a', 'shah')] }],
    ['a specialist given twice', { specialists: [aSpecialist('a'), aSpecialist('a')] }],
    ['a case of no hours', { cases: [aWaitingCase('a', { hours: 0 })] }],
    ['a case of unknown hours', { cases: [aWaitingCase('a', { hours: Number.NaN })] }],
    ['a session of less than no hours', { sessions: [aSession('a', 'bell', { hours: -1 })] }],
    ['half a working day of notice', { policy: aPolicy({ closeWorkingDays: { standard: 2.5, urgent: 1 } }) }],
    ['a guard of less than no days', { policy: aPolicy({ starvationDays: -1 }) }],
  ])('refuses %s', (_, given) => {
    expect(() => allocate(ask(given))).toThrow(RangeError)
  })

  it('never changes what it is given', () => {
    const given = ask({ cases: ['b', 'a'].map((id) => aWaitingCase(id)) })
    const before = structuredClone(given)
    allocate(given)
    expect(given).toEqual(before)
  })

  it('counts to the minute: never more than a session has, and never short by a rounding error', () => {
    expect(minutesTaken(1.1)).toBe(66)
    expect(minutesFree(4 - 1.1 - 1.1 - 1.1)).toBe(42)
    expect(minutesTaken(0.01)).toBe(1)
    expect(minutesFree(1.999)).toBe(119)
    const cases = [0.1, 0.2].map((hours) => aWaitingCase(`${hours}`, { hours }))
    expect(placesOf({ cases, sessions: [aSession('session', 'bell', { hours: 0.3 })] })).toHaveLength(2)
  })

  it('keeps the ids it was given', () => {
    const [booking] = allocate(ask()).bookings
    expect(booking satisfies { caseId: string; sessionId: SessionId } | undefined).toEqual({
      caseId: 'case' as EscalationId,
      sessionId: 'session',
      hours: 1,
    })
  })
})
