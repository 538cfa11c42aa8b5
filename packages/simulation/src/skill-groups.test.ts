import type { SpecialistId } from '@oh/kernel'
import { SKILLS, type Skill } from '@oh/routing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { skillGroups } from './skill-groups.ts'

const who = (id: string, hours: number, ...skills: Skill[]) => ({ specialistId: id as SpecialistId, hours, skills })
const needs = (skill: Skill, hours: number) => ({ skill, hours })

describe('skills that share a queue', () => {
  it('are one group while somebody can help out wherever there is most to do', () => {
    const groups = skillGroups(
      [needs('general', 8), needs('skin', 4)],
      [who('a', 10, 'general', 'skin'), who('b', 10, 'general', 'skin')],
    )
    expect(groups).toEqual([{ skills: ['general', 'skin'], specialists: ['a', 'b'], demand: 12, supply: 20 }])
  })

  it('are two groups where the one who has the scarce skill is kept busy by it', () => {
    const groups = skillGroups(
      [needs('general', 4), needs('skin', 9)],
      [who('a', 10, 'general', 'skin'), who('b', 10, 'general')],
    )
    expect(groups).toEqual([
      { skills: ['skin'], specialists: ['a'], demand: 9, supply: 10 },
      { skills: ['general'], specialists: ['b'], demand: 4, supply: 10 },
    ])
  })

  it('have nobody where nobody has the skill, and are none without work', () => {
    expect(skillGroups([needs('skin', 1), needs('general', 0)], [who('a', 10, 'general')])).toEqual([
      { skills: ['skin'], specialists: [], demand: 1, supply: 0 },
    ])
    expect(skillGroups([], [who('a', 10, 'general')])).toEqual([])
  })

  it('carry the least load that any sharing out of hours can give the busiest, found by trying', () => {
    const three = SKILLS.slice(0, 3)
    const work = fc.tuple(...three.map(() => fc.integer({ min: 1, max: 9 })))
    const person = fc.record({ hours: fc.integer({ min: 4, max: 12 }), skills: fc.subarray([...three], { minLength: 1 }) })
    fc.assert(
      fc.property(work, fc.tuple(person, person), (hours, people) => {
        const demands = three.map((skill, at) => needs(skill, hours[at] ?? 0))
        const supplies = people.map(({ hours: has, skills }, at) => who(String(at), has, ...skills))
        const [busiest] = skillGroups(demands, supplies)
        if (!busiest || busiest.supply === 0) return
        expect(busiest.demand / busiest.supply).toBeCloseTo(leastLoad(demands, supplies), 9)
      }),
      { numRuns: 60 },
    )
  })
})

/** With two people a share of each skill goes to the first and the rest to the second: the best corner is where loads meet. */
function leastLoad(demands: readonly ReturnType<typeof needs>[], [one, two]: readonly ReturnType<typeof who>[]): number {
  if (!one || !two) throw new Error('two people')
  const only = (person: typeof one, other: typeof two) =>
    demands.filter(({ skill }) => person.skills.includes(skill) && !other.skills.includes(skill))
  const sum = (rows: typeof demands) => rows.reduce((total, { hours }) => total + hours, 0)
  const shared = sum(demands.filter(({ skill }) => one.skills.includes(skill) && two.skills.includes(skill)))
  const [first, second] = [sum(only(one, two)), sum(only(two, one))]
  const even = (first + second + shared) / (one.hours + two.hours)
  return Math.max(first / one.hours, second / two.hours, even)
}
