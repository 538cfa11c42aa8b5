import { addMilliseconds } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { olga, pavel, type TestRollup, testRollup } from '../testing/test-rollup.ts'
import { forgetFigures } from './forget-figures.ts'
import { keepPreparations } from './keep-preparations.ts'
import { beginNext, endPreparation } from './preparation.store.ts'
import { FIGURES_KEPT_DAYS } from './preparation.ts'

const OCTOBER = '2026-10'
let test: TestRollup
beforeAll(async () => {
  test = await testRollup({ history: 1 })
}, 120_000)
afterAll(() => test[Symbol.asyncDispose]())

const PREPARE = `mutation ($month: String!) { prepareMonth(month: $month) { __typename ... on MonthBeingPrepared { id } } }`
const PUBLISH = `mutation ($month: String!) { publishMonth(month: $month) {
  __typename ... on MonthPublished { number } ... on Refused { reasons { word } } } }`
const ONE = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on England { preparations(first: 5) {
  rows { id state reasons isCurrent figuresKept publishedAs report { population suppressed forContributors } } } } } }`
const prepare = async (): Promise<string> => {
  test.later()
  return (await test.ask(olga, PREPARE, { month: OCTOBER })).data?.prepareMonth.id
}
const preparations = async () =>
  (await test.ask(olga, ONE, { r: [{ __typename: 'England', id: 'ENG' }] })).data?._entities[0].preparations.rows
const newest = async () => (await preparations())[0]
const cellsOf = async (id: string) => {
  const [row] = await test.database.admin<{ n: number }[]>`select count(*)::int as n from prepared_cell where preparation = ${id}`
  return row?.n
}
const asPublishing = { kind: 'system', part: 'publishing' } as const
/** A rollup that keeps what it logs. */
const listening = () => {
  const said: string[] = []
  const log = { ...test.rollup.log, warn: (event: string) => void said.push(event) }
  return { said, rollup: { ...test.rollup, log } }
}

describe('a preparation that cannot be made', () => {
  it('is refused in words at once when what was sent cannot be read, and does not wait for its lease', async () => {
    await prepare()
    const { said, rollup } = listening()
    await using keeper = await keepPreparations(rollup, 'on-sweep')
    await test.database.admin`alter table submission_count rename to submission_count_away`
    const made = await keeper
      .sweep()
      .finally(() => test.database.admin`alter table submission_count_away rename to submission_count`)
    expect(made).toBe(1)
    expect(await newest()).toMatchObject({ state: 'refused', reasons: [expect.stringContaining('could not be read')] })
    expect(said).toEqual(['preparation-failed'])
  })

  it('is said to be lost by an attempt that took too long, and left to the one that has begun it since', async () => {
    await prepare()
    const begin = () => asActor(test.rollup.db, asPublishing, (tx) => beginNext(tx, -1))
    const [slow, next] = [await begin(), await begin()]
    if (!slow || !next) throw new Error('Nothing was begun.')
    const end = (begun: typeof slow) =>
      asActor(test.rollup.db, asPublishing, (tx) => endPreparation(tx, begun, { state: 'refused', reasons: ['Said.'] }))
    expect(await end(slow)).toBe(false)
    expect(await newest()).toMatchObject({ state: 'running', reasons: [] })
    expect(await end(next)).toBe(true)
  })

  it('is logged as lost', async () => {
    await prepare()
    const { said, rollup } = listening()
    await using keeper = await keepPreparations(rollup, 'on-sweep')
    // whoever begins it is told of another attempt than the one that the table holds
    await test.database.admin`create function taken() returns trigger language plpgsql as
      'begin if new.state = ''running'' then new.attempts := new.attempts + 1; end if; return new; end'`
    await test.database.admin`create trigger taken before update on preparation for each row execute function taken()`
    await keeper.sweep().finally(() => test.database.admin`drop trigger taken on preparation`)
    expect(said).toContain('preparation-lost')
    await test.database.admin`update preparation set state = 'refused', lease_until = null where state = 'running'`
  })
})

describe('the figures of a preparation', () => {
  let [first, second] = ['', '']
  it('are kept while it can be published', async () => {
    await test.sends()
    first = await prepare()
    await test.sweep()
    expect(await cellsOf(first)).toBeGreaterThan(0)
    expect(await newest()).toMatchObject({ id: first, state: 'ready', isCurrent: true, figuresKept: true })
  })

  it('say how much is hidden for what one contributor would learn of the others', async () => {
    for (const { suppressed, forContributors } of (await newest()).report) {
      expect(forContributors).toBeGreaterThanOrEqual(0)
      expect(forContributors).toBeLessThanOrEqual(suppressed)
    }
  })

  it('are deleted when another of its month has followed; what was done is kept', async () => {
    await test.sends({ restatement: 2 })
    second = await prepare()
    expect(await cellsOf(first)).toBeGreaterThan(0)
    await test.sweep()
    expect(await cellsOf(first)).toBe(0)
    expect(await cellsOf(second)).toBeGreaterThan(0)
    const before = (await preparations()).find(({ id }: { id: string }) => id === first)
    expect(before).toMatchObject({ state: 'ready', figuresKept: false, isCurrent: false })
    expect(before.report).toHaveLength((await newest()).report.length)
  })

  it('are deleted after a stated time, and nobody publishes it then', async () => {
    const { admin } = test.database
    const [row] = await admin<{ asked_at: Date }[]>`select asked_at from preparation where id = ${second}`
    const long = addMilliseconds(row?.asked_at.toISOString() as never, -(FIGURES_KEPT_DAYS * 24 + 1) * 3_600_000)
    await admin`update preparation set asked_at = ${long} where id = ${second}`
    await admin`update preparation set asked_at = ${long}::timestamptz - interval '1 hour' where id = ${first}`
    expect(await forgetFigures(test.rollup)).toBe(1)
    expect(await cellsOf(second)).toBe(0)
    const { data } = await test.ask(pavel, PUBLISH, { month: OCTOBER })
    expect(data.publishMonth).toMatchObject({ __typename: 'Refused' })
  })

  it('are deleted when they are published, where they are kept as they were', async () => {
    const third = await prepare()
    await test.sweep()
    const prepared = await cellsOf(third)
    const { data } = await test.ask(pavel, PUBLISH, { month: OCTOBER })
    expect(data.publishMonth).toMatchObject({ __typename: 'MonthPublished' })
    expect(await forgetFigures(test.rollup)).toBe(1)
    expect(await cellsOf(third)).toBe(0)
    const [kept] = await test.database.admin`select count(*)::int as n from published_cell where publication = 2`
    expect(kept?.n).toBe(prepared)
    expect(await forgetFigures(test.rollup)).toBe(0)
  })
})
