import type { Month, PersonId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NATIONAL, olga, pavel, type TestRollup, testRollup } from '../testing/test-rollup.ts'

const YEAR = '2025/26'
const MARCH = '2026-03' as Month
const lead = 'patrick' as PersonId
let test: TestRollup
beforeAll(async () => {
  // from January 2026 on: the last quarter of 2025/26, and half of the year after it
  test = await testRollup({ history: 9 })
}, 180_000)
afterAll(() => test[Symbol.asyncDispose]())

const PREPARE = `mutation ($year: String!) { prepareRefresh(year: $year) {
  __typename ... on RefreshBeingPrepared { id } ... on Refused { reasons { word } } } }`
const PUBLISH = `mutation ($year: String!, $of: ID) { publishRefresh(year: $year, preparation: $of) {
  __typename ... on YearRefreshed { number } ... on Refused { reasons { word } } } }`
const prepare = async (person: PersonId = olga, year = YEAR) => {
  test.later()
  return (await test.ask(person, PREPARE, { year })).data?.prepareRefresh
}
const publish = async (person: PersonId = pavel, of?: string, year = YEAR) =>
  (await test.ask(person, PUBLISH, { year, of })).data?.publishRefresh
const refused = (...words: string[]) => ({ __typename: 'Refused', reasons: words.map((word) => ({ word })) })
const england = async (person: PersonId, fields: string, rolesProof?: string) => {
  const r = [{ __typename: 'England', id: 'ENG', ...(rolesProof ? { rolesProof } : {}) }]
  return test.ask(person, `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { ${fields} } } }`, { r })
}
const waiting = async () =>
  (await england(olga, 'yearToRefresh { year refreshedAs corrections { employer month restatement } }')).data._entities[0]
    .yearToRefresh
const FIGURES = `published(measure: "clinical-wte-per-1000", kind: month, last: 12) { period numerator { value } publication revised }`
const figures = async () => (await england(olga, FIGURES)).data._entities[0].published
const figureOf = async (period: string) => (await figures()).find((row: { period: string }) => row.period === period)
const publishedCells = (number: number) => test.database.admin`
  select measure, level, area, period, numerator, numerator_mark, denominator, denominator_mark, contributors, expected, staff_covered
  from published_cell where publication = ${number} order by measure, level, area, period`
const sends = (month: Month, numerator: number, restatement = 1) =>
  test.sends({ month, restatement, counts: [{ measure: 'clinical-wte-per-1000', version: 1, numerator, denominator: 17_000 }] })

describe('a year that nobody has corrected', () => {
  it('is not refreshed: nothing would change', async () => {
    expect(await waiting()).toEqual({ year: YEAR, refreshedAs: null, corrections: [] })
    expect(await prepare()).toEqual(refused('no-correction-waits'))
  })

  it.each([
    ['2026/27', 'year-not-closed'],
    ['2024/25', 'year-final'],
  ])('nor is %s: %s', async (year, word) => expect(await prepare(olga, year)).toEqual(refused(word)))

  it('is asked for by its name', async () => {
    for (const year of ['2025', '2026-03', '2025/26-Q4'])
      expect((await test.ask(olga, PREPARE, { year })).errors?.[0]?.message).toBe('Enter a financial year such as 2025/26.')
  })
})

describe('a correction of a year that was closed last', () => {
  let before: Record<string, unknown>[]
  beforeAll(async () => {
    before = await figures()
  })

  it('waits for the refresh, in sight of statisticians and of nobody else, and changes no figure', async () => {
    expect(await sends('2026-02' as Month, 99_000)).toEqual({ outcome: 'allowed', reasons: [] })
    expect(await sends('2026-02' as Month, 98_000, 2)).toEqual({ outcome: 'allowed', reasons: [] })
    expect(await waiting()).toMatchObject({ corrections: [{ employer: 'RWE', month: '2026-02', restatement: 2 }] })
    expect(await figures()).toEqual(before)
    const answer = await england(lead, 'yearToRefresh { year }', await test.proof(lead, NATIONAL))
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
  })

  it('keeps the earliest month that is not published from nothing', async () => {
    const { data } = await england(olga, 'monthToPublish { month }')
    expect(data._entities[0].monthToPublish).toEqual({ month: '2026-10' })
  })

  it('makes the refresh one that takes two statisticians, and no lead', async () => {
    for (const document of [PREPARE, PUBLISH])
      expect((await test.ask(lead, document, { year: YEAR })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
    expect(await publish()).toEqual(refused('not-prepared'))
    const { id } = await prepare()
    expect(await prepare(pavel)).toEqual(refused('preparation-under-way'))
    expect(await test.sweep()).toBe(1)
    expect(await publish(olga)).toEqual(refused('prepared-by-yourself'))
    expect(await prepare(pavel)).toEqual(refused('prepared-already'))
    expect(await publish(pavel, crypto.randomUUID())).toEqual(refused('another-preparation'))
    const { data } = await england(olga, `preparation(id: "${id}") { kind month state isCurrent reasons tally { cells } }`)
    expect(data._entities[0].preparation).toMatchObject({ kind: 'refresh', month: MARCH, state: 'ready', isCurrent: true })
    expect(await figures()).toEqual(before)
  }, 120_000)

  it('makes what was prepared without it stale', async () => {
    expect(await sends('2026-01' as Month, 97_000)).toMatchObject({ outcome: 'allowed' })
    expect(await publish()).toEqual(refused('preparation-stale'))
    await prepare()
    await test.sweep()
  }, 120_000)

  it('counts once the year is refreshed, in one publication that has every figure of the year', async () => {
    const marches = await publishedCells(3)
    expect(await publish()).toEqual({ __typename: 'YearRefreshed', number: 10 })
    expect(await publish()).toEqual(refused('year-refreshed'))
    const [row] = await test.database.admin`select number, month, kind, restatement from publication where number = 10`
    expect(row).toEqual({ number: 10, month: MARCH, kind: 'refresh', restatement: 2 })
    const old = before.find(({ period }) => period === '2026-02')
    const now = await figureOf('2026-02')
    expect(now).toMatchObject({ publication: 10, revised: true })
    expect(now.numerator).not.toEqual(old?.numerator)
    expect(await figureOf(MARCH)).toMatchObject({ publication: 10, revised: false })
    expect(await figureOf('2026-04')).toMatchObject({ publication: 4, revised: false })
    expect(await publishedCells(3)).toEqual(marches)
    const periods = await test.database.admin`select distinct period from published_cell where publication = 10`
    expect(periods).toHaveLength(12 + 4 + 1)
  }, 120_000)

  it('leaves every figure as it was, byte for byte, in which it does not count', async () => {
    const other = await test.database.admin<{ n: number; differing: number }[]>`
      select count(*)::int as n, (count(*) filter (where row(o.numerator, o.numerator_mark, o.denominator, o.denominator_mark,
        o.contributors, o.expected, o.staff_covered) is distinct from row(n.numerator, n.numerator_mark, n.denominator,
        n.denominator_mark, n.contributors, n.expected, n.staff_covered)))::int as differing
      from published_cell o join published_cell n using (measure, level, area, period)
      where o.publication <= 3 and n.publication = 10 and (o.period = '2026-03' or area in ('QYG', 'QOP', 'QMM'))`
    expect(other[0]?.n).toBeGreaterThan(100)
    expect(other[0]?.differing).toBe(0)
  })

  it('is told to its service with the number of the publication, each submission that counts now, once', async () => {
    const told = (await test.answers()).filter((answer) => 'publication' in answer && !('year' in answer))
    expect(told).toMatchObject([
      { month: '2026-01', publication: 10 },
      { month: '2026-02', publication: 10 },
    ])
  })

  it('is the last of the year: a year is refreshed once', async () => {
    expect(await sends(MARCH, 90_000)).toEqual({ outcome: 'refused', reasons: ['year-final'] })
    expect(await prepare()).toEqual(refused('year-refreshed'))
    expect(await publish()).toEqual(refused('year-refreshed'))
    expect(await waiting()).toEqual({ year: YEAR, refreshedAs: 10, corrections: [] })
  })

  it('leaves the months after the year to be published as before', async () => {
    expect(await test.publishes('2026-10')).toMatchObject({ __typename: 'MonthPublished', number: 11 })
  }, 120_000)

  it('leaves a row in the audit for each step', async () => {
    const rows = await test.database.admin<{ actor: string; action: string }[]>`
      select distinct actor, action from audit_entry where outcome = 'allowed' and '2026-03' = any(resource_ids)`
    expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual(
      expect.arrayContaining(['olga preparation.make', 'publishing preparation.make', 'pavel publication.publish']),
    )
  })
})

it('a year of which a publication was withdrawn because it told too much is not refreshed', async () => {
  await test.database.admin`update publication set kind = 'month' where number = 10`
  await test.database.admin`insert into withdrawal (publication, kind, at, by_name, reason)
    values (2, 'withdrawn', now(), 'Olga Brandt', 'tells-too-much')`
  expect(await prepare()).toEqual(refused('withdrawn-tells-too-much'))
})
