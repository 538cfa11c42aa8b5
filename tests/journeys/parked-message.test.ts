import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, submitter, wordsOf } from '../network/acts.ts'
import { foundIn } from '../network/leaks.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { EVERY_WORD, RWE } from '../network/people.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const PARKED = `{ parkedMessages(trust: "RWE", first: 10) { waiting parked
  rows { id name subject reason attempts blocked ageSeconds } } }`

let net: Network
let asha: Nurse
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
})
afterAll(() => net?.[Symbol.asyncDispose]())

const parked = async () => (await net.as(RWE.administrator).get(PARKED)).parkedMessages
const retry = (messageId: string) =>
  submitter(net.as(RWE.administrator), { trust: RWE.trust })('retryMessage', '... on MessageRetried { messageId }', {
    messageId,
    reason: 'mended-there',
  })
/** As long as it takes for everything that will be tried again to be tried, three times over. */
const tryAgain = async () => {
  for (let times = 0; times < 4; times += 1) {
    await net.settle()
    net.clock.advance({ minutes: 6 })
  }
}

describe('a message that is harmed on the way', () => {
  let caseId = ''
  let escalationId = ''
  let messageId = ''

  it('is refused each time, and after the third is parked where the administrator sees it, with age and reason', async () => {
    caseId = (await asha.readyCase('Quilla Featherstone', '77060')).id
    net.roadTo('QK1').harmMessages(true)
    escalationId = done(await asha.escalates(caseId), 'CaseEscalated').escalation.id
    await tryAgain()
    const { rows, ...counts } = await parked()
    expect(counts).toEqual({ waiting: 0, parked: 1 })
    expect(rows).toEqual([
      {
        id: expect.any(String),
        name: 'case-escalated.v1',
        subject: escalationId,
        reason: 'bad-signature',
        attempts: 3,
        blocked: 0,
        ageSeconds: 24 * 60,
      },
    ])
    messageId = rows[0].id
    expect(foundIn(net.answersTo(RWE.administrator).join('\n'), EVERY_WORD)).toEqual([])
    expect(await net.poolDatabase('QK1').admin`select id from escalation`).toEqual([])
    expect((await asha.sent(caseId)).state).toBe('sent')
  })

  it('holds back nothing of another case', async () => {
    net.roadTo('QK1').harmMessages(false)
    const { id: other } = await asha.readyCase('Odo Featherstone', '77061')
    done(await asha.escalates(other), 'CaseEscalated')
    await tryAgain()
    expect((await asha.sent(other)).state).toBe('offered')
    expect(await parked()).toMatchObject({ waiting: 0, parked: 1, rows: [{ id: messageId }] })
  })

  it('is parked again when it is retried too early', async () => {
    net.roadTo('QK1').harmMessages(true)
    done(await retry(messageId), 'MessageRetried')
    await tryAgain()
    expect(await parked()).toMatchObject({ waiting: 0, parked: 1, rows: [{ id: messageId, attempts: 6 }] })
  })

  it('takes effect once it is retried and the way is mended', async () => {
    net.roadTo('QK1').harmMessages(false)
    done(await retry(messageId), 'MessageRetried')
    expect(wordsOf(await retry(messageId))).toEqual(['not-parked'])
    await net.settle()
    expect(await parked()).toEqual({ waiting: 0, parked: 0, rows: [] })
    expect((await asha.sent(caseId)).state).toBe('offered')
    const { admin } = net.poolDatabase('QK1')
    expect(await admin`select name, seq, outcome from inbox_receipt where subject = ${escalationId}`).toEqual([
      { name: 'case-escalated.v1', seq: 1, outcome: 'taken-in' },
    ])
  })

  it('is followed by the withdrawal once the worker withdraws consent: whether it had arrived before, nobody can know', async () => {
    const { id: withdrawn } = await asha.readyCase('Iris Featherstone', '77062')
    const road = net.roadTo('QK1')
    road.loseAnswers(true)
    const { id } = done(await asha.escalates(withdrawn), 'CaseEscalated').escalation
    await net.settle()
    road.loseAnswers(false)
    road.harmMessages(true)
    await tryAgain()
    expect((await parked()).rows).toMatchObject([{ subject: id, reason: 'bad-signature' }])
    const { admin } = net.poolDatabase('QK1')
    const copyAtPool = () => admin`select state, content is not null as has_content from escalation where id = ${id}`
    expect(await copyAtPool()).toMatchObject([{ has_content: true }])

    done(await asha.withdraws(withdrawn), 'ConsentWithdrawn')
    road.harmMessages(false)
    const { rows } = await parked()
    expect(rows).toMatchObject([{ name: 'case-escalated.v1', subject: id, blocked: 1 }])
    done(await retry(rows[0].id), 'MessageRetried')
    await tryAgain()
    expect(await parked()).toEqual({ waiting: 0, parked: 0, rows: [] })
    expect(await copyAtPool()).toEqual([{ state: 'withdrawn', has_content: false }])
  })
})

describe('a message that the pool refuses for what it says', () => {
  it('never leaves the trust once the worker has withdrawn consent: nothing is left to retry', async () => {
    const { id: withdrawn } = await asha.readyCase('Olive Featherstone', '77063')
    const exclusions = [{ specialistId: randomUUID(), why: 'objection' }]
    const { id } = done(await asha.escalates(withdrawn, { exclusions }), 'CaseEscalated').escalation
    await tryAgain()
    const [row] = (await parked()).rows
    expect(row).toMatchObject({ subject: id, reason: 'specialist-unknown' })
    done(await asha.withdraws(withdrawn), 'ConsentWithdrawn')
    expect(await parked()).toEqual({ waiting: 0, parked: 0, rows: [] })
    expect(wordsOf(await retry(row.id))).toEqual(['not-parked'])
    await tryAgain()
    expect(await net.poolDatabase('QK1').admin`select id from escalation where id = ${id}`).toEqual([])
    const kept = await net.spokeDatabase('RWE').admin`select state, sealed_body from outbox_message where subject = ${id}`
    expect(kept).toEqual([{ state: 'recalled', sealed_body: null }])
  })
})
