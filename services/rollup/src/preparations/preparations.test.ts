import { POLICY } from '@oh/disclosure'
import type { LondonDate, PersonId, TrustCode } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { POPULATIONS } from '../publications/populations.ts'
import { seedRollup } from '../seed.ts'
import { NATIONAL, ngozi, olga, pavel, type TestRollup, testRollup } from '../testing/test-rollup.ts'
import { type KeptPreparations, keepPreparations } from './keep-preparations.ts'
import { beginNext } from './preparation.store.ts'

const OCTOBER = '2026-10'
const lead = 'patrick' as PersonId
let test: TestRollup
beforeAll(async () => {
  test = await testRollup({ history: 1 })
}, 120_000)
afterAll(() => test[Symbol.asyncDispose]())

const PREPARE = `mutation ($month: String!) { prepareMonth(month: $month) {
  __typename ... on MonthBeingPrepared { id } ... on Refused { reasons { word } } } }`
const PUBLISH = `mutation ($month: String!, $of: ID) { publishMonth(month: $month, preparation: $of) {
  __typename ... on MonthPublished { number } ... on Refused { reasons { word } } } }`
const prepare = async (person: PersonId = olga, month = OCTOBER) => {
  test.later()
  return (await test.ask(person, PREPARE, { month })).data?.prepareMonth
}
const publish = async (person: PersonId = pavel, of?: string) =>
  (await test.ask(person, PUBLISH, { month: OCTOBER, of })).data?.publishMonth
const england = async (person: PersonId, fields: string, rolesProof?: string) => {
  const { data, errors } = await test.ask(
    person,
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { ${fields} } } }`,
    {
      r: [{ __typename: 'England', id: 'ENG', ...(rolesProof ? { rolesProof } : {}) }],
    },
  )
  return { found: data?._entities[0], codes: errors?.map(({ extensions }) => extensions.code) }
}
const LIST = 'preparations(first: 5) { rows { id month state preparedByName isCurrent isOwn reasons publishedAs } }'
const newest = async (person: PersonId = olga) => (await england(person, LIST)).found.preparations.rows[0]
const refused = (...words: string[]) => ({ __typename: 'Refused', reasons: words.map((word) => ({ word })) })
const odd = (more = {}): Promise<KeptPreparations> =>
  keepPreparations(test.rollup, 'on-sweep', { program: new URL('../testing/odd-weigh-worker.ts', import.meta.url), ...more })

describe('a month that nobody has prepared', () => {
  it('is published by nobody', async () => expect(await publish()).toEqual(refused('not-prepared')))

  it('is prepared by statisticians alone', async () => {
    for (const person of [lead, ngozi]) {
      const { errors } = await test.ask(person, PREPARE, { month: OCTOBER })
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    }
  })

  it.each([
    ['2026-11', 'month-not-over'],
    ['2026-09', 'month-published'],
    ['2023-01', 'nothing-sent'],
  ])('%s is not prepared: %s', async (month, word) => expect(await prepare(olga, month)).toEqual(refused(word)))
})

describe('a preparation that comes to nothing', () => {
  it('is refused in words when it is not proved in time, and nothing is published', async () => {
    await prepare()
    await using slow = await keepPreparations(test.rollup, 'on-sweep', {
      limits: { milliseconds: 1, megabytes: 256, threads: 1 },
    })
    await slow.sweep()
    expect(await newest()).toMatchObject({ state: 'refused', reasons: [expect.stringContaining('not proved in time')] })
    expect(await publish()).toEqual(refused('preparation-refused'))
  })

  it('is refused with the sentences of the gate', async () => {
    await prepare()
    await using gate = await odd()
    await gate.sweep()
    const { state, reasons } = await newest()
    expect([state, reasons.slice(0, 2)]).toEqual(['refused', ['referrals', 'referrals-waiting']])
  })

  it('that ran when the rollup died is begun once more, and refused the second time', async () => {
    await prepare()
    const begin = () =>
      asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, async (tx) => {
        await beginNext(tx, -1)
      })
    await begin()
    await begin()
    await using gate = await odd()
    await gate.sweep()
    expect(await newest()).toMatchObject({ state: 'refused', reasons: [expect.stringContaining('interrupted twice')] })
  })
})

describe('a month that is prepared', () => {
  let id: string
  beforeAll(async () => {
    await test.sends({ counts: [{ measure: 'seen-within-10', version: 1, numerator: 52, denominator: 71 }] })
    id = (await prepare()).id
  })

  it('waits its turn, and no other is prepared meanwhile', async () => {
    expect(await newest()).toMatchObject({ id, state: 'pending', preparedByName: 'Olga Brandt', isCurrent: false })
    expect(await prepare(pavel)).toEqual(refused('preparation-under-way'))
    expect(await publish()).toEqual(refused('preparation-under-way'))
  })

  it('is ready when it is proved, and moves no published figure', async () => {
    expect(await test.sweep()).toBe(1)
    expect(await newest()).toMatchObject({ state: 'ready', isCurrent: true, isOwn: true, reasons: [] })
    expect(await newest(pavel)).toMatchObject({ isOwn: false })
    expect(await test.database.admin`select number from publication`).toHaveLength(1)
  })

  it('says to statisticians what was attacked and what is hidden, and why', async () => {
    const { found } = await england(
      olga,
      `preparation(id: "${id}") { report { population attacked open suppressed atLeast seconds }
        tally { measure level kind cells shown primary secondary }
        figures(measure: "seen-within-10", level: ics, hiddenOnly: true, first: 2) { pageInfo { hasNextPage endCursor } rows {
          area period numerator { value mark } numeratorWhy denominatorWhy } } }`,
    )
    const { report, tally, figures } = found.preparation
    expect(report).toHaveLength(POPULATIONS.length)
    expect(report[0].attacked).toBeGreaterThan(0)
    const ics = tally.find((row: { measure: string; level: string }) => row.measure === 'seen-within-10' && row.level === 'ics')
    // QK1 has two trusts; the others of the made-up history have more
    expect(ics.primary).toBeGreaterThanOrEqual(1)
    expect(ics.shown + ics.primary + ics.secondary).toBeLessThanOrEqual(ics.cells)
    expect(figures.rows[0]).toMatchObject({ period: OCTOBER, numerator: { value: null, mark: 'c' } })
    expect(['primary', 'secondary']).toContain(figures.rows[0].numeratorWhy)
    const [hidden] = await test.database.admin<{ n: number }[]>`select count(*)::int as n from prepared_cell
      where preparation = ${id} and (numerator_mark = 'c') <> (numerator_why is not null)`
    expect(hidden?.n).toBe(0)
  })

  it('says of single trusts how many are shown and hidden, and never which', async () => {
    const ask = (level: string) =>
      england(
        olga,
        `preparation(id: "${id}") { figures(measure: "seen-within-10", level: ${level}, hiddenOnly: true, first: 1) { rows { area } } }`,
      )
    expect((await ask('trust')).codes).toEqual(['BAD_USER_INPUT'])
    expect((await ask('region')).codes).toBeUndefined()
    const { found } = await england(olga, `preparation(id: "${id}") { tally { level cells } }`)
    expect(found.preparation.tally).toContainEqual({ level: 'trust', cells: expect.any(Number) })
  })

  it('shows none of it to anybody else, and keeps a page for what is not there', async () => {
    const proof = await test.proof(lead, NATIONAL)
    for (const [person, rolesProof] of [
      [lead, proof],
      [ngozi, undefined],
    ] as const)
      for (const fields of [LIST, `preparation(id: "${id}") { state }`])
        expect((await england(person, fields, rolesProof)).codes).toEqual(['FORBIDDEN'])
    for (const other of [crypto.randomUUID(), 'no-id'])
      expect((await england(olga, `preparation(id: "${other}") { state }`)).codes).toEqual(['NOT_FOUND'])
  })

  it('is read by no part of the rollup and no role but statisticians, by the rule of the database itself', async () => {
    for (const part of ['seed', 'relay', 'counting'] as const)
      for (const table of ['preparation', 'prepared_cell']) {
        const rows = await asActor(test.rollup.db, { kind: 'system', part }, (tx) =>
          tx.sql.execute(`select * from ${table} limit 1`),
        )
        expect([part, table, [...rows]]).toEqual([part, table, []])
      }
    const change = asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, (tx) =>
      tx.sql.execute('update prepared_cell set numerator = 1'),
    )
    await expect(change).rejects.toThrow()
  })

  it('is not published by the one who prepared it, nor as another than the one that was looked at', async () => {
    expect(await publish(olga)).toEqual(refused('prepared-by-yourself'))
    expect(await publish(pavel, crypto.randomUUID())).toEqual(refused('another-preparation'))
    expect(await prepare(pavel)).toEqual(refused('prepared-already'))
  })

  it('is stale when anything was sent since, and is prepared again', async () => {
    await test.sends({ restatement: 2, counts: [{ measure: 'seen-within-10', version: 1, numerator: 53, denominator: 71 }] })
    expect(await newest()).toMatchObject({ state: 'ready', isCurrent: false })
    expect(await publish()).toEqual(refused('preparation-stale'))
    id = (await prepare()).id
    await test.sweep()
    expect(await newest()).toMatchObject({ state: 'ready', isCurrent: true })
  })

  it('is stale when another service has sent a month of the employer, which it knows from then on', async () => {
    const [{ id: copied }] = (await test.database.admin`
      insert into submission select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'service', gen_random_uuid(), 'restatement', 1))).*
      from submission s where month = '2026-10' and not synthetic limit 1 returning id`) as [{ id: string }]
    expect(await newest()).toMatchObject({ state: 'ready', isCurrent: false })
    expect(await publish()).toEqual(refused('preparation-stale'))
    await test.database.admin`alter table submission disable trigger all`
    await test.database.admin`delete from submission where id = ${copied}`
    await test.database.admin`alter table submission enable trigger all`
    expect(await newest()).toMatchObject({ state: 'ready', isCurrent: true })
  })

  it('is published by a second person as it was prepared, figure by figure', async () => {
    expect(await publish(pavel, id)).toMatchObject({ __typename: 'MonthPublished', number: 2 })
    const differing = await test.database.admin`
      select measure, level, area, period, numerator, numerator_mark, denominator, denominator_mark from prepared_cell where preparation = ${id}
      except select measure, level, area, period, numerator, numerator_mark, denominator, denominator_mark from published_cell where publication = 2`
    expect(differing).toEqual([])
    expect(await newest()).toMatchObject({ publishedAs: 2, isCurrent: false })
    expect(await publish(pavel, id)).toEqual(refused('month-published'))
  })

  it('leaves a row in the audit for each step, whoever took it', async () => {
    const rows = await test.database.admin<{ actor: string; action: string }[]>`
      select distinct actor, action from audit_entry where outcome = 'allowed' and (action like 'preparation.%' or action = 'publication.publish')`
    const found = rows.map(({ actor, action }) => `${actor} ${action}`)
    expect(found).toEqual(
      expect.arrayContaining([
        'olga preparation.make',
        'publishing preparation.make',
        'olga preparation.read',
        'pavel publication.publish',
      ]),
    )
  })

  it('takes in what comes late for the refresh of its year', async () => {
    expect(await test.sends({ restatement: 3 })).toEqual({ outcome: 'allowed', reasons: [] })
  })
})

describe('what an earlier policy has published', () => {
  it('is replaced at the next start by figures that are weighed, and kept as it was', async () => {
    await using old = await testRollup({ history: 1 })
    const { admin } = old.database
    await admin`alter table publication disable trigger all`
    await admin`update publication set policy = 0`
    const ask = {
      rollup: old.rollup,
      people: [],
      live: ['RWE' as TrustCode],
      history: 1,
      madeUp: ['RBQ', 'REM', 'RBL'] as TrustCode[],
    }
    for (let start = 0; start < 2; start += 1) await seedRollup(old.rollup.db, { ...ask, today: '2026-11-10' as LondonDate })
    const rows = await admin`select number, month, restatement, policy, withdrawal.kind from publication
      left join withdrawal on publication = number order by number`
    expect(rows).toEqual([
      { number: 1, month: '2026-09', restatement: 1, policy: 0, kind: 'replaced' },
      { number: 2, month: '2026-09', restatement: 2, policy: POLICY.version, kind: null },
    ])
    const { data } = await old.ask(
      olga,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England {
      published(measure: "clinical-wte-per-1000", kind: month, last: 5) { publication } } } }`,
      { r: [{ __typename: 'England', id: 'ENG' }] },
    )
    expect(data._entities[0].published).toEqual([{ publication: 2 }])
  })
})
