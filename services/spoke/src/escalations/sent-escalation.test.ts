import type { Instant, PersonId, SpecialistId } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { type SentEscalation, type SentEscalationState, takeIn } from './sent-escalation.ts'

const BELL = 'dr-bell' as PersonId
const SETHI = 'dr-sethi' as PersonId
const AT = '2026-11-23T10:00:00.000Z' as Instant
const sent = (different: Partial<SentEscalation> = {}): SentEscalation => ({
  state: 'sent',
  round: 0,
  acceptedBy: null,
  acceptedSpecialist: null,
  acceptedName: null,
  acceptedAt: null,
  supervisorPerson: null,
  supervisorName: null,
  conflictDeclaredAt: null,
  answeredAt: null,
  ...different,
})
const withBell = (different: Partial<SentEscalation> = {}) =>
  sent({ state: 'accepted', round: 1, acceptedBy: BELL, acceptedName: 'Dr Bell', acceptedAt: AT, ...different })
const acceptedBy = (person: PersonId) =>
  ({ kind: 'accepted', person, specialist: 's-1' as SpecialistId, name: 'Dr', at: AT }) as const
const routed = (round: number, outcome: 'offered' | 'nobody-eligible' = 'offered') =>
  ({ kind: 'routed', outcome, round }) as const
const refusal = (reason: string) => ({ kind: 'refused', reasons: [reason] })

describe('what the pool tells', () => {
  it.each<[SentEscalationState]>([['sent'], ['offered'], ['nobody-eligible']])('is an acceptance that finds it %s', (state) => {
    expect(takeIn(sent({ state }), acceptedBy(BELL))).toMatchObject({ escalation: { state: 'accepted', acceptedBy: BELL } })
  })
  it('is a new round until somebody has it, and news from before that no more', () => {
    expect(takeIn(sent(), routed(1))).toMatchObject({ escalation: { state: 'offered', round: 1 } })
    expect(takeIn(sent({ round: 2, state: 'offered' }), routed(1))).toEqual(refusal('older-round'))
    expect(takeIn(withBell(), routed(1))).toEqual(refusal('already-accepted'))
  })
  it('takes the escalation from whoever had it when it is routed in a later round', () => {
    expect(takeIn(withBell(), routed(2, 'nobody-eligible'))).toMatchObject({
      escalation: { state: 'nobody-eligible', acceptedBy: null, acceptedAt: null },
    })
  })
  it('is one acceptance only', () => {
    expect(takeIn(withBell(), acceptedBy(SETHI))).toEqual(refusal('already-accepted'))
  })
  it('is a conflict of the one who accepted, who stays known as such until the next acceptance', () => {
    expect(takeIn(withBell(), { kind: 'conflict-declared', person: SETHI, at: AT })).toEqual(
      refusal('not-accepted-by-this-person'),
    )
    const declared = takeIn(withBell(), { kind: 'conflict-declared', person: BELL, at: AT })
    expect(declared).toMatchObject({ escalation: { state: 'sent', acceptedBy: BELL, conflictDeclaredAt: AT } })
    if (declared.kind !== 'allowed') return
    const again = takeIn(declared.escalation, routed(2))
    expect(again).toMatchObject({ escalation: { acceptedBy: BELL, conflictDeclaredAt: AT } })
    if (again.kind !== 'allowed') return
    expect(takeIn(again.escalation, acceptedBy(SETHI))).toMatchObject({
      escalation: { acceptedBy: SETHI, conflictDeclaredAt: null },
    })
  })
  it('is that the one who accepted was stood down, who has nothing of it from then on', () => {
    const stoodDown = (person: PersonId) => ({ kind: 'stood-down', person, at: AT }) as const
    expect(takeIn(sent(), stoodDown(BELL))).toEqual(refusal('not-accepted'))
    expect(takeIn(withBell(), stoodDown(SETHI))).toEqual(refusal('not-accepted-by-this-person'))
    expect(takeIn(withBell(), stoodDown(BELL))).toMatchObject({
      escalation: { state: 'sent', acceptedBy: null, acceptedName: null, acceptedAt: null },
    })
  })
  it('is an answer of the one who accepted, once', () => {
    expect(takeIn(sent(), { kind: 'answered', person: BELL, at: AT })).toEqual(refusal('not-accepted'))
    expect(takeIn(withBell(), { kind: 'answered', person: SETHI, at: AT })).toEqual(refusal('not-accepted-by-this-person'))
    expect(takeIn(withBell(), { kind: 'answered', person: BELL, at: AT })).toMatchObject({ escalation: { state: 'answered' } })
  })
  it.each<[SentEscalationState, string]>([
    ['answered', 'already-answered'],
    ['withdrawn', 'already-withdrawn'],
  ])('is too late for one that is %s, whatever it is', (state, word) => {
    for (const event of [routed(9), acceptedBy(BELL), { kind: 'answered', person: BELL, at: AT } as const])
      expect(takeIn(withBell({ state }), event)).toEqual(refusal(word))
  })

  it('is an answer only with the countersignature of the supervisor who was named at the acceptance', () => {
    const answered = (countersignedBy?: PersonId) => ({ kind: 'answered', person: BELL, countersignedBy, at: AT }) as const
    const supervised = takeIn(sent(), { ...acceptedBy(BELL), supervisor: { person: SETHI, name: 'Dr Sethi' } })
    if (supervised.kind === 'refused') throw new Error('not accepted')
    const { escalation } = supervised
    expect(escalation).toMatchObject({ supervisorPerson: SETHI, supervisorName: 'Dr Sethi' })
    expect(takeIn(escalation, answered())).toEqual(refusal('not-accepted-by-this-person'))
    expect(takeIn(escalation, answered(BELL))).toEqual(refusal('not-accepted-by-this-person'))
    expect(takeIn(escalation, answered(SETHI))).toMatchObject({ escalation: { state: 'answered' } })
    expect(takeIn(withBell(), answered(SETHI))).toEqual(refusal('not-accepted-by-this-person'))
  })
})
