import { addMilliseconds } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeSessions } from '../sessions/make-sessions.ts'
import { bell, idOf, shah } from '../testing/names.ts'
import { refusalOf } from '../testing/people.ts'
import { acceptedBy, askedFor, days, hours, type TestPool, testPool } from '../testing/test-pool.ts'
import { keepRouting } from './keep-routing.ts'
import { routeWaiting } from './route-waiting.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const stateOf = async (id: string) =>
  (await at.database.admin`select state, round, accepted_person from escalation where id = ${id}`)[0]

describe('time', () => {
  it('lapses an offer by the clock and asks the next, then tells that nobody is left', async () => {
    const { id } = await at.spoke.escalates()
    const first = await askedFor(at, id)
    at.clock.advance(hours(48))
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2 })
    expect(refusalOf(await at.accept(first.person, first.offerId))).toEqual(['offer-lapsed'])
    at.clock.advance(hours(48))
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'nobody-eligible', round: 3 })
    expect(await at.database.admin`select ended from escalation_tried where escalation_id = ${id}`).toHaveLength(2)
  })

  it('finds somebody when leave ends, without anybody asking', async () => {
    await at.database.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
      select gen_random_uuid(), id, '2026-03-01', '2026-03-12' from specialist where person in (${bell}, ${shah})`
    const { id } = await at.spoke.escalates()
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'nobody-eligible' })
    const pictures = await at.database.admin`select distinct picture from candidate where escalation_id = ${id}`
    expect(pictures).toHaveLength(1)
    at.clock.advance(hours(48))
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 1 })
    expect(await at.database.admin`select distinct picture from candidate where escalation_id = ${id}`).toHaveLength(2)
    expect((await at.outbox()).filter(({ subject }) => subject === id).map(({ body }) => body.outcome)).toEqual([
      'nobody-eligible',
      'offered',
    ])
  })

  it('never offers beyond a caseload, though many arrive at once', async () => {
    await at.database.admin`update specialist set caseload_cap = 2 where person in (${bell}, ${shah})`
    const sent = await Promise.all(Array.from({ length: 7 }, () => at.spoke.escalates()))
    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 201))
    expect((await at.offers(bell)).length).toBe(2)
    expect((await at.offers(shah)).length).toBe(2)
    expect(await at.database.admin`select 1 from escalation where state = 'nobody-eligible'`).toHaveLength(3)
  })

  it('leaves what nobody could take alone for a minute, unless something changes', async () => {
    const both = [bell, shah].map((person) => ({ specialistId: idOf(person), why: 'objection' }) as const)
    const { id } = await at.spoke.escalates({ excluded: both })
    await at.database.admin`delete from escalation_exclusion where escalation_id = ${id}`
    const aMinuteAgo = () => addMilliseconds(at.clock(), -60_000)
    expect(await routeWaiting(at.pool, aMinuteAgo())).toBe(0)
    at.clock.advance(60_000)
    expect(await routeWaiting(at.pool, aMinuteAgo())).toBe(1)
  })

  it('goes on with the others when one cannot be routed', async () => {
    const stuck = await at.spoke.escalates()
    const fine = await at.spoke.escalates()
    await at.database
      .admin`update escalation set skills = array['general'], correlation = 'no uuid', urgency = 'never' where id = ${stuck.id}`
    at.clock.advance(hours(48))
    await at.routing.sweep()
    expect(await stateOf(fine.id)).toMatchObject({ state: 'offered', round: 2 })
    expect(await stateOf(stuck.id)).toMatchObject({ state: 'offered', round: 1 })
  })

  it('goes on with the other steps when one fails', async () => {
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await at.database.admin`alter table session_run rename to session_run_gone`
    await at.routing.sweep()
    expect(await at.database.admin`select state from booking`).toEqual([{ state: 'booked' }])
  })

  it('makes sessions as far as the bank holidays are known, and no further', async () => {
    at.clock.advance(days(1_001))
    expect(at.clock()).toContain('2028-12-05')
    await makeSessions(at.pool)
    const [made] = await at.database.admin`select max(starts_at) as last from clinic_session where starts_at > '2028-12-06'`
    expect(made?.last.getTime()).toBeGreaterThan(Date.parse('2028-12-20'))
    expect(made?.last.getTime()).toBeLessThan(Date.parse('2029-01-01'))
  })

  it('wakes at once when an opinion makes room for somebody', async () => {
    await at.database.admin`update specialist set caseload_cap = 1 where person = ${bell}`
    await at.database.admin`update specialist set caseload_cap = 0 where person = ${shah}`
    const { id: first, person } = await acceptedBy(at, 'opened')
    const { id: second } = await at.spoke.escalates()
    expect((await stateOf(second))?.state).toBe('nobody-eligible')
    await using _routing = await keepRouting(at.pool, 'always')
    await at.opine(person, first)
    // its own rounds leave alone what was looked at within the last minute, and here the clock stands still
    await vi.waitFor(async () => expect((await stateOf(second))?.state).toBe('offered'), { timeout: 20_000 })
  })
})
