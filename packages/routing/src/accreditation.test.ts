import type { LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { mayWorkOn, RIGHT_RULES, type Rights, type RightWord, rightsEnding } from './accreditation.ts'
import { aSpecialist } from './samples.ts'

const on = '2026-12-03' as LondonDate
const ended = { from: '2025-01-01' as LondonDate, to: on }
const lapsed: Record<RightWord, Partial<Rights>> = {
  'role-not-held': { role: ended },
  'not-accredited': { accredited: ended },
  'agreement-not-valid': { agreement: ended },
  'indemnity-not-valid': { indemnity: ended },
  'honorary-contract-not-valid': { honoraryContract: ended },
}

describe('rights on the date of the work', () => {
  it('lets a specialist work whose every right holds on the date', () => {
    expect(mayWorkOn(aSpecialist('a'), on)).toEqual({ kind: 'allowed' })
  })

  it.each(RIGHT_RULES.map((row) => [row.refuses, row.source] as const))(
    'refuses %s when only that right has ended: %s',
    (refuses) => {
      expect(mayWorkOn(aSpecialist('a', lapsed[refuses]), on)).toEqual({ kind: 'refused', reasons: [refuses] })
    },
  )

  it('has a test for every row', () => {
    expect(RIGHT_RULES.map((row) => row.refuses).sort()).toEqual(Object.keys(lapsed).sort())
  })

  it('counts the first day of a right and not the day on which it ends', () => {
    const accredited = { from: on, to: '2026-12-04' as LondonDate }
    expect(mayWorkOn(aSpecialist('a', { accredited }), on).kind).toBe('allowed')
    expect(mayWorkOn(aSpecialist('a', { accredited }), '2026-12-02' as LondonDate).kind).toBe('refused')
    expect(mayWorkOn(aSpecialist('a', { accredited }), '2026-12-04' as LondonDate).kind).toBe('refused')
  })

  it('asks for no role where the caller keeps none', () => {
    expect(mayWorkOn(aSpecialist('a', { role: undefined }), on)).toEqual({ kind: 'allowed' })
  })

  it('asks accreditation of accredited specialists only', () => {
    for (const grade of ['second-tier', 'trainee'] as const) {
      expect(mayWorkOn(aSpecialist('a', { grade, accredited: undefined }), on)).toEqual({ kind: 'allowed' })
      expect(mayWorkOn(aSpecialist('a', { grade, accredited: undefined, indemnity: ended }), on)).toEqual({
        kind: 'refused',
        reasons: ['indemnity-not-valid'],
      })
    }
    expect(mayWorkOn(aSpecialist('a', { grade: 'accredited-specialist', accredited: undefined }), on).kind).toBe('refused')
  })

  it('treats a right never recorded as one that does not hold, and collects every reason', () => {
    const none = {
      role: ended,
      accredited: undefined,
      agreement: undefined,
      indemnity: undefined,
      honoraryContract: undefined,
    }
    expect(mayWorkOn(aSpecialist('a', none), on)).toEqual({ kind: 'refused', reasons: RIGHT_RULES.map((row) => row.refuses) })
  })
})

describe('rights about to end', () => {
  const today = '2026-11-30' as LondonDate
  const by = '2026-12-31' as LondonDate

  it.each(RIGHT_RULES.map((row) => row.refuses))('tells the first day without it: %s', (right) => {
    expect(rightsEnding(aSpecialist('a', lapsed[right]), today, by)).toEqual([{ right, on }])
    expect(mayWorkOn(aSpecialist('a', lapsed[right]), on)).toEqual({ kind: 'refused', reasons: [right] })
  })

  it('counts the last day of the look ahead, and neither a later end nor one that is past', () => {
    const until = (to: string) => aSpecialist('a', { indemnity: { from: '2025-01-01' as LondonDate, to: to as LondonDate } })
    expect(rightsEnding(until('2026-12-31'), today, by)).toEqual([{ right: 'indemnity-not-valid', on: by }])
    expect(rightsEnding(until('2027-01-01'), today, by)).toEqual([])
    expect(rightsEnding(until('2026-11-30'), today, by)).toEqual([])
    expect(rightsEnding(aSpecialist('a', { indemnity: { from: '2025-01-01' as LondonDate } }), today, by)).toEqual([])
  })
})
