import { randomUUID } from 'node:crypto'
import type { LondonDate, TrustCode } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLANTED } from '../testing/home-spoke.ts'
import { bell, idOf, moira, shah, stranger } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf } from '../testing/people.ts'
import { acceptedBy, askedFor, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())

interface Row {
  escalation: { id: string; dueOn: string; state: string; round: number }
  offeredTo: { fullName: string } | null
  late: boolean
  acceptLate: boolean
  parked: boolean
  candidates: { specialist: { fullName: string }; standing: string; reasons: { word: string; sentence: string }[] }[]
}
const rowsOn = async (): Promise<Row[]> => fieldOf<{ rows: Row[] }>(await at.board(moira), 'board').rows
const rowOf = async (id: string): Promise<Row | undefined> => (await rowsOn()).find(({ escalation }) => escalation.id === id)

describe('the board', () => {
  it('says of every specialist why, or why not, in words', async () => {
    const { id } = await at.spoke.escalates({ excluded: [{ specialistId: idOf(bell), why: 'objection' }] })
    const found = await rowOf(id)
    const why = Object.fromEntries(
      found?.candidates.map(({ specialist, reasons }) => [specialist.fullName, reasons.map(({ sentence }) => sentence)]) ?? [],
    )
    expect(why['Dr Miriam Bell']).toEqual(['The worker does not want to be seen by this specialist'])
    expect(why['Dr Anil Shah']).toEqual(['The only specialist who may take this escalation'])
    expect(Object.values(why).flat()).toEqual(
      expect.arrayContaining([
        'Not accredited on 10 March 2026',
        'Away on 10 March 2026',
        'No valid honorary contract on 10 March 2026',
      ]),
    )
    expect(found?.offeredTo?.fullName).toBe('Dr Anil Shah')
    expect(await at.audit('poolBoard.read')).toContainEqual(
      expect.objectContaining({ actor: moira, outcome: 'allowed', ids: expect.arrayContaining([id]) }),
    )
  })

  it('shows earlier rounds when asked', async () => {
    const { id } = await at.spoke.escalates()
    const { person, offerId } = await askedFor(at, id)
    await at.decline(person, offerId, 'outside-my-field')
    const document =
      '{ board(ics: "QT1", first: 50) { rows { escalation { id } now: candidates { round reasons { word } } first: candidates(round: 1) { round } } } }'
    const { rows } = fieldOf<{
      rows: { escalation: { id: string }; now: { round: number; reasons: { word: string }[] }[]; first: { round: number }[] }[]
    }>(await at.ask(moira, document), 'board')
    const found = rows.find(({ escalation }) => escalation.id === id)
    expect(new Set(found?.now.map(({ round }) => round))).toEqual(new Set([2]))
    expect(new Set(found?.first.map(({ round }) => round))).toEqual(new Set([1]))
    expect(found?.now.flatMap(({ reasons }) => reasons.map(({ word }) => word))).toContain('declined-before')
  })

  it('is narrowed by where an escalation is and when it is due', async () => {
    const board = async (filter: string) => {
      const document = `{ board(ics: "QT1", first: 50, ${filter}) { rows { escalation { id } } } }`
      const { rows } = fieldOf<{ rows: Row[] }>(await at.ask(moira, document), 'board')
      return rows.map(({ escalation }) => escalation.id)
    }
    const { id: taken } = await acceptedBy(at, 'accepted', { dueOn: '2026-03-18' as LondonDate })
    const { id: offered } = await at.spoke.escalates({ dueOn: '2026-03-17' as LondonDate })
    expect(await board('standing: "taken"')).toContain(taken)
    expect(await board('standing: "taken"')).not.toContain(offered)
    expect(await board('standing: "offered"')).toContain(offered)
    expect(await board('standing: "waiting"')).not.toContain(offered)
    expect(await board('due: "this-week"')).toContain(offered)
    expect(await board('due: "this-week"')).not.toContain(taken)
    expect(await board('due: "late"')).not.toContain(offered)
    expect(codeOf(await at.ask(moira, '{ board(ics: "QT1", first: 50, due: "never") { rows { late } } }'))).toBe('BAD_USER_INPUT')
  })

  it('is ordered by due date, marks what is late, and pages without gaps', async () => {
    const due = ['2026-03-09', '2026-03-02', '2026-05-01'] as LondonDate[]
    for (const dueOn of due) await at.spoke.escalates({ dueOn, acceptBy: '2026-03-06' as LondonDate })
    const all = await rowsOn()
    expect(all.map(({ escalation }) => escalation.dueOn)).toEqual(all.map(({ escalation }) => escalation.dueOn).toSorted())
    expect(all.filter(({ late }) => late).map(({ escalation }) => escalation.dueOn)).toEqual(['2026-03-02', '2026-03-09'])
    expect(all.filter(({ acceptLate }) => acceptLate)).toHaveLength(3)
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const { data } = await at.ask(
        moira,
        'query($after: String) { board(ics: "QT1", first: 2, after: $after) { rows { escalation { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      const page = data?.board as { rows: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
      seen.push(...page.rows.map(({ escalation }) => escalation.id))
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(seen).toEqual(all.map(({ escalation }) => escalation.id))
  })

  it('holds no clinical word, category, age or trust, and cannot be asked for them', async () => {
    const { id } = await acceptedBy(at, 'opened')
    const answer = JSON.stringify(await at.board(moira))
    for (const hidden of [PLANTED, 'mental-health-', '35-44', '"RX1"', 'Theatres']) expect(answer).not.toContain(hidden)
    for (const field of ['spokeId', 'category', 'ageBand', 'trust { odsCode }', 'content { question }'])
      expect(
        (await at.ask(moira, `{ board(ics: "QT1", first: 1) { rows { escalation { ${field} } } } }`)).errors?.[0]?.message,
      ).toContain('Cannot query field')
    expect(codeOf(await at.read(moira, id))).toBe('FORBIDDEN')
  })

  it('marks an escalation whose message the home spoke will not take', async () => {
    const { id } = await at.spoke.escalates()
    await at.database
      .admin`update outbox_message set state = 'parked', reason = 'bad-shape', parked_at = now() where subject = ${id}`
    expect((await rowOf(id))?.parked).toBe(true)
  })

  it('shows a coordinator who is a specialist too nothing of what excludes him: no row, no place, no act', async () => {
    await at.database.admin`insert into membership (id, person, person_name, role, from_on, granted_by)
      values (gen_random_uuid(), ${shah}, 'Dr Anil Shah', 'pool-coordinator', '2026-01-01', 'test')`
    const idsFor = async (first: number) =>
      fieldOf<{ rows: Row[] }>(
        await at.ask(shah, 'query($first: Int!) { board(ics: "QT1", first: $first) { rows { escalation { id } } } }', { first }),
        'board',
      ).rows.map(({ escalation }) => escalation.id)
    const objected = await at.spoke.escalates({ excluded: [{ specialistId: idOf(shah), why: 'objection' }] })
    const colleague = await at.spoke.escalates({ employer: 'RK5' as TrustCode, department: 'Occupational medicine' })
    const declared = await acceptedBy(at, 'accepted', { excluded: [{ specialistId: idOf(bell), why: 'objection' }] })
    const { person } = declared
    expect(person).toBe(shah)
    await at.declare(shah, declared.id, true)
    const open = await at.spoke.escalates()
    const seen = await idsFor(100)
    expect(seen).toContain(open.id)
    const all = (await rowsOn()).map(({ escalation }) => escalation.id)
    for (const { id } of [objected, colleague, declared]) {
      expect(all).toContain(id)
      expect(seen).not.toContain(id)
      expect(JSON.stringify(await at.routeAgain(shah, id))).toBe(JSON.stringify(await at.routeAgain(shah, randomUUID())))
      expect(codeOf(await at.routeAgain(shah, id))).toBe('NOT_FOUND')
    }
    // a page is as full as it would be if they did not exist
    expect(await idsFor(2)).toHaveLength(2)
    await at.database.admin`delete from membership where person = ${shah} and role = 'pool-coordinator'`
  })

  it('is the coordinator’s alone, and refuses a cursor or skill that is none', async () => {
    for (const person of [bell, shah, stranger]) expect(codeOf(await at.board(person))).toBe('FORBIDDEN')
    const ask = (args: string) => at.ask(moira, `{ board(ics: "QT1", first: 1, ${args}) { rows { late } } }`)
    expect(codeOf(await ask('skill: "magic"'))).toBe('BAD_USER_INPUT')
    expect(codeOf(await ask(`after: "${Buffer.from('["x","y"]').toString('base64url')}"`))).toBe('BAD_USER_INPUT')
    expect((await ask('skill: "skin"')).data).toEqual({ board: { rows: [] } })
  })
})

describe('routing again', () => {
  it('asks by the pool’s own rules when somebody has become free', async () => {
    const full = [bell, shah].map((person) => ({ specialistId: idOf(person), why: 'objection' }) as const)
    const { id } = await at.spoke.escalates({ excluded: full })
    const stuck = await at.routeAgain(moira, id)
    expect(stuck.data?.result).toMatchObject({ outcome: 'nobody-eligible', outcomeTitle: 'Nobody can take it now' })
    await at.database.admin`delete from escalation_exclusion where escalation_id = ${id} and specialist_id = ${idOf(bell)}`
    expect((await at.routeAgain(moira, id)).data?.result).toMatchObject({ outcome: 'offered' })
    expect((await askedFor(at, id)).person).toBe(bell)
    expect((await at.audit('escalation.reroute')).filter(({ actor }) => actor === moira)).toMatchObject([
      { outcome: 'allowed', reasons: ['nobody-eligible'] },
      { outcome: 'allowed', reasons: ['offered'] },
    ])
  })

  it('takes no open offer back and is nobody else’s to do', async () => {
    const { id } = await at.spoke.escalates()
    expect(refusalOf(await at.routeAgain(moira, id))).toEqual(['already-offered'])
    expect(codeOf(await at.routeAgain(bell, id))).toBe('FORBIDDEN')
    expect(codeOf(await at.routeAgain(moira, randomUUID()))).toBe('NOT_FOUND')
  })
})

describe('the pool itself', () => {
  it('names its specialists to anyone who signed in, and what the caller holds here', async () => {
    const document = `query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Ics { pool { poolId
      specialists { id fullName employerName accredited skills { title } } viewer { name roles { role title } } } } } }`
    const refs = [{ __typename: 'Ics', code: 'QT1' }]
    const asked = await at.ask(stranger, document, { refs })
    const [ics] = fieldOf<[{ pool: { specialists: { fullName: string; accredited: boolean }[]; viewer: unknown } }]>(
      asked,
      '_entities',
    )
    expect(ics.pool.specialists).toContainEqual(
      expect.objectContaining({
        fullName: 'Dr Miriam Bell',
        accredited: true,
        employerName: 'Nottinghamshire Healthcare NHS Foundation Trust',
      }),
    )
    expect(ics.pool.specialists.filter(({ accredited }) => !accredited)).toHaveLength(2)
    expect(ics.pool.viewer).toEqual({ name: null, roles: [] })
    const mine = await at.ask(moira, document, { refs })
    expect(mine.data).toMatchObject({
      _entities: [
        { pool: { viewer: { name: 'Moira Lennox', roles: [{ role: 'pool-coordinator', title: 'Pool coordinator' }] } } },
      ],
    })
    expect(codeOf(await at.ask(moira, document, { refs: [{ __typename: 'Ics', code: 'QK1' as TrustCode | 'QK1' }] }))).toBe(
      'MISROUTED',
    )
  })
})
