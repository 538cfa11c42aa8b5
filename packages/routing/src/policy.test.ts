import type { TrustCode } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acceptedNeed,
  checkPolicy,
  defaultPolicy,
  fewestHours,
  hoursOf,
  type LoosePolicy,
  POLICY_RULES,
  type PolicyWord,
  policyLines,
  policySentences,
  policySources,
  type RoutingPolicy,
} from './policy.ts'

const serves = ['RX1', 'RHA']
const policy: RoutingPolicy = { ...defaultPolicy, needByEmployer: { RX1: 0.6, RHA: 0.4 } }
const ruling = (change: Partial<LoosePolicy>) => checkPolicy({ ...policy, ...change }, serves)
const wordsOf = (change: Partial<LoosePolicy>) => {
  const ruled = ruling(change)
  return ruled.kind === 'refused' ? ruled.reasons : []
}

describe('a routing policy', () => {
  it('may be used as it comes, with need stated or not', () => {
    expect(ruling({})).toEqual({ kind: 'allowed' })
    expect(ruling({ needByEmployer: {} })).toEqual({ kind: 'allowed' })
  })

  it('is refused with every reason at once', () => {
    const change = { closeWorkingDays: { standard: -3, urgent: -4 }, starvationDays: 1.5 }
    expect(wordsOf(change)).toEqual(['notice-not-valid', 'guard-not-valid'])
  })

  const hours = (change: object) => ({ caseHours: { usual: 1, bySkill: {}, byUrgency: {}, ...change } })
  // biome-ignore format: read as a table
  it.each<[string, Partial<LoosePolicy>, PolicyWord]>([
    ['no time to answer', { offerExpiresAfterWorkingHours: { routine: 8, soon: 4, urgent: 0 } }, 'offer-hours-not-valid'],
    ['more time when it is soon', { offerExpiresAfterWorkingHours: { routine: 4, soon: 8, urgent: 2 } }, 'offer-hours-out-of-order'],
    ['a day that begins at no hour', { workingDay: { startsAtHour: Number.NaN, endsAtHour: 17 } }, 'working-day-not-valid'],
    ['a day that ends before it begins', { workingDay: { startsAtHour: 17, endsAtHour: 9 } }, 'working-day-ends-too-early'],
    ['negative days', { closeWorkingDays: { standard: -1, urgent: -1 } }, 'notice-not-valid'],
    ['more notice when urgent', { closeWorkingDays: { standard: 1, urgent: 2 } }, 'notice-out-of-order'],
    ['half a day of guard', { starvationDays: 1.5 }, 'guard-not-valid'],
    ['need that does not add up', { needByEmployer: { RX1: 0.6, RHA: 0.3 } }, 'need-does-not-add-up'],
    ['need of a trust not served', { needByEmployer: { RX1: 0.6, RZZ: 0.4 } }, 'need-of-unknown-trust'],
    ['need below nothing', { needByEmployer: { RX1: 1.2, RHA: -0.2 } }, 'need-not-a-share'],
    ['no hours', hours({ usual: 0 }), 'case-hours-not-valid'],
    ['hours that no session has', hours({ bySkill: { skin: 9 } }), 'case-hours-not-valid'],
    ['hours that are no number', hours({ byUrgency: { soon: Number.NaN } }), 'case-hours-not-valid'],
    ['hours of a skill that there is not', hours({ bySkill: { wizardry: 1 } }), 'case-hours-of-unknown-skill'],
    ['hours of an urgency that there is not', hours({ byUrgency: { never: 1 } }), 'case-hours-of-unknown-urgency'],
    ['a word for late cases that there is not', { lateCases: 'last' }, 'late-cases-unknown'],
    ['a second tier of wizards', { secondTierSkills: ['wizardry'] }, 'second-tier-skill-unknown'],
  ])('is refused for %s', (_what, change, word) => expect(wordsOf(change)).toEqual([word]))

  it('has a sentence for every word', () => {
    expect(Object.keys(policySentences).sort()).toEqual(POLICY_RULES.map(({ refuses }) => refuses).sort())
  })

  it('has a source and a line in words for every part', () => {
    expect(
      policyLines(policy)
        .map(({ field }) => field)
        .sort(),
    ).toEqual(Object.keys(policy).sort())
    expect(Object.keys(policySources).sort()).toEqual(Object.keys(policy).sort())
    expect(policyLines(policy).find(({ field }) => field === 'needByEmployer')?.value).toBe('RX1 60%, RHA 40%')
  })
})

describe('hours that a case takes', () => {
  const set = { caseHours: { usual: 1, bySkill: { 'mental-health': 2 }, byUrgency: { urgent: 0.5 } } } as const

  it('are the longest of those named for its skill and its urgency, else the usual ones', () => {
    expect(hoursOf(set, { skill: 'mental-health', urgency: 'urgent' })).toBe(2)
    expect(hoursOf(set, { skill: 'general', urgency: 'urgent' })).toBe(0.5)
    expect(hoursOf(set, { skill: 'general', urgency: 'soon' })).toBe(1)
    expect(fewestHours(set)).toBe(0.5)
  })
})

describe('need by employer', () => {
  it('counts an employer with nobody of its own one and a half times', () => {
    const served = [
      { employer: 'RX1' as TrustCode, staff: 6000, hasOwn: true },
      { employer: 'RHA' as TrustCode, staff: 6000, hasOwn: false },
    ]
    expect(acceptedNeed(served)).toEqual({ RHA: 0.6, RX1: 0.4 })
  })

  it('adds up to one to four places whatever the staff, and is none where nobody is served', () => {
    expect(acceptedNeed([])).toEqual({})
    const employer = fc.integer({ min: 0, max: 99 }).map((number) => `R${number}` as TrustCode)
    const served = fc.uniqueArray(fc.record({ employer, staff: fc.nat(30_000), hasOwn: fc.boolean() }), {
      selector: (row) => row.employer,
    })
    fc.assert(
      fc.property(served, (rows) => {
        const need = acceptedNeed(rows)
        const sum = Object.values(need).reduce((total, share) => total + Math.round(share * 10_000), 0)
        expect(sum).toBe(rows.some(({ staff }) => staff > 0) ? 10_000 : 0)
        const serves = rows.map((row) => row.employer)
        expect(checkPolicy({ ...policy, needByEmployer: need }, serves).kind).toBe('allowed')
      }),
    )
  })
})
