import type { IcsCode, LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { planFederation } from './federation-plan.ts'

const today = '2026-11-21' as LondonDate
const personasFor = (...codes: string[]) =>
  planFederation({ ics: codes as IcsCode[], enrolled: [], portBase: 3000, today }).personas
const personas = personasFor('QK1', 'QT1')
const ids = personas.map(({ id }) => id as string)

describe('personas of the default federation', () => {
  it('are one person each: no id and no name twice', () => {
    expect(new Set(ids).size).toBe(personas.length)
    expect(new Set(personas.map(({ name }) => name)).size).toBe(personas.length)
  })

  it('include a nurse, a head of service and a privacy officer at every spoke, and a second nurse at RWE', () => {
    for (const trust of ['rwe', 'rt5', 'rha', 'rk5', 'rx1', 'rx9'])
      expect(ids).toEqual(expect.arrayContaining([`nurse-${trust}`, `head-${trust}`, `privacy-officer-${trust}`]))
    expect(ids).toContain('nurse-2-rwe')
  })

  it.each(['rwe', 'rx1'])('include every kind of person at %s', (trust) => {
    const kinds = ['nurse', 'physician', 'administrator', 'head', 'privacy-officer', 'manager', 'worker']
    expect(ids).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind}-${trust}`)))
  })

  it('include two specialists with different skills, one who stands in for both, a coordinator, a privacy officer and an ICS lead for each pool', () => {
    for (const ics of ['qk1', 'qt1']) {
      expect(ids).toEqual(expect.arrayContaining([`coordinator-${ics}`, `privacy-officer-${ics}`, `ics-lead-${ics}`]))
      const skills = personas
        .filter(({ id }) => id.startsWith('specialist-') && id.endsWith(ics))
        .map((each) => each.skills ?? [])
      expect(skills).toHaveLength(3)
      expect(skills[0]?.filter((skill) => skills[1]?.includes(skill))).toEqual(['general'])
      // after a decline or a conflict somebody is left to ask, whatever the skill
      expect(skills[2]).toEqual(expect.arrayContaining([...(skills[0] ?? []), ...(skills[1] ?? [])]))
    }
  })

  it('include a nurse of the second tier and a trainee in the first pool, whose supervisor has the trainee’s skills', () => {
    expect(personas.find(({ id }) => id === 'second-tier-qk1')).toMatchObject({ grade: 'second-tier' })
    const trainee = personas.find(({ id }) => id === 'trainee-qk1')
    const supervisor = personas.find(({ id }) => id === trainee?.supervisor)
    expect(supervisor?.grade).toBeUndefined()
    expect(supervisor?.skills).toEqual(expect.arrayContaining([...(trainee?.skills ?? ['none'])]))
  })

  it('include two registrars, because inviting and approving a member take two people', () => {
    expect(personas.filter(({ membership }) => membership === 'directory-registrar')).toHaveLength(2)
  })

  it('include a privacy officer of the directory and one of the national figures, each where the audit is', () => {
    const ofEngland = personas.filter(
      ({ membership, organisation }) => membership === 'privacy-officer' && organisation === 'X26',
    )
    expect(ofEngland.map(({ member }) => member?.split('-')[0])).toEqual(['rollup', undefined])
  })

  it('stand in the database of their own spoke or pool, or else in the directory', () => {
    for (const { id, membership, member } of personas) {
      const inDirectory =
        ['ics-lead', 'national-lead', 'directory-registrar'].includes(membership) || id === 'privacy-officer-england'
      expect(member === undefined).toBe(inDirectory)
    }
  })
})

it('staffs the first trust of any other ICS fully', () => {
  const others = personasFor('QJM').map(({ membership }) => membership)
  for (const role of ['oh-nurse', 'oh-physician', 'referrer', 'worker', 'specialist']) expect(others).toContain(role)
})
