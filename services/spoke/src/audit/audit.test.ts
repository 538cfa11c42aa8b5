import { seal } from '@oh/audit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BELL, newKey, type Scene, SETHI, scene } from '../escalations/testing/scene.ts'
import { ask } from '../testing/ask.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const ENTRIES = `query ($subject: ID, $person: ID, $first: Int!, $after: String) {
  auditEntries(trust: "RWE", subject: $subject, person: $person, first: $first, after: $after) {
    rows { actor actorName actorRole action what subject outcome outcomeTitle reasons resourceIds onBehalfOf }
    pageInfo { hasNextPage endCursor } } }`
const entries = async (variables: Record<string, unknown> = {}, who = 'privacy') =>
  (await ask(s.spoke, who, ENTRIES, { first: 100, ...variables })).data.auditEntries.rows
const codes = ({ errors }: { errors: readonly { extensions?: { code?: string } }[] }) =>
  errors.map(({ extensions }) => extensions?.code)
const CHAIN = '{ auditChain(trust: "RWE") { sealed heads breaks overdue } }'
const NOTES =
  'query ($id: ID!, $after: String) { case(trust: "RWE", id: $id) { notes(first: 5, after: $after) { rows { id } } } }'
const SAW = 'query ($after: String) { myRecord(trust: "RWE") { accesses(first: 5, after: $after) { pageInfo { endCursor } } } }'
const chain = async (who = 'privacy') => ask(s.spoke, who, CHAIN)
const sealAll = () => seal(s.spoke.db, { keyId: s.spoke.signingKey.kid, key: s.spoke.signingKey.privateKey })

describe('the privacy officer', () => {
  it('answers who saw what of a worker, refusals included, with no word of the record', async () => {
    const { id } = await s.escalated()
    await s.accepted(id)
    const of = await s.newCase()
    await s.escalate(of, {}, 'nurse-2')
    const rows = await entries({ subject: s.marta.worker.id })
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          actorName: 'Asha Mistry',
          actorRole: 'Occupational health nurse',
          what: 'Sent the case to the specialists',
        }),
        expect.objectContaining({
          actorName: 'Callum Doyle',
          outcome: 'refused',
          outcomeTitle: 'Refused',
          reasons: ['gate-missing'],
        }),
        expect.objectContaining({ actor: s.spoke.pool, actorRole: 'The regional pool', what: 'Accepted the case' }),
      ]),
    )
    expect(JSON.stringify(rows)).not.toMatch(/PLANTED|Nowak/)
  })
  it('reads that a specialist asked for what was sent, with how the trust ruled and why it refused', async () => {
    const { id, caseId } = await s.escalated()
    await s.accepted(id)
    const PROOF = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Escalation { consentProof } } }`
    const of = [{ __typename: 'Escalation', poolId: s.spoke.pool, spokeId: s.spoke.id, id }]
    const ruled = async () => {
      await ask(s.spoke, BELL, PROOF, { of })
      s.test.clock.forward(1)
      return (await entries({ subject: id, person: BELL, first: 1 }))[0]
    }
    const what = 'Asked the trust whether what was sent may be opened'
    expect(await ruled()).toMatchObject({ what, outcome: 'allowed', reasons: [] })
    const WITHDRAW = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename } }`
    const wish = { trust: 'RWE', idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
    const done = await ask(s.spoke, 'worker', WITHDRAW, { input: wish })
    expect(done.data.withdrawConsent.__typename).toBe('ConsentWithdrawn')
    expect(await ruled()).toMatchObject({ what, outcome: 'refused', outcomeTitle: 'Refused', reasons: ['consent-withdrawn'] })
  })
  it('reads the name of a specialist of the region who accepted, and of no other', async () => {
    const { id } = await s.escalated()
    await s.accepted(id)
    const key = { __typename: 'Escalation', poolId: s.spoke.pool, spokeId: s.spoke.id, id: id as string }
    const CARD = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Escalation { worker { fullName } } } }'
    for (const who of [BELL, SETHI]) await ask(s.spoke, who, CARD, { of: [key] })
    expect((await entries({ person: BELL }))[0]).toMatchObject({ actorName: 'Dr Harriet Bell', outcome: 'allowed' })
    expect((await entries({ person: SETHI }))[0]).toMatchObject({ actorName: null, outcome: 'hidden' })
  })
  it('answers what one person saw', async () => {
    const rows = await entries({ person: 'nurse-2' })
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ actor }: { actor: string }) => actor))).toEqual(new Set(['nurse-2']))
  })
  it('finds a person by the name, whole or in part, capitals aside, and a specialist who accepted', async () => {
    const byId = await entries({ person: 'nurse-2' })
    expect(byId.length).toBeGreaterThan(0)
    for (const person of ['Callum Doyle', 'callum doyle', 'DOYLE']) expect(await entries({ person })).toEqual(byId)
    expect((await entries({ person: 'Harriet Bell' }))[0]).toMatchObject({ actor: BELL })
    expect(await entries({ person: 'Nobody Here' })).toEqual([])
    expect(await entries({ person: '%' })).toEqual([])
  })
  it('finds a record by the beginning of its number as the list shows it', async () => {
    const { id } = s.marta.worker
    const rows = await entries({ subject: id.slice(0, 8) })
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ subject }: { subject: string }) => subject))).toEqual(new Set([id]))
  })
  it.each(['👩‍⚕️', 'a\u0000b', 'ł'.repeat(101)])('is told that %j is no name', async (person) => {
    expect(codes(await ask(s.spoke, 'privacy', ENTRIES, { first: 5, person }))).toEqual(['BAD_USER_INPUT'])
  })
  it('does not see the own accesses, which are written down all the same', async () => {
    expect(await entries({ person: 'privacy' })).toEqual([])
    expect((await s.test.audited()).at(-1)).toMatchObject({ actor: 'privacy', action: 'audit.read', outcome: 'allowed' })
  })
  it('reads page by page, each entry once', async () => {
    const all = await entries({ subject: s.marta.worker.id })
    const seen: unknown[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await ask(s.spoke, 'privacy', ENTRIES, { subject: s.marta.worker.id, first: 3, after })
      seen.push(...data.auditEntries.rows)
      after = data.auditEntries.pageInfo.endCursor
      more = data.auditEntries.pageInfo.hasNextPage
    }
    expect(seen).toEqual(all)
    expect(codes(await ask(s.spoke, 'privacy', ENTRIES, { first: 5, after: newKey() }))).toEqual(['BAD_USER_INPUT'])
  })
  it('is the only one: nurse, administrator, manager and stranger are told that it is not for them', async () => {
    for (const who of ['nurse', 'administrator', 'manager', 'stranger']) {
      expect(codes(await ask(s.spoke, who, ENTRIES, { first: 5 }))).toEqual(['FORBIDDEN'])
      expect(codes(await chain(who))).toEqual(['FORBIDDEN'])
    }
    expect(codes(await ask(s.spoke, 'worker', ENTRIES, { first: 5 }))).toEqual(['NOT_FOUND'])
  })
})

describe('bad input to the audit', () => {
  it.each(['\u0000', `a\u0000`, 'Marta Nowak', 'a'.repeat(256), '\u202e'])(
    'is refused in words, never a fault: %j',
    async (id) => {
      expect(codes(await ask(s.spoke, 'privacy', ENTRIES, { first: 5, subject: id }))).toEqual(['BAD_USER_INPUT'])
    },
  )
  it.each([
    '2026-99-99T99:99:99.000Z',
    '2026-02-30T10:00:00.000Z',
    '2026-11-23T24:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '2026-11-23T09:42Z',
    '2026 (\u0000)',
  ])('is refused in a page link of any list: %j', async (at) => {
    const after = Buffer.from(JSON.stringify([at, newKey()])).toString('base64url')
    const slots = `query ($after: String) { slots(trust: "RWE", from: "2026-11-23", first: 5, after: $after) { pageInfo { endCursor } } }`
    const asked = [
      await ask(s.spoke, 'privacy', ENTRIES, { first: 5, after }),
      await ask(s.spoke, 'nurse', slots, { after }),
      await ask(s.spoke, 'nurse', NOTES, { id: (await s.newCase()).id, after }),
      await ask(s.spoke, 'worker', SAW, { after }),
    ]
    for (const [who, list] of [
      ['nurse', 'referrals'],
      ['nurse', 'sentEscalations'],
      ['administrator', 'parkedMessages'],
    ] as const) {
      const LIST = `query ($after: String) { ${list}(trust: "RWE", first: 5, after: $after) { rows { id } } }`
      asked.push(await ask(s.spoke, who, LIST, { after }))
    }
    expect(asked.map(codes)).toEqual(asked.map(() => ['BAD_USER_INPUT']))
  })
})

describe('the chain', () => {
  it('is checked a part at a request, each going on where the last one stopped', async () => {
    await sealAll()
    const PART = `query ($first: Int!, $after: Int!) { auditChain(trust: "RWE", first: $first, after: $after) {
      sealed verifiedUpTo hasMore breaks } }`
    const total = await s.count('audit_seal')
    let sealed = 0
    for (let after = 0, more = true; more; ) {
      const { auditChain } = (await ask(s.spoke, 'privacy', PART, { first: 7, after })).data
      expect(auditChain.breaks).toEqual([])
      expect(auditChain.sealed).toBeLessThanOrEqual(7)
      sealed += auditChain.sealed
      after = auditChain.verifiedUpTo
      more = auditChain.hasMore
    }
    expect(sealed).toBe(total)
    for (const bad of [
      { first: 0, after: 0 },
      { first: 20_001, after: 0 },
      { first: 5, after: -1 },
    ])
      expect(codes(await ask(s.spoke, 'privacy', PART, bad))).toEqual(['BAD_USER_INPUT'])
  })
  it('holds while nobody touches it', async () => {
    await sealAll()
    const { data } = await chain()
    expect(data.auditChain).toMatchObject({ breaks: [], overdue: 0 })
    expect(data.auditChain.sealed).toBeGreaterThan(10)
  })
  it('says where it was broken, and what was never sealed', async () => {
    await sealAll()
    await chain()
    s.test.clock.forward(1)
    await s.test.database.admin`update audit_entry set outcome = 'allowed' where outcome = 'refused'`
    const { data } = await chain()
    expect(data.auditChain.breaks.length).toBeGreaterThan(0)
    expect(data.auditChain.breaks[0]).toMatch(/^\d+: does not match its entry$/)
    expect(data.auditChain.overdue).toBeGreaterThan(0)
  })
})
