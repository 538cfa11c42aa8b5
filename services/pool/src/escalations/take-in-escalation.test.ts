import { randomUUID } from 'node:crypto'
import type { EscalationId, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import { CASE_ESCALATED_V1, CONSENT_WITHDRAWN_V1 } from '@oh/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escalationBody } from '../testing/home-spoke.ts'
import { bell, HOME, idOf, shah } from '../testing/names.ts'
import { type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())

const rowsOf = (id: EscalationId) => at.database.admin`select * from escalation where id = ${id}`
const receiptOf = async (id: EscalationId) =>
  (await at.database.admin`select outcome, reasons from inbox_receipt where subject = ${id} order by seq`).map((row) => ({
    ...row,
  }))
const codeOf = async (request: Request) => {
  const answer = await at.relay.inbox(request)
  const { code }: { code?: string } = JSON.parse(await answer.text())
  return [answer.status, code]
}

describe('an escalation that arrives', () => {
  it('is kept, offered to the first specialist and told to the home spoke in one commit', async () => {
    const { id, status } = await at.spoke.escalates()
    expect(status).toBe(201)
    const [row] = await rowsOf(id)
    expect(row).toMatchObject({ state: 'offered', round: 1, spoke_id: HOME, trust: 'RX1', accepted_person: null })
    expect(await at.outbox()).toContainEqual(
      expect.objectContaining({
        name: 'escalation-routed.v1',
        subject: id,
        body: expect.objectContaining({ outcome: 'offered', round: 1 }),
      }),
    )
    expect(await at.audit('escalation.receive')).toContainEqual(
      expect.objectContaining({ actor: HOME, subject: id, outcome: 'allowed' }),
    )
  })

  it('keeps two fields for the lawful basis and the confidentiality gate', async () => {
    const { id } = await at.spoke.escalates()
    const [row] = await rowsOf(id)
    expect(row?.gdpr_basis).toMatchObject({ article6: '6(1)(e)', article9: '9(2)(h)' })
    expect(row?.confidentiality_gate).toMatchObject({ kind: 'explicit-consent', textVersion: '2026-01' })
  })

  it('takes effect once, however often it is delivered', async () => {
    const id = randomUUID() as EscalationId
    const request = await at.spoke.message(CASE_ESCALATED_V1, id, 1, escalationBody(id))
    const answers = [await at.relay.inbox(request.clone()), await at.relay.inbox(request.clone()), await at.relay.inbox(request)]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200])
    expect(await at.database.admin`select 1 from offer where escalation_id = ${id}`).toHaveLength(1)
  })

  it('waits for what was sent before it', async () => {
    const id = randomUUID() as EscalationId
    const withdrawal = { escalationId: id, at: at.clock(), safetyHold: false }
    const later = await at.spoke.message(CONSENT_WITHDRAWN_V1, id, 2, withdrawal)
    expect((await at.relay.inbox(later.clone())).status).toBe(409)
    expect((await at.spoke.escalates({ escalationId: id })).status).toBe(201)
    expect((await at.relay.inbox(later)).status).toBe(201)
    expect(await rowsOf(id)).toMatchObject([{ state: 'withdrawn', content: null, record_key: null }])
  })

  it('goes back to its sender for a trust that the sending spoke does not serve', async () => {
    const { id, status } = await at.spoke.escalates({ trust: 'RK5' as TrustCode })
    expect(status).toBe(403)
    expect([await rowsOf(id), await receiptOf(id)]).toEqual([[], []])
    expect(await at.audit('message.receive')).toContainEqual(
      expect.objectContaining({ actor: HOME, subject: id, outcome: 'refused', reasons: ['trust-not-served'] }),
    )
  })

  it('goes back for a trust that the spoke no longer serves, and is taken in once the register is put right', async () => {
    const before = at.spoke.peer
    at.members.set(HOME, { ...before, serves: before.serves.map((row) => ({ ...row, to: '2026-03-10' as typeof row.from })) })
    const id = randomUUID() as EscalationId
    const request = await at.spoke.message(CASE_ESCALATED_V1, id, 1, escalationBody(id))
    expect(await codeOf(request.clone())).toEqual([403, 'trust-not-served'])
    at.members.set(HOME, before)
    expect((await at.relay.inbox(request)).status).toBe(201)
    expect(await rowsOf(id)).toHaveLength(1)
  })

  it('goes back when it leaves out somebody whom the pool does not know, for that could not be kept', async () => {
    const id = randomUUID() as EscalationId
    const known = { specialistId: idOf(bell) as SpecialistId, why: 'objection' } as const
    const unknown = { ...known, specialistId: randomUUID() as SpecialistId }
    const request = await at.spoke.message(CASE_ESCALATED_V1, id, 1, { ...escalationBody(id), excluded: [known, unknown] })
    expect(await codeOf(request)).toEqual([422, 'specialist-unknown'])
    expect([await rowsOf(id), await receiptOf(id)]).toEqual([[], []])
  })

  it('is turned away for a trust of another ICS, stays with its sender, and is taken in once an agreement holds', async () => {
    const before = at.spoke.peer
    const trust = 'RTG' as TrustCode
    const [served] = before.serves
    at.members.set(HOME, { ...before, serves: [...before.serves, { ...served, code: trust, from: '2022-07-01' as LondonDate }] })
    const id = randomUUID() as EscalationId
    const request = await at.spoke.message(CASE_ESCALATED_V1, id, 1, { ...escalationBody(id), trust, employer: trust })
    const turnedAway = await at.relay.inbox(request.clone())
    expect([turnedAway.status, await turnedAway.json()]).toEqual([403, { code: 'not-served' }])
    expect([await rowsOf(id), await receiptOf(id)]).toEqual([[], []])
    expect(await at.audit('message.receive')).toContainEqual(
      expect.objectContaining({ actor: HOME, subject: id, outcome: 'refused', reasons: ['not-served'] }),
    )
    const agree = (from: string, to: string | null) => at.database.admin`
      insert into neighbour_agreement (id, trust, reason, from_on, to_on, agreed_by)
      values (gen_random_uuid(), ${trust}, 'No pool of its own', ${from}, ${to}, 'test')`
    await agree('2025-01-01', '2026-03-10')
    expect((await at.relay.inbox(request.clone())).status).toBe(403)
    await agree('2026-03-10', null)
    expect((await at.relay.inbox(request)).status).toBe(201)
    expect(await rowsOf(id)).toMatchObject([{ trust, state: 'offered' }])
    at.members.set(HOME, before)
  })

  it('goes back when it speaks of another escalation than its envelope, and so does a withdrawal', async () => {
    const id = randomUUID() as EscalationId
    const other = randomUUID() as EscalationId
    const request = await at.spoke.message(CASE_ESCALATED_V1, id, 1, escalationBody(other))
    expect(await codeOf(request)).toEqual([422, 'not-the-subject'])
    const withdrawal = { escalationId: other, at: at.clock(), safetyHold: false }
    expect(await codeOf(await at.spoke.message(CONSENT_WITHDRAWN_V1, id, 1, withdrawal))).toEqual([422, 'not-the-subject'])
    expect(await receiptOf(id)).toEqual([])
  })

  it('cannot replace or withdraw the escalation of another spoke', async () => {
    const { id } = await at.spoke.escalates()
    const trust = 'RK5' as TrustCode
    const again = await at.other.message(CASE_ESCALATED_V1, id, 1, { ...escalationBody(id), trust, employer: trust })
    expect(await codeOf(again)).toEqual([409, 'escalation-known'])
    const withdrawal = { escalationId: id, at: at.clock(), safetyHold: false }
    expect(await codeOf(await at.other.message(CONSENT_WITHDRAWN_V1, id, 1, withdrawal))).toEqual([409, 'escalation-unknown'])
    expect(await receiptOf(id)).toEqual([{ outcome: 'taken-in', reasons: [] }])
    expect(await rowsOf(id)).toMatchObject([{ state: 'offered', spoke_id: HOME }])
  })

  it('is not taken from a suspended spoke, a forged signature or for another pool', async () => {
    const id = randomUUID() as EscalationId
    const send = async (change = {}) =>
      at.relay.inbox(await at.spoke.message(CASE_ESCALATED_V1, id, 1, escalationBody(id), change))
    expect((await send({ destination: 'pool-0000000000bb' })).status).toBe(403)
    const good = await at.spoke.message(CASE_ESCALATED_V1, id, 1, escalationBody(id))
    const forged = new Request(good.url, { method: 'POST', headers: good.headers, body: '{}' })
    expect((await at.relay.inbox(forged)).status).toBe(401)
    at.members.set(HOME, { ...at.spoke.peer, state: 'suspended' })
    expect((await send()).status).toBe(403)
    at.members.set(HOME, at.spoke.peer)
    expect(await rowsOf(id)).toHaveLength(0)
  })

  it('is offered to nobody whom the worker or the service ruled out, and they see neither row, count nor absence', async () => {
    const before = [await at.offers(bell), await at.offers(shah)]
    const excluded = [bell, shah].map((person) => ({ specialistId: idOf(person) as SpecialistId, why: 'objection' }) as const)
    const { id } = await at.spoke.escalates({ excluded })
    expect(await rowsOf(id)).toMatchObject([{ state: 'nobody-eligible' }])
    expect([await at.offers(bell), await at.offers(shah)]).toEqual(before)
    const missing = randomUUID()
    for (const person of [bell, shah]) {
      const [hidden, absent] = [await at.read(person, id), await at.read(person, missing)]
      expect(JSON.stringify(hidden)).toBe(JSON.stringify(absent))
      expect(hidden.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
      const [closed, none] = [await at.content(person, id, 'x'), await at.content(person, missing, 'x')]
      expect(JSON.stringify(closed)).toBe(JSON.stringify(none))
      const malformed = await at.read(person, "x' or 1=1")
      expect(JSON.stringify(malformed)).toBe(JSON.stringify(absent))
    }
  })
})
