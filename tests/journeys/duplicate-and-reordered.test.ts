import { randomUUID } from 'node:crypto'
import { generateSigningKey, loadSigningKey } from '@oh/auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done } from '../network/acts.ts'
import { handIn, type Wire, wireFrom } from '../network/forge.ts'
import { type Nurse, nurseAt } from '../network/nurse.ts'
import { QK1, RWE } from '../network/people.ts'
import { specialistAt } from '../network/specialist.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

let net: Network
let asha: Nurse
/** A real message of the spoke, as it passed on the road to the pool. */
let captured: Wire
let caseId = ''
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1'] })
  asha = nurseAt(net.as(RWE.nurse), RWE.trust)
  const opened = await asha.readyCase('Quilla Featherstone', '77030')
  caseId = opened.id
  done(await asha.escalates(caseId), 'CaseEscalated')
  await net.settle()
  const [passed] = net.roadTo('QK1').passed
  if (!passed) throw new Error('nothing passed on the road')
  captured = passed
})
afterAll(() => net?.[Symbol.asyncDispose]())

const inbox = () => net.urlOf(net.poolId('QK1'))
const spoke = () => net.spokeId('RWE')
const pool = () => net.poolId('QK1')
const envelopeOf = ({ envelope }: Wire) => JSON.parse(Buffer.from(envelope, 'base64url').toString())
const bodyOf = ({ body }: Wire) => JSON.parse(body.toString())
/** A fresh escalation that looks like the captured one in all but its ids. */
const freshBody = (escalationId: string) => ({ ...bodyOf(captured), escalationId })

async function effects() {
  const { admin } = net.poolDatabase('QK1')
  const [counted] = await admin`select (select count(*)::int from escalation) as escalations,
    (select count(*)::int from offer) as offers, (select count(*)::int from inbox_receipt) as receipts,
    (select count(*)::int from outbox_message) as told`
  return counted
}
/** Hands in what must be refused, and looks that nothing at all has taken effect. */
async function refused(wire: Wire) {
  const before = await effects()
  const answer = await handIn(inbox(), wire)
  await net.settle()
  expect(await effects()).toEqual(before)
  return answer
}

describe('a message that comes again', () => {
  it('takes effect once, however often the same bytes are delivered', async () => {
    const before = await effects()
    for (let times = 0; times < 3; times += 1) expect(await handIn(inbox(), captured)).toEqual({ status: 200 })
    const signedAnew = await wireFrom(net, spoke(), pool(), { envelope: envelopeOf(captured), body: captured.body })
    expect(await handIn(inbox(), signedAnew)).toEqual({ status: 200 })
    expect(await effects()).toEqual(before)
  })

  it('takes effect once when ten copies arrive at the same moment', async () => {
    const subject = randomUUID()
    const wire = await wireFrom(net, spoke(), pool(), { envelope: { subject }, body: freshBody(subject) })
    const answers = await Promise.all(Array.from({ length: 10 }, () => handIn(inbox(), wire)))
    // whoever waits for the first one too long is told to come again
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([{ status: 201 }])
    const [row] = await net.poolDatabase('QK1').admin`select count(*)::int as many from offer where escalation_id = ${subject}`
    expect(row).toEqual({ many: 1 })
  })

  it('is sent again when the answer was lost, and is applied once on both sides', async () => {
    const road = net.roadTo('QK1')
    const { id } = await asha.readyCase('Odo Featherstone', '77031')
    road.loseAnswers(true)
    const { escalation } = done(await asha.escalates(id), 'CaseEscalated')
    await net.settle()
    net.clock.advance({ minutes: 6 })
    await net.settle()
    const pushed = road.passed.filter((each) => envelopeOf(each).subject === escalation.id)
    expect(pushed.map(({ status }) => status)).toEqual([201, 200])
    road.loseAnswers(false)
    net.clock.advance({ minutes: 6 })
    await net.settle()
    expect((await asha.sent(id)).state).toBe('offered')
    const { admin } = net.spokeDatabase('RWE')
    expect(await admin`select state from outbox_message where subject = ${escalation.id}`).toEqual([{ state: 'acknowledged' }])
    const receipts = await admin`select name from inbox_receipt where subject = ${escalation.id}`
    expect(receipts.map(({ name }) => name)).toEqual(['escalation-routed.v1'])
  })
})

describe('a message that comes out of order', () => {
  it('waits for the one before it, and is then taken in', async () => {
    const subject = randomUUID()
    const first = await wireFrom(net, spoke(), pool(), { envelope: { subject }, body: freshBody(subject) })
    const second = await wireFrom(net, spoke(), pool(), {
      envelope: { subject, seq: 2, type: 'consent-withdrawn' },
      body: { escalationId: subject, at: net.clock.now(), safetyHold: false },
    })
    expect(await refused(second)).toEqual({ status: 409, code: 'gap' })
    expect(await handIn(inbox(), first)).toEqual({ status: 201 })
    expect(await handIn(inbox(), second)).toEqual({ status: 201 })
    expect(await handIn(inbox(), first)).toEqual({ status: 200 })
    const [row] = await net.poolDatabase('QK1').admin`select state from escalation where id = ${subject}`
    expect(row).toEqual({ state: 'withdrawn' })
  })

  it('is refused when its place is taken already by another message', async () => {
    const { subject } = envelopeOf(captured)
    const body = { escalationId: subject, at: net.clock.now(), safetyHold: false }
    const wire = await wireFrom(net, spoke(), pool(), { envelope: { subject, type: 'consent-withdrawn' }, body })
    expect(await refused(wire)).toEqual({ status: 409, code: 'seq-reused' })
  })
})

describe('a message that is not what it says', () => {
  const fresh = async (changes: Record<string, unknown> = {}, body?: unknown) => {
    const subject = randomUUID()
    return wireFrom(net, spoke(), pool(), { envelope: { subject, ...changes }, body: body ?? freshBody(subject) })
  }

  it('is refused when its body, its envelope or its signature was changed on the way', async () => {
    const good = await fresh()
    const [header = '', , signature = ''] = good.signature.split('.')
    const other = await fresh()
    const forged: Wire[] = [
      { ...good, body: Buffer.from(good.body.toString().replace('"routine"', '"urgent"')) },
      { ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) },
      { ...good, envelope: other.envelope },
      { ...good, signature: other.signature },
      { ...good, signature: `${header}..${signature.slice(0, -4)}AAAA` },
      { ...good, signature: `${header}..` },
      { ...good, signature: '' },
    ]
    for (const wire of forged) expect(await refused(wire)).toEqual({ status: 401, code: 'bad-signature' })
    expect((await handIn(inbox(), good)).status).toBe(201)
  })

  it('is refused when a stranger signs it, or another member in its own or in the spoke’s name', async () => {
    const stranger = await loadSigningKey(await generateSigningKey())
    const neighbour = { member: net.spokeId('RT5'), key: await net.signingKey(net.spokeId('RT5')) }
    const subject = randomUUID()
    const by = (signer: { member: string; key: typeof stranger }) =>
      wireFrom(net, spoke(), pool(), { envelope: { subject }, body: freshBody(subject), signer })
    expect(await refused(await by({ member: spoke(), key: stranger }))).toEqual({ status: 401, code: 'unknown-key' })
    expect(await refused(await by({ ...neighbour, member: spoke() }))).toEqual({ status: 401, code: 'unknown-key' })
    expect(await refused(await by({ member: 'spoke-0123456789ab', key: stranger }))).toEqual({
      status: 401,
      code: 'unknown-sender',
    })
    expect(await refused(await by(neighbour))).toEqual({ status: 403, code: 'wrong-source' })
  })

  it('is refused when it speaks for a trust that its sender does not serve', async () => {
    const subject = randomUUID()
    const wire = await wireFrom(net, net.spokeId('RT5'), pool(), { envelope: { subject }, body: freshBody(subject) })
    expect(await refused(wire)).toEqual({ status: 403, code: 'trust-not-served' })
    const { admin } = net.poolDatabase('QK1')
    expect(await admin`select id from escalation where id = ${subject}`).toEqual([])
  })

  it('is refused when it is for another member, of an unknown kind or version, old, or not of its shape', async () => {
    const known: [Wire, { status: number; code: string }][] = [
      [await fresh({ destination: net.spokeId('RT5') }), { status: 403, code: 'wrong-destination' }],
      [await fresh({ version: 2 }), { status: 422, code: 'unknown-version' }],
      [await fresh({ type: 'case-forgotten' }), { status: 422, code: 'unknown-version' }],
      [await fresh({ attemptedAt: '2026-11-22T09:00:00.000Z' }), { status: 401, code: 'attempt-expired' }],
      [await fresh({}, { nothing: 'of the kind' }), { status: 422, code: 'bad-shape' }],
      [await fresh({}, Buffer.from('{')), { status: 422, code: 'bad-shape' }],
      [await fresh({ seq: -1 }), { status: 400, code: 'bad-envelope' }],
      [await fresh({ epoch: 0 }), { status: 400, code: 'bad-envelope' }],
      [await fresh({ id: 'not-an-id' }), { status: 400, code: 'bad-envelope' }],
    ]
    for (const [wire, answer] of known) expect(await refused(wire)).toEqual(answer)
  })

  it('is refused when a spoke says what only a pool may say', async () => {
    const subject = envelopeOf(captured).subject
    const body = { escalationId: subject, outcome: 'offered', round: 1, at: net.clock.now() }
    const wire = await wireFrom(net, spoke(), pool(), { envelope: { subject, seq: 2, type: 'escalation-routed' }, body })
    expect(await refused(wire)).toEqual({ status: 403, code: 'not-allowed' })
  })

  it('is refused with an alarm in the audit when a known id comes with another body', async () => {
    const { id, subject } = envelopeOf(captured)
    const body = { ...bodyOf(captured), urgency: 'urgent' }
    const wire = await wireFrom(net, spoke(), pool(), { envelope: { id, subject }, body })
    expect(await refused(wire)).toEqual({ status: 409, code: 'id-reused' })
    const elsewhere = await wireFrom(net, spoke(), pool(), { envelope: { id, subject: randomUUID() }, body })
    expect(await refused(elsewhere)).toEqual({ status: 409, code: 'id-reused' })
    const { admin } = net.poolDatabase('QK1')
    const alarms = await admin`select reasons from audit_entry where action = 'message.receive' and ${id} = any(resource_ids)`
    expect(alarms).toEqual([{ reasons: ['id-reused'] }, { reasons: ['id-reused'] }])
  })

  it('is refused from its header alone when it is too large', async () => {
    const wire = { ...captured, body: Buffer.alloc(300 * 1024, 0x20) }
    expect(await handIn(inbox(), wire)).toEqual({ status: 413, code: 'too-large' })
  })
})

it('leaves the true escalation untouched by all of it', async () => {
  expect(await asha.sent(caseId)).toMatchObject({ state: 'offered', opinion: null })
  const both = [QK1.bell, QK1.sethi].map((person) => specialistAt(net.as(person), QK1.ics))
  const offers = (await Promise.all(both.map((one) => one.offerOf(envelopeOf(captured).subject)))).filter(Boolean)
  expect(offers).toHaveLength(1)
})
