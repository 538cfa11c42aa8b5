import { randomUUID } from 'node:crypto'
import {
  generateSigningKey,
  loadSigningKey,
  type Membership,
  publicKeySet,
  type SigningKey,
  signRolesProof,
  staticKeys,
} from '@oh/auth'
import type { Instant, LondonDate, PersonId } from '@oh/kernel'
import { ESCALATION_STATES } from '@oh/routing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bell, guardian, HOME, ICS, idOf, moira, POOL, shah, stranger } from '../testing/names.ts'
import { codeOf, fieldOf } from '../testing/people.ts'
import { days, type TestPool, testPool } from '../testing/test-pool.ts'

const SINCE = '2022-07-01' as LondonDate
const lead = 'eleanor' as PersonId
const LEADS: Membership = { role: 'ics-lead', scope: ICS, from: SINCE }
const CAPACITY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ics { poolCapacity {
  asOf specialists freeSessions nextFreeAt underWay { value mark }
  skills { skill { skill } specialists freeSessions } } } } }`

let at: TestPool
let directory: SigningKey
beforeAll(async () => {
  at = await testPool()
  directory = await aKey()
  Object.assign(at.pool, { directoryKeys: await staticKeys(publicKeySet([directory])) })
  await at.database.admin`delete from clinic_session`
})
afterAll(() => at[Symbol.asyncDispose]())

const proofFor = (
  person: PersonId,
  different: { by?: SigningKey; audience?: string; roles?: Membership[]; now?: Instant } = {},
): Promise<string> => {
  const { by = directory, audience = POOL, roles = [LEADS], now = at.clock() } = different
  return signRolesProof(by, { person, audience }, roles, now)
}
const asking = (person: PersonId, poolRolesProof?: string, code: string = ICS) =>
  at.ask(person, CAPACITY, { r: [{ __typename: 'Ics', code, ...(poolRolesProof ? { poolRolesProof } : {}) }] })

// biome-ignore lint/suspicious/noExplicitAny: the answer is read by the document above
async function capacity(): Promise<any> {
  const answer = await asking(lead, await proofFor(lead))
  expect(answer.errors).toBeUndefined()
  return fieldOf<{ poolCapacity: unknown }[]>(answer, '_entities')[0]?.poolCapacity
}

describe('specialists and sessions', () => {
  const session = async (person: PersonId, startsAt: string, hours = 3.5) => {
    const id = randomUUID()
    await at.database.admin`insert into clinic_session (id, specialist_id, starts_at, hours, site, virtual)
      values (${id}, ${idOf(person)}, ${startsAt}, ${hours}, null, true)`
    return id
  }
  const book = (sessionId: string, hours: number, state = 'booked') => at.database.admin`
    insert into booking (id, escalation_id, session_id, person, hours, booked_at, state)
    values (${randomUUID()}, ${randomUUID()}, ${sessionId}, ${bell}, ${hours}, now(), ${state})`

  it('are none and no time when there are no sessions', async () => {
    expect(await capacity()).toMatchObject({ asOf: '2026-03-10T09:00:00.000Z', freeSessions: 0, nextFreeAt: null })
  })

  it('are exact: sessions to come within 28 days with room for a case, of whoever may work on that day and is there', async () => {
    await at.database.admin`update specialist set skills = '{general,skin}' where person = ${shah}`
    await session(bell, '2026-03-10T08:00:00Z')
    await book(await session(bell, '2026-03-11T09:00:00Z', 2), 2)
    await book(await session(bell, '2026-03-12T09:00:00Z', 2), 1)
    await book(await session(bell, '2026-03-13T09:00:00Z', 2), 2, 'cancelled')
    await session(bell, '2026-04-07T08:59:00Z')
    await session(bell, '2026-04-07T09:00:00Z')
    await session(shah, '2026-03-16T09:00:00Z')
    await session(shah, '2026-03-17T09:00:00Z')
    await session(shah, '2026-03-30T09:00:00Z')
    await at.database.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
      values (${randomUUID()}, ${idOf(shah)}, '2026-03-17', '2026-03-18')`
    await at.database.admin`update specialist set indemnity_to = '2026-03-30' where person = ${shah}`
    const found = await capacity()
    // one who is away is there all the same; whose accreditation lapsed or who has no contract is not
    expect(found).toMatchObject({ specialists: 3, freeSessions: 4, nextFreeAt: '2026-03-12T09:00:00.000Z' })
    const skill = (word: string) => found.skills.find((each: { skill: { skill: string } }) => each.skill.skill === word)
    expect(skill('mental-health')).toMatchObject({ specialists: 2, freeSessions: 3 })
    expect(skill('skin')).toMatchObject({ specialists: 2, freeSessions: 1 })
    expect(skill('general')).toMatchObject({ specialists: 3, freeSessions: 4 })
  })
})

describe('escalations under way', () => {
  const planted = async (states: readonly string[], trusts: readonly string[] = ['RX1', 'RHA', 'RK5']) => {
    const { admin } = at.database
    const { id } = await at.spoke.escalates()
    await admin`delete from escalation where id <> ${id}`
    await admin`delete from people_count`
    for (const [at, state] of states.entries())
      await admin`insert into escalation select (jsonb_populate_record(null::escalation, to_jsonb(e) || jsonb_build_object(
        'id', ${randomUUID()}::text, 'state', ${state}::text, 'trust', ${trusts[at % trusts.length] ?? ''}::text))).*
        from escalation e where id = ${id}`
    await admin`update escalation set state = 'withdrawn' where id = ${id}`
    return (await capacity()).underWay
  }

  it('are all that are not answered, withdrawn or gone, one that nobody can take among them', async () => {
    const over = ['answered', 'withdrawn']
    const each = ESCALATION_STATES.flatMap((state) => Array.from({ length: 9 }, () => state))
    const many = each.filter((state) => !over.includes(state)).length
    expect(await planted(each)).toEqual({ value: Math.round(many / 5) * 5, mark: null })
  })

  it('are counted once a day, so that nobody who keeps asking is told at which moment one more came', async () => {
    const seven = Array.from({ length: 7 }, () => 'offered')
    expect(await planted(seven)).toEqual({ value: null, mark: 'c' })
    await at.database.admin`update escalation set state = 'offered' where state = 'withdrawn'`
    expect((await capacity()).underWay).toEqual({ value: null, mark: 'c' })
    await at.database.admin`update people_count set day = day - 1`
    expect((await capacity()).underWay).toEqual({ value: 10, mark: null })
    expect(await at.database.admin`select day from people_count`).toHaveLength(1)
  })

  it.each([
    [0, { value: 0, mark: null }],
    [7, { value: null, mark: 'c' }],
    [8, { value: 10, mark: null }],
  ])('%i are shown as people are', async (many, shown) => {
    expect(await planted(Array.from({ length: many }, () => 'offered'))).toEqual(shown)
  })

  it('of fewer than three trusts are confidential: each would know the others’ share', async () => {
    const offered = Array.from({ length: 30 }, () => 'offered')
    expect(await planted(offered, ['RX1', 'RHA'])).toEqual({ value: null, mark: 'c' })
    // what the third has is over and does not count
    expect(await planted([...offered, 'answered', 'answered', 'answered'], ['RX1'])).toEqual({ value: null, mark: 'c' })
  })
})

describe('who may read what a pool can do', () => {
  it('whoever leads the ICS, with a row in the audit', async () => {
    await at.database.admin`truncate audit_entry`
    await capacity()
    expect(await at.audit('capacity.readLive')).toMatchObject([{ actor: lead, outcome: 'allowed', ids: [POOL] }])
  })

  type Asking = readonly [who: string, person: PersonId, proof: () => Promise<string | undefined>, code: string]
  const refused: readonly Asking[] = [
    ['the lead of another ICS', lead, () => proofFor(lead, { roles: [{ ...LEADS, scope: 'QK1' }] }), 'NOT_FOUND'],
    ['the national lead', lead, () => proofFor(lead, { roles: [{ role: 'national-lead', from: SINCE }] }), 'FORBIDDEN'],
    ['the ICS lead without a proof', lead, async () => undefined, 'FORBIDDEN'],
    ['somebody with another person’s proof', stranger, () => proofFor(lead), 'FORBIDDEN'],
    ['one with a proof for another pool', lead, () => proofFor(lead, { audience: 'pool-0000000000bb' }), 'FORBIDDEN'],
    ['one with a proof that is over', lead, () => proofFor(lead, { now: '2026-03-10T08:59:00.000Z' as Instant }), 'FORBIDDEN'],
    ['one with a proof of his own making', lead, async () => proofFor(lead, { by: await aKey() }), 'FORBIDDEN'],
    ['a specialist of the pool', bell, async () => undefined, 'FORBIDDEN'],
    ['its coordinator', moira, async () => undefined, 'FORBIDDEN'],
    ['its privacy officer', guardian, async () => undefined, 'FORBIDDEN'],
    ['a home spoke’s name', HOME as unknown as PersonId, async () => undefined, 'FORBIDDEN'],
  ]
  it.each(refused)('not %s, with a row in the audit', async (_who, person, proof, code) => {
    await at.database.admin`truncate audit_entry`
    const answer = await asking(person, await proof())
    expect([fieldOf(answer, '_entities'), codeOf(answer)]).toEqual([[{ poolCapacity: null }], code])
    expect(await at.audit('capacity.readLive')).toMatchObject([
      { actor: person, outcome: code === 'NOT_FOUND' ? 'hidden' : 'forbidden' },
    ])
  })

  it('nobody by this pool for an ICS it does not serve', async () => {
    const { data, errors } = await asking(lead, await proofFor(lead), 'QK1')
    expect([data, errors?.length]).toEqual([null, 1])
  })

  it('nobody when it cannot be written down', async () => {
    const { admin } = at.database
    await admin.unsafe('alter table audit_entry rename to audit_entry_away')
    const answer = await asking(lead, await proofFor(lead))
    await admin.unsafe('alter table audit_entry_away rename to audit_entry')
    expect(fieldOf(answer, '_entities')).toEqual([{ poolCapacity: null }])
  })
})

it('what was counted is of the moment of asking', async () => {
  at.clock.advance(days(1))
  expect((await capacity()).asOf).toBe('2026-03-11T09:00:00.000Z')
})

async function aKey(): Promise<SigningKey> {
  return loadSigningKey(await generateSigningKey())
}
