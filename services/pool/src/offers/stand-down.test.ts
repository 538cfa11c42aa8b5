import { randomUUID } from 'node:crypto'
import type { LondonDate } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bookSessions } from '../bookings/book-sessions.ts'
import { bell, idOf, moira, shah } from '../testing/names.ts'
import { codeOf, fieldOf, typeOf } from '../testing/people.ts'
import { acceptedBy, askedFor, days, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const stateOf = async (id: string) =>
  (await at.database.admin`select state, round, accepted_person from escalation where id = ${id}`)[0]
const posted = async (id: string) => (await at.outbox()).filter(({ subject }) => subject === id)
const indemnityEnds = (person: string) =>
  at.database.admin`update specialist set indemnity_to = '2026-03-10' where person = ${person}`
const roleEnds = (person: string) => at.database.admin`update membership set to_on = '2026-03-10' where person = ${person}`
const MINE = '{ myEscalations(ics: "QT1", show: open, first: 9) { rows { id } } }'
const SESSIONS = '{ mySessions(ics: "QT1") { bookings { escalation { id } } } }'

describe('a right that has ended', () => {
  it.each(['accepted', 'opened'] as const)('hides what was %s at once, as if it had never been', async (upTo) => {
    const { id, person } = await acceptedBy(at, upTo, { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    await indemnityEnds(person)
    expect(JSON.stringify(await at.read(person, id))).toBe(JSON.stringify(await at.read(person, randomUUID())))
    expect(codeOf(await at.read(person, id))).toBe('NOT_FOUND')
    expect(codeOf(await at.declare(person, id, false))).toBe('NOT_FOUND')
    expect((await at.ask(person, MINE)).data).toEqual({ myEscalations: { rows: [] } })
    expect(JSON.stringify(await at.ask(person, SESSIONS))).not.toContain(id)
  })

  it('leaves the author the opinion given before', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.opine(person, id)
    await indemnityEnds(person)
    await at.routing.sweep()
    expect((await at.read(person, id)).data?.escalation).toMatchObject({ state: 'answered', myOpinion: {} })
  })
})

describe('standing down', () => {
  it.each(['accepted', 'opened'] as const)(
    'takes what was %s back, tells the home spoke why, asks the next and writes it down',
    async (upTo) => {
      const { id, person, next } = await acceptedBy(at, upTo)
      await indemnityEnds(person)
      await at.routing.sweep()
      expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2, accepted_person: null })
      expect((await askedFor(at, id)).person).toBe(next)
      expect((await posted(id)).slice(-2)).toMatchObject([
        {
          name: 'escalation-stood-down.v1',
          body: { escalationId: id, specialistPerson: person, reasons: ['indemnity-not-valid'] },
        },
        { name: 'escalation-routed.v1', body: { outcome: 'offered', round: 2 } },
      ])
      expect(await at.audit('escalation.standDown')).toMatchObject([
        { actor: 'routing', outcome: 'allowed', subject: id, reasons: ['indemnity-not-valid'] },
      ])
      await at.routing.sweep()
      expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2 })
    },
  )

  it('follows a role that ended as it follows a right', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await roleEnds(person)
    expect(codeOf(await at.read(person, id))).toBe('FORBIDDEN')
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2 })
    expect((await posted(id)).at(-2)?.body.reasons).toEqual(['role-not-held'])
  })

  it('never asks whoever holds the role no more', async () => {
    const { id: first } = await at.spoke.escalates()
    const { person, next } = await askedFor(at, first)
    await roleEnds(person)
    const { id } = await at.spoke.escalates()
    expect((await at.offers(next)).map(({ escalation }) => escalation.id)).toContain(id)
  })

  it('takes back what was only offered, without a word of it to the home spoke but the next offer', async () => {
    const { id } = await at.spoke.escalates()
    const { person, next } = await askedFor(at, id)
    await indemnityEnds(person)
    await at.routing.sweep()
    expect((await askedFor(at, id)).person).toBe(next)
    expect((await posted(id)).map(({ name }) => name)).toEqual(['escalation-routed.v1', 'escalation-routed.v1'])
  })

  it('gives the hours of a booking back', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await bookSessions(at.pool)
    await indemnityEnds(person)
    await at.routing.sweep()
    expect(await at.database.admin`select state from booking where escalation_id = ${id}`).toEqual([{ state: 'cancelled' }])
  })

  it('asks nobody else while the home spoke decides on a withdrawal', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.spoke.withdraws(id, { safetyHold: true })
    await indemnityEnds(person)
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'received', round: 2, accepted_person: null })
    expect((await posted(id)).at(-1)?.name).toBe('escalation-stood-down.v1')
  })

  it('lets the same specialist be asked again when the right has been renewed', async () => {
    const { id, person, next } = await acceptedBy(at, 'opened')
    await at.database.admin`update specialist set caseload_cap = 0 where person = ${next}`
    await indemnityEnds(person)
    await at.routing.sweep()
    expect((await stateOf(id))?.state).toBe('nobody-eligible')
    await at.database.admin`update specialist set indemnity_to = null where person = ${person}`
    await at.routing.sweep()
    const again = await askedFor(at, id)
    expect(again.person).toBe(person)
    expect(typeOf(await at.accept(person, again.offerId))).toBe('OfferAccepted')
  })
})

describe('leave that was planned', () => {
  const away = (person: string, from: string, to: string) => at.database.admin`insert into specialist_leave
    (id, specialist_id, from_on, to_on, entered_by, entered_at)
    select gen_random_uuid(), id, ${from}, ${to}, ${moira}, ${at.clock()} from specialist where person = ${person}`
  const DUE = '2026-03-24' as LondonDate
  const begins = async () => {
    at.clock.advance(days(1))
    await at.routing.sweep()
  }

  it('takes back what is answered in writing on the day it begins, when the specialist is away until it is late', async () => {
    const { id, person, next } = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: DUE })
    await away(person, '2026-03-11', '2026-03-25')
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', round: 1 })
    await begins()
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2, accepted_person: null })
    expect((await askedFor(at, id)).person).toBe(next)
    expect((await posted(id)).at(-2)).toMatchObject({
      name: 'escalation-stood-down.v1',
      body: { specialistPerson: person, reasons: ['away-until-too-late'] },
    })
  })

  it('takes nothing back from whoever is back in time', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: DUE })
    await away(person, '2026-03-11', '2026-03-24')
    await begins()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', round: 1 })
  })

  it('leaves whoever is booked, on a session that is still held', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed', dueOn: DUE })
    await bookSessions(at.pool)
    await away(person, '2026-03-11', '2026-03-25')
    await begins()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', round: 1 })
  })

  it('leaves the worker with whoever has seen him and has only to write', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed', dueOn: DUE })
    await bookSessions(at.pool)
    await at.database.admin`update booking set state = 'attended', recorded_at = ${at.clock()}`
    await away(person, '2026-03-11', '2026-03-25')
    await begins()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', round: 1 })
  })

  it('leaves what the home spoke decides on', async () => {
    const { id, person } = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: DUE })
    await at.spoke.withdraws(id, { safetyHold: true })
    await away(person, '2026-03-11', '2026-03-25')
    await begins()
    expect(await stateOf(id)).toMatchObject({ state: 'opened', round: 1 })
  })

  it('leaves an opinion that waits for the countersignature', async () => {
    await at.database
      .admin`update specialist set grade = 'trainee', supervisor = ${idOf(shah)}, accredited_from = null where person = ${bell}`
    await at.database.admin`update specialist set caseload_cap = 0 where person = ${shah}`
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'no', dueOn: DUE })
    await at.opine(bell, id)
    await away(bell, '2026-03-11', '2026-03-25')
    await begins()
    expect(await stateOf(id)).toMatchObject({ state: 'countersigning', accepted_person: bell })
  })
})

describe('the board', () => {
  interface Board {
    rows: {
      escalation: { id: string }
      stoodDown: { specialist: { fullName: string }; at: string; reasons: { word: string; sentence: string }[] } | null
    }[]
    rightsEnding: { specialist: { fullName: string }; sentence: string }[]
  }
  const board = async () =>
    fieldOf<Board>(
      await at.ask(
        moira,
        `{ board(ics: "QT1", first: 50) { rows { escalation { id } stoodDown { specialist { fullName } at reasons { word sentence } } }
           rightsEnding { specialist { fullName } sentence } } }`,
      ),
      'board',
    )

  it('says from whom an escalation was taken back, and why', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await indemnityEnds(person)
    await at.routing.sweep()
    const row = (await board()).rows.find(({ escalation }) => escalation.id === id)
    expect(row?.stoodDown).toEqual({
      specialist: { fullName: expect.stringMatching(/^Dr (Miriam Bell|Anil Shah)$/) },
      at: at.clock(),
      reasons: [{ word: 'indemnity-not-valid', sentence: 'No valid indemnity on 10 March 2026' }],
    })
  })

  it('warns a month ahead of a right that ends, and not of one that has ended', async () => {
    const { person, next } = await acceptedBy(at, 'opened')
    expect((await board()).rightsEnding).toEqual([])
    await at.database.admin`update specialist set agreement_to = '2026-04-03' where person = ${person}`
    await indemnityEnds(next)
    expect((await board()).rightsEnding).toEqual([
      {
        specialist: { fullName: expect.stringMatching(/^Dr /) },
        sentence: 'The agreement with the pool no longer holds from 3 April 2026',
      },
    ])
  })
})
