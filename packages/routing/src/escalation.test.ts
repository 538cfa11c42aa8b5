import type { EscalationId, Instant, OfferId, SpecialistId } from '@oh/kernel'
import { instantOf } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Advanced,
  advance,
  ESCALATION_STATES,
  type EscalationEvent,
  type EscalationState,
  MOVE_RULES,
  MOVES,
  type PoolEscalation,
  receivedEscalation,
} from './escalation.ts'

const [bell, shah, rao] = ['bell', 'shah', 'rao'] as [SpecialistId, SpecialistId, SpecialistId]
const at = (hour: number) => instantOf(Date.UTC(2026, 9, 12, hour))
const [now, expiresAt, later] = [at(10), at(14), at(15)]

const event = {
  offered: { kind: 'offered', offerId: 'offer' as OfferId, specialistId: bell, expiresAt },
  'nobody-eligible': { kind: 'nobody-eligible' },
  accepted: { kind: 'accepted', specialistId: bell },
  declined: { kind: 'declined', specialistId: bell },
  lapsed: { kind: 'lapsed' },
  'conflict-declared': { kind: 'conflict-declared', specialistId: bell },
  'stood-down': { kind: 'stood-down' },
  opened: { kind: 'opened', specialistId: bell },
  answered: { kind: 'answered', specialistId: bell },
  'supervisor-opened': { kind: 'supervisor-opened', specialistId: rao },
  submitted: { kind: 'submitted', specialistId: bell },
  'sent-back': { kind: 'sent-back', specialistId: rao },
  countersigned: { kind: 'countersigned', specialistId: rao },
  withdrawn: { kind: 'withdrawn' },
} as const satisfies Record<EscalationEvent['kind'], EscalationEvent>
const kinds = Object.keys(event) as EscalationEvent['kind'][]

function must(advanced: Advanced): PoolEscalation {
  if (advanced.kind === 'refused') throw new Error(advanced.reasons.join())
  return advanced.escalation
}
function after(...events: EscalationEvent[]): PoolEscalation {
  return events.reduce((escalation, next) => must(advance(escalation, next, now)), receivedEscalation('e' as EscalationId, now))
}

const supervised = { ...event.accepted, supervisedBy: rao } as const
const asTrainee = [event.offered, supervised, event.opened, event['supervisor-opened']] as const

const standing: Record<EscalationState, PoolEscalation> = {
  received: after(),
  offered: after(event.offered),
  accepted: after(event.offered, event.accepted),
  opened: after(event.offered, event.accepted, event.opened),
  countersigning: after(...asTrainee, event.submitted),
  answered: after(event.offered, event.accepted, event.opened, event.answered),
  withdrawn: after(event.withdrawn),
  'nobody-eligible': after(event['nobody-eligible']),
}
/** Whoever is supervised, where the event is about supervision. */
function standingFor(from: EscalationState, kind: EscalationEvent['kind']): PoolEscalation {
  return from === 'opened' && ['supervisor-opened', 'submitted'].includes(kind) ? after(...asTrainee) : standing[from]
}
const timeOf = (kind: EscalationEvent['kind']) => (kind === 'lapsed' ? later : now)

/** The lawful moves as the clinical lead states them; every other pair must be refused. */
const lawful: [from: EscalationState, kind: EscalationEvent['kind'], to: EscalationState][] = [
  ['received', 'offered', 'offered'],
  ['received', 'nobody-eligible', 'nobody-eligible'],
  ['nobody-eligible', 'nobody-eligible', 'nobody-eligible'],
  ['nobody-eligible', 'offered', 'offered'],
  ['offered', 'accepted', 'accepted'],
  ['offered', 'declined', 'received'],
  ['offered', 'lapsed', 'received'],
  ['accepted', 'opened', 'opened'],
  ['accepted', 'conflict-declared', 'received'],
  ['opened', 'conflict-declared', 'received'],
  ['offered', 'stood-down', 'received'],
  ['accepted', 'stood-down', 'received'],
  ['opened', 'stood-down', 'received'],
  ['opened', 'answered', 'answered'],
  ['opened', 'supervisor-opened', 'opened'],
  ['opened', 'submitted', 'countersigning'],
  ['countersigning', 'supervisor-opened', 'countersigning'],
  ['countersigning', 'sent-back', 'opened'],
  ['countersigning', 'countersigned', 'answered'],
  ['countersigning', 'conflict-declared', 'received'],
  ['countersigning', 'stood-down', 'received'],
  ['countersigning', 'withdrawn', 'withdrawn'],
  ['received', 'withdrawn', 'withdrawn'],
  ['nobody-eligible', 'withdrawn', 'withdrawn'],
  ['offered', 'withdrawn', 'withdrawn'],
  ['accepted', 'withdrawn', 'withdrawn'],
  ['opened', 'withdrawn', 'withdrawn'],
  ['answered', 'withdrawn', 'withdrawn'],
]

describe('the table of moves', () => {
  it.each(lawful)('from %s by %s to %s', (from, kind, to) => {
    expect(must(advance(standingFor(from, kind), event[kind], timeOf(kind)))).toMatchObject({ state: to, since: timeOf(kind) })
  })

  const unlawful = ESCALATION_STATES.flatMap((state) =>
    kinds.filter((kind) => !lawful.some(([from, by]) => from === state && by === kind)).map((kind) => [state, kind] as const),
  )
  it.each(unlawful)('refuses %s by %s with one reason and changes nothing', (state, kind) => {
    const before = structuredClone(standing[state])
    const cell = MOVES[kind][state]
    expect(advance(standing[state], event[kind], timeOf(kind))).toEqual({ kind: 'refused', reasons: ['no' in cell && cell.no] })
    expect(standing[state]).toEqual(before)
  })

  it('refuses more pairs than it allows, and covers them all', () => {
    expect(lawful.length + unlawful.length).toBe(ESCALATION_STATES.length * kinds.length)
  })
})

describe('who may move it, and when', () => {
  const cases: Record<(typeof MOVE_RULES)[number]['refuses'], Advanced | undefined> = {
    'tried-before': advance(after(event.offered, event.declined), event.offered, now),
    'offer-ends-too-soon': advance(standing.received, { ...event.offered, expiresAt: now }, now),
    'not-offered-to-you': advance(standing.offered, { kind: 'accepted', specialistId: shah }, now),
    'offer-lapsed': advance(standing.offered, event.accepted, expiresAt),
    'offer-still-open': advance(standing.offered, event.lapsed, at(13)),
    'countersignature-needed': advance(after(...asTrainee), event.answered, now),
    'not-supervised': advance(standing.opened, event.submitted, now),
    'not-supervised-by-you': advance(standing.countersigning, { kind: 'countersigned', specialistId: shah }, now),
    'supervisor-not-declared': advance(after(event.offered, supervised, event.opened, event.submitted), event.countersigned, now),
    'not-submitted': undefined,
    'already-submitted': undefined,
    'not-accepted-by-you': advance(standing.accepted, { kind: 'opened', specialistId: shah }, now),
    'not-offered': undefined,
    'already-offered': undefined,
    'not-accepted': undefined,
    'already-accepted': undefined,
    'not-opened': undefined,
    'already-opened': undefined,
    'already-answered': undefined,
    'already-withdrawn': undefined,
  }
  it.each(MOVE_RULES.map((row) => [row.refuses, row.source] as const))('refuses %s: %s', (refuses) => {
    expect(cases[refuses]).toEqual({ kind: 'refused', reasons: [refuses] })
  })

  it('lets only the first of two specialists accept', () => {
    const first = must(advance(standing.offered, event.accepted, now))
    expect(first.acceptedBy).toBe(bell)
    expect(advance(first, { kind: 'accepted', specialistId: shah }, now)).toEqual({
      kind: 'refused',
      reasons: ['already-accepted'],
    })
  })

  it('lets an offer lapse at its end time and not a moment before', () => {
    const justBefore = instantOf(Date.parse(expiresAt) - 1)
    expect(advance(standing.offered, event.lapsed, justBefore).kind).toBe('refused')
    expect(advance(standing.offered, event.accepted, justBefore).kind).toBe('allowed')
    expect(advance(standing.offered, event.lapsed, expiresAt).kind).toBe('allowed')
    expect(advance(standing.offered, event.accepted, expiresAt).kind).toBe('refused')
  })

  it('collects both reasons when a late acceptance comes from someone never asked', () => {
    const refusal = advance(standing.offered, { kind: 'accepted', specialistId: shah }, later)
    expect(refusal).toEqual({ kind: 'refused', reasons: ['not-offered-to-you', 'offer-lapsed'] })
  })

  it('refuses the other specialist who declines, declares a conflict or answers', () => {
    expect(advance(standing.offered, { ...event.declined, specialistId: shah }, now).kind).toBe('refused')
    expect(advance(standing.accepted, { ...event['conflict-declared'], specialistId: shah }, now).kind).toBe('refused')
    expect(advance(standing.opened, { ...event.answered, specialistId: shah }, now).kind).toBe('refused')
  })
})

describe('under supervision', () => {
  it('is answered by the countersignature, never by the trainee alone', () => {
    expect(must(advance(standing.countersigning, event.countersigned, now))).toMatchObject({
      state: 'answered',
      acceptedBy: bell,
      supervisedBy: rao,
      answeredAt: now,
    })
    expect(advance(standing.countersigning, { ...event.countersigned, specialistId: bell }, now).kind).toBe('refused')
  })

  it('comes back to the trainee with everything still open, as often as the supervisor sends it back', () => {
    const back = must(advance(standing.countersigning, event['sent-back'], now))
    expect(back).toMatchObject({ state: 'opened', acceptedBy: bell, supervisedBy: rao, supervisorOpenedAt: now })
    expect(must(advance(back, event.submitted, now)).state).toBe('countersigning')
  })

  it('is routed again when the supervisor has a conflict, and remembers the supervisor', () => {
    for (const before of [after(event.offered, supervised), standing.countersigning])
      expect(must(advance(before, { kind: 'conflict-declared', specialistId: rao }, now))).toEqual({
        escalationId: 'e',
        state: 'received',
        since: now,
        round: 2,
        tried: [{ specialistId: rao, round: 1, ended: 'conflict-declared', at: now }],
      })
  })
})

describe('what is kept', () => {
  it.each([
    ['declined', standing.offered, now],
    ['lapsed', standing.offered, later],
    ['conflict-declared', standing.opened, now],
    ['stood-down', standing.offered, now],
    ['stood-down', standing.opened, now],
  ] as const)('routes again after %s: a new round, the specialist remembered, nothing else left', (kind, before, when) => {
    expect(must(advance(before, event[kind], when))).toEqual({
      escalationId: 'e',
      state: 'received',
      since: when,
      round: 2,
      tried: [{ specialistId: bell, round: 1, ended: kind, at: when }],
    })
  })

  it('may ask one who was stood down again, for a right that ended may be renewed', () => {
    const again = must(advance(after(event.offered, event.accepted, event['stood-down']), event.offered, now))
    expect(again).toMatchObject({ state: 'offered', round: 2, offer: { specialistId: bell } })
  })

  it('keeps who answered and when, if consent is withdrawn afterwards', () => {
    expect(must(advance(standing.answered, event.withdrawn, later))).toMatchObject({
      state: 'withdrawn',
      acceptedBy: bell,
      answeredAt: now,
    })
  })

  it('holds together after any events at all', () => {
    const weights: Partial<Record<EscalationEvent['kind'], number>> = {
      accepted: 8,
      opened: 8,
      answered: 16,
      submitted: 16,
      countersigned: 8,
      'supervisor-opened': 12,
      offered: 8,
      withdrawn: 0.5,
    }
    const kind = fc.oneof(...kinds.map((each) => ({ weight: 2 * (weights[each] ?? 1), arbitrary: fc.constant(each) })))
    const anyEvent = fc.tuple(kind, fc.constantFrom(bell, bell, bell, shah), fc.integer({ min: 10, max: 20 })).map(
      ([kind, specialistId, hour]): EscalationEvent =>
        ({
          ...event[kind],
          specialistId: ['supervisor-opened', 'sent-back', 'countersigned'].includes(kind) ? rao : specialistId,
          ...(hour % 2 === 0 ? { supervisedBy: rao } : {}),
          expiresAt: at(hour),
        }) as EscalationEvent,
    )
    const step = fc.tuple(anyEvent, fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 15).map(at))
    const visits = new Map<EscalationState, number>()
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 60 }), (steps) => {
        let escalation = receivedEscalation('e' as EscalationId, at(0))
        for (const [next, when] of steps) {
          const advanced = advance(escalation, next, when)
          if (advanced.kind === 'refused') continue
          escalation = advanced.escalation
          visits.set(escalation.state, (visits.get(escalation.state) ?? 0) + 1)
          holdsTogether(escalation, when)
        }
      }),
      { numRuns: 500 },
    )
    for (const state of ESCALATION_STATES) expect(visits.get(state), state).toBeGreaterThan(40)
  })
})

function holdsTogether(escalation: PoolEscalation, when: Instant): void {
  const { state, offer, acceptedBy, openedAt, answeredAt, supervisedBy, supervisorOpenedAt, round, tried } = escalation
  expect(escalation.since).toBe(when)
  expect(offer !== undefined).toBe(state === 'offered')
  if (state !== 'withdrawn') {
    expect(acceptedBy !== undefined).toBe(['accepted', 'opened', 'countersigning', 'answered'].includes(state))
    expect(openedAt !== undefined).toBe(['opened', 'countersigning', 'answered'].includes(state))
    expect(answeredAt !== undefined).toBe(state === 'answered')
  }
  if (state === 'countersigning') expect(supervisedBy).toBe(rao)
  if (supervisorOpenedAt !== undefined) expect(supervisedBy).toBe(rao)
  expect(round).toBe(tried.length + 1)
  const notAgain = tried.filter((past) => past.ended !== 'stood-down').map((past) => past.specialistId)
  expect(new Set(notAgain).size).toBe(notAgain.length)
  expect(notAgain).not.toContain(offer?.specialistId ?? acceptedBy)
}
