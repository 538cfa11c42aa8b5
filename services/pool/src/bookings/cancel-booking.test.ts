import { randomUUID } from 'node:crypto'
import type { LondonDate, PersonId } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { guardian, ICS, idOf, moira, shah, stranger } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, days, type TestPool, testPool } from '../testing/test-pool.ts'
import { bookSessions } from './book-sessions.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const cancel = (person: PersonId, bookingId: string, key: string = randomUUID()) =>
  at.ask(
    person,
    `mutation ($input: CancelBookingInput!) { result: cancelBooking(input: $input) {
      __typename ... on BookingCancelled { bookingId } ... on Refused { reasons { word sentence } } } }`,
    { input: { ics: ICS, idempotencyKey: key, bookingId } },
  )
const HISTORY = `query($id: ID!) { escalationHistory(ics: "QT1", id: $id) {
  cancellable { id startsAt } events { sentence sessions { startsAt reasons { word } } } } }`
interface History {
  cancellable: { id: string; startsAt: string } | null
  events: { sentence: string; sessions: { startsAt: string; reasons: { word: string }[] }[] | null }[]
}
const historyOf = async (id: string) => fieldOf<History>(await at.ask(moira, HISTORY, { id }), 'escalationHistory')
const bookings = () => at.database.admin<{ id: string; state: string; cancelled_for: string | null; session_id: string }[]>`
  select id, state, cancelled_for, session_id from booking order by booked_at, id`

/** On Tuesday, booked for Friday. */
async function booked() {
  const found = await acceptedBy(at, 'opened', {
    seeWorker: 'virtual-allowed',
    dueOn: '2026-03-24' as LondonDate,
  })
  await bookSessions(at.pool)
  const [row] = await bookings()
  return { ...found, bookingId: row?.id ?? '', sessionId: row?.session_id ?? '' }
}

describe('a worker who cannot come', () => {
  it('has the booking cancelled by the coordinator, with the reason kept, told and explained', async () => {
    const { id, bookingId } = await booked()
    expect((await historyOf(id)).cancellable?.id).toBe(bookingId)
    expect(typeOf(await cancel(moira, bookingId))).toBe('BookingCancelled')
    expect(await bookings()).toMatchObject([{ state: 'cancelled', cancelled_for: 'cancelled-early' }])
    expect((await at.outbox()).findLast(({ name }) => name === 'session-cancelled.v1')?.body).toMatchObject({
      escalationId: id,
      bookingId,
      reason: 'cancelled-early',
    })
    expect(await at.audit('booking.cancel')).toMatchObject([{ actor: moira, outcome: 'allowed', ids: [bookingId], subject: id }])
    const { cancellable, events } = await historyOf(id)
    expect(cancellable).toBeNull()
    expect(events.map(({ sentence }) => sentence)).toContain(
      'The appointment fell away, for the worker cannot come and said so in time. Its time is free again.',
    )
  })

  it('is booked into another session by the next morning’s plan, never into the same one', async () => {
    const { id, bookingId, sessionId } = await booked()
    await cancel(moira, bookingId)
    at.clock.advance(days(1))
    await bookSessions(at.pool)
    const [, second] = await bookings()
    expect(second).toMatchObject({ state: 'booked' })
    expect(second?.session_id).not.toBe(sessionId)
    const looked = (await historyOf(id)).events.flatMap(({ sessions }) => sessions ?? [])
    expect(looked.flatMap(({ reasons }) => reasons.map(({ word }) => word))).toContain('worker-cannot-come')
  })

  it('and says so a working day before is for the specialist to record', async () => {
    const { id, bookingId } = await booked()
    at.clock.advance(days(2))
    expect((await historyOf(id)).cancellable).toBeNull()
    expect(refusalOf(await cancel(moira, bookingId))).toEqual(['booking-too-close'])
    expect(await at.audit('booking.cancel')).toMatchObject([{ outcome: 'refused', reasons: ['booking-too-close'] }])
  })

  it('has it cancelled once: sent again it is the same answer, asked again it is refused', async () => {
    const { bookingId } = await booked()
    const key = randomUUID()
    const first = await cancel(moira, bookingId, key)
    expect(await cancel(moira, bookingId, key)).toEqual(first)
    expect(refusalOf(await cancel(moira, bookingId))).toEqual(['booking-over'])
    expect((await at.outbox()).filter(({ name }) => name === 'session-cancelled.v1')).toHaveLength(1)
  })
})

describe('who may cancel a booking', () => {
  it('is the coordinator alone; none and one that is hidden look the same', async () => {
    const { id, person, bookingId } = await booked()
    for (const who of [person, guardian, stranger]) expect(codeOf(await cancel(who, bookingId))).toBe('FORBIDDEN')
    expect(codeOf(await cancel(moira, randomUUID()))).toBe('NOT_FOUND')
    await at.database.admin`insert into membership (id, person, person_name, role, from_on, granted_by)
      values (${randomUUID()}, ${shah}, 'Dr Anil Shah', 'pool-coordinator', '2022-07-01', 'test')`
    await at.database.admin`update candidate set reasons = array['conflict-declared-before']
      where escalation_id = ${id} and specialist_id = ${idOf(shah)}`
    expect(JSON.stringify(await cancel(shah, bookingId))).toBe(JSON.stringify(await cancel(shah, randomUUID())))
    expect(await bookings()).toMatchObject([{ state: 'booked' }])
  })
})
