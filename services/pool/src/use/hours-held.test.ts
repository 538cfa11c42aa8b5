import { addMilliseconds } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { days, hours, type TestPool, testPool } from '../testing/test-pool.ts'
import { hoursHeld } from './use.reads.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const tomorrow = () => addMilliseconds(at.clock(), hours(24))
const held = () =>
  asActor(at.pool.db, { kind: 'system', part: 'counting' }, (tx) =>
    hoursHeld(tx, tomorrow(), addMilliseconds(at.clock(), days(14))),
  )

it('counts time that was booked, whatever came of it, but not what was cancelled', async () => {
  const before = await held()
  await at.database.admin`insert into booking (id, escalation_id, session_id, person, hours, booked_at, state)
    select gen_random_uuid(), gen_random_uuid(), s.id, 'x', 1, ${at.clock()}, state
    from (select id from clinic_session where starts_at >= ${tomorrow()} order by starts_at, id limit 1) s,
      unnest(array['booked', 'attended', 'did-not-attend', 'cancelled']) as state`
  expect(await held()).toEqual({ held: before.held, booked: before.booked + 3 })
})

it('leaves out sessions on leave, and takes those of the first day back', async () => {
  const [row] = await at.database.admin<{ on: string; hours: number; holder: string }[]>`
    select (starts_at at time zone 'Europe/London')::date::text as on, sum(hours)::float8 as hours, specialist_id as holder
    from clinic_session where starts_at >= ${tomorrow()} group by 1, 3 order by 1 limit 1`
  const { on, hours: away, holder } = row ?? expect.fail('no session')
  const before = await held()
  const leave = (from: number, to: number) => at.database.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
    values (gen_random_uuid(), ${holder}, ${on}::date + ${from}::int, ${on}::date + ${to}::int)`
  await leave(-1, 0)
  expect(await held()).toEqual(before)
  await leave(0, 1)
  expect((await held()).held).toBe(before.held - away)
})
