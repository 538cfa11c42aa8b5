import { type EscalationId, type Instant, londonDateOf, type SpecialistId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type BookingReason, type Candidate, sentenceOf } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import { excludedAmong } from '../board/board.reads.ts'
import { type NamedSpecialist, namesAmong, type TitledReason } from '../board/named.ts'
import type { Caller, Pool } from '../context.ts'
import { DECLINE_REASONS } from '../offers/decline-words.ts'
import type { CandidateRow } from '../offers/offer.store.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import {
  bookingReasonsOf,
  bookingsOf,
  clearancesOf,
  type Milestones,
  milestonesOf,
  offersOf,
  type PastBooking,
  type PastOffer,
  type PastReason,
  type PastReplan,
  type PastSubmission,
  picturesAfter,
  replannedOf,
  submittedOf,
} from './history.reads.ts'

/** Why one specialist was asked, passed over or ruled out at one moment. */
export interface Considered {
  readonly specialist: NamedSpecialist
  readonly standing: Candidate['outcome']
  readonly reasons: readonly TitledReason[]
}

/** Why the worker is seen in one session, or not. */
export interface ConsideredSession {
  readonly startsAt: Instant
  readonly standing: BookingReason['outcome']
  readonly reasons: readonly TitledReason[]
}

/** One thing that happened, in words. */
export interface HistoryEvent {
  readonly at: Instant
  readonly sentence: string
  /** The routing policy by which the pool did it; absent where it is no act of routing. */
  readonly policyVersion?: number | undefined
  readonly considered?: readonly Considered[] | undefined
  readonly sessions?: readonly ConsideredSession[] | undefined
}

export interface Explanation {
  readonly kind: 'explained'
  readonly escalation: Milestones
  /** In the order in which it happened. */
  readonly events: readonly HistoryEvent[]
  /** How often the pool looked before the looks that are told. */
  readonly looksLeftOut: number
  /** Everyone as last considered. */
  readonly specialists: readonly Considered[]
}

/** A look is kept whenever somebody's standing changes: the latest forty are more than anybody reads. */
const LOOKS = 40

/**
 * What happened to one escalation and why, for the coordinator: who was considered, who was not and why, who was asked and
 * what came of it, in which session the worker is seen and why in that one. From the pool's own rows; no content, no
 * identity, no trust. A coordinator who is excluded from it as a specialist finds nothing here, as on the board.
 */
export function explainEscalation(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  id: EscalationId | undefined,
): Promise<Explanation | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolBoard.read', resource: 'escalation', ids: id ? [id] : [], subject: id }
    const specialists = await allSpecialists(tx)
    const reader = specialists.find(({ person }) => person === caller.person)?.specialistId
    const found = id && (await milestonesOf(tx, id))
    const isHidden = found && (await excludedAmong(tx, reader, [found.id])).has(found.id)
    const without = await denied(tx, access, found && !isHidden ? ['region'] : [])
    if (without || !found) return without ?? { kind: 'hidden' }
    const [offers, clearances] = [await offersOf(tx, found.id), await clearancesOf(tx, found.id)]
    const [bookings, reasons] = [await bookingsOf(tx, found.id), await bookingReasonsOf(tx, found.id)]
    const [replanned, submitted] = [await replannedOf(tx, found.id), await submittedOf(tx, found.id)]
    const pictures = await picturesAfter(tx, found.id, found.picture - LOOKS)
    await allowedFor(tx, access)
    const named = namesAmong(specialists)
    const looks = looksOf(pictures, found, named)
    return {
      kind: 'explained',
      escalation: found,
      events: [
        ...milestones(found),
        ...looks,
        ...offers.flatMap((each) => offerEvents(each, named)),
        ...clearances.map(({ at, round }) => ({ at, place: placeOf(round, 'cleared'), sentence: CLEARED })),
        ...bookings.flatMap((each) => bookingEvents(each, reasons, found)),
        ...replanned.flatMap(replanEvents),
        ...submitted.flatMap(submissionEvents),
      ].sort((one, other) => one.at.localeCompare(other.at) || one.place - other.place),
      looksLeftOut: Math.max(0, found.picture - LOOKS),
      specialists: looks.at(-1)?.considered ?? [],
    }
  })
}

/** What happens in one round, in its order: much of it in one transaction, and so at one instant. */
const STEPS = ['looked', 'offered', 'answered', 'cleared'] as const
const AFTER_ALL_ROUNDS = Number.MAX_SAFE_INTEGER
const placeOf = (round: number, step: (typeof STEPS)[number]) => round * STEPS.length + STEPS.indexOf(step)
const CLEARED = 'No conflict of interest declared. The content may open.'

/** An event with its place among those of the same instant. */
type Placed = HistoryEvent & { readonly place: number }

type Named = (id: SpecialistId) => NamedSpecialist

function milestones({ receivedAt, heldAt, withdrawnAt, answeredAt }: Milestones): Placed[] {
  const told: readonly (readonly [Instant | null, string])[] = [
    [heldAt, 'Consent was withdrawn with a safety flag open. The home service decides, and nothing moves until then.'],
    [withdrawnAt, 'Consent was withdrawn. The content is erased.'],
    [answeredAt, 'The opinion was given.'],
  ]
  const later = told.flatMap(([at, sentence]) => (at === null ? [] : [{ at, sentence, place: AFTER_ALL_ROUNDS }]))
  return [{ at: receivedAt, sentence: 'The escalation came in.', place: 0 }, ...later]
}

/** One event for each time the pool looked and found another picture than before. */
function looksOf(rows: readonly CandidateRow[], { skills }: Milestones, named: Named): Placed[] {
  const numbers = [...new Set(rows.map(({ picture }) => picture))]
  return numbers.flatMap((number): Placed[] => {
    const picture = rows.filter((row) => row.picture === number)
    const [first] = picture
    if (first === undefined) return []
    const considered = picture.map(
      ({ specialistId, standing, reasons, at }): Considered => ({
        specialist: named(specialistId),
        standing,
        reasons: reasons.map((word) => ({ word, sentence: sentenceOf(word, { on: londonDateOf(at), skills }) })),
      }),
    )
    const many = considered.filter(({ standing }) => standing !== 'excluded').length
    const sentence =
      many === 0 ? 'The pool looked for a specialist and found nobody who may be asked.' : 'The pool looked for a specialist.'
    const { at, round, policyVersion } = first
    return [{ at, place: placeOf(round, 'looked'), sentence, policyVersion, considered }]
  })
}

function offerEvents(row: PastOffer, named: Named): Placed[] {
  const { fullName } = named(row.specialistId)
  const { round, offeredAt, endedAt, policyVersion } = row
  const offered = { at: offeredAt, place: placeOf(round, 'offered'), sentence: `Offered to ${fullName}.`, policyVersion }
  if (endedAt === null) return [offered]
  return [offered, { at: endedAt, place: placeOf(round, 'answered'), sentence: endOf(row, fullName) }]
}

function endOf({ state, declineReason, stoodDownFor, endedAt }: PastOffer, fullName: string): string {
  switch (state) {
    case 'accepted':
      return `Accepted by ${fullName}.`
    case 'declined': {
      const said = DECLINE_REASONS.find(({ word }) => word === declineReason)?.sentence
      return `${fullName} declined${said ? `: “${said}”` : ''}.`
    }
    case 'lapsed':
      return `${fullName} did not answer in time.`
    case 'conflict-declared':
      return 'A conflict of interest was declared. It was closed to whoever declared it, and somebody else is asked.'
    case 'stood-down': {
      const on = endedAt === null ? undefined : londonDateOf(endedAt)
      const why = (stoodDownFor ?? []).map((word) => sentenceOf(word, { on }))
      return `Taken back from ${fullName}${why.length > 0 ? `. ${why.join('. ')}` : ''}.`
    }
    case 'withdrawn':
    case 'open':
      return `The offer to ${fullName} ended.`
  }
}

function bookingEvents(row: PastBooking, reasons: readonly PastReason[], { skills }: Milestones): Placed[] {
  const sessions = reasons
    .filter(({ bookingId }) => bookingId === row.id)
    .map(
      ({ startsAt, standing, reasons: words }): ConsideredSession => ({
        startsAt,
        standing,
        reasons: words.map((word) => ({ word, sentence: sentenceOf(word, { on: londonDateOf(startsAt), skills }) })),
      }),
    )
  const booked: Placed = {
    at: row.bookedAt,
    place: AFTER_ALL_ROUNDS - 1,
    sentence: 'The worker was put in a clinic session.',
    policyVersion: row.policyVersion,
    sessions,
  }
  const over = row.recordedAt === null ? [] : [{ at: row.recordedAt, place: AFTER_ALL_ROUNDS, sentence: attendanceOf(row) }]
  if (row.cancelledAt === null) return [booked, ...over]
  return [
    booked,
    { at: row.cancelledAt, place: AFTER_ALL_ROUNDS, sentence: 'The appointment fell away, and its time is free again.' },
  ]
}

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

function attendanceOf({ state, againBy }: PastBooking): string {
  const again = againBy === null ? '' : ` Another session is wanted by ${dates.format(new Date(againBy))}.`
  switch (state) {
    case 'attended':
      return `The worker was seen.${again}`
    case 'did-not-attend':
      return `The worker did not come.${again}`
    case 'cancelled-late':
      return `The worker cancelled too late for anybody else to be seen.${again}`
    case 'booked':
    case 'cancelled':
      return `The appointment is over.${again}`
  }
}

const REPLANNED: Readonly<Record<PastReplan['outcome'], string | undefined>> = {
  moved: 'The session fell away, and the worker was moved to another one of the same specialist',
  // nothing has happened to it
  kept: undefined,
  'taken-back': 'It was taken back, because the specialist’s sessions fell away',
  'offer-taken-back': 'The offer was taken back',
}

function replanEvents({ outcome, reasons, at }: PastReplan): Placed[] {
  const told = REPLANNED[outcome]
  const why = reasons.map((word) => ` ${sentenceOf(word, { on: londonDateOf(at) })}.`).join('')
  return told === undefined ? [] : [{ at, place: AFTER_ALL_ROUNDS, sentence: `${told}.${why}` }]
}

const SUBMISSION_ENDS: Readonly<Record<PastSubmission['state'], string>> = {
  waiting: 'The opinion waits for the supervisor.',
  'sent-back': 'The supervisor sent the opinion back to be changed.',
  countersigned: 'The supervisor countersigned the opinion.',
  closed: 'The opinion that waited for the supervisor was closed and its words erased.',
}

function submissionEvents({ authorName, state, writtenAt, endedAt }: PastSubmission): Placed[] {
  const place = AFTER_ALL_ROUNDS - 1
  const submitted = { at: writtenAt, place, sentence: `${authorName} submitted an opinion to the supervisor.` }
  return endedAt === null ? [submitted] : [submitted, { at: endedAt, place, sentence: SUBMISSION_ENDS[state] }]
}
