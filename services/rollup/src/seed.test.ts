import { FIRST_LASTING_POLICY, POLICY } from '@oh/disclosure'
import type { LondonDate, Period, TrustCode } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { everPublished } from './publications/publication.store.ts'
import { seedRollup } from './seed.ts'
import { type TestRollup, testRollup } from './testing/test-rollup.ts'

let at: TestRollup
beforeAll(async () => {
  at = await testRollup({ history: 8 })
  await at.database.admin`alter table publication disable trigger all`
  await at.database.admin`update publication set policy = 0`
}, 240_000)
afterAll(() => at[Symbol.asyncDispose]())

const again = () =>
  seedRollup(at.rollup.db, {
    ...{ rollup: at.rollup, people: [], live: ['RWE' as TrustCode], history: 8, madeUp: ['RBQ', 'REM', 'RBL'] as TrustCode[] },
    today: '2026-11-10' as LondonDate,
  })
const ledger = async () =>
  (
    await at.database.admin<{ said: string }[]>`
      select month || ' ' || policy || coalesce(' ' || withdrawal.kind, '') as said from publication
      left join withdrawal on publication = number order by month, number`
  ).map(({ said }) => said)
const OLD = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09']
const replaced = (month: string) => [`${month} 0 replaced`, `${month} ${POLICY.version}`]

it('replaces a year of an earlier policy in the transaction that publishes it anew, and a year that fails not at all', async () => {
  await at.database.admin`create function no_more() returns trigger language plpgsql as
    'begin if new.month = ''2026-05'' then raise exception ''stopped''; end if; return new; end'`
  await at.database.admin`create trigger no_more before insert on publication for each row execute function no_more()`
  await at.database.admin`alter table publication enable trigger no_more`
  await expect(again()).rejects.toThrow()
  expect(await ledger()).toEqual([...OLD.slice(0, 2).flatMap(replaced), ...OLD.slice(2).map((month) => `${month} 0`)])
  await at.database.admin`drop trigger no_more on publication`
})

it('leaves a month that a service has sent itself, and those after it, to people', async () => {
  await at.database.admin`update submission set synthetic = false where month = '2026-07' and employer = 'RBQ'`
  await again()
  expect(await ledger()).toEqual([...OLD.slice(0, 5).flatMap(replaced), ...OLD.slice(5).map((month) => `${month} 0 replaced`)])
})

it('changes nothing when it runs again', async () => {
  const before = await ledger()
  await again()
  expect(await ledger()).toEqual(before)
})

it('keeps what stands under a lasting policy, and gives it to the attacker, whichever policy is in force', async () => {
  const known = (period: string) =>
    asActor(at.rollup.db, { kind: 'system', part: 'publishing' }, (tx) => everPublished(tx, [period as Period]))
  await at.database.admin`alter table publication disable trigger all`
  await at.database.admin`update publication set policy = ${FIRST_LASTING_POLICY + 5} where month = '2026-02' and policy <> 0`
  const before = await ledger()
  await again()
  expect(await ledger()).toEqual(before)
  expect(before).toContain(`2026-02 ${FIRST_LASTING_POLICY + 5}`)
  expect((await known('2026-02')).length).toBeGreaterThan(0)
  // of a month that only an earlier policy published, nobody was told anything real
  expect(await known('2026-08')).toEqual([])
})
