import { type Instant, type PersonId, type Refused, refused, type SpecialistId } from '@oh/kernel'

/** Where a sent escalation stands, as the trust knows it from the pool's messages. */
export type SentEscalationState = 'sent' | 'offered' | 'nobody-eligible' | 'accepted' | 'answered' | 'withdrawn'

/** What people read for a state. */
export const SENT_STATE_TITLES: Readonly<Record<SentEscalationState, string>> = {
  sent: 'Sent to the pool',
  offered: 'Offered to a specialist',
  'nobody-eligible': 'No specialist found yet',
  accepted: 'Accepted by a specialist',
  answered: 'Answered',
  withdrawn: 'Withdrawn',
}

/** As much of a sent escalation as its moves need. */
export interface SentEscalation {
  readonly state: SentEscalationState
  readonly round: number
  readonly acceptedBy: PersonId | null
  readonly acceptedSpecialist: SpecialistId | null
  readonly acceptedName: string | null
  readonly acceptedAt: Instant | null
  /** Both null where nobody has to countersign. */
  readonly supervisorPerson: PersonId | null
  readonly supervisorName: string | null
  readonly conflictDeclaredAt: Instant | null
  readonly answeredAt: Instant | null
}

/** What the pool tells of it. */
export type PoolEvent =
  | { readonly kind: 'routed'; readonly outcome: 'offered' | 'nobody-eligible'; readonly round: number }
  | {
      readonly kind: 'accepted'
      readonly person: PersonId
      readonly specialist: SpecialistId
      readonly name: string
      readonly supervisor?: { readonly person: PersonId; readonly name: string } | undefined
      readonly at: Instant
    }
  | { readonly kind: 'conflict-declared'; readonly person: PersonId; readonly at: Instant }
  | { readonly kind: 'stood-down'; readonly person: PersonId; readonly at: Instant }
  | {
      readonly kind: 'answered'
      readonly person: PersonId
      readonly countersignedBy?: PersonId | undefined
      readonly at: Instant
    }

export type PoolEventRefusal =
  | 'already-withdrawn'
  | 'already-answered'
  | 'already-accepted'
  | 'older-round'
  | 'not-accepted'
  | 'not-accepted-by-this-person'

/**
 * Takes in what the pool tells, or says why it cannot be. Who accepted stays known after a declared conflict, so that this
 * person is told why the content is shut; the next acceptance takes the place.
 */
export function takeIn(
  found: SentEscalation,
  event: PoolEvent,
): { readonly kind: 'allowed'; readonly escalation: SentEscalation } | Refused<PoolEventRefusal> {
  if (found.state === 'withdrawn') return refused('already-withdrawn')
  if (found.state === 'answered') return refused('already-answered')
  switch (event.kind) {
    case 'routed':
      return routed(found, event)
    case 'accepted':
      return accepted(found, event)
    case 'conflict-declared':
      if (found.state !== 'accepted') return refused('not-accepted')
      if (found.acceptedBy !== event.person) return refused('not-accepted-by-this-person')
      return allow({ ...found, state: 'sent', conflictDeclaredAt: event.at })
    case 'stood-down':
      if (found.state !== 'accepted') return refused('not-accepted')
      if (found.acceptedBy !== event.person) return refused('not-accepted-by-this-person')
      return allow({ ...found, ...NOBODY, state: 'sent' })
    case 'answered':
      if (found.state !== 'accepted') return refused('not-accepted')
      if (found.acceptedBy !== event.person) return refused('not-accepted-by-this-person')
      // a trainee alone is not the person who may answer
      if (found.supervisorPerson !== (event.countersignedBy ?? null)) return refused('not-accepted-by-this-person')
      return allow({ ...found, state: 'answered', answeredAt: event.at })
  }
}

const allow = (escalation: SentEscalation) => ({ kind: 'allowed', escalation }) as const

/** A round that is not newer than the one accepted in is news from before the acceptance. */
function routed(found: SentEscalation, { outcome, round }: PoolEvent & { kind: 'routed' }) {
  if (round < found.round) return refused('older-round')
  if (found.state === 'accepted' && round === found.round) return refused('already-accepted')
  return allow({ ...found, ...nobody(found), state: outcome, round })
}

function accepted(found: SentEscalation, { person, specialist, name, supervisor, at }: PoolEvent & { kind: 'accepted' }) {
  if (found.state === 'accepted') return refused('already-accepted')
  return allow({
    ...found,
    state: 'accepted',
    acceptedBy: person,
    acceptedSpecialist: specialist,
    acceptedName: name,
    acceptedAt: at,
    supervisorPerson: supervisor?.person ?? null,
    supervisorName: supervisor?.name ?? null,
    conflictDeclaredAt: null,
  })
}

/** Routed again without a declared conflict: whoever had it has it no more. */
function nobody(found: SentEscalation): Partial<SentEscalation> {
  if (found.conflictDeclaredAt !== null) return {}
  return NOBODY
}

const NOBODY = {
  acceptedBy: null,
  acceptedSpecialist: null,
  acceptedName: null,
  acceptedAt: null,
  supervisorPerson: null,
  supervisorName: null,
} as const
