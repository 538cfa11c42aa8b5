import type { LondonDate } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bell, moira } from '../testing/names.ts'
import { codeOf } from '../testing/people.ts'
import { acceptedBy, days, type TestPool, testPool } from '../testing/test-pool.ts'
import { bookSessions } from './book-sessions.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const bookings = () =>
  at.database
    .admin`select b.state, b.person, b.escalation_id, s.starts_at from booking b join clinic_session s on s.id = b.session_id`
const MINE =
  '{ mySessions(ics: "QT1") { startsAt site siteName hoursFree bookings { hours escalation { id pseudonym trust { odsCode } } } } }'

describe('the morning’s plan', () => {
  it('books an opened escalation whose worker is to be seen, with the specialist who accepted it, with notice', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    expect(await bookSessions(at.pool)).toBe(1)
    const [booked] = await bookings()
    expect(booked).toMatchObject({ state: 'booked', person, escalation_id: id })
    expect(new Date(booked?.starts_at).toISOString()).toBe('2026-03-13T09:00:00.000Z')
    const { data } = await at.ask(person, MINE)
    const sessions = data?.mySessions as { hoursFree: number; bookings: { escalation: unknown }[] }[]
    expect(sessions.find((session) => session.bookings.length > 0)).toMatchObject({
      hoursFree: 2.5,
      bookings: [{ hours: 1, escalation: { id, pseudonym: 'QT1-4821', trust: { odsCode: 'RX1' } } }],
    })
    expect(await at.audit('appointment.read')).toMatchObject([{ actor: person, outcome: 'allowed', ids: [id] }])
    expect(await at.audit('escalation.book')).toMatchObject([{ actor: 'routing', subject: id }])
  })

  it('tells the home spoke of the session in the same commit, and of its end when it falls away', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    const told = async () => (await at.outbox()).filter(({ subject, name }) => subject === id && name.startsWith('session-'))
    const [row] = await at.database.admin`select id from booking`
    const specialistName = person === bell ? 'Dr Miriam Bell' : 'Dr Anil Shah'
    const about = { escalationId: id, bookingId: row?.id, startsAt: '2026-03-13T09:00:00.000Z' }
    const [first, ...none] = await told()
    expect(none).toEqual([])
    expect(first).toMatchObject({ name: 'session-booked.v1', body: { ...about, hours: 1, specialistName } })
    await at.declare(person, id, true)
    const [, second, ...others] = await told()
    expect(second).toMatchObject({ name: 'session-cancelled.v1', body: { ...about, reason: 'conflict-declared' } })
    expect(others).toEqual([])
    expect(await at.audit('escalation.cancelBooking')).toMatchObject([{ subject: id, reasons: ['conflict-declared'] }])
  })

  it.each([
    ['RX1', { how: 'in-person', site: 'RX1' }],
    ['RX4', { how: 'video' }],
  ])('says where: a session at %s is %j for a worker of RX1', async (site, where) => {
    await at.database.admin`update clinic_session set site = ${site}`
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    const told = (await at.outbox()).find(({ name }) => name === 'session-booked.v1')?.body
    expect({ how: told?.how, ...(told && 'site' in told ? { site: told.site } : {}) }).toEqual(where)
  })

  it('books once a day, and on no weekend', async () => {
    await bookSessions(at.pool)
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    expect(await bookSessions(at.pool)).toBe(0)
    at.clock.advance(days(1))
    await at.routing.sweep()
    expect(await bookings()).toHaveLength(1)
    at.clock.advance(days(3))
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed', dueOn: '2026-04-01' as LondonDate })
    expect(await bookSessions(at.pool)).toBe(0)
    expect(await at.database.admin`select 1 from booking_run`).toHaveLength(2)
  })

  it('leaves alone what is answered in writing, not opened, or to be seen where there is no session', async () => {
    await acceptedBy(at, 'opened', { seeWorker: 'no' })
    await acceptedBy(at, 'accepted', { seeWorker: 'virtual-allowed' })
    await at.database.admin`update clinic_session set site = 'RX4'`
    await acceptedBy(at, 'opened', { seeWorker: 'in-person' })
    expect(await bookSessions(at.pool)).toBe(0)
  })

  it('keeps for ever why this session and not another of the specialist, in words and by which policy', async () => {
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    const kept = await at.database.admin`
      select r.standing, r.reasons, r.starts_at, r.session_id = b.session_id as is_chosen, b.policy_version
      from booking_reason r join booking b on b.id = r.booking_id where r.escalation_id = ${id} order by r.starts_at`
    expect(kept.filter(({ standing }) => standing === 'placed')).toMatchObject([{ is_chosen: true, policy_version: 1 }])
    expect(kept.length).toBeGreaterThan(10)
    for (const { reasons } of kept) expect(reasons.length).toBeGreaterThan(0)
    expect(kept[0]).toMatchObject({ standing: 'excluded', reasons: ['short-notice'] })
    expect(kept.at(-1)).toMatchObject({ standing: 'eligible-not-chosen', reasons: ['not-closing-yet'] })
  })

  it('waits for whoever holds the escalation, and books it only as it stands then', async () => {
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    let run: Promise<number> | undefined
    await at.database.admin.begin(async (held) => {
      await held`update escalation set state = 'withdrawn'`
      run = bookSessions(at.pool)
      const waiting = () => held`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1))
    })
    expect(await run).toBe(0)
    expect(await bookings()).toEqual([])
  })

  it('books nothing while the home service decides on a withdrawal: the gate is not alive', async () => {
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await at.spoke.withdraws(id, { safetyHold: true })
    expect(await bookSessions(at.pool)).toBe(0)
  })

  it('gives the hours back when a conflict is declared, and the declarer sees nothing of it', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    await at.declare(person, id, true)
    expect(await bookings()).toMatchObject([{ state: 'cancelled' }])
    expect(JSON.stringify(await at.ask(person, MINE))).not.toContain(id)
  })

  it('gives the hours back when consent is withdrawn', async () => {
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    await at.spoke.withdraws(id)
    expect(await bookings()).toMatchObject([{ state: 'cancelled' }])
    const { body } = (await at.outbox()).findLast(({ name }) => name === 'session-cancelled.v1') ?? {}
    expect(body).toMatchObject({ escalationId: id, reason: 'withdrawn' })
  })

  it('shows sessions to specialists only', async () => {
    expect(codeOf(await at.ask(moira, MINE))).toBe('FORBIDDEN')
  })
})
