import type { PersonId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookAppointment } from '../appointments/book-appointment.ts'
import { askForConsent } from '../consents/ask-for-consent.ts'
import { BELL, newKey, person, type Scene, scene } from '../escalations/testing/scene.ts'
import { makeReferral } from '../referrals/make-referral.ts'
import { ask } from '../testing/ask.ts'
import { aSlot, referralAsk } from '../testing/stories.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
  await s.test.grant('other-worker', 'Kofi Asante', 'worker')
})
afterAll(() => s[Symbol.asyncDispose]())

const RECORD = `{ myRecord(trust: "RWE") { fullName cases { id reference stateTitle receivedOn allowedActions version
  gate { title standingTitle consequences { version sentences } }
  escalations { stateTitle sentAt acceptedName acceptedAt } } } }`
const ACCESSES = `query ($first: Int!, $after: String) { myRecord(trust: "RWE") { accesses(first: $first, after: $after) {
  rows { at who role what outcomeTitle } pageInfo { hasNextPage endCursor } } } }`
interface Access {
  readonly who: string
  readonly role: string
  readonly what: string
  readonly outcomeTitle: string
}
const accesses = async (who = 'worker', first = 100): Promise<Access[]> =>
  (await ask(s.spoke, who, ACCESSES, { first })).data.myRecord.accesses.rows
const codes = ({ errors }: { errors: readonly { extensions?: { code?: string } }[] }) =>
  errors.map(({ extensions }) => extensions?.code)

describe('my record', () => {
  it('shows the worker the own cases, what was sent up and who has it, and the consent', async () => {
    const { id } = await s.escalated()
    await s.accepted(id)
    const { data } = await ask(s.spoke, 'worker', RECORD)
    expect(data.myRecord).toMatchObject({
      fullName: 'Marta Nowak',
      cases: [
        {
          stateTitle: 'With the specialists',
          allowedActions: ['withdraw-consent'],
          gate: { standingTitle: 'In force', consequences: { version: 'withdrawal-consequences-1' } },
          escalations: [{ stateTitle: 'Accepted by a specialist', acceptedName: 'Dr Harriet Bell' }],
        },
      ],
    })
  })
  it('offers to give consent only while somebody asks for it, and shows appointments and what waits', async () => {
    const of = await s.newCase()
    const mine = async () => {
      const document = `{ myRecord(trust: "RWE") { referrals { reasonTitle stateTitle } cases { id allowedActions consentAskedAt
        appointments { startsAt kindTitle clinicianName place } } } }`
      const { data } = await ask(s.spoke, 'worker', document)
      return { record: data.myRecord, own: data.myRecord.cases.find(({ id }: { id: string }) => id === of.id) }
    }
    expect((await mine()).own).toMatchObject({ allowedActions: [], consentAskedAt: null, appointments: [] })
    const asked = (expectedVersion: number, who = 'nurse') =>
      askForConsent(s.spoke, person(who), { idempotencyKey: newKey(), caseId: of.id, expectedVersion })
    expect((await asked(1, 'worker')).kind).toBe('forbidden')
    expect((await asked(1)).kind).toBe('done')
    expect((await mine()).own).toMatchObject({ allowedActions: ['give-consent'], consentAskedAt: '2026-11-23T09:42:00.000Z' })
    await s.consent(of, { evidence: undefined }, 'worker')
    expect((await mine()).own).toMatchObject({ allowedActions: ['withdraw-consent'], consentAskedAt: null })
    expect(await asked(3)).toMatchObject({ kind: 'refused', reasons: [{ word: 'gate-already-live' }] })
    const slotId = await aSlot(s.test, '2026-12-01T10:00:00Z')
    const booking = { idempotencyKey: newKey(), caseId: of.id, expectedVersion: 3, slotId }
    expect((await bookAppointment(s.spoke, person('nurse'), booking)).kind).toBe('done')
    expect((await mine()).own.appointments).toEqual([
      { startsAt: '2026-12-01T10:00:00.000Z', kindTitle: 'Face to face', clinicianName: 'Callum Doyle', place: null },
    ])
    const self = referralAsk({ source: 'self', reason: 'stress', workerTold: false })
    expect((await makeReferral(s.spoke, person('worker'), self)).kind).toBe('done')
    expect((await mine()).record.referrals).toEqual([{ reasonTitle: 'Stress', stateTitle: 'Received' }])
  })
  it('lets the worker give consent and withdraw it', async () => {
    const of = await s.newCase()
    const GIVE = `mutation ($input: RecordGateInput!) { recordGate(input: $input) { __typename } }`
    const input = { trust: 'RWE', idempotencyKey: newKey(), caseId: of.id, expectedVersion: 1, kind: 'explicit-consent' }
    const given = await ask(s.spoke, 'worker', GIVE, { input: { ...input, textVersion: 'consent-to-pool-1' } })
    expect(given.data.recordGate.__typename).toBe('GateRecorded')
    const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { ... on ConsentWithdrawn { sentence } } }`
    const wish = { trust: 'RWE', idempotencyKey: newKey(), caseId: of.id, consequencesVersion: 'withdrawal-consequences-1' }
    const done = await ask(s.spoke, 'worker', WITHDRAW, { input: wish })
    expect(done.data.withdrawConsent.sentence).toMatch(/^You have withdrawn your consent/)
  })
  it('is nobody else’s: not another worker’s, not a manager’s, not a nurse’s', async () => {
    const other = await ask(s.spoke, 'other-worker', RECORD)
    expect([other.data.myRecord, codes(other)]).toEqual([null, ['NOT_FOUND']])
    for (const who of ['administrator', 'nurse', 'manager']) {
      const answer = await ask(s.spoke, who, RECORD)
      expect(answer.data.myRecord).toBeNull()
    }
    for (const who of ['privacy', 'stranger']) expect(codes(await ask(s.spoke, who, RECORD))).toEqual(['FORBIDDEN'])
  })
})

describe('who saw my record', () => {
  it('tells when, who, in which role, what and with what outcome', async () => {
    const { id, caseId } = await s.escalated()
    await s.accepted(id)
    await ask(s.spoke, 'nurse-2', `query ($id: ID!) { case(trust: "RWE", id: $id) { id notes(first: 5) { rows { id } } } }`, {
      id: caseId,
    })
    await ask(s.spoke, 'administrator', `query ($id: ID!) { case(trust: "RWE", id: $id) { notes(first: 5) { rows { id } } } }`, {
      id: caseId,
    })
    const key = { __typename: 'Escalation', poolId: s.spoke.pool, spokeId: s.spoke.id, id }
    const CARD = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Escalation { consentProof worker { fullName } } } }`
    await ask(s.spoke, BELL, CARD, { of: [key] })
    const rows = await accesses()
    const saw = (who: string) =>
      rows.filter((row) => row.who === who).map(({ role, what, outcomeTitle }) => [role, what, outcomeTitle])
    expect(saw('Dr Harriet Bell')).toEqual(
      expect.arrayContaining([
        ['Specialist of the regional pool', 'Saw name, employer and post', 'Allowed'],
        ['Specialist of the regional pool', 'Asked the trust whether what was sent may be opened', 'Allowed'],
      ]),
    )
    expect(saw('Callum Doyle')).toEqual(
      expect.arrayContaining([
        ['Occupational health nurse', 'Opened the case', 'Allowed'],
        ['Occupational health nurse', 'Read the notes', 'Allowed'],
      ]),
    )
    expect(saw('Janet Whitlock')).toContainEqual(['Occupational health administrator', 'Opened the case', 'Allowed'])
    expect(saw('Asha Mistry')).toContainEqual(['Occupational health nurse', 'Sent the case to the specialists', 'Allowed'])
    expect(saw('The regional pool')).toContainEqual(['The regional pool', 'Accepted the case', 'Allowed'])
    expect(saw('You').length).toBeGreaterThan(0)
    expect(rows.filter(({ what }) => what.startsWith('Used the record'))).toEqual([])
  })
  it('tells no attempt where a page asked for what the role shuts inside an opened case; the privacy officer reads it', async () => {
    const { caseId } = await s.escalated()
    s.test.clock.forward(1)
    const PAGE = `query ($id: ID!) { case(trust: "RWE", id: $id) { id gate { title } notes(first: 5) { rows { id } } escalations { id } } }`
    await ask(s.spoke, 'administrator', PAGE, { id: caseId })
    const of = (rows: Access[]) => rows.map(({ what, outcomeTitle }) => `${what}: ${outcomeTitle}`)
    const newest = (await accesses()).filter(({ who }) => who === 'Janet Whitlock').slice(0, 2)
    expect(of(newest)[0]).toBe('Opened the case: Allowed')
    expect(of(await accesses())).not.toContain('Read the notes: Refused')
    const AUDIT = `query ($id: ID!) { auditEntries(trust: "RWE", subject: $id, person: "administrator", first: 50) { rows { action outcome } } }`
    const { data } = await ask(s.spoke, 'privacy', AUDIT, { id: caseId })
    expect(data.auditEntries.rows).toContainEqual({ action: 'clinicalNote.read', outcome: 'forbidden' })
  })
  it('tells a refusal of the whole case, and an attempt to change it by whoever had it open', async () => {
    const { id: caseId } = await s.newCase()
    s.test.clock.forward(1)
    const READ = 'query ($id: ID!) { case(trust: "RWE", id: $id) { id } }'
    await ask(s.spoke, 'privacy', READ, { id: caseId })
    await ask(s.spoke, 'administrator', READ, { id: caseId })
    const WRITE = `mutation ($input: WriteNoteInput!) { writeNote(input: $input) { __typename } }`
    const input = { trust: 'RWE', idempotencyKey: newKey(), caseId, words: 'No.' }
    expect(codes(await ask(s.spoke, 'administrator', WRITE, { input }))).toEqual(['FORBIDDEN'])
    const told = (await accesses()).map(({ role, what, outcomeTitle }) => `${role}: ${what}: ${outcomeTitle}`)
    expect(told).toContain('Privacy officer: Opened the case: Refused')
    expect(told).toContain('Occupational health administrator: Wrote a note: Refused')
  })
  it('says once what one request did several times over, and again what was done later', async () => {
    const { id: caseId } = await s.newCase()
    const READ = 'query ($id: ID!) { a: case(trust: "RWE", id: $id) { id } b: case(trust: "RWE", id: $id) { id } }'
    const opened = async () =>
      (await accesses()).filter(({ who, what }) => who === 'Callum Doyle' && what === 'Opened the case').length
    s.test.clock.forward(1)
    const before = await opened()
    await ask(s.spoke, 'nurse-2', READ, { id: caseId })
    expect(await opened()).toBe(before + 1)
    s.test.clock.forward(1)
    await ask(s.spoke, 'nurse-2', READ, { id: caseId })
    expect(await opened()).toBe(before + 2)
  })
  it('counts the lists and searches in which the name stood', async () => {
    await ask(
      s.spoke,
      'nurse-2',
      '{ workers(trust: "RWE", search: "Nowak") { id } worklist(trust: "RWE", first: 50) { rows { id } } }',
    )
    const rows = (await accesses()).filter(({ who }) => who === 'Callum Doyle').map(({ what }) => what)
    expect(rows).toEqual(expect.arrayContaining(['Found the name in a search', 'Saw the case in a list']))
  })
  it('comes page by page, each access once', async () => {
    const before = (await accesses()).length
    expect(before).toBeGreaterThan(10)
    const seen: string[] = []
    for (let after: string | null = null, more = true; more && seen.length < 2 * before; ) {
      const { data } = await ask(s.spoke, 'worker', ACCESSES, { first: 7, after })
      const { rows, pageInfo } = data.myRecord.accesses
      seen.push(...rows.map((row: Access & { at: string }) => JSON.stringify(row)))
      after = pageInfo.endCursor
      more = pageInfo.hasNextPage
    }
    expect(seen.length).toBeGreaterThanOrEqual(before)
    expect(codes(await ask(s.spoke, 'worker', ACCESSES, { first: 0 }))).toContain('BAD_USER_INPUT')
  })
  it('holds nothing about anybody else, in the graph and in the database alike', async () => {
    await ask(s.spoke, 'nurse', '{ workers(trust: "RWE", search: "Zz") { id } }')
    const rows = await asActor(s.spoke.db, { kind: 'person', person: 'worker' as PersonId }, (tx) =>
      tx.sql.execute<{ others: number }>(sql`select count(*)::int as others from audit_entry
        where subject is distinct from ${s.marta.worker.id} and cardinality(resource_ids) = 0`),
    )
    expect(rows[0]?.others).toBe(0)
    const strangers = await asActor(s.spoke.db, { kind: 'person', person: 'other-worker' as PersonId }, (tx) =>
      tx.sql.execute<{ seen: number }>(sql`select count(*)::int as seen from audit_entry`),
    )
    expect(strangers[0]?.seen).toBe(0)
  })
})
