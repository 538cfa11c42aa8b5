import { randomUUID } from 'node:crypto'
import { londonDateOf, type PersonId } from '@oh/kernel'
import { specialistId } from '@oh/pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, type Result, wordsOf } from '../network/acts.ts'
import { codesOf } from '../network/caller.ts'
import { foundIn } from '../network/leaks.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { CONTENT, EVERY_WORD, PLANTED, QK1, RWE } from '../network/people.ts'
import { type EscalationKey, type Specialist, specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

let net: Network
let asha: Nurse
let pair: readonly [Specialist, Specialist]
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  pair = [specialistAt(net.as(QK1.bell), QK1.ics), specialistAt(net.as(QK1.sethi), QK1.ics)]
  // the third, who has every skill, is away: the first two are left to each other
  const third = specialistId(net.plan.pools[0]?.memberId ?? expect.fail('no pool'), QK1.rahmani as PersonId)
  await net.poolDatabase('QK1').admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
    values (${randomUUID()}, ${third}, ${londonDateOf(net.clock.now())}, ${londonDateOf(net.clock.now())}::date + 60)`
})
afterAll(() => net?.[Symbol.asyncDispose]())

let workers = 0
/** A new worker's case that either specialist may answer; on offer to the first, who knows nothing of the second. */
async function onOffer() {
  workers += 1
  const fullName = `Quilla Featherstone${'abcdefgh'.charAt(workers)}`
  const { id: caseId } = await asha.readyCase(fullName, `7700${workers}`)
  const { escalation } = done(await asha.escalates(caseId), 'CaseEscalated')
  await net.settle()
  const key: EscalationKey = { spokeId: escalation.spokeId, id: escalation.id }
  const offers = await Promise.all(pair.map((one) => one.offerOf(key.id)))
  const first = offers[0] ? pair[0] : pair[1]
  const next = offers[0] ? pair[1] : pair[0]
  const [offer, ...more] = offers.filter((each) => each !== undefined)
  expect(more).toEqual([])
  if (!offer) throw new Error('nobody was asked')
  return { caseId, key, first, next, offerId: offer.id as string, fullName }
}
const offerIdOf = async (of: Specialist, { id }: EscalationKey): Promise<string> => (await of.offerOf(id))?.id

const STORY = `query ($ics: ID!, $id: ID!) { escalationHistory(ics: $ics, id: $id) { events { sentence } } }`
const BOARD = `query ($ics: ID!) { board(ics: $ics, first: 20) {
  rows { escalation { id state round } offeredTo { fullName } candidates { reasons { word } } } } }`
const toldTo = (person: string, { id }: EscalationKey) => net.as(person).ask(STORY, { ics: QK1.ics, id })
/** What the board and the page of one escalation say of it. */
async function toldToCoordinator(key: EscalationKey) {
  const { board } = await net.as(QK1.coordinator).get(BOARD, { ics: QK1.ics })
  const story = await toldTo(QK1.coordinator, key)
  const row: Result = board.rows.find(({ escalation }: Result) => escalation.id === key.id)
  const sentences: string[] = story.data.escalationHistory.events.map(({ sentence }: Result) => sentence)
  return { row, sentences, text: `${JSON.stringify(row)} ${story.text}` }
}

describe('a specialist who declines', () => {
  it('is asked no more, and the next one is asked at once', async () => {
    const { caseId, key, first, next, offerId } = await onOffer()
    done(await first.declines(offerId, 'may-know-the-worker'), 'OfferDeclined')
    expect(await first.offerOf(key.id)).toBeUndefined()
    const again = await offerIdOf(next, key)
    await net.settle()
    expect(await asha.sent(caseId)).toMatchObject({ state: 'offered', acceptedName: null })
    done(await next.accepts(again), 'OfferAccepted')
    expect(codesOf(await first.read(key))).toEqual(['NOT_FOUND'])
    expect(wordsOf(await first.accepts(offerId))).toEqual(['already-accepted'])
  })

  it('leaves nobody when both decline: the nurse has a task, and no offer is open', async () => {
    const { caseId, key, first, next, offerId } = await onOffer()
    done(await first.declines(offerId), 'OfferDeclined')
    done(await next.declines(await offerIdOf(next, key)), 'OfferDeclined')
    await net.settle()
    expect((await asha.sent(caseId)).state).toBe('nobody-eligible')
    expect((await asha.readCase(caseId, 'openTasks { kind }')).openTasks).toEqual([{ kind: 'escalation-not-placed' }])
    expect([await first.offerOf(key.id), await next.offerOf(key.id)]).toEqual([undefined, undefined])
  })
})

describe('an offer that is not answered', () => {
  const untilItEnds = async (of: Specialist, key: EscalationKey) => {
    const { expiresAt } = (await of.offerOf(key.id)) ?? expect.fail('there is no offer')
    return (Date.parse(expiresAt) - Date.parse(net.clock.now())) / 60_000
  }

  it('lapses at its end and not before, and the next one is asked', async () => {
    const { caseId, key, first, next, offerId } = await onOffer()
    net.clock.advance({ minutes: (await untilItEnds(first, key)) - 1 })
    await net.settle()
    expect([await offerIdOf(first, key), await next.offerOf(key.id)]).toEqual([offerId, undefined])
    net.clock.advance({ minutes: 1 })
    await net.settle()
    expect(await first.offerOf(key.id)).toBeUndefined()
    expect(['offer-lapsed', 'not-offered-to-you']).toContain(wordsOf(await first.accepts(offerId))[0])
    expect(await asha.sent(caseId)).toMatchObject({ state: 'offered', acceptedName: null })
    done(await next.accepts(await offerIdOf(next, key)), 'OfferAccepted')
    await net.settle()
    expect((await asha.sent(caseId)).state).toBe('accepted')
  })

  it('leaves nobody when both let it lapse: the nurse has a task', async () => {
    const { caseId, key, first, next } = await onOffer()
    for (const one of [first, next]) {
      net.clock.advance({ minutes: await untilItEnds(one, key) })
      await net.settle()
    }
    expect((await asha.sent(caseId)).state).toBe('nobody-eligible')
    expect((await asha.readCase(caseId, 'openTasks { kind }')).openTasks).toEqual([{ kind: 'escalation-not-placed' }])
  })
})

describe('two specialists at once', () => {
  it('find one of them accepted: whoever holds the open offer, however both press', async () => {
    const { caseId, key, first, next, offerId } = await onOffer()
    net.clock.advance({ days: 4 })
    await net.settle()
    const current = await offerIdOf(next, key)
    const [late, ...pressed] = await Promise.all([first.accepts(offerId), next.accepts(current), next.accepts(current)])
    expect(pressed.map(({ __typename }) => __typename)).toEqual(['OfferAccepted', 'OfferAccepted'])
    expect(['offer-lapsed', 'already-accepted']).toContain(wordsOf(late)[0])
    expect(wordsOf(await first.accepts(offerId))).toEqual(['already-accepted'])
    await net.settle()
    const told = await net.poolDatabase('QK1').admin`
      select name from outbox_message where subject = ${key.id} and name = 'escalation-accepted.v1'`
    expect(told).toHaveLength(1)
    expect((await asha.sent(caseId)).state).toBe('accepted')
  })
})

describe('a conflict of interest that is declared at the identity card', () => {
  it('closes the view, leaves the declarer nothing, and asks the next one', async () => {
    const { caseId, key, first, next, offerId, fullName } = await onOffer()
    done(await first.accepts(offerId), 'OfferAccepted')
    await net.settle()
    const card = await first.card(key)
    expect(card.data.escalation.worker.fullName).toBe(fullName)
    const declared = done(await first.declares(key, true), 'ConflictDeclared')
    expect(declared).toMatchObject({ conflict: true, escalation: null })
    for (const asked of [await first.read(key), await first.card(key), await first.opens(key)]) {
      expect([asked.data, codesOf(asked)]).toEqual([{ escalation: null }, ['NOT_FOUND']])
      expect(foundIn(asked.text, [fullName, ...EVERY_WORD])).toEqual([])
    }
    const lists = await Promise.all([first.offers(), first.mine('open'), first.mine('answered')])
    expect(lists.flat().filter((row) => row.id === key.id || row.escalation?.id === key.id)).toEqual([])
    await net.settle()
    expect(await asha.sent(caseId)).toMatchObject({ state: 'offered', acceptedName: null })
    const told = await toldToCoordinator(key)
    expect(told.row).toMatchObject({ escalation: { state: 'offered', round: 2 } })
    expect(told.row.candidates.flatMap(({ reasons = [] }: Result) => reasons.map(({ word }) => word))).toContain(
      'conflict-declared-before',
    )
    expect(told.sentences).toContain(
      'A conflict of interest was declared. It was closed to whoever declared it, and somebody else is asked.',
    )
    expect(foundIn(told.text, [fullName, ...EVERY_WORD])).toEqual([])
    expect(codesOf(await toldTo(QK1.bell, key))).toEqual(['FORBIDDEN'])
    done(await next.accepts(await offerIdOf(next, key)), 'OfferAccepted')
    await net.settle()
    done(await next.declares(key, false), 'ConflictDeclared')
    expect(foundIn((await next.opens(key)).text, CONTENT)).toEqual([...CONTENT])
    expect(codesOf(await first.opens(key))).toEqual(['NOT_FOUND'])
    await expect(first.answers(key)).rejects.toThrow('NOT_FOUND')
    done(await next.answers(key), 'OpinionGiven')
    await net.settle()
    const { acceptedName, opinion, state } = await asha.sent(caseId)
    expect([state, opinion.verified, opinion.authorName]).toEqual(['answered', true, acceptedName])
  })

  it('may come to light later: the content that was open is shut again, and no opinion is taken', async () => {
    const { key, first, offerId } = await onOffer()
    done(await first.accepts(offerId), 'OfferAccepted')
    await net.settle()
    done(await first.declares(key, false), 'ConflictDeclared')
    expect(foundIn((await first.opens(key)).text, [PLANTED.question])).toEqual([PLANTED.question])
    done(await first.declares(key, true), 'ConflictDeclared')
    const shut = await first.opens(key)
    expect([shut.data, codesOf(shut)]).toEqual([{ escalation: null }, ['NOT_FOUND']])
    await expect(first.answers(key)).rejects.toThrow('NOT_FOUND')
  })
})
