import { randomUUID } from 'node:crypto'
import { refused } from '@oh/kernel'
import { CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Handlers } from './arrival.ts'
import {
  handMadeWire,
  memoryPeers,
  newSubject,
  note,
  silent,
  standingClock,
  type TestMember,
  testMember,
} from './members-for-tests.ts'
import { PeersUnknown } from './peers.ts'
import { type ReceivePorts, receive, type Wire } from './receive.ts'

const clock = standingClock()
const peers = memoryPeers()
let spoke: TestMember
let pool: TestMember

beforeAll(async () => {
  spoke = await testMember('spoke', { clock, peers })
  pool = await testMember('pool', { clock, peers })
})
afterAll(async () => {
  await spoke[Symbol.asyncDispose]()
  await pool[Symbol.asyncDispose]()
})

const handlers: Handlers = { [CONSENT_WITHDRAWN_V1]: note }
const portsOf = (changes: Partial<ReceivePorts> = {}): ReceivePorts => ({
  db: pool.database.db,
  member: pool.member,
  peers,
  handlers,
  log: silent,
  ...changes,
})
const take = (wire: Wire, changes: Partial<ReceivePorts> = {}) => receive(portsOf(changes), wire)
const wireOf = (changes: Parameters<typeof handMadeWire>[2] = {}) => handMadeWire(spoke, pool.member, changes)
const audited = () =>
  pool.database.admin`select reasons from audit_entry where action = 'message.receive' order by at, id`.then((rows) =>
    rows.flatMap(({ reasons }) => reasons as string[]),
  )

beforeEach(() => pool.database.admin`delete from effect`)

describe('a message that arrives', () => {
  it('takes effect and leaves its receipt', async () => {
    const wire = await wireOf()
    expect(await take(wire)).toEqual({ kind: 'taken-in' })
    const { subject, id } = JSON.parse(new TextDecoder().decode(wire.envelope))
    expect(await pool.effects()).toEqual({ [subject]: [1] })
    const [receipt] = await pool.database.admin`select * from inbox_receipt where message_id = ${id}`
    expect(receipt).toMatchObject({ source: spoke.member, name: CONSENT_WITHDRAWN_V1, seq: 1, outcome: 'taken-in' })
  })
  it('takes effect once, however often and however much at once it comes', async () => {
    const wire = await wireOf()
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(wire)))
    expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array.from({ length: 7 }, () => 'already'), 'taken-in'])
    expect(Object.values(await pool.effects())).toEqual([[1]])
  })
  it('is known again when the same message is signed anew', async () => {
    const envelope = { id: randomUUID(), subject: newSubject() }
    const body = { escalationId: envelope.subject, at: clock(), safetyHold: true }
    expect(await take(await wireOf({ envelope, body }))).toEqual({ kind: 'taken-in' })
    expect(await take(await wireOf({ envelope: { ...envelope, attemptedAt: clock() }, body }))).toEqual({ kind: 'already' })
  })
  it('is refused and written down when its id comes with another body', async () => {
    const envelope = { id: randomUUID(), subject: newSubject() }
    await take(await wireOf({ envelope }))
    const body = { escalationId: envelope.subject, at: clock(), safetyHold: true }
    expect(await take(await wireOf({ envelope, body }))).toEqual({ kind: 'refused', code: 'id-reused' })
    expect(await take(await wireOf({ envelope: { ...envelope, subject: newSubject() }, body }))).toMatchObject({
      code: 'id-reused',
    })
    expect(await audited()).toEqual(expect.arrayContaining(['id-reused', 'id-reused']))
    expect(Object.values(await pool.effects())).toEqual([[1]])
  })
})

describe('the order of a case', () => {
  it('makes a message wait for those before it', async () => {
    const subject = newSubject()
    const [first, second, third] = await Promise.all([1, 2, 3].map((seq) => wireOf({ envelope: { subject, seq } })))
    if (!first || !second || !third) throw new Error('three were made')
    expect(await take(third)).toEqual({ kind: 'refused', code: 'gap' })
    expect(await take(first)).toEqual({ kind: 'taken-in' })
    expect(await take(third)).toEqual({ kind: 'refused', code: 'gap' })
    expect(await take(second)).toEqual({ kind: 'taken-in' })
    expect(await take(third)).toEqual({ kind: 'taken-in' })
    expect(await pool.effects()).toEqual({ [subject]: [1, 2, 3] })
  })
  it('is kept when all come at once in any order', async () => {
    const subject = newSubject()
    const wires = await Promise.all([1, 2, 3, 4, 5, 6].map((seq) => wireOf({ envelope: { subject, seq } })))
    for (let left = [...wires].reverse(); left.length > 0; ) {
      const answers = await Promise.all(left.map((wire) => take(wire)))
      left = left.filter((_, index) => answers[index]?.kind === 'refused')
    }
    expect(await pool.effects()).toEqual({ [subject]: [1, 2, 3, 4, 5, 6] })
  })
  it('refuses a second message under one number', async () => {
    const subject = newSubject()
    await take(await wireOf({ envelope: { subject } }))
    expect(await take(await wireOf({ envelope: { subject } }))).toEqual({ kind: 'refused', code: 'seq-reused' })
    expect(await audited()).toContain('seq-reused')
  })
  it('lets one of several messages under one number take effect when all come at once', async () => {
    const subject = newSubject()
    await take(await wireOf({ envelope: { subject } }))
    const rivals = await Promise.all(Array.from({ length: 6 }, () => wireOf({ envelope: { subject, seq: 2 } })))
    const answers = await Promise.all(rivals.map((wire) => take(wire)))
    expect(answers.filter(({ kind }) => kind === 'taken-in')).toHaveLength(1)
    expect(answers.filter((answer) => answer.kind === 'refused' && answer.code === 'seq-reused')).toHaveLength(5)
    expect(await pool.effects()).toEqual({ [subject]: [1, 2] })
  })
  it('starts anew in a higher epoch, and from then on one of a lower epoch has no effect', async () => {
    const subject = newSubject()
    await take(await wireOf({ envelope: { subject } }))
    expect(await take(await wireOf({ envelope: { subject, epoch: 2, seq: 2 } }))).toMatchObject({ code: 'gap' })
    expect(await take(await wireOf({ envelope: { subject, epoch: 2 } }))).toEqual({ kind: 'taken-in' })
    expect(await take(await wireOf({ envelope: { subject, epoch: 1, seq: 2 } }))).toEqual({
      kind: 'refused',
      code: 'older-epoch',
    })
    expect(await audited()).toContain('older-epoch')
    expect(await pool.effects()).toEqual({ [subject]: [1, 1] })
  })
})

describe('a handler', () => {
  it('that says a lawful no is recorded with its reasons and not asked again', async () => {
    const saysNo: Handlers = { [CONSENT_WITHDRAWN_V1]: async () => refused('case-closed') }
    const subject = newSubject()
    const wire = await wireOf({ envelope: { subject } })
    expect(await take(wire, { handlers: saysNo })).toEqual({ kind: 'taken-in' })
    expect(await take(wire)).toEqual({ kind: 'already' })
    const [receipt] = await pool.database.admin`select outcome, reasons from inbox_receipt where subject = ${subject}`
    expect(receipt).toEqual({ outcome: 'refused', reasons: ['case-closed'] })
    expect(await audited()).toContain('case-closed')
    expect(await take(await wireOf({ envelope: { subject, seq: 2 } }))).toEqual({ kind: 'taken-in' })
  })
  it('that fails leaves nothing behind, and the message takes effect when it comes again', async () => {
    const fails: Handlers = {
      [CONSENT_WITHDRAWN_V1]: async (tx, message) => {
        await note(tx, message)
        throw new RangeError('the database is away')
      },
    }
    const wire = await wireOf()
    await expect(take(wire, { handlers: fails })).rejects.toThrow(RangeError)
    expect(await pool.effects()).toEqual({})
    expect(await take(wire)).toEqual({ kind: 'taken-in' })
  })
})

describe('a message that is refused before it is read', () => {
  const unchanged = async () => expect(await pool.effects()).toEqual({})
  const altered = (bytes: Uint8Array) => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte))

  it('has an altered envelope, body or signature', async () => {
    const wire = await wireOf()
    const other = await wireOf()
    const spoiled = [
      { ...wire, envelope: altered(wire.envelope) },
      { ...wire, body: altered(wire.body) },
      { ...wire, body: other.body },
      { ...wire, signature: other.signature },
      { ...wire, signature: '' },
    ]
    for (const each of spoiled) expect(await take(each)).toEqual({ kind: 'refused', code: 'bad-signature' })
    await unchanged()
  })
  it('is for another member', async () => {
    expect(await take(await handMadeWire(spoke, spoke.member))).toEqual({ kind: 'refused', code: 'wrong-destination' })
    expect(await audited()).toContain('wrong-destination')
    await unchanged()
  })
  it('names another source than the owner of its key', async () => {
    expect(await take(await wireOf({ envelope: { source: pool.member } }))).toMatchObject({ code: 'wrong-source' })
    expect(await take(await wireOf({ envelope: { keyId: 'pool-key' } }))).toMatchObject({ code: 'wrong-source' })
    expect(await take(await wireOf({ signer: { member: pool.member } }))).toMatchObject({ code: 'unknown-key' })
    await unchanged()
  })
  it('is signed with a key the registry does not have under that name', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    expect(await take(await wireOf({ signer: { signingKey: { kid: 'spoke-key', privateKey } } }))).toMatchObject({
      code: 'bad-signature',
    })
    expect(await take(await wireOf({ signer: { signingKey: { kid: 'other', privateKey } } }))).toMatchObject({
      code: 'unknown-key',
    })
    await unchanged()
  })
  it('was signed more than 5 minutes ago or by a clock more than 30 seconds ahead', async () => {
    for (const attemptedAt of ['2026-03-10T08:54:59.999Z', '2026-03-10T09:00:30.001Z'])
      expect(await take(await wireOf({ envelope: { attemptedAt } }))).toEqual({ kind: 'refused', code: 'attempt-expired' })
    await unchanged()
  })
  it('is of any age itself', async () => {
    expect(await take(await wireOf({ envelope: { occurredAt: '2025-01-01T00:00:00.000Z' } }))).toEqual({ kind: 'taken-in' })
  })
  it('is of an unknown name or version, or one this kind of member may not send', async () => {
    expect(await take(await wireOf({ envelope: { version: 2 } }))).toEqual({ kind: 'refused', code: 'unknown-version' })
    expect(await take(await wireOf({ envelope: { type: 'case-burnt' } }))).toEqual({ kind: 'refused', code: 'unknown-version' })
    const body = { escalationId: newSubject(), outcome: 'offered', round: 1, at: clock() }
    expect(await take(await wireOf({ envelope: { type: 'escalation-routed' }, body }))).toEqual({
      kind: 'refused',
      code: 'not-allowed',
    })
    await unchanged()
  })
  it('has a body of another shape or an envelope that is none', async () => {
    expect(await take(await wireOf({ body: { escalationId: 'x' } }))).toEqual({ kind: 'refused', code: 'bad-shape' })
    expect(await take(await wireOf({ envelope: { seq: -1 } }))).toEqual({ kind: 'refused', code: 'bad-envelope' })
    await unchanged()
  })
  it('is from a suspended member', async () => {
    const row = peers.rows.get(spoke.member)
    if (!row) throw new Error('the spoke is registered')
    peers.rows.set(spoke.member, { ...row, state: 'suspended' })
    expect(await take(await wireOf())).toEqual({ kind: 'refused', code: 'sender-not-active' })
    peers.rows.set(spoke.member, row)
    await unchanged()
  })
  it('cannot be judged while the registry cannot be asked: the sender tries again', async () => {
    const away = { find: () => Promise.reject(new PeersUnknown('away')) }
    await expect(take(await wireOf(), { peers: away })).rejects.toThrow(PeersUnknown)
    await unchanged()
  })
})
