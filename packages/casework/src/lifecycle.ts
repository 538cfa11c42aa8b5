import {
  type AppointmentId,
  type EscalationId,
  type Instant,
  type LondonDate,
  londonDateOf,
  type OpinionId,
  type RefusalRule,
  type Refused,
  ruleBy,
} from '@oh/kernel'
import { CASE_STATES, type Case, type CaseState, ownWork } from './case.ts'
import { type CaseOutcome, findOutcome } from './outcomes.ts'

/** What happened to a case. */
export type CaseEvent =
  | { readonly kind: 'appointment-booked'; readonly appointment: AppointmentId }
  | { readonly kind: 'appointment-cancelled'; readonly appointment: AppointmentId }
  | { readonly kind: 'attended'; readonly appointment: AppointmentId }
  | { readonly kind: 'did-not-attend'; readonly appointment: AppointmentId }
  | { readonly kind: 'escalated'; readonly escalation: EscalationId }
  | { readonly kind: 'escalation-ended'; readonly escalation: EscalationId; readonly because: EscalationEnd }
  | { readonly kind: 'opinion-received'; readonly escalation: EscalationId; readonly opinion: OpinionId }
  | { readonly kind: 'opinion-acted-on' }
  | { readonly kind: 'report-ready' }
  | { readonly kind: ConsentEventKind }
  | { readonly kind: 'closed'; readonly outcome?: CaseOutcome; readonly reviewOn?: LondonDate }
export type CaseEventKind = CaseEvent['kind']
/** What happened to the leave to share; the work stands where it stood. `gate-recorded`: what stands in the place of consent. */
export type ConsentEventKind = 'consent-asked' | 'consent-recorded' | 'gate-recorded' | 'consent-withdrawn' | 'withdrawal-decided'
export type EscalationEnd = 'withdrawn' | 'nobody-eligible'

/** Where a move leads. `own-work`: wherever the trust's own work stands once the event is taken in (see `ownWork`). */
interface Move {
  readonly event: CaseEventKind
  readonly from: CaseState
  readonly to: CaseState | 'own-work'
}

const staysWhereItIs = (event: ConsentEventKind, states: readonly CaseState[]): Move[] =>
  states.map((state) => ({ event, from: state, to: state }))
const OPEN_STATES = CASE_STATES.filter((state) => state !== 'closed')

/**
 * Every lawful move of a case. What is not a row cannot happen. Appointments go on while an escalation is open: local work
 * never waits for the pool. No row leads out of `closed`, and none leads to it past an open escalation, an opinion that
 * nobody has acted on, or an appointment the worker still expects. Consent can be withdrawn after the closing too.
 */
export const CASE_MOVES: readonly Move[] = [
  { event: 'appointment-booked', from: 'awaiting-appointment', to: 'booked' },
  { event: 'appointment-booked', from: 'in-progress', to: 'booked' },
  { event: 'appointment-booked', from: 'escalated', to: 'escalated' },
  { event: 'appointment-booked', from: 'opinion-received', to: 'opinion-received' },
  { event: 'appointment-cancelled', from: 'booked', to: 'own-work' },
  { event: 'appointment-cancelled', from: 'escalated', to: 'escalated' },
  { event: 'appointment-cancelled', from: 'opinion-received', to: 'opinion-received' },
  { event: 'attended', from: 'booked', to: 'in-progress' },
  { event: 'attended', from: 'escalated', to: 'escalated' },
  { event: 'attended', from: 'opinion-received', to: 'opinion-received' },
  { event: 'did-not-attend', from: 'booked', to: 'own-work' },
  { event: 'did-not-attend', from: 'escalated', to: 'escalated' },
  { event: 'did-not-attend', from: 'opinion-received', to: 'opinion-received' },
  { event: 'escalated', from: 'awaiting-appointment', to: 'escalated' },
  { event: 'escalated', from: 'booked', to: 'escalated' },
  { event: 'escalated', from: 'in-progress', to: 'escalated' },
  { event: 'escalation-ended', from: 'escalated', to: 'own-work' },
  { event: 'opinion-received', from: 'escalated', to: 'opinion-received' },
  { event: 'opinion-acted-on', from: 'opinion-received', to: 'own-work' },
  { event: 'closed', from: 'awaiting-appointment', to: 'closed' },
  { event: 'closed', from: 'in-progress', to: 'closed' },
  { event: 'report-ready', from: 'booked', to: 'booked' },
  { event: 'report-ready', from: 'in-progress', to: 'in-progress' },
  { event: 'report-ready', from: 'escalated', to: 'escalated' },
  { event: 'report-ready', from: 'opinion-received', to: 'opinion-received' },
  ...staysWhereItIs('consent-asked', OPEN_STATES),
  ...staysWhereItIs('consent-recorded', OPEN_STATES),
  ...staysWhereItIs('gate-recorded', OPEN_STATES),
  ...staysWhereItIs('consent-withdrawn', CASE_STATES),
  ...staysWhereItIs('withdrawal-decided', CASE_STATES),
]

export const MOVE_REFUSALS = [
  'case-closed',
  'already-escalated',
  'escalation-open',
  'not-escalated',
  'another-escalation',
  'opinion-not-acted-on',
  'no-opinion-to-act-on',
  'no-assessment-to-report-on',
  'appointment-already-booked',
  'appointment-still-booked',
  'no-appointment-booked',
  'another-appointment',
  'outcome-missing',
  'outcome-needs-an-assessment',
  'review-date-missing',
  'review-date-not-in-future',
] as const
export type MoveRefusal = (typeof MOVE_REFUSALS)[number]
export type CaseRuling = { readonly kind: 'allowed'; readonly case: Case } | Refused<MoveRefusal>

interface MoveFacts {
  readonly found: Case
  readonly event: CaseEvent
  readonly today: LondonDate
}

/** Why a move is not lawful, in words. Source of every row: the table of moves above and the outcome rows it names. */
export const MOVE_REFUSAL_RULES: readonly RefusalRule<MoveRefusal, MoveFacts>[] = [
  {
    refuses: 'case-closed',
    when: ({ found, event }) => found.state === 'closed' && !mayHappen('closed', event.kind),
    source: 'A closed case is never moved: a new referral opens a new case. Consent can be withdrawn at any time',
  },
  {
    refuses: 'already-escalated',
    when: ({ found, event }) => event.kind === 'escalated' && found.state === 'escalated',
    source: 'One open escalation a case',
  },
  {
    refuses: 'escalation-open',
    when: ({ found, event }) => event.kind === 'closed' && found.state === 'escalated',
    source: 'A case is not closed over a specialist who is still working on it',
  },
  {
    refuses: 'not-escalated',
    when: ({ found, event }) =>
      (event.kind === 'escalation-ended' || event.kind === 'opinion-received') && found.state !== 'escalated',
    source: 'An opinion or an end belongs to an open escalation',
  },
  {
    refuses: 'another-escalation',
    when: ({ found, event }) =>
      (event.kind === 'escalation-ended' || event.kind === 'opinion-received') &&
      found.escalation !== undefined &&
      event.escalation !== found.escalation,
    source: 'Hazard: opinion shown for the wrong case',
  },
  {
    refuses: 'opinion-not-acted-on',
    when: ({ found, event }) => (event.kind === 'closed' || event.kind === 'escalated') && found.state === 'opinion-received',
    source: 'The nurse acts on an opinion before anything else is decided',
  },
  {
    refuses: 'no-opinion-to-act-on',
    when: ({ found, event }) => event.kind === 'opinion-acted-on' && found.state !== 'opinion-received',
    source: 'Only an opinion that has arrived can be acted on',
  },
  {
    refuses: 'no-assessment-to-report-on',
    when: ({ found, event }) => event.kind === 'report-ready' && found.firstSeenOn === undefined,
    source: 'A report is written about an assessment: the worker has been seen',
  },
  {
    refuses: 'appointment-already-booked',
    when: ({ found, event }) => event.kind === 'appointment-booked' && found.appointment !== undefined,
    source: 'One booked appointment a case',
  },
  {
    refuses: 'appointment-still-booked',
    when: ({ found, event }) => event.kind === 'closed' && found.appointment !== undefined,
    source: 'The worker is told first that the appointment is cancelled',
  },
  {
    refuses: 'no-appointment-booked',
    when: ({ found, event }) => endsAppointment(event) && found.appointment === undefined,
    source: 'Attendance belongs to a booked appointment',
  },
  {
    refuses: 'another-appointment',
    when: ({ found, event }) =>
      endsAppointment(event) && found.appointment !== undefined && event.appointment !== found.appointment,
    source: 'Hazard: attendance recorded for another appointment',
  },
  {
    refuses: 'outcome-missing',
    when: ({ event }) => event.kind === 'closed' && event.outcome === undefined,
    source: 'Every case that ends has one outcome from the list',
  },
  {
    refuses: 'outcome-needs-an-assessment',
    when: ({ found, event }) =>
      outcomeRow(event)?.needsAssessment === true && found.firstSeenOn === undefined && found.opinion === undefined,
    source: 'Fitness is stated after an assessment or a specialist opinion, never without',
  },
  {
    refuses: 'review-date-missing',
    when: ({ event }) => event.kind === 'closed' && outcomeRow(event)?.needsReviewDate === true && event.reviewOn === undefined,
    source: 'Temporarily unfit carries its review date',
  },
  {
    refuses: 'review-date-not-in-future',
    when: ({ event, today }) => event.kind === 'closed' && event.reviewOn !== undefined && event.reviewOn <= today,
    source: 'A review is still to come',
  },
]

/**
 * Moves a case by one event at a moment, or says why not. Returns the moved case, one version on, or every reason against
 * in table order; never throws for a lawful "no". Pure: the same case, event and moment give the same answer.
 */
export function advance(found: Case, event: CaseEvent, now: Instant): CaseRuling {
  const facts = { found, event, today: londonDateOf(now) }
  const ruling = ruleBy(MOVE_REFUSAL_RULES, facts)
  if (ruling.kind === 'refused') return ruling
  const move = CASE_MOVES.find((row) => row.event === event.kind && row.from === found.state)
  if (move === undefined) throw new Error(`no row and no refusal for ${event.kind} from ${found.state}`)
  const changed = effect(facts)
  const state = move.to === 'own-work' ? ownWork(changed) : move.to
  return { kind: 'allowed', case: { ...changed, state, version: found.version + 1 } }
}

/** True when the table has a row for the event from this state; the details of the event may still be refused. */
export function mayHappen(state: CaseState, event: CaseEventKind): boolean {
  return CASE_MOVES.some((row) => row.event === event && row.from === state)
}

function effect({ found, event, today }: MoveFacts): Case {
  const { appointment: _appointment, ...unbooked } = found
  const { escalation: _escalation, ...unescalated } = found
  switch (event.kind) {
    case 'appointment-booked':
      return { ...found, appointment: event.appointment }
    case 'appointment-cancelled':
    case 'did-not-attend':
      return unbooked
    case 'attended':
      return { ...unbooked, firstSeenOn: found.firstSeenOn ?? today }
    case 'escalated':
      return { ...found, escalation: event.escalation }
    case 'escalation-ended':
      return unescalated
    case 'opinion-received':
      return { ...unescalated, opinion: event.opinion }
    case 'opinion-acted-on':
    case 'report-ready':
    case 'consent-asked':
    case 'consent-recorded':
    case 'gate-recorded':
    case 'consent-withdrawn':
    case 'withdrawal-decided':
      return found
    case 'closed':
      return {
        ...found,
        ...(event.outcome && { outcome: event.outcome }),
        ...(event.reviewOn && { reviewOn: event.reviewOn }),
        closedOn: today,
      }
  }
}

function endsAppointment(
  event: CaseEvent,
): event is Extract<CaseEvent, { kind: 'appointment-cancelled' | 'attended' | 'did-not-attend' }> {
  return event.kind === 'appointment-cancelled' || event.kind === 'attended' || event.kind === 'did-not-attend'
}

function outcomeRow(event: CaseEvent) {
  return event.kind === 'closed' && event.outcome !== undefined ? findOutcome(event.outcome) : undefined
}
