import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bell, HOME, idOf, moira, shah, stranger } from '../testing/names.ts'
import { codeOf, refusalOf, typeOf } from '../testing/people.ts'
import { acceptedBy, askedFor, hours, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const stateOf = async (id: string) =>
  (await at.database.admin`select state, round, accepted_person from escalation where id = ${id}`)[0]
const posted = async (id: string) => (await at.outbox()).filter(({ subject }) => subject === id).map(({ name }) => name)

describe('an open offer', () => {
  it('shows its specialist a pseudonym and no trust, and nobody else anything', async () => {
    const { id } = await at.spoke.escalates()
    const { person, next } = await askedFor(at, id)
    const { data } = await at.read(person, id)
    expect(data?.escalation).toMatchObject({
      pseudonym: 'QT1-4821',
      state: 'offered',
      trust: null,
      waitingForTrust: null,
      allowedActions: ['accept-offer', 'decline-offer'],
    })
    expect(await at.offers(next)).toEqual([])
    expect(codeOf(await at.read(next, id))).toBe('NOT_FOUND')
  })

  it('says nothing of the worker’s wish before it is accepted', async () => {
    const { id } = await at.spoke.escalates({ prefersOwnEmployer: true, employer: 'RHA' as never, trust: 'RHA' as never })
    const { person } = await askedFor(at, id)
    expect(person).toBe(bell)
    const [row] = await at.database.admin`select reasons from candidate where escalation_id = ${id} and standing = 'placed'`
    expect(row?.reasons).toContain('fits-worker-preference')
    expect(JSON.stringify(await at.ask(bell, '{ offers(ics: "QT1", first: 1) { rows { reasons { word } } } }'))).not.toContain(
      'prefer',
    )
  })

  it('is forbidden to whoever has no such role, whether it exists or not', async () => {
    const { id } = await at.spoke.escalates()
    const { offerId } = await askedFor(at, id)
    for (const person of [stranger, moira]) {
      expect(codeOf(await at.ask(person, '{ offers(ics: "QT1", first: 1) { rows { id } } }'))).toBe('FORBIDDEN')
      expect(codeOf(await at.read(person, id))).toBe('FORBIDDEN')
      expect(codeOf(await at.accept(person, offerId))).toBe('FORBIDDEN')
      expect(codeOf(await at.accept(person, randomUUID()))).toBe('FORBIDDEN')
    }
  })

  it('is gone with the next request when the role ends', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    await at.database.admin`update membership set to_on = '2026-03-10' where person = ${person}`
    expect(codeOf(await at.read(person, id))).toBe('FORBIDDEN')
    expect(codeOf(await at.accept(person, offerId))).toBe('FORBIDDEN')
  })

  it('is not there for a specialist whose indemnity has run out since', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    await at.database.admin`update specialist set indemnity_to = '2026-03-10' where person = ${person}`
    expect(await at.offers(person)).toEqual([])
    expect(codeOf(await at.read(person, id))).toBe('NOT_FOUND')
    expect(codeOf(await at.accept(person, offerId))).toBe('NOT_FOUND')
    expect(typeOf(await at.decline(person, offerId))).toBe('OfferDeclined')
  })
})

describe('accepting', () => {
  it('takes the escalation by name, names the trust, and tells the home spoke', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    const answer = await at.accept(person, offerId)
    expect(answer.data?.result).toMatchObject({
      __typename: 'OfferAccepted',
      escalation: {
        id,
        state: 'accepted',
        trust: { odsCode: 'RX1' },
        waitingForTrust: true,
        allowedActions: ['declare-conflict'],
      },
    })
    expect((await at.outbox()).at(-1)).toMatchObject({
      name: 'escalation-accepted.v1',
      body: { escalationId: id, specialistId: idOf(person), specialistPerson: person },
    })
    expect(await at.audit('poolCase.claim')).toMatchObject([{ actor: person, outcome: 'allowed', subject: id, ids: [offerId] }])
  })

  it('waits for the trust until the trust has taken the news in', async () => {
    const { id, person } = await acceptedBy(at, 'accepted')
    const news = await at.spoke.fetches(at.relay.handOver)
    expect(news.map(({ name }) => name)).toEqual(['escalation-routed.v1', 'escalation-accepted.v1'])
    expect((await at.read(person, id)).data?.escalation).toMatchObject({ waitingForTrust: false })
  })

  it('gives the second of two the plain answer that it is taken', async () => {
    const { id } = await at.spoke.escalates()
    const first = await askedFor(at, id)
    at.clock.advance(hours(48))
    await at.routing.sweep()
    const second = await askedFor(at, id)
    expect(second.person).toBe(first.next)
    const [late, inTime] = await Promise.all([at.accept(first.person, first.offerId), at.accept(second.person, second.offerId)])
    expect(typeOf(inTime)).toBe('OfferAccepted')
    expect(refusalOf(late)).toHaveLength(1)
    expect(['offer-lapsed', 'already-accepted']).toContain(refusalOf(late)?.[0])
    expect(refusalOf(await at.accept(first.person, first.offerId))).toEqual(['already-accepted'])
    expect((await posted(id)).filter((name) => name === 'escalation-accepted.v1')).toHaveLength(1)
  })

  it('has one effect when the same specialist presses twice at once', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    const key = randomUUID()
    const answers = await Promise.all([
      at.accept(person, offerId, key),
      at.accept(person, offerId, key),
      at.accept(person, offerId),
    ])
    expect(answers.map(typeOf)).toEqual(['OfferAccepted', 'OfferAccepted', 'OfferAccepted'])
    expect((await posted(id)).filter((name) => name === 'escalation-accepted.v1')).toHaveLength(1)
  })

  it('refuses a key that was used for something else', async () => {
    const [one, two] = [await at.spoke.escalates(), await at.spoke.escalates()]
    const first = await askedFor(at, one.id)
    const key = randomUUID()
    await at.accept(first.person, first.offerId, key)
    expect(refusalOf(await at.accept(first.person, randomUUID(), key))).toEqual(['key-used-before'])
    expect(refusalOf(await at.declare(first.person, one.id, false, key))).toEqual(['key-used-before'])
    expect((await stateOf(two.id))?.state).toBe('offered')
    expect(codeOf(await at.accept(first.person, first.offerId, 'no-uuid'))).toBe('BAD_USER_INPUT')
  })

  it('refuses an offer whose time has passed, though nothing has marked it yet', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    at.clock.advance(hours(48))
    expect(await at.offers(person)).toEqual([])
    const answer = await at.accept(person, offerId)
    expect(answer.data?.result).toMatchObject({
      reasons: [{ word: 'offer-lapsed', sentence: 'The time to answer this offer has passed.' }],
    })
    expect(await at.audit('poolCase.claim')).toMatchObject([{ outcome: 'refused', reasons: ['offer-lapsed'] }])
    expect((await stateOf(id))?.state).toBe('offered')
  })

  it('finds the offer of somebody else as little as none', async () => {
    const { id } = await at.spoke.escalates()
    const { next, offerId } = await askedFor(at, id)
    const key = randomUUID()
    const [other, none] = [await at.accept(next, offerId, key), await at.accept(next, randomUUID(), key)]
    expect(JSON.stringify(other)).toBe(JSON.stringify(none))
    expect(codeOf(other)).toBe('NOT_FOUND')
    expect(await at.audit('poolCase.claim')).toMatchObject([
      { outcome: 'hidden', subject: null },
      { outcome: 'hidden', subject: null },
    ])
  })
})

describe('declining', () => {
  it('asks the next specialist at once and leaves the first one nothing', async () => {
    const { id } = await at.spoke.escalates()
    const { person, next, offerId } = await askedFor(at, id)
    expect(typeOf(await at.decline(person, offerId))).toBe('OfferDeclined')
    expect(await stateOf(id)).toMatchObject({ state: 'offered', round: 2 })
    expect((await askedFor(at, id)).person).toBe(next)
    expect(codeOf(await at.read(person, id))).toBe('NOT_FOUND')
    expect((await at.outbox()).filter(({ subject }) => subject === id)).toMatchObject([
      { body: { round: 1 } },
      { body: { outcome: 'offered', round: 2 } },
    ])
    expect(await at.audit('poolCase.decline')).toMatchObject([{ outcome: 'allowed', reasons: ['no-time'], subject: id }])
  })

  it('takes one of the listed reasons only', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    expect(refusalOf(await at.decline(person, offerId, 'because'))).toEqual(['decline-reason-unknown'])
    expect((await stateOf(id))?.state).toBe('offered')
  })

  it('by everybody leaves it with nobody, told once', async () => {
    const { id } = await at.spoke.escalates()
    const first = await askedFor(at, id)
    await at.decline(first.person, first.offerId)
    await at.decline(first.next, (await askedFor(at, id)).offerId)
    await at.routing.sweep()
    await at.routing.sweep()
    expect(await stateOf(id)).toMatchObject({ state: 'nobody-eligible', round: 3 })
    const news = (await at.outbox()).filter(({ subject }) => subject === id)
    expect(news.map(({ body }) => body.outcome)).toEqual(['offered', 'offered', 'nobody-eligible'])
  })
})

describe('declaring a conflict', () => {
  it('opens the escalation when there is none', async () => {
    const { id, person } = await acceptedBy(at, 'accepted')
    const answer = await at.declare(person, id, false)
    expect(answer.data?.result).toMatchObject({
      conflict: false,
      escalation: { state: 'opened', allowedActions: ['give-opinion', 'declare-conflict'] },
    })
    expect(refusalOf(await at.declare(person, id, false))).toEqual(['already-opened'])
  })

  it.each(['accepted', 'opened'] as const)(
    'closes the view when it was %s, leaves the declarer nothing and asks the next',
    async (upTo) => {
      const { id, person, next, offerId } = await acceptedBy(at, upTo)
      const key = randomUUID()
      const answer = await at.declare(person, id, true, key)
      expect(answer.data?.result).toEqual({ __typename: 'ConflictDeclared', conflict: true, escalation: null })
      expect(await at.declare(person, id, true, key)).toEqual(answer)
      const missing = await at.read(person, randomUUID())
      expect(JSON.stringify(await at.read(person, id))).toBe(JSON.stringify(missing))
      expect(codeOf(await at.accept(person, offerId))).toBe('NOT_FOUND')
      expect(codeOf(await at.declare(person, id, false))).toBe('NOT_FOUND')
      expect((await at.content(person, id, await at.spoke.proof(id, person))).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
      expect((await askedFor(at, id)).person).toBe(next)
      const names = await posted(id)
      expect(names.slice(-2)).toEqual(['conflict-declared.v1', 'escalation-routed.v1'])
      expect(await at.audit('poolCase.declareConflict')).toContainEqual(
        expect.objectContaining({ actor: person, outcome: 'allowed', reasons: ['conflict'], subject: id }),
      )
    },
  )

  it('is nobody else’s to say', async () => {
    const { id, next } = await acceptedBy(at, 'accepted')
    expect(codeOf(await at.declare(next, id, false))).toBe('NOT_FOUND')
    expect(codeOf(await at.declare(moira, id, false))).toBe('FORBIDDEN')
    expect((await stateOf(id))?.state).toBe('accepted')
  })

  it('is misrouted when another pool is meant', async () => {
    const answer = await at.ask(bell, '{ offers(ics: "QK1", first: 1) { rows { id } } }')
    expect(codeOf(answer)).toBe('MISROUTED')
    const refs = [{ __typename: 'Escalation', poolId: 'pool-0000000000bb', spokeId: HOME, id: randomUUID() }]
    const entity = 'query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Escalation { state } } }'
    expect(codeOf(await at.ask(bell, entity, { refs }))).toBe('MISROUTED')
  })
})

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
})
