import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bell, idOf, moira, stranger } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf, typeOf } from '../testing/people.ts'
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

  it('stands above those that may be answered later, whenever it was made', async () => {
    await at.database.admin`update specialist set caseload_cap = 0 where person <> ${bell}`
    for (const urgency of ['routine', 'urgent', 'soon'] as const) await at.spoke.escalates({ urgency })
    const OFFERS =
      'query($after: String) { offers(ics: "QT1", first: 2, after: $after) { rows { escalation { urgency } } pageInfo { endCursor } } }'
    type Offers = { rows: { escalation: { urgency: string } }[]; pageInfo: { endCursor: string } }
    const page = async (after?: string) => fieldOf<Offers>(await at.ask(bell, OFFERS, { after }), 'offers')
    const [first, second] = [await page(), await page((await page()).pageInfo.endCursor)]
    expect([...first.rows, ...second.rows].map(({ escalation }) => escalation.urgency)).toEqual(['urgent', 'soon', 'routine'])
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
