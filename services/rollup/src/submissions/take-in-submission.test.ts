import type { LondonDate, Month, SubmissionId, TrustCode } from '@oh/kernel'
import type { SubmissionSentV1 } from '@oh/messages'
import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSubmission, SPOKE, type TestRollup, testRollup } from '../testing/test-rollup.ts'
import { standingMonths } from './submission.store.ts'

let test: TestRollup
beforeAll(async () => {
  test = await testRollup()
})
afterAll(() => test[Symbol.asyncDispose]())

const count = (measure: string, numerator: number, denominator: number, version = 1) => ({
  measure,
  version,
  numerator,
  denominator,
})
const standing = (month: string) =>
  asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, (tx) => standingMonths(tx, [month as Month]))
const stored = () => test.database.admin<{ n: number }[]>`select count(*)::int as n from submission`.then(([row]) => row?.n)

it('keeps an employer’s month exactly, with an audit row in the same transaction', async () => {
  expect(await test.sends({ month: '2026-05' as Month })).toMatchObject({ outcome: 'allowed' })
  expect((await test.answers()).at(-1)).toMatchObject({ ruling: 'taken-in', reasons: [] })
  const { contributions } = await standing('2026-05')
  expect(contributions).toMatchObject([{ employer: 'RWE', month: '2026-05', floor: 8 }])
  expect(contributions[0]?.counts.get('seen-within-10')).toEqual({ numerator: 52, denominator: 71 })
  const rows = await test.database.admin`select actor, outcome from audit_entry where action = 'submission.send'`
  expect(rows).toMatchObject([{ actor: SPOKE, outcome: 'allowed' }])
})

it('lets a restatement stand in place of what was sent before, and forgets nothing', async () => {
  await test.sends({ month: '2026-06' as Month })
  await test.sends({ month: '2026-06' as Month, restatement: 2, counts: [count('seen-within-10', 60, 71)] })
  const { contributions } = await standing('2026-06')
  expect(contributions[0]?.counts.get('seen-within-10')).toEqual({ numerator: 60, denominator: 71 })
  const rows = await test.database.admin`select restatement from submission where month = '2026-06' order by 1`
  expect(rows).toMatchObject([{ restatement: 1 }, { restatement: 2 }])
})

describe('is refused, with the reason, and nothing is kept:', () => {
  const refusals: readonly [string, Partial<SubmissionSentV1>, string][] = [
    ['an employer that another service serves', { employer: 'RX1' as TrustCode }, 'employer-not-served'],
    [
      'an employer that was no longer served in that month',
      { employer: 'RT5' as TrustCode, month: '2026-09' as Month },
      'employer-not-served',
    ],
    ['a month that is not over', { month: '2026-11' as Month }, 'month-not-over'],
    ['an unknown measure', { counts: [count('league-position', 1, 2)] }, 'measure-unknown'],
    ['another version of a measure', { counts: [count('seen-within-10', 1, 2, 2)] }, 'measure-version-unknown'],
    ['a measure named twice', { counts: [count('seen-within-10', 1, 2), count('seen-within-10', 1, 2)] }, 'measure-twice'],
    ['more people counted than there were', { counts: [count('seen-within-10', 3, 2)] }, 'numerator-above-denominator'],
    ['a restatement that is not the next one', { restatement: 3 }, 'restatement-out-of-order'],
  ]
  it.each(refusals)('%s', async (_is, change, reason) => {
    const before = await stored()
    expect(await test.sends(change)).toEqual({ outcome: 'refused', reasons: [reason] })
    expect(await stored()).toBe(before)
  })

  it('posts may outnumber people: hundredths of a whole-time equivalent are no share', async () => {
    const counts = [count('clinical-wte-per-1000', 2_730, 900)]
    expect(await test.sends({ month: '2026-07' as Month, counts })).toMatchObject({ outcome: 'allowed' })
  })

  it('every reason against it at once', async () => {
    const counts = [count('league-position', 1, 2)]
    const { reasons } = await test.sends({ employer: 'RX1' as TrustCode, month: '2026-11' as Month, counts })
    expect([...reasons].sort()).toEqual(['employer-not-served', 'measure-unknown', 'month-not-over'])
    expect((await test.answers()).filter(({ ruling }) => ruling === 'refused')).toContainEqual(
      expect.objectContaining({ reasons }),
    )
  })
})

describe('once a month is published', () => {
  const publication = (number: number, month: string) => test.database.admin`
    insert into publication (number, month, edition, policy, synthetic, published_at, published_by_name, digest, signature)
    values (${number}, ${month}, '2022', 0, true, now(), 'Olga Brandt', 'digest', 'signature')`

  it('nothing more is taken in for it, nor for an earlier one', async () => {
    await publication(1, '2026-03')
    for (const month of ['2026-03', '2026-02'] as Month[])
      expect(await test.sends({ month })).toEqual({ outcome: 'refused', reasons: ['month-published'] })
    expect(await test.sends({ month: '2026-04' as Month })).toMatchObject({ outcome: 'allowed' })
  })

  it('what comes in while it is being published waits, and is then told that it is too late', async () => {
    let late: ReturnType<TestRollup['sends']> | undefined
    await test.database.admin.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('publishing', 0))`
      late = test.sends({ month: '2026-04' as Month, restatement: 2 })
      await expect.poll(async () => (await waitingForPublishing()).length, { timeout: 30_000 }).toBe(1)
      await sql`insert into publication (number, month, edition, policy, synthetic, published_at, published_by_name, digest, signature)
        values (2, '2026-04', '2022', 0, true, now(), 'Olga Brandt', 'digest', 'signature')`
    })
    expect(await late).toEqual({ outcome: 'refused', reasons: ['month-published'] })
  })

  const waitingForPublishing = () => test.database.admin`
    select pid from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
})

it('refuses an id that it knows, and leaves what it has as it is', async () => {
  const again = aSubmission()
  await test.sends({ ...again, month: '2026-05' as Month, restatement: 2 })
  await test.sends({ ...again, month: '2026-06' as Month, restatement: 3 })
  expect((await test.answers()).at(-1)).toMatchObject({ ruling: 'refused', reasons: ['submission-known'] })
})

it('adds no count under an earlier definition to one of today', async () => {
  await test.sends({ month: '2026-09' as Month })
  await test.database.admin`update submission_count set version = 0 where measure = 'seen-within-10'
    and submission_id in (select id from submission where month = '2026-09')`
  const { contributions } = await standing('2026-09')
  expect(contributions).toHaveLength(1)
  expect(contributions[0]?.counts.has('seen-within-10')).toBe(false)
})

describe('the exact store', () => {
  it('has no row for anybody but the publishing part: not for a statistician, a lead, a member or another part', async () => {
    const actors = [
      { kind: 'person', person: 'olga' },
      { kind: 'person', person: 'lead', proved: [{ role: 'national-lead', from: '2022-07-01' as LondonDate }] },
      { kind: 'member', member: SPOKE },
      { kind: 'system', part: 'relay' },
      { kind: 'system', part: 'sealer' },
    ] as const
    await test.sends({ month: '2026-08' as Month, submissionId: aSubmission().submissionId as SubmissionId })
    for (const actor of actors) {
      const rows = await asActor(test.rollup.db, actor as never, async (tx) => tx.sql.execute('select * from submission_count'))
      expect([actor, rows.length]).toEqual([actor, 0])
    }
    const rows = await asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, async (tx) =>
      tx.sql.execute('select * from submission_count'),
    )
    expect(rows.length).toBeGreaterThan(0)
  })
})
