import { addDays, isWorkingDay, type LondonDate, londonDateOf, type TrustCode } from '@oh/kernel'
import { testDatabase } from '@oh/postgres/testing'
import { describe, expect, it } from 'vitest'
import { type SeedPoolAsk, seedPool } from './seed.ts'
import { bell, ICS, moira, POOL, shah } from './testing/names.ts'

const today = '2026-03-26' as LondonDate
const ask: SeedPoolAsk = {
  pool: { id: POOL, ics: ICS },
  specialists: [
    { person: bell, name: 'Dr Miriam Bell', skills: ['general'], employer: 'RHA' as TrustCode },
    { person: shah, name: 'Dr Anil Shah', skills: ['skin'], employer: 'RK5' as TrustCode },
  ],
  memberships: [{ person: moira, name: 'Moira Lennox', role: 'pool-coordinator' }],
  today,
}

describe('the seed of a pool', () => {
  it('puts in people, roles, specialists with and without sign-in, job plans, and eight weeks of sessions; again, it changes nothing', async () => {
    await using database = await testDatabase('pool')
    const picture = () => database.admin`
      select (select json_agg(m order by m.id) from (select id, person, role, from_on from membership) m) as roles,
             (select json_agg(s order by s.id) from specialist s) as specialists,
             (select json_agg(l order by l.id) from specialist_leave l) as leave,
             (select json_agg(c order by c.id) from clinic_session c) as sessions,
             (select json_agg(p order by p.id) from (select id, complex_cases from job_plan) p) as plans`
    await seedPool(database.db, ask)
    const [first] = await picture()
    await seedPool(database.db, ask)
    expect((await picture())[0]).toEqual(first)
    expect(first?.roles).toHaveLength(6)
    expect(first?.specialists).toHaveLength(5)
    expect(first?.plans).toHaveLength(2)
    const workingDays = Array.from({ length: 56 }, (_, day) => addDays(today, day + 1)).filter(isWorkingDay).length
    expect(first?.sessions).toHaveLength(2 * workingDays)
    await seedPool(database.db, { ...ask, today: addDays(today, 1) })
    expect((await picture())[0]?.sessions.length).toBeGreaterThanOrEqual(2 * workingDays)
  })

  it('begins every session at nine in London, before and after the clocks change, on working days', async () => {
    await using database = await testDatabase('pool')
    await seedPool(database.db, ask)
    const starts = await database.admin<{ starts_at: Date }[]>`select distinct starts_at from clinic_session order by 1`
    const hourOf = (at: Date) => at.toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
    expect(new Set(starts.map(({ starts_at }) => hourOf(starts_at)))).toEqual(new Set(['09:00']))
    expect(new Set(starts.map(({ starts_at }) => starts_at.getUTCHours()))).toEqual(new Set([8, 9]))
    expect(starts.every(({ starts_at }) => isWorkingDay(londonDateOf(starts_at.toISOString() as never)))).toBe(true)
  })
})
