import type { AppointmentId, EscalationId, Instant, LondonDate, OpinionId } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CASE_STATES, type Case, type CaseState, openCase, ownWork } from './case.ts'
import {
  advance,
  CASE_MOVES,
  type CaseEvent,
  type CaseEventKind,
  MOVE_REFUSAL_RULES,
  MOVE_REFUSALS,
  type MoveRefusal,
  mayHappen,
} from './lifecycle.ts'
import { CASE_OUTCOMES, findOutcome } from './outcomes.ts'
import { aCase } from './samples.ts'
import { MOVE_SENTENCES } from './sentences.ts'

const now = '2026-03-11T10:20:00.000Z' as Instant
const today = '2026-03-11' as LondonDate
const appointment = 'appointment-1' as AppointmentId
const otherAppointment = 'appointment-2' as AppointmentId
const escalation = 'escalation-1' as EscalationId
const otherEscalation = 'escalation-2' as EscalationId
const opinion = 'opinion-1' as OpinionId

const inState: Readonly<Record<CaseState, Case>> = {
  'awaiting-appointment': aCase(),
  booked: aCase({ state: 'booked', appointment }),
  'in-progress': aCase({ state: 'in-progress', firstSeenOn: today }),
  escalated: aCase({ state: 'escalated', escalation }),
  'opinion-received': aCase({ state: 'opinion-received', opinion }),
  closed: aCase({ state: 'closed', outcome: 'advice-only', closedOn: today }),
}
const eventOf: Readonly<Record<CaseEventKind, CaseEvent>> = {
  'appointment-booked': { kind: 'appointment-booked', appointment },
  'appointment-cancelled': { kind: 'appointment-cancelled', appointment },
  attended: { kind: 'attended', appointment },
  'did-not-attend': { kind: 'did-not-attend', appointment },
  escalated: { kind: 'escalated', escalation },
  'escalation-ended': { kind: 'escalation-ended', escalation, because: 'withdrawn' },
  'opinion-received': { kind: 'opinion-received', escalation, opinion },
  'opinion-acted-on': { kind: 'opinion-acted-on' },
  'report-ready': { kind: 'report-ready' },
  'consent-asked': { kind: 'consent-asked' },
  'consent-recorded': { kind: 'consent-recorded' },
  'gate-recorded': { kind: 'gate-recorded' },
  'consent-withdrawn': { kind: 'consent-withdrawn' },
  'withdrawal-decided': { kind: 'withdrawal-decided' },
  closed: { kind: 'closed', outcome: 'advice-only' },
}
const appointmentEnds: readonly CaseEventKind[] = ['appointment-cancelled', 'attended', 'did-not-attend']

/** The case of a state, with an appointment where the event ends one, and seen where it is reported on: what the row is about. */
function readyFor(event: CaseEventKind, from: CaseState): Case {
  if (event === 'report-ready') return { ...inState[from], firstSeenOn: today }
  return appointmentEnds.includes(event) ? { ...inState[from], appointment } : inState[from]
}

describe('every lawful move of a case', () => {
  test.each(CASE_MOVES)('$event leads from $from to $to', ({ event, from, to }) => {
    const ruling = advance(readyFor(event, from), eventOf[event], now)
    expect(ruling.kind).toBe('allowed')
    if (ruling.kind === 'allowed') expect(ruling.case.state).toBe(to === 'own-work' ? ownWork(ruling.case) : to)
  })

  const pairs = CASE_STATES.flatMap((from) => (Object.keys(eventOf) as CaseEventKind[]).map((event) => ({ event, from })))
  test.each(pairs.filter(({ event, from }) => !mayHappen(from, event)))(
    '$event is refused from $from, with a reason',
    ({ event, from }) => {
      const ruling = advance(inState[from], eventOf[event], now)
      expect(ruling.kind).toBe('refused')
      if (ruling.kind === 'refused') expect(ruling.reasons.length).toBeGreaterThan(0)
    },
  )

  test.each(['awaiting-appointment', 'booked', 'in-progress'] as const)('escalation is lawful from %s', (from) => {
    expect(advance(inState[from], eventOf.escalated, now)).toMatchObject({
      kind: 'allowed',
      case: { state: 'escalated', escalation },
    })
  })

  test('an escalation that ends leads back to where the trust’s own work stands', () => {
    const ends = (found: Case) => advance({ ...found, state: 'escalated', escalation }, eventOf['escalation-ended'], now)
    for (const from of ['awaiting-appointment', 'booked', 'in-progress'] as const) {
      const ruling = ends(inState[from])
      expect(ruling).toMatchObject({ kind: 'allowed', case: { state: from } })
      expect(ruling).not.toHaveProperty('case.escalation')
    }
  })

  test('a worker seen while the case is with the specialists is in progress afterwards', () => {
    const seen = after(aCase(), ['escalated', 'appointment-booked', 'attended', 'opinion-received', 'opinion-acted-on'])
    expect(seen).toMatchObject({ state: 'in-progress', firstSeenOn: today, opinion, version: 6 })
  })

  test('a follow-up that is cancelled leaves the case in progress, a first appointment leaves it waiting', () => {
    expect(after(aCase(), ['appointment-booked', 'attended', 'appointment-booked', 'appointment-cancelled']).state).toBe(
      'in-progress',
    )
    expect(after(aCase(), ['appointment-booked', 'did-not-attend']).state).toBe('awaiting-appointment')
  })

  test('closing records outcome, review date and day', () => {
    const found = aCase({ state: 'in-progress', firstSeenOn: today })
    const reviewOn = '2026-06-01' as LondonDate
    expect(advance(found, { kind: 'closed', outcome: 'temporarily-unfit', reviewOn }, now)).toEqual({
      kind: 'allowed',
      case: { ...found, state: 'closed', version: 2, outcome: 'temporarily-unfit', reviewOn, closedOn: today },
    })
  })

  test('consent can be withdrawn on a closed case, and nothing else happens to it', () => {
    const stillPossible = (Object.keys(eventOf) as CaseEventKind[]).filter((event) => mayHappen('closed', event))
    expect(stillPossible).toEqual(['consent-withdrawn', 'withdrawal-decided'])
    expect(advance(inState.closed, eventOf['consent-withdrawn'], now)).toEqual({
      kind: 'allowed',
      case: { ...inState.closed, version: 2 },
    })
  })

  test('the London day counts, not the UTC day', () => {
    const found = aCase({ state: 'booked', appointment })
    expect(advance(found, eventOf.attended, '2026-06-10T23:30:00.000Z' as Instant)).toMatchObject({
      case: { firstSeenOn: '2026-06-11' },
    })
  })
})

describe('every refusal of a move', () => {
  const seen = inState['in-progress']
  const cases: Readonly<Record<MoveRefusal, readonly [Case, CaseEvent]>> = {
    'case-closed': [inState.closed, eventOf.escalated],
    'already-escalated': [inState.escalated, eventOf.escalated],
    'escalation-open': [inState.escalated, eventOf.closed],
    'not-escalated': [seen, eventOf['opinion-received']],
    'another-escalation': [inState.escalated, { kind: 'opinion-received', escalation: otherEscalation, opinion }],
    'opinion-not-acted-on': [inState['opinion-received'], eventOf.closed],
    'no-opinion-to-act-on': [seen, eventOf['opinion-acted-on']],
    'no-assessment-to-report-on': [inState.booked, eventOf['report-ready']],
    'appointment-already-booked': [inState.booked, eventOf['appointment-booked']],
    'appointment-still-booked': [inState.booked, eventOf.closed],
    'no-appointment-booked': [seen, eventOf.attended],
    'another-appointment': [inState.booked, { kind: 'attended', appointment: otherAppointment }],
    'outcome-missing': [seen, { kind: 'closed' }],
    'outcome-needs-an-assessment': [aCase(), { kind: 'closed', outcome: 'fit-for-full-duties' }],
    'review-date-missing': [seen, { kind: 'closed', outcome: 'temporarily-unfit' }],
    'review-date-not-in-future': [seen, { kind: 'closed', outcome: 'temporarily-unfit', reviewOn: today }],
  }

  test.each(MOVE_REFUSAL_RULES.map(({ refuses, source }) => [refuses, source] as const))('%s (%s)', (word) => {
    const [found, event] = cases[word]
    const ruling = advance(found, event, now)
    expect(ruling.kind === 'refused' && ruling.reasons).toContain(word)
  })

  test('has one row and one sentence for each word', () => {
    expect(MOVE_REFUSAL_RULES.map((rule) => rule.refuses)).toEqual(MOVE_REFUSALS)
    expect(Object.keys(MOVE_SENTENCES).sort()).toEqual([...MOVE_REFUSALS].sort())
  })

  test('reasons are collected, not first-one-wins', () => {
    expect(advance({ ...inState.escalated, appointment }, { kind: 'closed' }, now)).toEqual({
      kind: 'refused',
      reasons: ['escalation-open', 'appointment-still-booked', 'outcome-missing'],
    })
  })
})

describe('outcomes', () => {
  test.each(CASE_OUTCOMES.filter((row) => row.needsAssessment))('$id needs an assessment or an opinion', ({ id }) => {
    const event = { kind: 'closed', outcome: id, reviewOn: '2026-06-01' as LondonDate } as const
    expect(advance(aCase(), event, now)).toMatchObject({ reasons: ['outcome-needs-an-assessment'] })
    expect(advance(aCase({ opinion }), event, now).kind).toBe('allowed')
  })

  test.each(CASE_OUTCOMES.filter((row) => !row.needsAssessment))('$id may close a case nobody was seen for', ({ id }) => {
    expect(advance(aCase(), { kind: 'closed', outcome: id }, now).kind).toBe('allowed')
  })

  test('an unknown outcome is not found', () => {
    expect(findOutcome('tier-two')).toBeUndefined()
  })
})

describe('whatever happens to a case', () => {
  const anEvent: fc.Arbitrary<CaseEvent> = fc.oneof(
    fc.constantFrom(...Object.values(eventOf)),
    fc.record({
      kind: fc.constantFrom('appointment-booked', 'appointment-cancelled', 'attended', 'did-not-attend'),
      appointment: fc.constantFrom(appointment, otherAppointment),
    }),
    fc.record({
      kind: fc.constant('opinion-received' as const),
      escalation: fc.constantFrom(escalation, otherEscalation),
      opinion: fc.constant(opinion),
    }),
    fc.record({ kind: fc.constant('closed' as const), outcome: fc.constantFrom(...CASE_OUTCOMES.map((row) => row.id)) }),
  )

  test('no sequence leads out of closed, every move is a row, and the version counts the moves', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 40 }), (events) => {
        let found = openCase(aCase().id, today)
        for (const event of events) {
          const ruling = advance(found, event, now)
          if (ruling.kind === 'refused') {
            expect(ruling.reasons.length).toBeGreaterThan(0)
            continue
          }
          if (found.state === 'closed') expect(ruling.case.state).toBe('closed')
          expect(mayHappen(found.state, event.kind)).toBe(true)
          expect(ruling.case.version).toBe(found.version + 1)
          found = ruling.case
          expect(found.state === 'escalated').toBe(found.escalation !== undefined)
          expect(found.state === 'closed').toBe(found.outcome !== undefined && found.closedOn !== undefined)
          if (found.state === 'closed') expect(found.appointment).toBeUndefined()
        }
      }),
      { numRuns: 500 },
    )
  })
})

function after(found: Case, events: readonly CaseEventKind[]): Case {
  return events.reduce((one, kind) => {
    const ruling = advance(one, eventOf[kind], now)
    if (ruling.kind === 'refused') throw new Error(`${kind}: ${ruling.reasons.join(', ')}`)
    return ruling.case
  }, found)
}
