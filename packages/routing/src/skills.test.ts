import { describe, expect, it } from 'vitest'
import {
  asSkill,
  asUrgency,
  compareSpareSkills,
  holdersOf,
  SKILL_NAMES,
  SKILLS,
  scarcestOf,
  scarcityOf,
  spareSkills,
} from './skills.ts'

const holders = holdersOf([
  { skills: ['general', 'mental-health', 'mental-health'] },
  { skills: ['general', 'mental-health', 'blood-borne-virus'] },
  { skills: ['general', 'skin'] },
])

describe('skills', () => {
  it('knows its own words and no others', () => {
    expect(SKILLS.map(asSkill)).toEqual(SKILLS)
    expect(asSkill('surgery')).toBeUndefined()
    expect(asUrgency('urgent')).toBe('urgent')
    expect(asUrgency('standard')).toBeUndefined()
    expect(Object.keys(SKILL_NAMES)).toEqual(SKILLS)
  })

  it('counts each holder of a skill once', () => {
    expect(Object.fromEntries(holders)).toEqual({ general: 3, 'mental-health': 2, 'blood-borne-virus': 1, skin: 1 })
  })

  it('takes the scarcest of the skills needed', () => {
    expect(scarcityOf(['general', 'mental-health'], holders)).toBe(2)
    expect(scarcityOf(['respiratory', 'general'], holders)).toBe(0)
    expect(scarcityOf([], holders)).toBe(Number.POSITIVE_INFINITY)
    expect(scarcestOf(['general', 'skin', 'blood-borne-virus'], holders)).toBe('blood-borne-virus')
    expect(scarcestOf([], holders)).toBeUndefined()
  })

  it.each([
    { one: [], other: [3], says: 'nothing tied up before anything' },
    { one: [2], other: [1], says: 'two holders before one' },
    { one: [1], other: [1, 3], says: 'one rare skill before a rare and a common one' },
    { one: [1, 3], other: [1, 2], says: 'the second scarcest decides when the scarcest are equal' },
    { one: [2, 2, 2], other: [1], says: 'three common skills before one rare one' },
  ])('keeps rare skills free: $says', ({ one, other }) => {
    expect(compareSpareSkills(one, other)).toBeLessThan(0)
    expect(compareSpareSkills(other, one)).toBeGreaterThan(0)
    expect(compareSpareSkills(one, one)).toBe(0)
  })

  it('lists what would be tied up without need, scarcest first', () => {
    expect(spareSkills(['general', 'mental-health', 'blood-borne-virus'], ['mental-health'], holders)).toEqual([1, 3])
    expect(spareSkills(['general'], ['general'], holders)).toEqual([])
  })
})
