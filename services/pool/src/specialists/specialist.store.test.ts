import type { LondonDate } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { mayWorkOn } from '@oh/routing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bell, idOf, shah } from '../testing/names.ts'
import { type TestPool, testPool } from '../testing/test-pool.ts'
import { allSpecialists, specialistOf } from './specialist.store.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())

const read = () =>
  asActor(at.pool.db, { kind: 'system', part: 'routing' }, async (tx) => ({
    alone: await specialistOf(tx, bell),
    all: await allSpecialists(tx),
  }))
const on = '2026-03-10' as LondonDate

describe('what the pool tells routing of its people', () => {
  it('always says when a role holds, and never is one that nobody holds: no role bars', async () => {
    await at.database.admin`update membership set to_on = '2026-03-10' where person = ${bell}`
    const { alone, all } = await read()
    const listed = all.find(({ person }) => person === bell)
    expect(listed?.role).toBeDefined()
    for (const one of [alone, listed]) expect(one && mayWorkOn(one, on)).toEqual({ kind: 'refused', reasons: ['role-not-held'] })
    await at.database.admin`update membership set to_on = null where person = ${bell}`
    const again = (await read()).alone
    expect(again && mayWorkOn(again, on)).toEqual({ kind: 'allowed' })
  })

  it('knows grade and supervisor; whoever is not an accredited specialist needs no accreditation', async () => {
    await at.database.admin`update specialist set grade = 'trainee', supervisor = ${idOf(shah)}, accredited_from = null
      where person = ${bell}`
    const { alone } = await read()
    expect(alone).toMatchObject({ grade: 'trainee', supervisor: idOf(shah), accredited: undefined })
    expect(alone && mayWorkOn(alone, on)).toEqual({ kind: 'allowed' })
  })
})
