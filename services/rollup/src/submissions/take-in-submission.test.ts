import { randomUUID } from 'node:crypto'
import type { LondonDate, MemberId, Month, SubmissionId, TrustCode } from '@oh/kernel'
import type { SubmissionSentV2 } from '@oh/messages'
import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSubmission, NOW, SPOKE, type TestRollup, testRollup } from '../testing/test-rollup.ts'
import { standingGrids } from './grid.reads.ts'
import { saveSubmissions, standingMonths } from './submission.store.ts'

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
const RECEIVED = 'received-seen-within-10'
const cell = (staffGroup: string, reasonGroup: string, numerator: number, denominator: number, change: object = {}) => ({
  ...count(RECEIVED, numerator, denominator),
  staffGroup,
  reasonGroup,
  ...change,
})
const AT_NURSES = { staffGroup: 'nurses', reasonGroup: 'stress' } as const
const AT_NOBODY = { staffGroup: 'not-recorded', reasonGroup: 'caused-by-work' } as const
const grids = async (month: string) => {
  const found = await asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, (tx) => standingGrids(tx, [month as Month]))
  return found.map(({ employer, grids }) => [employer, grids.get(RECEIVED)] as const)
}
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

/** A month of one referral in time out of two, with this grid. */
const gridOf = (...grid: ReturnType<typeof cell>[]) => ({ month: '2026-10' as Month, counts: [count(RECEIVED, 1, 2)], grid })

describe('the grid of a month', () => {
  it('is kept place by place, and adds up to the count', async () => {
    const grid = [cell('nurses', 'stress', 1, 1), cell('not-recorded', 'caused-by-work', 0, 1)]
    expect(await test.sends({ ...gridOf(...grid), month: '2026-01' as Month })).toMatchObject({ outcome: 'allowed' })
    expect(await grids('2026-01')).toEqual([
      [
        'RWE',
        [
          { ...AT_NURSES, numerator: 1, denominator: 1 },
          { ...AT_NOBODY, numerator: 0, denominator: 1 },
        ],
      ],
    ])
  })

  it('is not known of a service that sends none; that it counted 0 of 0 is', async () => {
    await test.sends({ month: '2025-12' as Month, counts: [count(RECEIVED, 1, 2)] })
    expect(await grids('2025-12')).toEqual([['RWE', undefined]])
    await test.sends({ month: '2025-11' as Month, counts: [count(RECEIVED, 0, 0)] })
    expect(await grids('2025-11')).toEqual([['RWE', []]])
    await test.sends({ month: '2025-10' as Month })
    expect(await grids('2025-10')).toEqual([['RWE', undefined]])
  })

  it('is that of the restatement that counts', async () => {
    const first = gridOf(cell('nurses', 'stress', 1, 2))
    await test.sends({ ...first, month: '2025-09' as Month })
    await test.sends({ ...gridOf(cell('doctors', 'stress', 1, 2)), month: '2025-09' as Month, restatement: 2 })
    expect(await grids('2025-09')).toMatchObject([['RWE', [{ staffGroup: 'doctors', denominator: 2 }]]])
  })

  it('is of all services of an employer together, and of none unless each has said it', async () => {
    await test.sends({ ...gridOf(cell('nurses', 'stress', 1, 2)), month: '2025-08' as Month })
    await otherService('2025-08', [cell('nurses', 'stress', 3, 5), cell('midwives', 'stress', 0, 1)], [3, 6])
    expect(await grids('2025-08')).toMatchObject([
      [
        'RWE',
        [
          { ...AT_NURSES, numerator: 4, denominator: 7 },
          { staffGroup: 'midwives', numerator: 0, denominator: 1 },
        ],
      ],
    ])
    await test.sends({ ...gridOf(cell('nurses', 'stress', 1, 2)), month: '2025-07' as Month })
    await otherService('2025-07', [], [3, 6])
    expect(await grids('2025-07')).toEqual([['RWE', undefined]])
  })

  /** What another service of the employer has sent. */
  const otherService = (month: string, grid: ReturnType<typeof cell>[], [numerator, denominator]: [number, number]) =>
    asActor(test.rollup.db, { kind: 'system', part: 'seed' }, (tx) =>
      saveSubmissions(tx, [
        {
          id: randomUUID() as SubmissionId,
          service: 'spoke-0000000000bb' as MemberId,
          employer: 'RWE' as TrustCode,
          month: month as Month,
          restatement: 1,
          floor: 8,
          synthetic: false,
          signedOffAt: NOW,
          counts: [count(RECEIVED, numerator, denominator)],
          grid,
        },
      ]),
    )

  it('gives way with the rest of a made-up month to a real one', async () => {
    await test.sends({ ...gridOf(cell('nurses', 'stress', 1, 2)), month: '2025-06' as Month })
    await test.database.admin`update submission set synthetic = true where month = '2025-06'`
    await otherService('2025-06', [cell('doctors', 'stress', 3, 6)], [3, 6])
    expect(await grids('2025-06')).toMatchObject([['RWE', [{ staffGroup: 'doctors', numerator: 3, denominator: 6 }]]])
  })
})

describe('is refused, with the reason, and nothing is kept:', () => {
  const refusals: readonly [string, Partial<SubmissionSentV2>, string][] = [
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
    ['a staff group that is none', gridOf(cell('pilots', 'stress', 1, 2)), 'grid-place-unknown'],
    ['a group of reasons that is none', gridOf(cell('nurses', 'boredom', 1, 2)), 'grid-place-unknown'],
    [
      'a grid of a measure that has none',
      gridOf(cell('nurses', 'stress', 1, 2), cell('nurses', 'stress', 1, 2, { measure: 'seen-within-10' })),
      'grid-place-unknown',
    ],
    ['a place of a grid named twice', gridOf(cell('nurses', 'stress', 1, 1), cell('nurses', 'stress', 0, 1)), 'grid-place-twice'],
    ['a grid that counts fewer than the count', gridOf(cell('nurses', 'stress', 1, 1)), 'grid-does-not-add-up'],
    ['a grid that counts more in time than the count', gridOf(cell('nurses', 'stress', 2, 2)), 'grid-does-not-add-up'],
    ['no grid at all beside a count', gridOf(), 'grid-does-not-add-up'],
    [
      'more seen in time at one place than were referred there',
      gridOf(cell('nurses', 'stress', 1, 0), cell('doctors', 'stress', 0, 2)),
      'numerator-above-denominator',
    ],
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

  const waits = async () => (await test.answers()).at(-1)

  it('a correction is taken in, and the service is told at which refresh it counts', async () => {
    await publication(1, '2026-03')
    const submissionId = randomUUID() as SubmissionId
    expect(await test.sends({ submissionId, month: '2026-03' as Month })).toEqual({ outcome: 'allowed', reasons: [] })
    expect((await test.answers()).slice(-2)).toMatchObject([
      { submissionId, ruling: 'taken-in', reasons: [] },
      { submissionId, month: '2026-03', publication: 1, year: '2025/26' },
    ])
    expect(await test.sends({ month: '2026-04' as Month })).toMatchObject({ outcome: 'allowed' })
    expect(await waits()).toMatchObject({ ruling: 'taken-in' })
  })

  it('nothing is taken in for an earlier month that nobody had sent', async () => {
    expect(await test.sends({ month: '2026-02' as Month })).toEqual({ outcome: 'refused', reasons: ['month-published'] })
  })

  it('what comes in while it is being published waits, and is then told that it counts at the refresh', async () => {
    let late: ReturnType<TestRollup['sends']> | undefined
    await test.database.admin.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('publishing', 0))`
      late = test.sends({ month: '2026-04' as Month, restatement: 2 })
      await expect.poll(async () => (await waitingForPublishing()).length, { timeout: 30_000 }).toBe(1)
      await sql`insert into publication (number, month, edition, policy, synthetic, published_at, published_by_name, digest, signature)
        values (2, '2026-04', '2022', 0, true, now(), 'Olga Brandt', 'digest', 'signature')`
    })
    expect(await late).toEqual({ outcome: 'allowed', reasons: [] })
    expect(await waits()).toMatchObject({ month: '2026-04', publication: 2, year: '2026/27' })
  })

  it.each([
    ['was refreshed', () => refresh(3, '2026-03')],
    ['is followed by one that is closed', () => publication(4, '2027-03')],
  ])('nothing more is taken in for a year that %s', async (_is, happens) => {
    await test.database.admin`delete from publication where number > 2`
    expect(await test.sends({ month: '2026-03' as Month, restatement: 99 })).toMatchObject({
      reasons: ['restatement-out-of-order'],
    })
    await happens()
    const sent = await test.sends({ month: '2026-03' as Month, restatement: 2 })
    expect(sent).toEqual({ outcome: 'refused', reasons: ['year-final'] })
  })

  const refresh = (number: number, month: string) => test.database.admin`
    insert into publication (number, month, kind, restatement, edition, policy, synthetic, published_at, published_by_name, digest, signature)
    values (${number}, ${month}, 'refresh', 2, '2022', 1, true, now(), 'Olga Brandt', 'digest', 'signature')`

  const waitingForPublishing = () => test.database.admin`
    select pid from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
})

it('refuses an id that it knows, and leaves what it has as it is', async () => {
  await test.database.admin`delete from publication where number > 2`
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
  const EXACT = ['submission_count', 'submission_grid_count']

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
      for (const table of EXACT) {
        const rows = await asActor(test.rollup.db, actor as never, async (tx) => tx.sql.execute(`select * from ${table}`))
        expect([actor, table, rows.length]).toEqual([actor, table, 0])
      }
    }
    for (const table of EXACT) {
      const rows = await asActor(test.rollup.db, { kind: 'system', part: 'publishing' }, async (tx) =>
        tx.sql.execute(`select * from ${table}`),
      )
      expect([table, rows.length > 0]).toEqual([table, true])
    }
  })
})

it('turns away at the door what counts below nothing, and keeps none of it', async () => {
  const before = await stored()
  const sent = test.sends(gridOf(cell('nurses', 'stress', 2, 3), cell('doctors', 'stress', -1, -1)))
  await expect(sent).rejects.toThrow('bad-shape')
  expect(await stored()).toBe(before)
})
