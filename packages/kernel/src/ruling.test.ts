import { describe, expect, it } from 'vitest'
import { allowed, type RefusalRule, refused, ruleBy, rulingOf, unreachable } from './ruling.ts'

type Reason = 'too-early' | 'too-late' | 'nobody-there'
interface Facts {
  readonly hour: number
  readonly people: number
}

const rules: readonly RefusalRule<Reason, Facts>[] = [
  { refuses: 'too-early', when: ({ hour }) => hour < 9, source: 'opening hours' },
  { refuses: 'too-late', when: ({ hour }) => hour >= 17, source: 'opening hours' },
  { refuses: 'nobody-there', when: ({ people }) => people === 0, source: 'rota' },
]

describe('a ruling', () => {
  it('allows when nothing speaks against it', () => {
    expect(rulingOf([])).toBe(allowed)
    expect(ruleBy(rules, { hour: 9, people: 1 })).toBe(allowed)
    expect(ruleBy<Reason, Facts>([], { hour: 3, people: 0 })).toBe(allowed)
  })

  it('collects every reason, in the order of the table', () => {
    expect(ruleBy(rules, { hour: 8, people: 0 })).toEqual({ kind: 'refused', reasons: ['too-early', 'nobody-there'] })
    expect(ruleBy([...rules].reverse(), { hour: 18, people: 0 })).toEqual({
      kind: 'refused',
      reasons: ['nobody-there', 'too-late'],
    })
  })

  it('gives each reason once', () => {
    expect(refused('too-late', 'too-early', 'too-late')).toEqual({ kind: 'refused', reasons: ['too-late', 'too-early'] })
    expect(rulingOf(['too-late', 'too-late'])).toEqual(refused('too-late'))
  })
})

describe('a branch the types rule out', () => {
  it('throws with the value when it is reached all the same', () => {
    expect(() => unreachable('surprise' as never)).toThrow('unreachable: "surprise"')
  })
})
