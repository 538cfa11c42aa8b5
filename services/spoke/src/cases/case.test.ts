import type { LondonDate } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask } from '../testing/ask.ts'
import { aCase, details, newKey, onRecord, people, person } from '../testing/stories.ts'
import { HERE, type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { closeCase } from './close-case.ts'

let test: TestSpoke
let marta: Enrolled
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  marta = await onRecord(test)
})
afterAll(() => test[Symbol.asyncDispose]())

const READ = `query ($id: ID!) { case(trust: "RWE", id: $id) { id spokeId reference version state stateTitle nextDueOn lateBy isComplex complexBecause
  deadlines { kind standing standingTitle } worker { fullName } referral { words } moves { title byName } openTasks { id } allowedActions } }`
describe('a case page', () => {
  it('shows a nurse everything, and the audit names the worker', async () => {
    const found = await aCase(test, marta.worker.id, { absentSince: '2026-08-24' as LondonDate })
    const { data, errors } = await ask(test.spoke, 'nurse', READ, { id: found.id })
    expect(errors).toEqual([])
    expect(data.case).toMatchObject({
      spokeId: HERE.spokeId,
      version: 1,
      stateTitle: 'Waiting for an appointment',
      nextDueOn: '2026-11-25',
      isComplex: true,
      complexBecause: [expect.stringMatching(/\w/)],
      lateBy: null,
      worker: { fullName: 'Marta Nowak' },
      referral: { words: 'When can we expect Marta back on the ward?' },
      moves: [{ title: 'Case opened', byName: 'Asha Mistry' }],
      allowedActions: ['book-appointment', 'write-note', 'record-gate', 'escalate-case', 'set-staff-group', 'close-case'],
    })
    expect(data.case.deadlines.map(({ kind, standingTitle }: Record<string, string>) => [kind, standingTitle])).toEqual([
      ['triage', 'met'],
      ['first-appointment', 'due in 10 working days'],
      ['absence-prompt', 'due in 2 working days'],
      ['absence-escalation', 'due in 2 working days'],
    ])
    const last = (await test.audited()).at(-1)
    expect(last).toMatchObject({
      actor: 'nurse',
      action: 'case.read',
      resource_ids: [found.id],
      subject: marta.worker.id,
      outcome: 'allowed',
    })
  })

  it('shows the administrator all but clinical text, and the worker the own case', async () => {
    const found = await aCase(test, marta.worker.id)
    const administrator = await ask(test.spoke, 'administrator', READ, { id: found.id })
    expect(administrator.data.case).toMatchObject({
      isComplex: false,
      complexBecause: [],
      referral: { words: null },
      allowedActions: ['book-appointment', 'set-staff-group'],
    })
    const worker = await ask(test.spoke, 'worker', READ, { id: found.id })
    expect(worker.data.case).toMatchObject({ reference: found.reference, allowedActions: ['book-appointment', 'record-gate'] })
  })

  it('looks missing to whoever may not see it, byte for byte', async () => {
    const found = await aCase(test, marta.worker.id)
    await test.grant('worker-9', 'Some Body', 'worker')
    for (const who of ['manager-2', 'worker-9']) {
      const seen = await ask(test.spoke, who, READ, { id: found.id })
      for (const id of [newKey(), 'no id at all', `${found.id} `])
        expect((await ask(test.spoke, who, READ, { id })).text).toBe(seen.text)
      expect(seen.data.case).toBeNull()
      expect((await test.audited()).at(-1)).toMatchObject({ actor: who, action: 'case.read', outcome: 'hidden' })
    }
  })

  it('is forbidden to roles that never read cases, whether or not it exists', async () => {
    await test.grant('privacy', 'Rashid Karim', 'privacy-officer')
    const found = await aCase(test, marta.worker.id)
    const seen = await ask(test.spoke, 'privacy', READ, { id: found.id })
    expect(seen.errors[0].extensions.code).toBe('FORBIDDEN')
    expect((await ask(test.spoke, 'privacy', READ, { id: newKey() })).text).toBe(seen.text)
    expect((await test.audited()).slice(-2)).toMatchObject([
      { action: 'case.read', resource_ids: [found.id], outcome: 'forbidden' },
      { action: 'case.read', outcome: 'forbidden' },
    ])
  })

  it('of a trust or member that is not served here is refused as misrouted, and no text of it reaches the audit', async () => {
    const elsewhere = READ.replace('"RWE"', '"RX1"')
    expect((await ask(test.spoke, 'nurse', elsewhere, { id: newKey() })).errors[0].extensions.code).toBe('MISROUTED')
    const entity = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Case { reference } } }'
    const representation = { __typename: 'Case', spokeId: 'spoke-0000000000ff', id: newKey() }
    const { errors } = await ask(test.spoke, 'nurse', entity, { r: [representation] })
    expect(errors[0].extensions.code).toBe('MISROUTED')
    await ask(test.spoke, 'nurse', READ, { id: 'Marta Nowak has depression' })
    expect((await test.audited()).at(-1)).toMatchObject({ outcome: 'hidden', resource_ids: [] })
  })

  it('of another service is not there, even for somebody who is a nurse at both', async () => {
    await using elsewhere = await testSpoke()
    await people(elsewhere)
    const other = await aCase(elsewhere, (await onRecord(elsewhere)).worker.id)
    const seen = await ask(test.spoke, 'nurse', READ, { id: other.id })
    expect(seen.text).toBe((await ask(test.spoke, 'nurse', READ, { id: newKey() })).text)
    expect((await ask(elsewhere.spoke, 'nurse', READ, { id: other.id })).data.case.id).toBe(other.id)
  })

  it('is found as an entity by its member and id, with the same rules', async () => {
    const found = await aCase(test, marta.worker.id)
    const entity = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Case { reference } } }'
    const r = [{ __typename: 'Case', spokeId: HERE.spokeId, id: found.id }]
    expect((await ask(test.spoke, 'nurse', entity, { r })).data._entities).toEqual([{ reference: found.reference }])
    expect((await ask(test.spoke, 'manager-2', entity, { r })).errors[0].extensions.code).toBe('NOT_FOUND')
  })

  it('is found by a reference as it was heard, and by no other text', async () => {
    const found = await aCase(test, marta.worker.id)
    const document = 'query ($reference: String!) { caseByReference(trust: "RWE", reference: $reference) { id } }'
    const heard = found.reference.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')
    expect((await ask(test.spoke, 'nurse', document, { reference: heard })).data.caseByReference).toEqual({ id: found.id })
    const misheard = await ask(test.spoke, 'nurse', document, { reference: 'K7F-3X9-TP9' })
    expect(misheard.errors[0].extensions.code).toBe('NOT_FOUND')
  })

  it('of a nurse’s own record can be read by her, but nothing clinical done to it', async () => {
    await test.grant('nurse-3', 'Nora Self', 'oh-nurse', 'worker')
    const own = await onRecord(test, { person: 'nurse-3', manager: 'manager' }, details({ fullName: 'Nora Self' }))
    const found = await aCase(test, own.worker.id)
    const { data } = await ask(test.spoke, 'nurse-3', READ, { id: found.id })
    expect(data.case.allowedActions).toEqual(['book-appointment', 'record-gate'])
    const form = { idempotencyKey: newKey(), caseId: found.id, expectedVersion: 1, outcome: 'advice-only' }
    expect(await closeCase(test.spoke, person('nurse-3'), form)).toEqual({ kind: 'hidden' })
  })
})

describe('the worklist', () => {
  const LIST = `query ($show: WorklistShow!, $first: Int!, $after: String) { worklist(trust: "RWE", show: $show, first: $first, after: $after) {
    rows { id nextDueOn state } pageInfo { hasNextPage endCursor } } }`

  it('pages through the open cases by due date, each once, with one audit row a page', async () => {
    await aCase(test, marta.worker.id, { absentSince: '2026-05-04' as LondonDate })
    const open = await test.database.admin`select id from "case" where state <> 'closed' order by next_due_on, id`
    const before = (await test.audited()).length
    const seen: string[] = []
    let after: string | null = null
    do {
      const { data }: { data: Answer } = await ask(test.spoke, 'nurse', LIST, { show: 'open', first: 4, after })
      seen.push(...data.worklist.rows.map(({ id }: { id: string }) => id))
      after = data.worklist.pageInfo.hasNextPage ? data.worklist.pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(open.map(({ id }) => id))
    const rows = (await test.audited()).slice(before)
    expect(rows.every(({ action, subject }) => action === 'case.list' && subject === null)).toBe(true)
    expect(rows.flatMap((row) => row.resource_ids)).toEqual(seen)
  })

  it('puts first what waits for the team itself, such as an opinion to act on, on whatever page it would stand', async () => {
    const open = await test.database.admin`select id from "case" where state <> 'closed' order by next_due_on desc, id desc`
    const last = open[0]?.id
    await test.database
      .admin`insert into task (id, case_id, kind, created_at) values (${newKey()}, ${last}, 'act-on-opinion', now())`
    const pageOf = async (after: string | null) =>
      (await ask(test.spoke, 'nurse', LIST, { show: 'open', first: 1, after })).data.worklist
    const first = await pageOf(null)
    expect(first.rows[0].id).toBe(last)
    const seen = [last]
    for (let page = first; page.pageInfo.hasNextPage; ) {
      page = await pageOf(page.pageInfo.endCursor)
      seen.push(page.rows[0].id)
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(open.length)
    await test.database.admin`delete from task where case_id = ${last}`
  })

  it('shows what is late, what is answered and what the caller has accepted', async () => {
    const idsOf = async (who: string, show: string) => {
      const { data } = await ask(test.spoke, who, LIST, { show, first: 100 })
      return data.worklist.rows.map(({ id }: { id: string }) => id)
    }
    const found = await aCase(test, marta.worker.id)
    expect(await idsOf('nurse', 'late')).toEqual([])
    expect(await idsOf('nurse', 'answered')).toEqual([])
    expect(await idsOf('nurse', 'mine')).toContain(found.id)
    expect(await idsOf('nurse-2', 'mine')).toEqual([])
    test.clock.set('2026-12-10T09:00:00Z')
    expect(await idsOf('nurse', 'late')).toContain(found.id)
    const { data } = await ask(test.spoke, 'nurse', READ, { id: found.id })
    expect(data.case.lateBy).toBe(3)
    test.clock.set('2026-11-23T09:42:00Z')
  })

  it('is hidden from managers and workers and forbidden to strangers', async () => {
    for (const [who, code] of [
      ['manager', 'NOT_FOUND'],
      ['worker', 'NOT_FOUND'],
      ['stranger', 'FORBIDDEN'],
    ]) {
      const { data, errors } = await ask(test.spoke, who ?? '', LIST, { show: 'open', first: 5 })
      expect(data.worklist).toBeNull()
      expect(errors[0].extensions.code).toBe(code)
    }
  })
})

it('shows a stranger no row of any record, whatever is asked of the database', async () => {
  for (const table of [
    'worker',
    'assignment',
    'record_key',
    'referral',
    '"case"',
    'case_move',
    'note',
    'appointment',
    'request_once',
  ]) {
    const rows = await asActor(test.spoke.db, person('stranger'), (tx) => tx.sql.execute(sql.raw(`select 1 from ${table}`)))
    expect(rows, table).toHaveLength(0)
  }
})
