import {
  type EscalationId,
  type Instant,
  type OfferId,
  type RefusalRule,
  type Refused,
  refused,
  ruleBy,
  type SpecialistId,
} from '@oh/kernel'

export const ESCALATION_STATES = [
  'received',
  'offered',
  'accepted',
  'opened',
  'countersigning',
  'answered',
  'withdrawn',
  'nobody-eligible',
] as const
/**
 * Where an escalation stands in the pool. `accepted`: a specialist took it and sees the identity card. `opened`: that
 * specialist declared no conflict, so the clinical content may open. `countersigning`: a trainee has written the opinion, and
 * the supervisor has not countersigned it yet, so nothing was sent. `nobody-eligible`: it waits, in sight of the coordinator.
 */
export type EscalationState = (typeof ESCALATION_STATES)[number]

/** How an earlier round ended. */
export type RoundEnd = 'declined' | 'lapsed' | 'conflict-declared' | 'stood-down'

/** A specialist who was asked in an earlier round. None is asked again for this escalation but one who was stood down. */
export interface Tried {
  readonly specialistId: SpecialistId
  readonly round: number
  readonly ended: RoundEnd
  readonly at: Instant
}

export interface LiveOffer {
  readonly offerId: OfferId
  readonly specialistId: SpecialistId
  readonly offeredAt: Instant
  /** From this instant on, the offer can no longer be accepted. */
  readonly expiresAt: Instant
}

export interface PoolEscalation {
  readonly escalationId: EscalationId
  readonly state: EscalationState
  /** When it came into this state. */
  readonly since: Instant
  /** From 1; raised each time it is routed again. */
  readonly round: number
  /** Present exactly while `offered`. */
  readonly offer?: LiveOffer | undefined
  /**
   * Present from `accepted` on; after a withdrawal it says who had it. Gone after a conflict, for the declarer keeps nothing,
   * and when the one who had it was stood down.
   */
  readonly acceptedBy?: SpecialistId | undefined
  readonly acceptedAt?: Instant | undefined
  /** Who countersigns, when a trainee has accepted; fixed at that moment, gone when the trainee has it no more. */
  readonly supervisedBy?: SpecialistId | undefined
  /** When the supervisor declared no conflict; before, nothing is open to the supervisor. */
  readonly supervisorOpenedAt?: Instant | undefined
  readonly openedAt?: Instant | undefined
  /** Kept when consent is withdrawn afterwards: the author keeps the own opinion, read-only. */
  readonly answeredAt?: Instant | undefined
  readonly tried: readonly Tried[]
}

export type EscalationEvent =
  | { readonly kind: 'offered'; readonly offerId: OfferId; readonly specialistId: SpecialistId; readonly expiresAt: Instant }
  | { readonly kind: 'nobody-eligible' }
  | { readonly kind: 'accepted'; readonly specialistId: SpecialistId; readonly supervisedBy?: SpecialistId | undefined }
  | { readonly kind: 'declined'; readonly specialistId: SpecialistId }
  | { readonly kind: 'lapsed' }
  | { readonly kind: 'conflict-declared'; readonly specialistId: SpecialistId }
  | { readonly kind: 'stood-down' }
  | { readonly kind: 'opened'; readonly specialistId: SpecialistId }
  | { readonly kind: 'answered'; readonly specialistId: SpecialistId }
  | { readonly kind: 'supervisor-opened'; readonly specialistId: SpecialistId }
  | { readonly kind: 'submitted'; readonly specialistId: SpecialistId }
  | { readonly kind: 'sent-back'; readonly specialistId: SpecialistId }
  | { readonly kind: 'countersigned'; readonly specialistId: SpecialistId }
  | { readonly kind: 'withdrawn' }

export type OutOfPlace =
  | 'not-offered'
  | 'already-offered'
  | 'not-accepted'
  | 'already-accepted'
  | 'not-opened'
  | 'already-opened'
  | 'not-submitted'
  | 'already-submitted'
  | 'already-answered'
  | 'already-withdrawn'
export type MoveRefusal =
  | OutOfPlace
  | 'tried-before'
  | 'offer-ends-too-soon'
  | 'not-offered-to-you'
  | 'offer-lapsed'
  | 'offer-still-open'
  | 'not-accepted-by-you'
  | 'countersignature-needed'
  | 'not-supervised'
  | 'not-supervised-by-you'
  | 'supervisor-not-declared'

type Cell = { readonly to: EscalationState } | { readonly no: OutOfPlace }
const to = (state: EscalationState): Cell => ({ to: state })
const no = (reason: OutOfPlace): Cell => ({ no: reason })
const ended = { answered: no('already-answered'), withdrawn: no('already-withdrawn') }

/**
 * The one table of lawful moves: event by state. Consent may be withdrawn in every state; a conflict may also come to
 * light after the content was opened, and then counts as much as one declared at the identity card. Stood down is who was
 * asked or had it and may not work any more. What a trainee writes is submitted to the supervisor, who sends it back or
 * countersigns it, and only then is it an answer.
 */
// biome-ignore format: read as a table
export const MOVES: Readonly<Record<EscalationEvent['kind'], Readonly<Record<EscalationState, Cell>>>> = {
  offered:             { received: to('offered'),         'nobody-eligible': to('offered'),         offered: no('already-offered'), accepted: no('already-accepted'), opened: no('already-opened'),   countersigning: no('already-submitted'), ...ended },
  'nobody-eligible':   { received: to('nobody-eligible'), 'nobody-eligible': to('nobody-eligible'), offered: no('already-offered'), accepted: no('already-accepted'), opened: no('already-opened'),   countersigning: no('already-submitted'), ...ended },
  accepted:            { received: no('not-offered'),     'nobody-eligible': no('not-offered'),     offered: to('accepted'),        accepted: no('already-accepted'), opened: no('already-accepted'), countersigning: no('already-accepted'),  ...ended },
  declined:            { received: no('not-offered'),     'nobody-eligible': no('not-offered'),     offered: to('received'),        accepted: no('already-accepted'), opened: no('already-accepted'), countersigning: no('already-accepted'),  ...ended },
  lapsed:              { received: no('not-offered'),     'nobody-eligible': no('not-offered'),     offered: to('received'),        accepted: no('already-accepted'), opened: no('already-accepted'), countersigning: no('already-accepted'),  ...ended },
  'conflict-declared': { received: no('not-accepted'),    'nobody-eligible': no('not-accepted'),    offered: no('not-accepted'),    accepted: to('received'),         opened: to('received'),         countersigning: to('received'),          ...ended },
  'stood-down':        { received: no('not-offered'),     'nobody-eligible': no('not-offered'),     offered: to('received'),        accepted: to('received'),         opened: to('received'),         countersigning: to('received'),          ...ended },
  opened:              { received: no('not-accepted'),    'nobody-eligible': no('not-accepted'),    offered: no('not-accepted'),    accepted: to('opened'),           opened: no('already-opened'),   countersigning: no('already-opened'),    ...ended },
  'supervisor-opened': { received: no('not-accepted'),    'nobody-eligible': no('not-accepted'),    offered: no('not-accepted'),    accepted: no('not-opened'),       opened: to('opened'),           countersigning: to('countersigning'),    ...ended },
  submitted:           { received: no('not-opened'),      'nobody-eligible': no('not-opened'),      offered: no('not-opened'),      accepted: no('not-opened'),       opened: to('countersigning'),   countersigning: no('already-submitted'), ...ended },
  'sent-back':         { received: no('not-submitted'),   'nobody-eligible': no('not-submitted'),   offered: no('not-submitted'),   accepted: no('not-submitted'),    opened: no('not-submitted'),    countersigning: to('opened'),            ...ended },
  countersigned:       { received: no('not-submitted'),   'nobody-eligible': no('not-submitted'),   offered: no('not-submitted'),   accepted: no('not-submitted'),    opened: no('not-submitted'),    countersigning: to('answered'),          ...ended },
  answered:            { received: no('not-opened'),      'nobody-eligible': no('not-opened'),      offered: no('not-opened'),      accepted: no('not-opened'),       opened: to('answered'),         countersigning: no('already-submitted'), ...ended },
  withdrawn:           { received: to('withdrawn'),       'nobody-eligible': to('withdrawn'),       offered: to('withdrawn'),       accepted: to('withdrawn'),        opened: to('withdrawn'),        countersigning: to('withdrawn'),         answered: to('withdrawn'), withdrawn: no('already-withdrawn') },
}

export interface MoveFacts {
  readonly escalation: PoolEscalation
  readonly event: EscalationEvent
  readonly now: Instant
}

const by = (event: EscalationEvent) => ('specialistId' in event ? event.specialistId : undefined)
const isOneOf = (event: EscalationEvent, ...kinds: EscalationEvent['kind'][]) => kinds.includes(event.kind)
const isOver = ({ escalation: { offer }, now }: MoveFacts) => offer !== undefined && now >= offer.expiresAt

const COUNTERSIGNED = 'Clinical rules 15: what a trainee writes is countersigned before release, by the own supervisor'

/** Who and when: rows that refuse a move which the table of moves would let through. */
export const MOVE_RULES: readonly RefusalRule<MoveRefusal, MoveFacts>[] = [
  {
    refuses: 'tried-before',
    when: ({ escalation, event }) =>
      event.kind === 'offered' &&
      escalation.tried.some((past) => past.specialistId === event.specialistId && past.ended !== 'stood-down'),
    source:
      'Our proposal: nobody is asked twice for one escalation, and a declared conflict stays one; a right that ended may be renewed',
  },
  {
    refuses: 'offer-ends-too-soon',
    when: ({ event, now }) => event.kind === 'offered' && event.expiresAt <= now,
    source: 'Our proposal: an offer can be answered',
  },
  {
    refuses: 'not-offered-to-you',
    when: ({ escalation, event }) => isOneOf(event, 'accepted', 'declined') && escalation.offer?.specialistId !== by(event),
    source: 'Our proposal: an escalation is offered to one specialist at a time',
  },
  {
    refuses: 'offer-lapsed',
    when: (facts) => facts.event.kind === 'accepted' && isOver(facts),
    source: 'Our proposal: an offer lapses at its end time, whether or not anything has marked it lapsed yet',
  },
  {
    refuses: 'offer-still-open',
    when: (facts) => facts.event.kind === 'lapsed' && !isOver(facts),
    source: 'Our proposal: a specialist has the whole time that the offer promised',
  },
  {
    refuses: 'not-accepted-by-you',
    when: ({ escalation, event }) =>
      (isOneOf(event, 'opened', 'submitted', 'answered') && escalation.acceptedBy !== by(event)) ||
      (event.kind === 'conflict-declared' && ![escalation.acceptedBy, escalation.supervisedBy].includes(by(event))),
    source: 'Our proposal: only the specialist who accepted by name sees the identity card and the content, and answers',
  },
  {
    refuses: 'countersignature-needed',
    when: ({ escalation, event }) => event.kind === 'answered' && escalation.supervisedBy !== undefined,
    source: COUNTERSIGNED,
  },
  {
    refuses: 'not-supervised',
    when: ({ escalation, event }) => event.kind === 'submitted' && escalation.supervisedBy === undefined,
    source: 'Our proposal: whoever needs no countersignature waits for none',
  },
  {
    refuses: 'not-supervised-by-you',
    when: ({ escalation, event }) =>
      isOneOf(event, 'supervisor-opened', 'sent-back', 'countersigned') && escalation.supervisedBy !== by(event),
    source: COUNTERSIGNED,
  },
  {
    refuses: 'supervisor-not-declared',
    when: ({ escalation, event }) => isOneOf(event, 'sent-back', 'countersigned') && escalation.supervisorOpenedAt === undefined,
    source: 'Our proposal: the supervisor reads under the same rules, so the declaration comes first',
  },
]

export type Advanced = { readonly kind: 'allowed'; readonly escalation: PoolEscalation } | Refused<MoveRefusal>

/** An escalation as it enters the pool: received, first round, nobody tried. */
export function receivedEscalation(escalationId: EscalationId, now: Instant): PoolEscalation {
  return { escalationId, state: 'received', since: now, round: 1, tried: [] }
}

/**
 * Moves an escalation by one event, or refuses. Allowed: the whole new state, to be saved in place of the old; the
 * input is never changed. Refused: the reason of the table of moves, or every reason of the move rules. Two specialists
 * who accept at once: the first is allowed, the second finds 'already-accepted' (the same specialist pressing twice too:
 * compare `acceptedBy` to tell them apart). Declined, lapsed, conflict-declared and stood-down come back as `received`
 * with the round raised and the specialist among `tried`.
 */
export function advance(escalation: PoolEscalation, event: EscalationEvent, now: Instant): Advanced {
  const cell = MOVES[event.kind][escalation.state]
  if ('no' in cell) return refused(cell.no)
  const ruling = ruleBy(MOVE_RULES, { escalation, event, now })
  if (ruling.kind === 'refused') return ruling
  return { kind: 'allowed', escalation: { ...apply(escalation, event, now), state: cell.to, since: now } }
}

function apply(escalation: PoolEscalation, event: EscalationEvent, now: Instant): PoolEscalation {
  const { offer, ...rest } = escalation
  switch (event.kind) {
    case 'offered':
      return {
        ...rest,
        offer: { offerId: event.offerId, specialistId: event.specialistId, offeredAt: now, expiresAt: event.expiresAt },
      }
    case 'accepted':
      return {
        ...rest,
        acceptedBy: event.specialistId,
        acceptedAt: now,
        ...(event.supervisedBy === undefined ? {} : { supervisedBy: event.supervisedBy }),
      }
    case 'opened':
      return { ...rest, openedAt: now }
    case 'supervisor-opened':
      return { ...rest, supervisorOpenedAt: now }
    case 'answered':
    case 'countersigned':
      return { ...rest, answeredAt: now }
    case 'declined':
    case 'conflict-declared':
      return nextRound(escalation, event.specialistId, event.kind, now)
    case 'lapsed':
    case 'stood-down': {
      const holder = escalation.acceptedBy ?? offer?.specialistId
      return holder === undefined ? rest : nextRound(escalation, holder, event.kind, now)
    }
    case 'submitted':
    case 'sent-back':
    case 'nobody-eligible':
    case 'withdrawn':
      return rest
  }
}

function nextRound(escalation: PoolEscalation, specialistId: SpecialistId, how: RoundEnd, at: Instant): PoolEscalation {
  const { escalationId, state, since, round, tried } = escalation
  return { escalationId, state, since, round: round + 1, tried: [...tried, { specialistId, round, ended: how, at }] }
}
