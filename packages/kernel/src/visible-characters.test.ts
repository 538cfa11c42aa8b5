import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleCharacters } from './visible-characters.ts'

const whole = (text: string) => [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length

it.each([
  ['', 0],
  ['abc', 3],
  ['é', 1],
  ['👩‍⚕️👨‍👩‍👧', 2],
  ['🇬🇧🇫🇷', 2],
  ['\r\n', 1],
])('counts %j as %i', (text, count) => {
  expect(visibleCharacters(text)).toBe(count)
})

it('counts the same in slices as in one piece', () => {
  const piece = fc.constantFrom('a', 'é', 'e\u0301', '👩‍⚕️', '🏳️‍🌈', 'नि', ' ', '\n', '각')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
      const text = pieces.join('')
      expect(visibleCharacters(text)).toBe(whole(text))
    }),
    { numRuns: 150 },
  )
})

it('counts a very long text without growing slow', () => {
  expect(visibleCharacters('a'.repeat(2_000_000))).toBe(2_000_000)
})
