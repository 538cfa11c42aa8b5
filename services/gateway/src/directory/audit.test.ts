import { randomUUID } from 'node:crypto'
import { seal } from '@oh/audit'
import { generateSigningKey, loadSigningKeys, type SigningKeys } from '@oh/auth'
import { instantOf, type LondonDate, type PersonId } from '@oh/kernel'
import { asActor, membership } from '@oh/postgres'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nobody } from '../shards/samples/members.ts'
import type { Directory } from './context.ts'
import { directoryExecutor } from './directory-executor.ts'

const WENDY = 'wendy' as PersonId
const MEREDITH = 'meredith' as PersonId
let database: TestDatabase
let keys: SigningKeys
// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer by the document it sent
type Answer = { data: any; codes: unknown[] }
let ask: (person: string, query: string, variables?: Record<string, unknown>) => Promise<Answer>

beforeAll(async () => {
  // no two acts at the same moment, so that their order is that of the list
  let time = Date.parse('2026-11-23T09:00:00.000Z')
  const clock = () => {
    time += 1_000
    return instantOf(time)
  }
  database = await testDatabase('directory', { clock })
  keys = await loadSigningKeys(await generateSigningKey())
  const directory: Directory = {
    db: database.db,
    newId: randomUUID,
    ownKeys: keys.known,
    members: nobody,
    signRoles: async () => '',
    onChange: async () => undefined,
  }
  const holds = (person: PersonId, personName: string, role: string) => {
    return { id: randomUUID(), person, personName, role, fromOn: '2026-01-01' as LondonDate, grantedBy: 'seed' }
  }
  await asActor(database.db, { kind: 'system', part: 'seed' }, (tx) =>
    tx.sql
      .insert(membership)
      .values([
        holds(WENDY, 'Wendy Arkwright', 'directory-registrar'),
        holds(MEREDITH, 'Meredith Ashby', 'privacy-officer'),
        holds('patrick' as PersonId, 'Patrick Osei', 'national-lead'),
      ]),
  )
  const execute = directoryExecutor(directory)
  ask = async (person, query, variables = {}) => {
    const { data, errors = [] } = await execute({ document: parse(query), variables, context: { person: person as PersonId } })
    return { data, codes: errors.map(({ extensions }) => extensions.code) }
  }
  for (const code of ['RX8', 'RX8', 'RWP', 'Marta Nowak']) await ask('wendy', INVITE, { code })
})
afterAll(() => database[Symbol.asyncDispose]())

const INVITE = 'mutation ($code: ID!) { inviteMember(kind: spoke, code: $code) { __typename } }'
const ENTRIES = `query ($about: ID, $person: ID, $first: Int!, $after: String) {
  directoryAuditEntries(about: $about, person: $person, first: $first, after: $after) {
    rows { id actor actorName actorRole what resourceIds outcome reasons } pageInfo { hasNextPage endCursor } } }`
const rowsOf = async (variables: Record<string, unknown> = {}) =>
  (await ask('meredith', ENTRIES, { first: 100, ...variables })).data.directoryAuditEntries.rows
const CHAIN = '{ directoryAuditChain { sealed heads breaks overdue } }'

describe('the privacy officer of the directory', () => {
  it('answers who did what, refusals included, and no free text', async () => {
    const rows = await rowsOf({ person: 'wendy' })
    expect(rows).toMatchObject([
      { what: 'Invited a member', outcome: 'refused', reasons: ['unknown-code'], resourceIds: [] },
      { what: 'Invited a member', outcome: 'allowed', actorName: 'Wendy Arkwright', actorRole: 'Directory registrar' },
      { what: 'Invited a member', outcome: 'refused', reasons: ['already-served'], resourceIds: ['RX8'] },
      { what: 'Invited a member', outcome: 'allowed' },
    ])
    expect(JSON.stringify(rows)).not.toContain('Marta')
  })

  it('finds what was done about one code', async () => {
    expect(await rowsOf({ about: 'RX8' })).toMatchObject([{ reasons: ['already-served'] }])
  })

  it('does not see the own accesses, which are written down all the same', async () => {
    expect(await rowsOf({ person: 'meredith' })).toEqual([])
    const own = await database.admin`select outcome from audit_entry where actor = 'meredith' and action = 'directoryAudit.read'`
    expect(own.length).toBeGreaterThan(0)
  })

  it('reads page by page, each entry once', async () => {
    const all = (await rowsOf({ person: 'wendy' })).map(({ id }: { id: string }) => id)
    const seen: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await ask('meredith', ENTRIES, { person: 'wendy', first: 3, after })
      const { rows, pageInfo } = data.directoryAuditEntries
      seen.push(...rows.map(({ id }: { id: string }) => id))
      after = pageInfo.endCursor
      more = pageInfo.hasNextPage
    }
    expect(seen).toEqual(all)
  })

  const cursor = (...values: string[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  it.each([
    { first: 0 },
    { first: 101 },
    { first: 5, after: 'x' },
    { first: 5, after: cursor('2026-99-99T00:00:00.000Z', randomUUID()) },
    { first: 5, after: cursor('2026-11-23T00:00:00.000Z', '\u0000') },
    { first: 5, about: '\u0000' },
    { first: 5, about: '\ud800' },
    { first: 5, person: 'a\nb' },
    { first: 5, person: 'x'.repeat(256) },
  ])('is told what is wrong with %j, and it is no fault', async (variables) => {
    expect((await ask('meredith', ENTRIES, variables)).codes).toEqual(['BAD_USER_INPUT'])
  })

  it('is the only one: registrar, national lead and stranger are told that it is not for them', async () => {
    for (const who of ['wendy', 'patrick', 'stranger']) {
      expect((await ask(who, ENTRIES, { first: 5 })).codes).toEqual(['FORBIDDEN'])
      expect((await ask(who, CHAIN)).codes).toEqual(['FORBIDDEN'])
    }
  })

  it('is told whether the chain holds, and where it was broken', async () => {
    const head = { keyId: keys.current.kid, key: keys.current.privateKey }
    await seal(database.db, head)
    expect((await ask('meredith', CHAIN)).data.directoryAuditChain).toMatchObject({ breaks: [], heads: 1 })
    await database.admin`update audit_entry set outcome = 'allowed' where outcome = 'refused'`
    const { breaks } = (await ask('meredith', CHAIN)).data.directoryAuditChain
    expect(breaks[0]).toMatch(/^\d+: does not match its entry$/)
  })
})
