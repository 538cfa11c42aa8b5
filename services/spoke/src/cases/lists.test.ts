import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKey, PLANTED, person, type Scene, scene } from '../escalations/testing/scene.ts'
import { spokeSchema } from '../schema.ts'
import { ask } from '../testing/ask.ts'
import { aCase, aReferral, details, onRecord } from '../testing/stories.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { closeCase } from './close-case.ts'
import { readCase } from './read-case.ts'

let s: Scene
let own: Enrolled
beforeAll(async () => {
  s = await scene()
  await s.test.grant('nurse-3', 'Nora Self', 'oh-nurse', 'worker')
  own = await onRecord(s.test, { person: 'nurse-3', manager: 'manager' }, details({ fullName: 'Nora Self' }))
})
afterAll(() => s[Symbol.asyncDispose]())

const LISTS = {
  worklist: '{ worklist(trust: "RWE", first: 100) { rows { id } } }',
  referrals: '{ referrals(trust: "RWE", first: 100) { rows { id } } }',
  sentEscalations: '{ sentEscalations(trust: "RWE", first: 100) { rows { id } } }',
}

describe('a row of a list', () => {
  it('has no field that holds or leads to clinical words: they are had by opening one thing, which is recorded', () => {
    const fieldsOf = (name: string) => {
      const type = spokeSchema.getType(name)
      return type && 'getFields' in type ? Object.keys(type.getFields()) : []
    }
    const clinical = ['words', 'background', 'sentBackBecause', 'question', 'nursePlan', 'summary', 'jobAndHazards', 'opinion']
    const further = ['adjustmentsTried', 'absentSince', 'category', 'reasons', 'outcome', 'moves', 'gate', 'notes', 'note']
    for (const row of ['ListedCase', 'ListedReferral', 'ListedEscalation']) {
      expect(fieldsOf(row)).toContain('id')
      for (const field of [...clinical, ...further, 'escalations', 'escalation', 'appointments'])
        expect(fieldsOf(row)).not.toContain(field)
    }
  })

  it('counts by being opened: the fifty-first record opened in ten minutes is marked', async () => {
    await s.test.grant('nurse-9', 'Many Reads', 'oh-nurse')
    const OPEN = 'query ($id: ID!) { sentEscalation(trust: "RWE", id: $id) { question } }'
    const { id } = await s.escalated()
    await s.test.database
      .admin`insert into audit_entry (id, at, actor, actor_kind, roles, action, resource, resource_ids, subject, outcome, reasons)
      select gen_random_uuid(), ${s.test.clock.now()}, 'nurse-9', 'person', '{}', 'case.read', 'case', '{}', gen_random_uuid()::text, 'allowed', '{}'
      from generate_series(1, 50)`
    expect((await ask(s.spoke, 'nurse-9', OPEN, { id })).data.sentEscalation.question).toBe(PLANTED.question)
    expect((await s.test.audited()).findLast(({ actor }) => actor === 'nurse-9')).toMatchObject({
      action: 'clinicalNote.read',
      subject: s.marta.worker.id,
      reasons: ['many-records'],
    })
  })
})

describe('a nurse and the own record', () => {
  it('meet in no list, and nothing sent up about her is hers to read as a colleague', async () => {
    const found = await aCase(s.test, own.worker.id)
    const waiting = await aReferral(s.test, own.worker.id)
    await s.consent(found)
    const sent = await s.escalate(found)
    if (sent.kind !== 'escalated') throw new Error(JSON.stringify(sent))
    const idsFor = async (who: string, list: keyof typeof LISTS) =>
      (await ask(s.spoke, who, LISTS[list])).data[list].rows.map(({ id }: { id: string }) => id)
    for (const [list, id] of [
      ['worklist', found.id],
      ['referrals', waiting.id],
      ['sentEscalations', sent.escalation.id],
    ] as const) {
      expect(await idsFor('nurse', list)).toContain(id)
      expect(await idsFor('nurse-3', list)).not.toContain(id)
    }
    const search = '{ workers(trust: "RWE", search: "Nora Self", first: 5) { fullName cases { id } } }'
    expect((await ask(s.spoke, 'nurse-3', search)).data.workers).toEqual([{ fullName: 'Nora Self', cases: [] }])
    const one = (id: string) =>
      ask(s.spoke, 'nurse-3', 'query ($id: ID!) { sentEscalation(trust: "RWE", id: $id) { state } }', { id })
    expect((await one(sent.escalation.id)).text).toBe((await one(newKey())).text)
    expect((await one(sent.escalation.id)).errors[0].extensions.code).toBe('NOT_FOUND')
  })
  it('do not meet through the case either, unless she is a worker here like any other', async () => {
    const found = await aCase(s.test, own.worker.id)
    await s.test.database.admin`update membership set to_on = from_on where person = 'nurse-3' and role = 'worker'`
    expect((await readCase(s.spoke, person('nurse-3'), found.id)).kind).toBe('hidden')
    await s.test.database.admin`update membership set to_on = null where person = 'nurse-3'`
    expect((await readCase(s.spoke, person('nurse-3'), found.id)).kind).toBe('read')
  })
})

describe('an administrator', () => {
  it('is told nothing of health: no outcome, absence, consent or words', async () => {
    const found = await aCase(s.test, s.marta.worker.id, { absentSince: '2026-08-24' as never })
    await s.consent(found)
    const clocks = 'query ($id: ID!) { case(trust: "RWE", id: $id) { deadlines { kind } } }'
    const clocksFor = async (who: string) =>
      (await ask(s.spoke, who, clocks, { id: found.id })).data.case.deadlines.map(({ kind }: { kind: string }) => kind)
    expect(await clocksFor('nurse')).toContain('absence-prompt')
    expect(await clocksFor('administrator')).toEqual(['triage', 'first-appointment'])
    const form = { idempotencyKey: newKey(), caseId: found.id, expectedVersion: 2, outcome: 'advice-only' }
    expect((await closeCase(s.spoke, person('nurse'), form)).kind).toBe('done')
    const READ = `query ($id: ID!) { case(trust: "RWE", id: $id) { stateTitle outcome outcomeTitle absentSince isComplex
      gate { kind } notes(first: 5) { rows { id } } referral { words background absentSince sentBackBecause } } }`
    const { data } = await ask(s.spoke, 'administrator', READ, { id: found.id })
    expect(data.case).toEqual({
      stateTitle: 'Closed',
      outcome: null,
      outcomeTitle: null,
      absentSince: null,
      isComplex: false,
      gate: null,
      notes: null,
      referral: { words: null, background: null, absentSince: null, sentBackBecause: null },
    })
    const clinician = (await ask(s.spoke, 'nurse', READ, { id: found.id })).data.case
    expect(clinician).toMatchObject({ outcome: 'advice-only', absentSince: '2026-08-24', gate: { kind: 'explicit-consent' } })
  })
})
