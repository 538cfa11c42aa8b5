import { randomUUID } from 'node:crypto'
import { parseMessage } from '@oh/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEscalationsOfCase } from './read-escalations.ts'
import { newKey, PLANTED, person, type Scene, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const lastAudit = async () => (await s.test.audited()).at(-1)
const sentBody = async (subject: string) => {
  const [row] = await s.test.database.admin`select id, sealed_body from outbox_message where subject = ${subject}`
  return row && s.spoke.keyring.openBody(row.id, row.sealed_body)
}

describe('sending a case up', () => {
  it('moves the case, keeps what was sent, posts the message and writes the audit, all at once', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const done = await s.escalate(of)
    expect(done).toMatchObject({
      kind: 'escalated',
      case: { state: 'escalated', version: 3 },
      escalation: { state: 'sent', acceptedName: null, content: { question: PLANTED.question } },
      warnings: [],
    })
    if (done.kind !== 'escalated') return
    const { id } = done.escalation
    expect(await s.count('outbox_message', `subject = '${id}' and name = 'case-escalated.v1'`)).toBe(1)
    expect(await lastAudit()).toMatchObject({
      actor: 'nurse',
      action: 'escalation.create',
      resource: 'escalation',
      resource_ids: [id],
      subject: s.marta.worker.id,
      outcome: 'allowed',
    })
    expect(done.escalation.reasons).toMatchObject([{ rule: 'uncertainty-or-outside-protocol', standing: 'fired' }])
    expect(done.case.nextDueOn).toBe(done.escalation.acceptBy)
  })

  it('posts a body that its contract takes, without name, number, birth date or reference', async () => {
    const { id, caseId } = await s.escalated({ exclusions: [{ specialistId: randomUUID(), why: 'objection' }] })
    const body = await sentBody(id)
    expect(parseMessage('case-escalated.v1', body)).toMatchObject({ kind: 'message', message: { body: { trust: 'RWE' } } })
    const text = Buffer.from(body ?? '').toString()
    const { fullName, staffNumber, bornOn } = s.marta.worker
    const [row] = await s.test.database.admin`select reference from "case" where id = ${caseId}`
    for (const word of [...fullName.split(' '), staffNumber, bornOn, row?.reference, caseId, s.marta.worker.id])
      expect(text).not.toContain(word)
    expect(JSON.parse(text)).toMatchObject({
      ageBand: '35-44',
      department: 'Ward 12, respiratory',
      excluded: [{ why: 'objection' }],
    })
  })

  it('keeps reasons added and set aside with the nurse’s words, and sends them within the content', async () => {
    const { id } = await s.escalated({
      facts: { uncertainOrOutsideProtocol: true, workHazard: true },
      overruled: [{ rule: 'work-hazard', because: PLANTED.because }],
      addedReasons: [{ rule: 'advice-to-the-nurse', because: PLANTED.because }],
    })
    const [sent] = (await readEscalationsOfCase(s.spoke, person('nurse'), await caseOf(id))) ?? []
    expect(sent?.reasons.map(({ rule, standing, because }) => [rule, standing, because]).sort()).toEqual([
      ['advice-to-the-nurse', 'added', PLANTED.because],
      ['uncertainty-or-outside-protocol', 'fired', null],
      ['work-hazard', 'overruled', PLANTED.because],
    ])
    expect(JSON.parse(Buffer.from((await sentBody(id)) ?? '').toString()).content.reasons).toContainEqual({
      reason: 'work-hazard',
      standing: 'overruled',
      because: PLANTED.because,
    })
  })

  it('leaves no word of it in the clear in any table, the outbox included', async () => {
    await s.escalated({ addedReasons: [{ rule: 'advice-to-the-nurse', because: PLANTED.because }] })
    const dump = await s.dump()
    expect(dump).toContain(s.marta.worker.staffNumber)
    expect(dump).not.toContain('PLANTED')
  })

  it('gives the first answer again when the form is sent twice, and sends once', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const form = { idempotencyKey: newKey(), expectedVersion: 2 }
    const first = await s.escalate(of, form)
    const second = await s.escalate(of, form)
    expect(second).toEqual(first)
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(1)
    expect(words(await s.escalate(of, { ...form, urgency: 'soon' }))).toEqual(['key-used-before'])
  })

  it('sends once when both clicks arrive at the same moment', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const form = { idempotencyKey: newKey(), expectedVersion: 2 }
    const both = await Promise.all([s.escalate(of, form), s.escalate(of, form)])
    expect(both.map(({ kind }) => kind)).toEqual(['escalated', 'escalated'])
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(1)
  })
})

describe('two nurses on one case', () => {
  it('tells the second what the first did, and sends nothing twice', async () => {
    const of = await s.newCase()
    await s.consent(of)
    const both = await Promise.all(['nurse', 'nurse-2'].map((who) => s.escalate(of, { expectedVersion: 2 }, who)))
    const stale = both.find(({ kind }) => kind === 'stale')
    expect(both.map(({ kind }) => kind).sort()).toEqual(['escalated', 'stale'])
    expect(stale).toMatchObject({ currentVersion: 3, changes: [expect.stringMatching(/escalated the case at 9:42am$/)] })
    expect(await s.count('escalation', `case_id = '${of.id}'`)).toBe(1)
  })
})

async function caseOf(id: string) {
  const [row] = await s.test.database.admin`select case_id from escalation where id = ${id}`
  return row?.case_id
}
