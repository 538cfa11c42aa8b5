import { randomUUID } from 'node:crypto'
import { seal } from '@oh/audit'
import type { Month, PersonId, SubmissionId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, NATIONAL, ngozi, olga, SPOKE, type TestRollup, testRollup } from '../testing/test-rollup.ts'

const patrick = 'patrick' as PersonId
const submissionId = randomUUID() as SubmissionId
let at: TestRollup
beforeAll(async () => {
  at = await testRollup()
  await at.sends({ submissionId })
  await at.sends({ month: '2026-11' as Month })
  await at.ask(olga, PUBLISH)
  await at.publishes('2026-10')
  const r = [{ __typename: 'England', id: 'ENG', rolesProof: await at.proof(patrick, NATIONAL) }]
  await at.ask(patrick, FIGURES, { r })
  await at.ask('nobody' as PersonId, FIGURES, { r: [{ __typename: 'England', id: 'ENG' }] })
  await at.ask(olga, '{ rollupParkedMessages(first: 5) { parked } }')
})
afterAll(() => at[Symbol.asyncDispose]())

interface Row {
  actor: string
  action: string
  what: string
  outcome: string
}
interface Page {
  rows: Row[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}
const PUBLISH = 'mutation { publishMonth(month: "2026-10") { __typename } }'
const FIGURES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England {
  comparison(measure: "seen-within-10", level: ics, kind: month, first: 10) { area } } } }`
const ENTRIES = `query ($about: ID, $person: ID, $first: Int!, $after: String) {
  rollupAuditEntries(about: $about, person: $person, first: $first, after: $after) {
    rows { actor actorName actorRole action what subject outcome outcomeTitle reasons resourceIds }
    pageInfo { hasNextPage endCursor } } }`
const CHAIN = '{ rollupAuditChain { sealed heads breaks overdue } }'
const statistician = { actorName: 'Olga Brandt', actorRole: 'Publication statistician' }
const page = async (variables: Record<string, unknown> = {}): Promise<Page> =>
  (await at.ask(ngozi, ENTRIES, { first: 100, ...variables })).data.rollupAuditEntries
const codeOf = ({ errors = [] }: Answer) => errors[0]?.extensions.code

describe('the privacy officer of the national figures', () => {
  it('answers who had a month made from the exact store, what came of it, and who tried', async () => {
    const { rows } = await page({ about: '2026-10' })
    expect(rows).toHaveLength(4)
    const prepared = 'Had a month prepared, made from the exact figures'
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...statistician, what: 'Tried to publish a month', reasons: ['not-prepared'] }),
        expect.objectContaining({ ...statistician, outcome: 'allowed', what: prepared }),
        expect.objectContaining({ actorRole: 'The national figures themselves', outcome: 'allowed', what: prepared }),
        expect.objectContaining({ actorName: 'Pavel Havlik', outcome: 'allowed', what: 'Published a month that was prepared' }),
      ]),
    )
  })

  it('answers which service sent what, and what was not taken in, with no figure of it', async () => {
    const { rows } = await page({ person: SPOKE })
    expect(new Set(rows.map(({ what, outcome }) => `${what}: ${outcome}`))).toEqual(
      new Set(['Sent the figures of a month: allowed', 'Sent figures that were not taken in: refused']),
    )
    expect(await page({ about: submissionId })).toMatchObject({
      rows: [{ actor: SPOKE, actorRole: 'A service', outcome: 'allowed' }],
    })
    expect(JSON.stringify((await page()).rows)).not.toMatch(/\b(52|71)\b/)
  })

  it('answers who read published figures by a role that the directory proves, and who was turned away', async () => {
    expect((await page({ person: patrick })).rows).toMatchObject([
      {
        ...{ actorName: null, actorRole: 'National lead', what: 'Read published figures', outcome: 'allowed' },
        resourceIds: ['ics/seen-within-10/month'],
      },
    ])
    expect((await page({ person: 'nobody' })).rows).toMatchObject([
      { actorRole: 'No role at the national figures', what: 'Asked for published figures', outcome: 'forbidden' },
    ])
  })

  it('has words for every action that the rollup writes down', async () => {
    const { rows } = await page()
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.filter(({ what, action }) => what.includes(action))).toEqual([])
  })

  it('does not see the own accesses, which are written down all the same', async () => {
    expect((await page({ person: ngozi })).rows).toEqual([])
    const written = await at.database.admin`select outcome from audit_entry where action = 'audit.read' and actor = ${ngozi}`
    expect(new Set(written.map(({ outcome }) => outcome))).toEqual(new Set(['allowed']))
  })

  it('reads page by page, each entry once', async () => {
    const all = (await page()).rows
    const seen: Row[] = []
    for (let after: string | null = null, more = true; more; ) {
      const next: Page = await page({ first: 2, after })
      seen.push(...next.rows)
      after = next.pageInfo.endCursor
      more = next.pageInfo.hasNextPage
    }
    expect(seen).toEqual(all)
    expect(codeOf(await at.ask(ngozi, ENTRIES, { first: 5, after: randomUUID() }))).toBe('BAD_USER_INPUT')
  })

  it('is the only one, and reads no figure: statistician, national lead and stranger are told that it is not for them', async () => {
    for (const person of [olga, patrick, 'stranger' as PersonId]) {
      expect(codeOf(await at.ask(person, ENTRIES, { first: 5 }))).toBe('FORBIDDEN')
      expect(codeOf(await at.ask(person, CHAIN))).toBe('FORBIDDEN')
    }
    expect(codeOf(await at.ask(ngozi, FIGURES, { r: [{ __typename: 'England', id: 'ENG' }] }))).toBe('FORBIDDEN')
    expect(codeOf(await at.ask(ngozi, PUBLISH))).toBe('FORBIDDEN')
  })
})

describe('the chain', () => {
  it('holds while nobody touches it, and says where it was broken', async () => {
    const { signingKey, db } = at.rollup
    await seal(db, { keyId: signingKey.kid, key: signingKey.privateKey })
    expect((await at.ask(ngozi, CHAIN)).data.rollupAuditChain).toMatchObject({ breaks: [], heads: 1 })
    await at.database.admin`update audit_entry set outcome = 'allowed' where outcome = 'refused'`
    const { breaks } = (await at.ask(ngozi, CHAIN)).data.rollupAuditChain
    expect(breaks[0]).toMatch(/^\d+: does not match its entry$/)
  })
})
