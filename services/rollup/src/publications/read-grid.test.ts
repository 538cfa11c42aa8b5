import type { Membership } from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NATIONAL, olga, type TestRollup, testRollup } from '../testing/test-rollup.ts'

let test: TestRollup
beforeAll(async () => {
  test = await testRollup({ history: 6 })
}, 240_000)
afterAll(() => test[Symbol.asyncDispose]())

const patrick = 'patrick' as PersonId
const GRID = `query ($r: [_Any!]!, $area: ID!, $measure: ID!, $by: FiguresBy!, $kind: PeriodKind!, $period: String) {
  _entities(representations: $r) { ... on England { grid(area: $area, measure: $measure, by: $by, kind: $kind, period: $period) {
    level area period staffGroup { id title } reasonGroup { id title } numerator { value mark } denominator { value mark }
    ratio { value mark } contributors expected publication policy synthetic } } } }`
const asked = { area: 'ENG', measure: 'received-seen-within-10', by: 'staff_group', kind: 'quarter' }
async function grid(change: Partial<typeof asked & { period: string }> = {}, person: PersonId = olga, ...roles: Membership[]) {
  const rolesProof = await test.proof(person, ...roles)
  const { data, errors } = await test.ask(person, GRID, {
    ...asked,
    ...change,
    r: [{ __typename: 'England', id: 'ENG', rolesProof }],
  })
  return { figures: data?._entities?.[0]?.grid, error: errors?.[0] }
}
const leads = (scope: string): Membership => ({ role: 'ics-lead', scope, from: NATIONAL.from })

describe('a grid that was published', () => {
  it('is that of the newest quarter by staff group, in the order of the list', async () => {
    const { figures } = await grid()
    expect(figures.map(({ staffGroup }: { staffGroup: { id: string } }) => staffGroup.id)).toEqual([
      ...['doctors', 'nurses', 'midwives', 'ambulance-staff', 'scientific-therapeutic-technical'],
      ...['clinical-support', 'infrastructure-support', 'not-recorded'],
    ])
    expect(figures[1]).toMatchObject({ level: 'england', area: 'ENG', period: '2026/27-Q2', reasonGroup: null, publication: 6 })
    expect(figures[1].staffGroup.title).toMatch(/^Nurses/)
    expect(figures[1].denominator.value % 5).toBe(0)
  })

  it('is that of a quarter that is named, by reason, of a region and of a system', async () => {
    for (const area of ['Y62', 'QYG']) {
      const { figures } = await grid({ by: 'reason_group', area, period: '2026/27-Q1' })
      expect(figures).toHaveLength(5)
      expect(figures[0]).toMatchObject({ area, period: '2026/27-Q1', staffGroup: null })
    }
  })

  it('is empty where nothing was published', async () => {
    expect((await grid({ period: '2024/25-Q1' })).figures).toEqual([])
  })

  it('hides few people, and shows none of 1 to 7 below England', async () => {
    const [row] = await test.database.admin`select
        count(*) filter (where 'c' in (numerator_mark, denominator_mark))::int as hidden,
        count(*) filter (where level <> 'england' and (numerator between 1 and 7 or denominator between 1 and 7))::int as few,
        count(*) filter (where numerator % 5 <> 0 or denominator % 5 <> 0)::int as exact
      from published_cell where staff_group <> '' or reason_group <> ''`
    expect(row).toMatchObject({ few: 0, exact: 0 })
    expect(row?.hidden).toBeGreaterThan(0)
  })
})

describe('a grid that the catalogue lacks', () => {
  it.each([
    [{ kind: 'month' }, 'The catalogue has no figures by staff group for a month of England.'],
    [{ period: '2026-09' }, 'The catalogue has no figures by staff group for a month of England.'],
    [{ by: 'both', area: 'QYG' }, 'The catalogue has no figures by both staff group and reason for a quarter of an ICS.'],
    [{ area: 'RWE' }, 'Figures of a single trust are not divided: see the catalogue.'],
    [{ measure: 'did-not-attend' }, 'Figures of this measure are not divided: see the catalogue.'],
    [{ measure: 'league' }, 'There is no such measure.'],
    [{ area: 'QXX' }, 'There is no such region or ICS.'],
  ])('such as %j is refused in words', async (change, sentence) => {
    expect((await grid(change)).error).toMatchObject({ message: sentence, extensions: { code: 'BAD_USER_INPUT' } })
  })
})

describe('who may read a grid', () => {
  it('of an area: whoever leads the nation or an ICS', async () => {
    expect((await grid({}, patrick, NATIONAL)).figures).toHaveLength(8)
    expect((await grid({}, 'femi' as PersonId, leads('QK1'))).figures).toHaveLength(8)
    expect((await grid({}, 'nobody' as PersonId)).error?.extensions.code).toBe('FORBIDDEN')
  })

  it('leaves a row of the audit each time', async () => {
    await grid({ area: 'QYG', period: '2026/27-Q1' })
    const rows = await test.database.admin`select outcome from audit_entry
      where 'ics/QYG/received-seen-within-10/staff-group/2026/27-Q1' = any(resource_ids)`
    expect(rows.at(-1)).toMatchObject({ outcome: 'allowed' })
  })
})

it('never stands in a series or a comparison of the whole', async () => {
  const ASK = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England {
    published(measure: "received-seen-within-10", kind: quarter, last: 120) { period staffGroup { id } reasonGroup { id } }
    comparison(measure: "received-seen-within-10", level: ics, kind: quarter, first: 100) { area staffGroup { id } reasonGroup { id } } } } }`
  const { data } = await test.ask(olga, ASK, { r: [{ __typename: 'England', id: 'ENG' }] })
  const { published, comparison } = data._entities[0]
  expect(published.map(({ period }: { period: string }) => period)).toEqual(['2026/27-Q1', '2026/27-Q2'])
  expect(comparison).toHaveLength(42)
  const places = [...published, ...comparison].flatMap(({ staffGroup, reasonGroup }) => [staffGroup, reasonGroup])
  expect(new Set(places)).toEqual(new Set([null]))
})

it('is listed in the catalogue with what to expect of it, and is no part of what is expected of the whole', async () => {
  const ROWS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { catalogue {
    measure grains { level kind figures } grids { by title finest grains { level kind suppressed figures period } } } } } }`
  const rows = (await test.ask(olga, ROWS, { r: [{ __typename: 'England', id: 'ENG' }] })).data._entities[0].catalogue
  const of = (measure: string) => rows.find((row: { measure: string }) => row.measure === measure)
  expect(of('did-not-attend').grids).toEqual([])
  const { grids, grains } = of('received-seen-within-10')
  expect(grids.map(({ by, title, finest }: Record<string, string>) => [by, title, finest])).toEqual([
    ['staff_group', 'Staff group', 'ICS and quarter'],
    ['reason_group', 'Reason for the referral', 'ICS and quarter'],
  ])
  const [counted] = await test.database.admin<{ all: number; hidden: number }[]>`
    select count(*)::int as all, (count(*) filter (where numerator_mark = 'c' or denominator_mark = 'c'))::int as hidden
    from published_cell where staff_group <> '' and level = 'ics' and period = '2026/27-Q2' and contributors > 0`
  expect(counted?.hidden).toBeGreaterThan(0)
  expect(grids[0].grains.find(({ level }: { level: string }) => level === 'ics')).toEqual({
    ...{ level: 'ics', kind: 'quarter', period: '2026/27-Q2', figures: counted?.all },
    suppressed: (counted?.hidden ?? 0) / (counted?.all ?? 1),
  })
  expect(grains.find(({ level, kind }: Record<string, string>) => level === 'england' && kind === 'quarter')?.figures).toBe(1)
})
