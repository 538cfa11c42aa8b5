import { randomUUID } from 'node:crypto'
import { seal } from '@oh/audit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLANTED } from '../testing/home-spoke.ts'
import { bell, guardian, HOME, moira, stranger } from '../testing/names.ts'
import { codeOf, fieldOf } from '../testing/people.ts'
import { acceptedBy, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
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
const ENTRIES = `query($subject: ID, $person: ID, $first: Int!, $after: String) {
  poolAuditEntries(ics: "QT1", subject: $subject, person: $person, first: $first, after: $after) {
    rows { actor actorName actorRole action what subject outcome outcomeTitle reasons resourceIds onBehalfOf }
    pageInfo { hasNextPage endCursor } } }`
const page = async (variables: Record<string, unknown> = {}): Promise<Page> =>
  fieldOf(await at.ask(guardian, ENTRIES, { first: 100, ...variables }), 'poolAuditEntries')
const CHAIN = '{ poolAuditChain(ics: "QT1") { sealed heads breaks overdue } }'

describe('the privacy officer of a pool', () => {
  it('answers who saw an escalation, refusals included, with no word of what it says', async () => {
    const { id, person, next } = await acceptedBy(at, 'opened')
    await at.content(person, id, await at.spoke.proof(id, person))
    await at.content(person, id)
    await at.read(next, id)
    await at.board(moira)
    const { rows } = await page({ subject: id })
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ actor: HOME, actorRole: 'A home service', what: 'Sent the escalation to the pool' }),
        expect.objectContaining({
          actor: person,
          actorName: expect.stringMatching(/^Dr /),
          actorRole: 'Specialist',
          what: 'Read the clinical content',
          outcome: 'allowed',
        }),
        expect.objectContaining({
          what: 'Asked for the clinical content',
          outcome: 'refused',
          outcomeTitle: 'Refused',
          reasons: ['proof-missing'],
        }),
        expect.objectContaining({ actor: next, outcome: 'hidden', outcomeTitle: 'Refused' }),
        expect.objectContaining({ actorName: 'Moira Lennox', what: 'Saw it on the coordinator’s board' }),
      ]),
    )
    expect(JSON.stringify(rows)).not.toContain(PLANTED)
  })

  it('has words for every action that the pool writes down', async () => {
    const { rows } = await page()
    expect(rows.filter(({ what, action }) => what.includes(action))).toEqual([])
  })

  it('answers what one person saw, and whom an act of the pool was about', async () => {
    const { id, person } = await acceptedBy(at, 'opened')
    await at.database.admin`update specialist set indemnity_to = '2026-03-10' where person = ${person}`
    at.clock.advance(1_000)
    await at.routing.sweep()
    const { rows } = await page({ person, subject: id })
    expect(rows[0]).toMatchObject({ actor: 'routing', action: 'escalation.standDown', onBehalfOf: person })
    expect(new Set(rows.slice(1).map(({ actor }) => actor))).toEqual(new Set([person]))
    await at.database.admin`update specialist set indemnity_to = '2032-07-01' where person = ${person}`
  })

  it('does not see the own accesses, which are written down all the same', async () => {
    expect((await page({ person: guardian })).rows).toEqual([])
    const written = await at.audit('audit.read')
    expect(written.at(-1)).toMatchObject({ actor: guardian, outcome: 'allowed' })
  })

  it('reads page by page, each entry once', async () => {
    const whole = await page({ person: moira })
    const board = async () => at.board(moira)
    for (let more = 0; more < 4; more += 1) await board()
    const all = (await page({ person: moira })).rows
    expect(all.length).toBe(whole.rows.length + 4)
    const seen: Row[] = []
    for (let after: string | null = null, more = true; more; ) {
      const next: Page = await page({ person: moira, first: 2, after })
      seen.push(...next.rows)
      after = next.pageInfo.endCursor
      more = next.pageInfo.hasNextPage
    }
    expect(seen).toEqual(all)
    expect(codeOf(await at.ask(guardian, ENTRIES, { first: 5, after: randomUUID() }))).toBe('BAD_USER_INPUT')
  })

  it('is the only one: specialist, coordinator and stranger are told that it is not for them', async () => {
    for (const person of [bell, moira, stranger]) {
      expect(codeOf(await at.ask(person, ENTRIES, { first: 5 }))).toBe('FORBIDDEN')
      expect(codeOf(await at.ask(person, CHAIN))).toBe('FORBIDDEN')
    }
    expect(codeOf(await at.board(guardian))).toBe('FORBIDDEN')
  })
})

describe('the chain', () => {
  it('holds while nobody touches it, and says where it was broken', async () => {
    await seal(at.pool.db, { keyId: at.pool.signingKey.kid, key: at.pool.signingKey.privateKey })
    const whole = await at.ask(guardian, CHAIN)
    expect(whole.data?.poolAuditChain).toMatchObject({ breaks: [], heads: 1 })
    await at.database.admin`update audit_entry set outcome = 'allowed' where outcome = 'refused'`
    const broken = fieldOf<{ breaks: string[] }>(await at.ask(guardian, CHAIN), 'poolAuditChain')
    expect(broken.breaks[0]).toMatch(/^\d+: does not match its entry$/)
  })
})
