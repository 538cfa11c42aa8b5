import { seal } from '@oh/audit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKey, type Scene, scene } from '../escalations/testing/scene.ts'
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
  it('answers what one person saw', async () => {
    const rows = await entries({ person: 'nurse-2' })
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ actor }: { actor: string }) => actor))).toEqual(new Set(['nurse-2']))
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
  it.each(['2026-99-99T99:99:99.000Z', '2026-11-23T09:42Z', '2026 (\u0000)'])('is refused in a page link: %j', async (at) => {
    const after = Buffer.from(JSON.stringify([at, newKey()])).toString('base64url')
    expect(codes(await ask(s.spoke, 'privacy', ENTRIES, { first: 5, after }))).toEqual(['BAD_USER_INPUT'])
    for (const list of ['referrals', 'sentEscalations']) {
      const LIST = `query ($after: String) { ${list}(trust: "RWE", first: 5, after: $after) { rows { id } } }`
      expect(codes(await ask(s.spoke, 'nurse', LIST, { after }))).toEqual(['BAD_USER_INPUT'])
    }
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
