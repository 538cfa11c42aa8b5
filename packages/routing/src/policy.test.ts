import type { TrustCode } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acceptedNeed,
  defaultPolicy,
  fewestHours,
  hoursOf,
  type LoosePolicy,
  policyFaults,
  policyLines,
  policySources,
  type RoutingPolicy,
} from './policy.ts'

const serves = ['RX1', 'RHA']
const policy: RoutingPolicy = { ...defaultPolicy, needByEmployer: { RX1: 0.6, RHA: 0.4 } }
const faultsOf = (change: Partial<LoosePolicy>) => policyFaults({ ...policy, ...change }, serves)
const sentenceOf = (change: Partial<LoosePolicy>) => faultsOf(change).map(({ sentence }) => sentence)

describe('a routing policy', () => {
  it('may be used as it comes, with need stated or not', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ needByEmployer: {} })).toEqual([])
  })

  it('is refused with the reason at the field, and with every reason at once', () => {
    expect(faultsOf({ closeWorkingDays: { standard: -3, urgent: 1 }, starvationDays: 1.5 })).toEqual([
      { field: 'closeWorkingDays', sentence: 'Notice is a whole number of working days from 0 to 10.' },
      { field: 'starvationDays', sentence: 'The starvation guard is a whole number of working days from 0 to 60.' },
    ])
  })

  it('is refused when the working day ends before it begins', () => {
    expect(sentenceOf({ workingDay: { startsAtHour: 17, endsAtHour: 9 } })).toEqual(['The working day must end after it begins.'])
    expect(sentenceOf({ workingDay: { startsAtHour: Number.NaN, endsAtHour: 9 } })).toHaveLength(1)
  })

  it('is refused when an urgent offer or booking would have more time than the others', () => {
    expect(sentenceOf({ offerExpiresAfterWorkingHours: { routine: 4, soon: 8, urgent: 2 } })).toHaveLength(1)
    expect(sentenceOf({ closeWorkingDays: { standard: 1, urgent: 2 } })).toHaveLength(1)
  })

  it('is refused when need does not add up, or is of a trust that the pool does not serve', () => {
    expect(sentenceOf({ needByEmployer: { RX1: 0.6, RHA: 0.3 } })).toEqual([
      'The shares of the employers must add up to 100 per cent. They add up to 90.',
    ])
    expect(sentenceOf({ needByEmployer: { RX1: 0.6, RZZ: 0.4 } })).toEqual(['The pool does not serve a trust with the code RZZ.'])
    expect(sentenceOf({ needByEmployer: { RX1: 1.2, RHA: -0.2 } })).toHaveLength(1)
  })

  it('is refused for a skill, an urgency or a word that there is not, and for hours that no case takes', () => {
    expect(sentenceOf({ secondTierSkills: ['wizardry'] })).toEqual(['There is no skill called wizardry.'])
    expect(sentenceOf({ caseHours: { usual: 1, bySkill: { wizardry: 1 }, byUrgency: {} } })).toHaveLength(1)
    expect(sentenceOf({ caseHours: { usual: 1, bySkill: {}, byUrgency: { never: 1 } } })).toHaveLength(1)
    expect(sentenceOf({ lateCases: 'last' })).toHaveLength(1)
    for (const usual of [0, -1, 9, 0.3, Number.NaN, Number.POSITIVE_INFINITY])
      expect(sentenceOf({ caseHours: { usual, bySkill: {}, byUrgency: {} } })).toHaveLength(1)
  })

  it('has a source and a line in words for every part', () => {
    expect(
      policyLines(policy)
        .map(({ field }) => field)
        .sort(),
    ).toEqual(Object.keys(policy).sort())
    expect(Object.keys(policySources).sort()).toEqual(Object.keys(policy).sort())
    expect(policyLines(policy).find(({ field }) => field === 'needByEmployer')?.value).toBe('RX1 60 %, RHA 40 %')
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
        expect(
          policyFaults(
            { ...policy, needByEmployer: need },
            rows.map((row) => row.employer),
          ),
        ).toEqual([])
      }),
    )
  })
})
