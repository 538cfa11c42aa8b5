import { randomUUID } from 'node:crypto'
import type { LondonDate, PersonId } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bookSessions } from '../bookings/book-sessions.ts'
import { bell, guardian, ICS, idOf, moira, shah, stranger } from '../testing/names.ts'
import { type Answer, codeOf, fieldOf, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, askedFor, days, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const REFUSED = '... on Refused { reasons { word sentence } }'
const submit =
  (name: string, done: string) =>
  (person: PersonId, input: Record<string, unknown>, key: string = randomUUID()) =>
    at.ask(
      person,
      `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { result: ${name}(input: $input) { __typename ${done} ${REFUSED} } }`,
      { input: { ics: ICS, idempotencyKey: key, ...input } },
    )
const enter = (person: PersonId, specialist: PersonId, fromOn: string, backOn: string, key?: string) =>
  submit('enterLeave', '... on LeaveChanged { leaveId }')(person, { specialistId: idOf(specialist), fromOn, backOn }, key)
const cancelLeave = (person: PersonId, leaveId: string) =>
  submit('cancelLeave', '... on LeaveChanged { leaveId }')(person, { leaveId })
const cancelBooking = (person: PersonId, bookingId: string) =>
  submit('cancelBooking', '... on BookingCancelled { bookingId }')(person, { bookingId })
const cancelSession = (person: PersonId, sessionId: string) =>
  submit('cancelSession', '... on SessionCancelled { sessionId }')(person, { sessionId })
const leaveIdOf = (answer: Answer) => fieldOf<{ leaveId: string }>(answer, 'result').leaveId

const bookings = () => at.database.admin<{ id: string; state: string; escalation_id: string; person: string; starts_at: Date }[]>`
  select b.id, b.state, b.escalation_id, b.person, s.starts_at
  from booking b join clinic_session s on s.id = b.session_id order by b.booked_at, s.starts_at`
const standing = async (id: string) => (await bookings()).find((row) => row.escalation_id === id && row.state === 'booked')
const dayOf = (row: { starts_at: Date } | undefined) => row?.starts_at.toISOString().slice(0, 10)
const stateOf = async (id: string) => {
  const [row] = await at.database.admin`select state, accepted_person, round from escalation where id = ${id}`
  return row
}
const heldBy = async (person: PersonId) => {
  const rows = await at.database.admin<{ starts_at: Date }[]>`select starts_at from clinic_session
    where specialist_id = ${idOf(person)} and cancelled_at is null order by starts_at`
  return rows.map((row) => dayOf(row))
}
/** Opened, to be seen, and booked for Friday 13 March by the plan of Tuesday. */
async function booked(dueOn = '2026-03-24') {
  const found = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed', dueOn: dueOn as LondonDate })
  await at.database.admin`delete from booking_run`
  await bookSessions(at.pool)
  expect(dayOf(await standing(found.id))).toBe('2026-03-13')
  return found
}

describe('a specialist falls ill at eight in the morning', () => {
  it('whoever is booked moves to the next own session that is in time; nobody else’s booking is touched', async () => {
    const mine = await booked()
    const other = await booked()
    expect(other.person).not.toBe(mine.person)
    const before = await standing(other.id)
    expect(typeOf(await enter(moira, mine.person, '2026-03-10', '2026-03-16'))).toBe('LeaveChanged')
    expect(dayOf(await standing(mine.id))).toBe('2026-03-16')
    expect(await standing(other.id)).toEqual(before)
    expect(await stateOf(mine.id)).toMatchObject({ state: 'opened', accepted_person: mine.person, round: 1 })
    expect(await heldBy(mine.person)).not.toContain('2026-03-13')
    expect(await at.audit('escalation.rebook')).toMatchObject([{ actor: moira, subject: mine.id }])
    expect(await at.audit('leave.enter')).toMatchObject([{ actor: moira, outcome: 'allowed' }])
  })

  it('who cannot be seen in time is taken back at once, offered to another, and the home service is told', async () => {
    const { id, person, next } = await booked('2026-03-17')
    await enter(moira, person, '2026-03-10', '2026-03-30')
    expect(await standing(id)).toBeUndefined()
    expect(await stateOf(id)).toMatchObject({ state: 'offered', accepted_person: null, round: 2 })
    expect((await askedFor(at, id)).person).toBe(next)
    expect((await at.outbox()).filter(({ name }) => name === 'escalation-stood-down.v1')).toMatchObject([
      { subject: id, body: { specialistPerson: person, reasons: ['no-own-session-in-time'] } },
    ])
  })

  it('who waits to be booked stays when an own session is in time, and who is answered in writing when he is back in time', async () => {
    const waits = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed', dueOn: '2026-03-24' as LondonDate })
    const written = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: '2026-03-24' as LondonDate })
    await enter(moira, waits.person, '2026-03-10', '2026-03-17')
    if (written.person !== waits.person) await enter(moira, written.person, '2026-03-10', '2026-03-17')
    expect(await stateOf(waits.id)).toMatchObject({ state: 'opened', round: 1 })
    expect(await stateOf(written.id)).toMatchObject({ state: 'opened', round: 1 })
  })

  it('who is answered in writing is taken back when the specialist is away until it is late', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: '2026-03-24' as LondonDate })
    await enter(person, person, '2026-03-10', '2026-03-25')
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2 })
  })

  it('an open offer is taken back, and stays back; leave that begins later leaves it until that day', async () => {
    const { id } = await at.spoke.escalates()
    const { person, next } = await askedFor(at, id)
    await enter(moira, person, '2026-03-11', '2026-03-16')
    expect((await askedFor(at, id)).person).toBe(person)
    at.clock.advance(days(1))
    await at.routing.sweep()
    expect((await askedFor(at, id)).person).toBe(next)
    await enter(moira, next, '2026-03-11', '2026-03-12')
    expect(await at.offers(next)).toEqual([])
    expect(await stateOf(id)).toMatchObject({ state: 'nobody-eligible' })
  })

  it('the coordinator sees what became of each case and why; the reasons are kept', async () => {
    const { id, person } = await booked()
    await enter(moira, person, '2026-03-10', '2026-03-16')
    const answer = await at.ask(
      moira,
      '{ leave(ics: "QT1", first: 10) { rows { specialist { fullName } fromOn backOn cases { pseudonym outcomeTitle reasons seenAt } } } }',
    )
    const { rows } = fieldOf<{ rows: { cases: unknown[] }[] }>(answer, 'leave')
    expect(rows.find(({ cases }) => cases.length > 0)).toMatchObject({
      fromOn: '2026-03-10',
      backOn: '2026-03-16',
      cases: [
        {
          pseudonym: 'QT1-4821',
          outcomeTitle: 'Moved to another session of the same specialist',
          reasons: ['The same specialist has another session that is in time'],
          seenAt: '2026-03-16T09:00:00.000Z',
        },
      ],
    })
    const kept = await at.database.admin`select escalation_id, outcome from replanned_case`
    expect(kept).toMatchObject([{ escalation_id: id, outcome: 'moved' }])
  })

  it('leave that is cancelled gives the sessions back and moves no booking', async () => {
    const { id, person } = await booked()
    const whole = await heldBy(person)
    const leaveId = leaveIdOf(await enter(moira, person, '2026-03-10', '2026-03-16'))
    const moved = await standing(id)
    expect(typeOf(await cancelLeave(moira, leaveId))).toBe('LeaveChanged')
    expect(await heldBy(person)).toEqual(whole)
    expect(await standing(id)).toEqual(moved)
    expect(refusalOf(await cancelLeave(moira, leaveId))).toEqual(['leave-cancelled-before'])
  })

  it('sent twice, the form has one effect; two people at once plan each case once', async () => {
    const { id, person } = await booked()
    const key = randomUUID()
    const twice = [
      await enter(person, person, '2026-03-10', '2026-03-16', key),
      await enter(person, person, '2026-03-10', '2026-03-16', key),
    ]
    expect(leaveIdOf(twice[0] as Answer)).toBe(leaveIdOf(twice[1] as Answer))
    await Promise.all([enter(moira, person, '2026-03-10', '2026-03-17'), enter(person, person, '2026-03-10', '2026-03-18')])
    expect((await bookings()).filter((row) => row.escalation_id === id && row.state === 'booked')).toHaveLength(1)
    expect(dayOf(await standing(id))).toBe('2026-03-18')
  })

  it('nobody is kept for a session to which the worker has said that he cannot come', async () => {
    const { id, person } = await booked()
    expect(typeOf(await cancelBooking(moira, (await standing(id))?.id ?? ''))).toBe('BookingCancelled')
    await enter(moira, person, '2026-03-16', '2026-03-25')
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2 })
  })

  it('while the home service decides on a withdrawal nobody else is asked, and the booking that fell away is gone', async () => {
    const { id, person } = await booked('2026-03-17')
    await at.spoke.withdraws(id, { safetyHold: true })
    await enter(moira, person, '2026-03-10', '2026-03-30')
    expect(await standing(id)).toBeUndefined()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', round: 1 })
  })
})

describe('leave of somebody who has had the worker before', () => {
  const recordAttended = (person: PersonId, bookingId: string, followUp: boolean) =>
    submit('recordSession', '')(person, { bookingId, attendance: 'attended', followUp })

  it('takes nothing back from the one who has seen the worker and has only to write', async () => {
    const { id, person } = await booked('2026-03-17')
    at.clock.advance(days(3) + 3_600_000)
    expect(typeOf(await recordAttended(person, (await standing(id))?.id ?? '', false))).toBe('SessionRecorded')
    expect(typeOf(await enter(moira, person, '2026-03-13', '2026-03-30'))).toBe('LeaveChanged')
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', accepted_person: person, round: 1 })
  })

  it('leaves a follow-up alone that is wanted only after the leave', async () => {
    const { id, person } = await booked('2026-03-17')
    at.clock.advance(days(3) + 3_600_000)
    await recordAttended(person, (await standing(id))?.id ?? '', true)
    await enter(moira, person, '2026-03-16', '2026-03-28')
    expect(await stateOf(id)).toMatchObject({ state: 'opened', accepted_person: person, round: 1 })
  })

  it('finds no session that was ahead when the opinion was given: it fell away then, and the home service was told', async () => {
    const { id, person } = await booked()
    expect(typeOf(await at.opine(person, id))).toBe('OpinionGiven')
    expect(await standing(id)).toBeUndefined()
    expect((await at.outbox()).find(({ name }) => name === 'session-cancelled.v1')?.body).toMatchObject({ reason: 'answered' })
    await enter(moira, person, '2026-03-10', '2026-03-16')
    expect(await standing(id)).toBeUndefined()
    expect(await at.audit('escalation.rebook')).toEqual([])
  })

  it('leaves a session standing that had begun when the opinion was given', async () => {
    const { id, person } = await booked()
    at.clock.advance(days(3) + 3_600_000)
    await at.opine(person, id)
    expect(await standing(id)).toBeDefined()
  })
})

describe('leave where a trainee is supervised', () => {
  beforeEach(async () => {
    await at.database
      .admin`update specialist set grade = 'trainee', supervisor = ${idOf(shah)}, accredited_from = null where person = ${bell}`
    await at.database.admin`update specialist set caseload_cap = 0 where person = ${shah}`
  })

  it('of the trainee leaves an opinion alone that waits for the countersignature', async () => {
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: '2026-03-24' as LondonDate })
    await at.opine(bell, id)
    await enter(moira, bell, '2026-03-10', '2026-03-30')
    expect(await stateOf(id)).toMatchObject({ state: 'countersigning', accepted_person: bell })
    expect(await at.database.admin`select state from awaiting_opinion`).toEqual([{ state: 'waiting' }])
  })

  it('of the supervisor moves whom the trainee was to see meanwhile to another session of the trainee', async () => {
    const { id } = await booked()
    await enter(moira, shah, '2026-03-13', '2026-03-17')
    expect(dayOf(await standing(id))).toBe('2026-03-17')
    expect(await standing(id)).toMatchObject({ person: bell })
    expect(await stateOf(id)).toMatchObject({ state: 'opened', accepted_person: bell, round: 1 })
    expect(await at.audit('escalation.cancelBooking')).toMatchObject([{ subject: id, reasons: ['supervisor-away'] }])
  })

  it('of the supervisor takes back whom the trainee cannot see in time', async () => {
    const { id } = await booked('2026-03-17')
    await enter(moira, shah, '2026-03-13', '2026-03-30')
    expect(await standing(id)).toBeUndefined()
    expect(await stateOf(id)).toMatchObject({ accepted_person: null, round: 2 })
  })
})

describe('one session that is cancelled', () => {
  const sessionOf = async (person: PersonId, on: string) => {
    const rows = await at.database.admin<{ id: string; starts_at: Date }[]>`
      select id, starts_at from clinic_session where specialist_id = ${idOf(person)}`
    return rows.find((row) => dayOf(row) === on)?.id ?? ''
  }
  it('is planned anew, stays cancelled, and cannot be cancelled twice or once it has begun', async () => {
    const { id, person } = await booked()
    const session = await sessionOf(person, '2026-03-13')
    expect(typeOf(await cancelSession(moira, session))).toBe('SessionCancelled')
    expect(dayOf(await standing(id))).toBe('2026-03-16')
    const leaveId = leaveIdOf(await enter(moira, person, '2026-03-12', '2026-03-14'))
    await cancelLeave(moira, leaveId)
    expect(await heldBy(person)).not.toContain('2026-03-13')
    expect(refusalOf(await cancelSession(moira, session))).toEqual(['session-cancelled-before'])
    at.clock.advance(days(10))
    expect(refusalOf(await cancelSession(moira, await sessionOf(person, '2026-03-18')))).toEqual(['session-gone'])
  })
})

describe('who may enter leave', () => {
  it.each([
    ['that ends before it begins', '2026-03-12', '2026-03-12', 'leave-ends-before-it-begins'],
    ['that is over', '2026-03-02', '2026-03-10', 'leave-over'],
    ['of more than two years', '2026-03-10', '2028-03-12', 'leave-too-long'],
  ])('leave %s is refused in words', async (_what, from, back, word) => {
    expect(refusalOf(await enter(moira, bell, from, back))).toEqual([word])
    expect(await at.audit('leave.enter')).toMatchObject([{ outcome: 'refused', reasons: [word] }])
  })

  it('the coordinator for everybody, a specialist for himself; a colleague and an unknown one look the same', async () => {
    expect(typeOf(await enter(bell, bell, '2026-03-12', '2026-03-13'))).toBe('LeaveChanged')
    const others = await enter(bell, shah, '2026-03-12', '2026-03-13')
    const unknown = await enter(bell, stranger, '2026-03-12', '2026-03-13')
    expect(codeOf(others)).toBe('NOT_FOUND')
    expect(JSON.stringify(unknown)).toBe(JSON.stringify(others))
    for (const person of [guardian, stranger])
      expect(codeOf(await enter(person, bell, '2026-03-12', '2026-03-13'))).toBe('FORBIDDEN')
    const leaveId = leaveIdOf(await enter(moira, shah, '2026-03-12', '2026-03-13'))
    expect(codeOf(await cancelLeave(bell, leaveId))).toBe('NOT_FOUND')
    expect(codeOf(await cancelSession(bell, randomUUID()))).toBe('FORBIDDEN')
  })
})
