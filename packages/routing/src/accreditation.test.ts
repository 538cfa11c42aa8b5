import type { LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { mayWorkOn, RIGHT_RULES, type Rights, type RightWord } from './accreditation.ts'
import { aSpecialist } from './samples.ts'

const on = '2026-12-03' as LondonDate
const ended = { from: '2025-01-01' as LondonDate, to: on }
const lapsed: Record<RightWord, Partial<Rights>> = {
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

  it('treats a right never recorded as one that does not hold, and collects every reason', () => {
    const none = { accredited: undefined, agreement: undefined, indemnity: undefined, honoraryContract: undefined }
    expect(mayWorkOn(aSpecialist('a', none), on)).toEqual({ kind: 'refused', reasons: RIGHT_RULES.map((row) => row.refuses) })
  })
})
