import type { Membership } from '@oh/auth'
import { POLICY } from '@oh/disclosure'
import type { LondonDate, Month, PersonId, TrustCode } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedRollup } from '../seed.ts'
import { NATIONAL, olga, pavel, SPOKE, type TestRollup, testRollup } from '../testing/test-rollup.ts'

let test: TestRollup
beforeAll(async () => {
  test = await testRollup({ history: 6 })
}, 120_000)
afterAll(() => test[Symbol.asyncDispose]())

const PUBLISH = `mutation ($month: String!) { publishMonth(month: $month) {
  __typename ... on MonthPublished { number } ... on Refused { reasons { word sentence } } } }`
const publish = (month: string, person: PersonId = pavel) => test.ask(person, PUBLISH, { month })
const PREPARE = `mutation ($month: String!) { prepareMonth(month: $month) {
  __typename ... on MonthBeingPrepared { id } ... on Refused { reasons { word sentence } } } }`
const prepare = async (month: string, person: PersonId = olga) => (await test.ask(person, PREPARE, { month })).data?.prepareMonth
const FIGURES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England {
  comparison(measure: "seen-within-10", level: ics, kind: month, first: 100) { area period publication numerator { value mark } denominator { value mark } ratio { value mark } contributors expected staffCovered synthetic policy }
  published(measure: "seen-within-10", kind: month, last: 12) { period publication ratio { value } }
  publications(first: 3) { number month publishedByName } } } }`
const lead = 'patrick' as PersonId
const england = async (person: PersonId, proof?: string) =>
  test.ask(person, FIGURES, { r: [{ __typename: 'England', id: 'ENG', ...(proof ? { rolesProof: proof } : {}) }] })

describe('made-up history', () => {
  it('is of numbered months, said to be made up, of 42 systems', async () => {
    const { data } = await england(lead, await test.proof(lead, NATIONAL))
    const [found] = data._entities
    expect(found.publications[0]).toEqual({ number: 6, month: '2026-09', publishedByName: 'Made-up history' })
    expect(found.published).toHaveLength(6)
    expect(found.published[0].period).toBe('2026-04')
    expect(found.comparison).toHaveLength(42)
    expect(new Set(found.comparison.map((figure: { synthetic: boolean }) => figure.synthetic))).toEqual(new Set([true]))
    expect(new Set(found.comparison.map((figure: { policy: number }) => figure.policy))).toEqual(new Set([POLICY.version]))
  })

  it('shows no count of 1 to 7 people anywhere below England, and nothing that is not rounded to 5', async () => {
    const rows = await test.database.admin`select count(*)::int as n from published_cell
      where measure <> 'clinical-wte-per-1000' and (numerator % 5 <> 0 or denominator % 5 <> 0
        or (level <> 'england' and (numerator between 1 and 7 or denominator between 1 and 7)))`
    expect(rows).toMatchObject([{ n: 0 }])
  })

  it('holds confidential figures and such as are not available, each with its mark', async () => {
    const rows = await test.database.admin<
      { mark: string }[]
    >`select distinct numerator_mark as mark from published_cell where numerator_mark is not null order by 1`
    expect(rows.map(({ mark }) => mark)).toEqual(['c', 'x'])
  })
})

describe('who may read published figures', () => {
  it.each([
    ['nobody without a role', 'nobody', undefined],
    ['nobody whose proof is of another person', 'eve', 'patrick'],
  ] as const)('%s', async (_is, who, of) => {
    const { errors } = await england(who as PersonId, of && (await test.proof(of as PersonId, NATIONAL)))
    expect(errors?.map(({ extensions }) => extensions.code)).toContain('FORBIDDEN')
  })

  it('a statistician, by a membership of the rollup’s own', async () => {
    expect((await england(olga)).errors).toBeUndefined()
  })
})

const FIGURES_MARKED = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England {
  publications(first: 3) { month synthetic } published(measure: "seen-within-10", kind: month, last: 3) { period synthetic } } } }`
const NEXT = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { viewer { name roles }
  monthToPublish { month isOver expected sent staffCovered synthetic received { employer name restatement } missing { code } } } } }`
const next = async (person: PersonId = olga) => test.ask(person, NEXT, { r: [{ __typename: 'England', id: 'ENG' }] })

describe('before a month is published', () => {
  it('the statistician sees what has come in, and who is missing', async () => {
    const { data } = await next()
    const { viewer, monthToPublish: waiting } = data._entities[0]
    expect(viewer).toEqual({ name: 'Olga Brandt', roles: ['statistician'] })
    expect(waiting).toMatchObject({ month: '2026-10', isOver: true, expected: 201, synthetic: true, received: [] })
    expect(waiting.missing.map(({ code }: { code: string }) => code)).toContain('RWE')
    expect(waiting.sent).toBe(201 - waiting.missing.length)
    expect(waiting.sent).toBeGreaterThan(20)
    expect(waiting.staffCovered).toBeGreaterThan(10)
  })

  it('and nobody else does', async () => {
    const { data, errors } = await next(lead)
    expect(data._entities[0]).toEqual({ viewer: null, monthToPublish: null })
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
  })
})

describe('publishing a month', () => {
  it('is for a statistician', async () => {
    const { errors } = await publish('2026-10', lead)
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })

  it.each([
    ['2026-11', 'month-not-over'],
    ['2026-09', 'month-published'],
    ['2023-01', 'nothing-sent'],
  ])('%s is refused: %s', async (month, word) => {
    expect((await publish(month)).data?.publishMonth).toMatchObject({ __typename: 'Refused', reasons: [{ word }] })
  })

  it('of no month is told so in words', async () => {
    expect((await publish('2026-13')).errors?.[0]?.message).toBe('Enter a month such as 2026-10.')
  })

  it('takes in what the services sent, moves the figures of England, and makes one publication of two clicks', async () => {
    await test.sends({ counts: [{ measure: 'seen-within-10', version: 1, numerator: 4_000, denominator: 5_000 }] })
    const before = (await next()).data._entities[0].monthToPublish
    expect(before.received).toMatchObject([{ employer: 'RWE', restatement: 1 }])
    expect(before.missing.map(({ code }: { code: string }) => code)).not.toContain('RWE')
    await prepare('2026-10')
    await test.sweep()
    const answers = await Promise.all([publish('2026-10'), publish('2026-10')])
    const kinds = answers.map(({ data }) => data.publishMonth.__typename).sort()
    expect(kinds).toEqual(['MonthPublished', 'Refused'])
    const { data } = await england(olga)
    const series = data._entities[0].published
    expect(series.at(-1)).toMatchObject({ period: '2026-10', publication: 7 })
    expect(series.at(-1).ratio.value).toBeGreaterThan(series.at(-2).ratio.value)
  })

  it('tells each service whose figures went in, once, in which publication; what was made up has nobody to tell', async () => {
    const rows = await test.database.admin`select destination, name from outbox_message order by seq`
    expect(rows).toMatchObject([
      { destination: SPOKE, name: 'submission-answered.v1' },
      { destination: SPOKE, name: 'submission-published.v1' },
    ])
    expect((await test.answers()).at(-1)).toMatchObject({ month: '2026-10', publication: 7 })
  })

  it('leaves the month after it to be published next, once it is over', async () => {
    expect((await next()).data._entities[0].monthToPublish).toMatchObject({ month: '2026-11', isOver: false, sent: 0 })
  })

  it('keeps its figures as they are: a restatement after it waits for the refresh of the year', async () => {
    const before = (await england(olga)).data
    expect(await test.sends({ restatement: 2 })).toEqual({ outcome: 'allowed', reasons: [] })
    expect((await test.answers()).at(-1)).toMatchObject({ month: '2026-10', publication: 7, year: '2026/27' })
    expect((await england(olga)).data).toEqual(before)
    expect((await next()).data._entities[0].monthToPublish).toMatchObject({ month: '2026-11' })
  })

  it('is for ever: no part of the rollup may change or delete a publication or a figure of it', async () => {
    for (const part of ['publishing', 'seed'] as const) {
      for (const statement of [
        'update published_cell set numerator = 1',
        'delete from published_cell',
        'update publication set number = 1',
        'delete from publication',
      ]) {
        const act = asActor(test.rollup.db, { kind: 'system', part }, (tx) => tx.sql.execute(statement))
        await expect(act).rejects.toThrow()
      }
    }
  })
})

it('an ICS gives its own published months, and an unknown measure is told so', async () => {
  const ASK = `query ($r: [_Any!]!, $m: ID!) { _entities(representations: $r) { ... on Ics { published(measure: $m, kind: month, last: 12) { area period } } } }`
  const r = [{ __typename: 'Ics', code: 'QYG' }]
  const { data } = await test.ask(olga, ASK, { r, m: 'seen-within-10' })
  expect(data._entities[0].published).toHaveLength(7)
  expect(data._entities[0].published.at(-1)).toEqual({ area: 'QYG', period: '2026-10' as Month })
  expect((await test.ask(olga, ASK, { r, m: 'league' })).errors?.[0]?.message).toBe('There is no such measure.')
})

describe('a series asked of England', () => {
  const SERIES = `query ($r: [_Any!]!, $area: ID!) { _entities(representations: $r) { ... on England {
    series(area: $area, measure: "did-not-attend", kind: quarter, last: 4) { area level period } } } }`
  const r = [{ __typename: 'England', id: 'ENG' }]
  const series = async (area: string) => test.ask(olga, SERIES, { r, area })

  it.each([
    ['ENG', 'england'],
    ['Y60', 'region'],
    ['QMM', 'ics'],
  ])('is that of %s, even where the area is no more', async (area, level) => {
    const { data } = await series(area)
    expect(data._entities[0].series).toHaveLength(2)
    expect(data._entities[0].series[1]).toEqual({ area, level, period: '2026/27-Q2' })
  })

  it.each(['RWE', 'QXX', ''])('of "%s", which is no area of comparison, is refused in words', async (area) => {
    expect((await series(area)).errors?.[0]?.message).toBe('There is no such region or ICS.')
  })
})

describe('figures of each trust', () => {
  const TRUSTS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England {
    comparison(measure: "clinical-wte-per-1000", level: trust, kind: month, first: 100) { area } } } }`
  const areasFor = async (person: PersonId, ...roles: Membership[]) => {
    const rolesProof = await test.proof(person, ...roles)
    const { data, errors } = await test.ask(person, TRUSTS, { r: [{ __typename: 'England', id: 'ENG', rolesProof }] })
    return errors ? errors[0]?.extensions.code : data._entities[0].comparison.map(({ area }: { area: string }) => area)
  }
  const leads = (scope: string): Membership => ({ role: 'ics-lead', scope, from: NATIONAL.from })

  it('are all for the national lead, and those of the own system for whoever leads one', async () => {
    expect((await areasFor(lead, NATIONAL)).length).toBeGreaterThan(25)
    expect(await areasFor('femi' as PersonId, leads('QK1'))).toEqual(['RT5', 'RWE'])
    expect(await areasFor('both' as PersonId, leads('QK1'), leads('QT1'))).toEqual(['RHA', 'RK5', 'RT5', 'RWE', 'RX1', 'RX9'])
  })

  it('are for nobody else', async () => expect(await areasFor('nobody' as PersonId)).toBe('FORBIDDEN'))
})

describe('the catalogue', () => {
  const ROWS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { catalogue {
    measure kind finest readers grains { level kind suppressed figures period } } } } }`
  const r = [{ __typename: 'England', id: 'ENG' }]

  it('says of each measure what can be asked, by whom, and how much of it is confidential', async () => {
    const rows = (await test.ask(olga, ROWS, { r })).data._entities[0].catalogue
    const of = (measure: string) => rows.find((row: { measure: string }) => row.measure === measure)
    expect(of('escalations-per-1000')).toMatchObject({ kind: 'person', finest: 'ICS and quarter' })
    expect(of('clinical-wte-per-1000')).toMatchObject({ kind: 'resource', finest: 'Trust and month' })
    const [trust] = of('seen-within-10').grains
    const [counted] = await test.database.admin<{ all: number; hidden: number }[]>`
      select count(*)::int as all, (count(*) filter (where numerator_mark = 'c' or denominator_mark = 'c'))::int as hidden
      from published_cell where measure = 'seen-within-10' and level = 'trust' and period = '2026/27-Q2' and contributors > 0`
    expect(counted?.hidden).toBeGreaterThan(0)
    expect(trust).toEqual({
      ...{ level: 'trust', kind: 'quarter', period: '2026/27-Q2', figures: counted?.all },
      suppressed: (counted?.hidden ?? 0) / (counted?.all ?? 1),
    })
    const england = of('seen-within-10').grains.at(-1)
    expect(england).toEqual({ level: 'england', kind: 'year', suppressed: null, figures: 0, period: null })
  })

  it('is for those who may read figures', async () => {
    const { errors } = await test.ask('nobody' as PersonId, ROWS, { r })
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

it('marks a month of the local profile as made up even when all of it was signed off by services', async () => {
  await using local = await testRollup()
  await local.sends()
  const { data: waiting } = await local.ask(olga, NEXT, { r: [{ __typename: 'England', id: 'ENG' }] })
  expect(waiting._entities[0].monthToPublish).toMatchObject({ sent: 1, synthetic: false })
  expect(await local.publishes('2026-10')).toMatchObject({ number: 1 })
  const { data } = await local.ask(olga, FIGURES_MARKED, { r: [{ __typename: 'England', id: 'ENG' }] })
  expect(data._entities[0].publications).toEqual([{ month: '2026-10', synthetic: true }])
  expect(data._entities[0].published).toMatchObject([{ period: '2026-10', synthetic: true }])
})

it('publishes real figures outside the local profile, and does not call them made up', async () => {
  await using real = await testRollup({ madeUp: false })
  await real.sends()
  expect(await real.publishes('2026-10')).toMatchObject({ number: 1 })
  expect(await real.database.admin`select number, policy, synthetic from publication`).toEqual([
    { number: 1, policy: POLICY.version, synthetic: false },
  ])
})

describe('made-up history, put in again in a later month', () => {
  it('leaves a month that a service has signed off itself, and those after it, to people', async () => {
    await using later = await testRollup({ history: 1 })
    await later.sends()
    const ask = { rollup: later.rollup, people: [], live: ['RWE' as TrustCode], history: 2 }
    await seedRollup(later.rollup.db, { ...ask, today: '2026-12-03' as LondonDate })
    const rows = await later.database.admin`select month from publication order by number`
    expect(rows.map(({ month }) => month)).toEqual(['2026-09'])
    const [made] = await later.database.admin`select count(*)::int as n from submission where month = '2026-11' and synthetic`
    expect(made?.n).toBeGreaterThan(150)
  })
})
