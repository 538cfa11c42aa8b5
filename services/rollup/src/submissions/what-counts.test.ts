import type { Month } from '@oh/kernel'
import { asActor, migrate, type ScopedTx } from '@oh/postgres'
import { withParts } from '@oh/postgres/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestRollup, testRollup } from '../testing/test-rollup.ts'
import { standingGrids } from './grid.reads.ts'
import { counting, isSynthetic, standingMonths, type WhatCounts, waitingForRefresh } from './submission.store.ts'

const SEPTEMBER = '2026-09' as Month
const OCTOBER = '2026-10' as Month
let test: TestRollup
beforeAll(async () => {
  test = await testRollup({ history: 1 })
}, 120_000)
afterAll(() => test[Symbol.asyncDispose]())

const asPublishing = <T>(use: (tx: ScopedTx) => Promise<T>) =>
  asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, use)
const RECEIVED = 'received-seen-within-10'
const sends = (restatement: number, numerator: number, month = OCTOBER) =>
  test.sends({
    month,
    restatement,
    counts: [{ measure: RECEIVED, version: 1, numerator, denominator: 70 }],
    grid: [{ measure: RECEIVED, version: 1, staffGroup: 'nurses', reasonGroup: 'stress', numerator, denominator: 70 }],
  })
const seen = (what?: WhatCounts, month = OCTOBER) =>
  asPublishing(async (tx) => {
    const { contributions, synthetic } = await standingMonths(tx, [month], what)
    const [grid] = (await standingGrids(tx, [month], what)).filter(({ employer }) => employer === 'RWE')
    const own = contributions.find(({ employer }) => employer === 'RWE')
    return {
      total: own?.counts.get(RECEIVED)?.numerator,
      grid: grid?.grids.get(RECEIVED)?.[0]?.numerator,
      synthetic,
      restatements: (await counting(tx, [month], what))
        .filter(({ employer }) => employer === 'RWE')
        .map(({ restatement }) => restatement),
    }
  })
const waiting = () =>
  asPublishing(async (tx) =>
    (await waitingForRefresh(tx, [SEPTEMBER, OCTOBER])).map(({ employer, month, restatement }) => [employer, month, restatement]),
  )

describe('what counts of a month', () => {
  it('is what came in last, until it is published', async () => {
    await sends(1, 50)
    await sends(2, 52)
    expect(await seen()).toMatchObject({ total: 52, grid: 52, restatements: [2] })
    expect(await waiting()).toEqual([])
  })

  it('is then what was published, whatever comes in after it and whatever the clock says', async () => {
    await test.publishes('2026-10')
    await test.database.admin`update submission set received_at = now() + interval '1 year' where employer = 'RWE'`
    await sends(3, 60)
    expect(await seen()).toMatchObject({ total: 52, grid: 52, restatements: [2] })
    expect(await seen('newest')).toMatchObject({ total: 60, grid: 60, restatements: [3] })
    expect(await waiting()).toEqual([['RWE', OCTOBER, 3]])
  })

  it('has no employer in it that was late, though a made-up month gave way to its own', async () => {
    expect(await seen(undefined, SEPTEMBER)).toMatchObject({ synthetic: true, restatements: [1] })
    const before = (await seen(undefined, SEPTEMBER)).total
    await sends(1, 61, SEPTEMBER)
    expect(await seen(undefined, SEPTEMBER)).toMatchObject({ total: before, restatements: [1] })
    expect(await seen('newest', SEPTEMBER)).toMatchObject({ total: 61, grid: 61 })
    expect(await waiting()).toEqual([
      ['RWE', SEPTEMBER, 1],
      ['RWE', OCTOBER, 3],
    ])
  })

  it('is marked as made up by what was counted, and not by what came in later', async () => {
    expect(await asPublishing((tx) => isSynthetic(tx, [SEPTEMBER]))).toBe(true)
    await test.database.admin`update submission set synthetic = false where month = ${SEPTEMBER} and employer <> 'RWE'`
    await test.database
      .admin`update submission set synthetic = true where month = ${SEPTEMBER} and series is null and employer = 'RWE'`
    expect(await asPublishing((tx) => isSynthetic(tx, [SEPTEMBER]))).toBe(true)
    expect(await asPublishing((tx) => isSynthetic(tx, [SEPTEMBER], 'newest'))).toBe(false)
  })

  it('was what came in last for whatever was published before there were corrections', async () => {
    const { admin, adminUrl } = test.database
    const [kept] = await admin`select count(*)::int as n from counted_submission`
    const before = await admin`select publication, month, submission from counted_submission order by 1, 2, 3`
    expect(kept?.n).toBeGreaterThan(20)
    // what came in since is what could not come in then
    await admin`delete from submission_grid_count where submission_id not in (select submission from counted_submission)
      and submission_id in (select id from submission where series is not null and month in ('2026-09', '2026-10') and restatement <> 2)`
    await admin`delete from submission_count where submission_id in (select id from submission where series is not null
      and id not in (select submission from counted_submission))`
    await admin`delete from submission where series is not null and id not in (select submission from counted_submission)`
    await admin`drop table counted_submission`
    await admin`alter table publication drop column kind`
    await admin`alter table preparation drop column kind`
    await admin`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`
    const ownerUrl = withParts(adminUrl, { user: 'oh_owner', password: 'oh_owner' })
    await migrate({ ownerUrl, folder: new URL('../../migrations', import.meta.url).pathname })
    expect(await admin`select publication, month, submission from counted_submission order by 1, 2, 3`).toEqual(before)
    const rows =
      await admin`select relname from pg_class where relname in ('publication', 'withdrawal', 'submission') and not relforcerowsecurity`
    expect(rows).toEqual([])
  })
})
