import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseReference, caseReferenceFrom, readCaseReference } from './case-reference.ts'

const TYPEABLE = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const MEANINGS = ['0DOQ', '1IL', '2Z', '3', '4', '5S', '6G', '7', '8B', '9', ...'CFHJKPRTWXY', 'MN', 'VU']

const reference = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(caseReferenceFrom)
const position = fc.constantFrom(0, 1, 2, 4, 5, 6, 8, 9, 10)
const meanTheSame = (a: string, b: string) => a === b || MEANINGS.some((set) => set.includes(a) && set.includes(b))
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1)

describe('a case reference', () => {
  it('is three groups of three characters that neither form words nor look alike', () => {
    fc.assert(fc.property(reference, (made) => /^([0-9CFHJKMPRTVWXY]{3}-){2}[0-9CFHJKMPRTVWXY]{3}$/.test(made)))
  })

  it('reads back as itself', () => {
    fc.assert(fc.property(reference, (made) => readCaseReference(made) === made))
  })

  it('carries the check character worked out by hand', () => {
    // 9×14 + 8×7 + 7×11 + 6×3 + 5×21 + 4×9 + 3×18 + 2×16 + 1×3 = 507 = 22×23 + 1
    expect(readCaseReference('K7F-3X9-TP3')).toBe('K7F-3X9-TP3')
  })

  it('depends on its first eight bytes alone', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    expect(caseReferenceFrom(bytes)).toBe(caseReferenceFrom(Uint8Array.of(...bytes, 9)))
    expect(() => caseReferenceFrom(bytes.slice(1))).toThrow(RangeError)
  })

  it('differs from case to case and reaches every character', () => {
    const made = Array.from({ length: 10_000 }, (_, n) => caseReferenceFrom(Uint8Array.of(0, 0, 0, 0, 0, 0, n >> 8, n & 255)))
    expect(new Set(made).size).toBe(10_000)
    expect(new Set(made.map((text) => text.charAt(0))).size).toBe(23)
    expect(new Set(made.map((text) => text.at(-1))).size).toBe(23)
  })
})

describe('reading a case reference out on the telephone', () => {
  it('forgives lower case, spaces, and missing or odd hyphens', () => {
    const ways = ['k7f3x9tp3', ' K7F 3X9 TP3 ', 'k7f–3x9–tp3', 'K7F-3X9TP3', 'K 7 F 3 X 9 T P 3', 'K7F\u00a03X9\u2011TP3']
    expect(ways.map(readCaseReference)).toEqual(ways.map(() => 'K7F-3X9-TP3'))
  })

  it('forgives characters that look or sound alike', () => {
    fc.assert(
      fc.property(reference, position, (made, at) => {
        const alike = TYPEABLE.filter((character) => meanTheSame(character, made.charAt(at)))
        expect(alike.map((character) => readCaseReference(replaced(made, at, character)))).toEqual(alike.map(() => made))
      }),
    )
  })

  it('catches every mistake in a single character', () => {
    fc.assert(
      fc.property(reference, (made) => {
        for (const at of [0, 1, 2, 4, 5, 6, 8, 9, 10]) {
          const mistakes = TYPEABLE.filter((character) => !meanTheSame(character, made.charAt(at)))
          expect(mistakes.filter((character) => readCaseReference(replaced(made, at, character)) !== undefined)).toEqual([])
        }
      }),
    )
  })

  it('catches every swap of two neighbours', () => {
    fc.assert(
      fc.property(reference, (made) => {
        const read = made.replaceAll('-', '')
        const swaps = Array.from(
          { length: 8 },
          (_, at) => read.slice(0, at) + read.charAt(at + 1) + read.charAt(at) + read.slice(at + 2),
        )
        expect(swaps.filter((swapped) => swapped !== read && readCaseReference(swapped) !== undefined)).toEqual([])
      }),
    )
  })

  it('catches a character left out or said twice', () => {
    fc.assert(
      fc.property(reference, position, (made, at) => {
        expect(readCaseReference(replaced(made, at, ''))).toBeUndefined()
        expect(readCaseReference(replaced(made, at, made.charAt(at).repeat(2)))).toBeUndefined()
      }),
    )
  })

  it('finds none in an empty form, in noughts, in accents or in an NHS number', () => {
    const texts = ['', '---', '000-000-000', 'OOO-OOO-OOO', 'K7F-3X9-TP', 'K7F-3X9-TP3-3', 'É7F-3X9-TP3', '999 000 0018']
    expect(texts.map(readCaseReference)).toEqual(texts.map((): CaseReference | undefined => undefined))
  })
})
