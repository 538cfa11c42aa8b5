import type { IcsCode, LondonDate } from '@oh/kernel'
import { expect, it } from 'vitest'
import { planFederation } from './federation-plan.ts'
import { specialistsOf } from './seed.ts'

it('gives every specialist of a pool an employer, however many there are to its trusts', () => {
  const plan = planFederation({
    ics: ['QK1', 'QT1'] as IcsCode[],
    enrolled: [],
    portBase: 3000,
    today: '2026-11-20' as LondonDate,
  })
  for (const pool of plan.pools) {
    const people = plan.personas.filter(({ member, membership }) => member === pool.memberId && membership === 'specialist')
    expect(people.length).toBeGreaterThan(2)
    expect(specialistsOf(plan, pool).map(({ person }) => person)).toEqual(people.map(({ id }) => id))
  }
})
