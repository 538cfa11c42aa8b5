import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ICS, moira } from '../testing/names.ts'
import { codeOf, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, days, type TestPool, testPool } from '../testing/test-pool.ts'
import { bookSessions } from './book-sessions.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const RECORD = `mutation($input: RecordSessionInput!) { result: recordSession(input: $input) {
  __typename ... on Refused { reasons { word sentence } } } }`
const record = (person: PersonId, bookingId: string, attendance: string, followUp = false, idempotencyKey = randomUUID()) =>
  at.ask(person, RECORD, { input: { ics: ICS, bookingId, attendance, followUp, idempotencyKey } })
const bookings = () => at.database.admin<{ id: string; state: string; again_by: string | null; starts_at: Date }[]>`
  select b.id, b.state, b.again_by::text, s.starts_at from booking b join clinic_session s on s.id = b.session_id order by s.starts_at`
const told = async () => (await at.outbox()).filter(({ name }) => name === 'session-over.v1').map(({ body }) => body)
const MINE = '{ mySessions(ics: "QT1") { toRecord bookings { id } } }'
const toRecord = async (person: PersonId) => {
  const sessions = (await at.ask(person, MINE)).data?.mySessions as { toRecord: boolean; bookings: { id: string }[] }[]
  return sessions.filter((one) => one.toRecord).flatMap((one) => one.bookings.map(({ id }) => id))
}

/** Booked for Friday 13 March at nine; it is then that Friday at ten. */
async function begun() {
  const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
  await bookSessions(at.pool)
  const [row] = await bookings()
  at.clock.advance(days(3) + 3_600_000)
  return { id, person, bookingId: row?.id ?? '' }
}
/** Lets working days go by until the pool has booked once more; resolves to that booking. */
async function nextBooked(before: number) {
  for (let day = 0; day < 25; day++) {
    const rows = await bookings()
    if (rows.length > before) return rows.at(-1)
    at.clock.advance(days(1))
    await bookSessions(at.pool)
  }
  return undefined
}

describe('whether the worker was seen', () => {
  it('is the specialist’s to say once the session has begun, once, and the home spoke is told in the same commit', async () => {
    const { id, person, bookingId } = await begun()
    expect(await toRecord(person)).toEqual([bookingId])
    const key = randomUUID()
    for (const _twice of [1, 2]) expect(typeOf(await record(person, bookingId, 'attended', false, key))).toBe('SessionRecorded')
    expect(await told()).toMatchObject([{ escalationId: id, bookingId, attendance: 'attended', next: 'none' }])
    expect(await toRecord(person)).toEqual([])
    expect(codeOf(await record(person, bookingId, 'did-not-attend'))).toBe('NOT_FOUND')
    expect(await at.audit('appointment.manage')).toContainEqual(
      expect.objectContaining({ actor: person, subject: id, outcome: 'allowed', reasons: ['attended'] }),
    )
    expect(await nextBooked(1)).toBeUndefined()
  })

  it('is not said before, nor in other words, nor by anybody else', async () => {
    const { person, next } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    const id = (await bookings())[0]?.id ?? ''
    expect(refusalOf(await record(person, id, 'attended'))).toEqual(['session-not-begun'])
    expect(refusalOf(await record(person, id, 'cancelled-late'))).toEqual(['not-cancelled-late'])
    expect(refusalOf(await record(person, id, 'came'))).toEqual(['attendance-unknown'])
    expect(codeOf(await record(next, id, 'attended'))).toBe('NOT_FOUND')
    expect(codeOf(await record(moira, id, 'attended'))).toBe('FORBIDDEN')
    at.clock.advance(days(2))
    expect(typeOf(await record(person, id, 'cancelled-late'))).toBe('SessionRecorded')
  })

  it('with a follow-up has the pool book the same specialist again, due in twenty working days', async () => {
    const { person, bookingId } = await begun()
    await record(person, bookingId, 'attended', true)
    expect((await told())[0]).toMatchObject({ next: 'book-again' })
    expect((await bookings())[0]).toMatchObject({ state: 'attended', again_by: '2026-04-14' })
    expect(await nextBooked(1)).toMatchObject({ state: 'booked' })
    const booked = (await at.outbox()).filter(({ name }) => name === 'session-booked.v1')
    expect(booked).toHaveLength(2)
    expect(booked[1]?.body.specialistName).toBe(booked[0]?.body.specialistName)
  })

  it('or not: is booked again once, and then it is the nurse’s', async () => {
    const { person, bookingId } = await begun()
    await record(person, bookingId, 'did-not-attend')
    const second = await nextBooked(1)
    at.clock.advance(days(4))
    expect(typeOf(await record(person, second?.id ?? '', 'did-not-attend'))).toBe('SessionRecorded')
    expect((await told()).map(({ next }) => next)).toEqual(['book-again', 'back-to-nurse'])
    expect(await nextBooked(2)).toBeUndefined()
  })
})
