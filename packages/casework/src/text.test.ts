import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { charactersIn, plainText, TEXT_REFUSALS, textSentence } from './text.ts'

const allowed = (text: string) => ({ kind: 'allowed', text })
const refused = (...reasons: string[]) => ({ kind: 'refused', reasons })

describe('text at an edge', () => {
  test('is normalised to NFC and trimmed, and otherwise left as it was typed', () => {
    expect(plainText('  cafe\u0301  – 2 × 5 mg  ', { max: 40 })).toEqual(allowed('café  – 2 × 5 mg'))
  })

  test('keeps line breaks in one form where several lines are asked for', () => {
    expect(plainText('one\r\ntwo\rthree\u2028four\tfive', { max: 40, multiline: true })).toEqual(
      allowed('one\ntwo\nthree\nfour five'),
    )
  })

  test('drops a byte-order mark, and takes the line breaks of word processors', () => {
    expect(plainText('\uFEFFone\u000Btwo\u2029th\uFEFFree', { max: 40, multiline: true })).toEqual(allowed('one\ntwo\nthree'))
    expect(plainText('\uFEFFone', { max: 40 })).toEqual(allowed('one'))
    expect(plainText('one\u000Btwo', { max: 40 })).toEqual(refused('unprintable'))
  })

  test('refused as unprintable says near what, in at most 20 characters and none of those refused', () => {
    const lines = { max: 4000, multiline: true }
    const typed = 'Sleep is poor.\nTakes sertraline 100 mg \u202Eeach morning'
    expect(textSentence('unprintable', lines, typed)).toBe(
      'Remove the hidden or control characters near ‘es sertraline 100 mg’. Type the text again instead of pasting it.',
    )
    expect(textSentence('unprintable', lines, '\u0000\u001bAfter a fall')).toContain('near ‘After a fall’.')
    expect(textSentence('unprintable', { max: 40 }, 'one\ntwo')).toContain('near ‘one’.')
    expect(textSentence('unprintable', lines, '\u0000')).not.toContain('near')
    expect(textSentence('unprintable', lines)).not.toContain('near')
    expect(textSentence('too-long', lines, typed)).not.toContain('near')
  })

  test('refuses a line break where one line is asked for', () => {
    expect(plainText('one\ntwo', { max: 40 })).toEqual(refused('unprintable'))
  })

  test.each([
    ['a null', 'a\u0000b'],
    ['an escape', 'a\u001b[31mb'],
    ['a right-to-left override', 'dose \u202E01 mg'],
    ['an isolate', 'a\u2066b'],
    ['half a character', 'a\ud83d b'],
    ['a non-character', 'a\uFFFEb'],
  ])('refuses %s as unprintable', (_what, text) => {
    expect(plainText(text, { max: 40, multiline: true })).toEqual(refused('unprintable'))
  })

  test('takes scripts and emoji that need joiners', () => {
    for (const text of ['आशा पटेल', '👩‍⚕️ 👨‍👩‍👧‍👦', 'مرحبا', 'Zoë O’Neil'])
      expect(plainText(text, { max: 20 })).toEqual(allowed(text))
  })

  test('counts characters a person sees', () => {
    expect(charactersIn('👨‍👩‍👧‍👦e\u0301x')).toBe(3)
    expect(plainText('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', { max: 2 }).kind).toBe('allowed')
    expect(plainText('abc', { max: 2 })).toEqual(refused('too-long'))
  })

  test('refuses a load of combining marks on one letter', () => {
    expect(plainText(`a${'\u0301'.repeat(5000)}`, { max: 10 })).toEqual(refused('too-long'))
  })

  test.each(['', '   ', '\n\n', '\u200B\u200D', '\u3164', '\u2800'])(
    'refuses %j as empty where something is required',
    (text) => {
      expect(plainText(text, { max: 10, required: true, multiline: true })).toEqual(refused('empty'))
    },
  )

  test('may be empty where nothing is required', () => {
    expect(plainText('  ', { max: 10 })).toEqual(allowed(''))
  })

  test('collects every reason', () => {
    expect(plainText('\u0000\u0000\u0000', { max: 2, required: true })).toEqual(refused('empty', 'too-long', 'unprintable'))
  })

  test('has a sentence for every refusal', () => {
    for (const reason of TEXT_REFUSALS) expect(textSentence(reason, { max: 4000 })).toMatch(/^[A-Z].+\.$/)
    expect(textSentence('too-long', { max: 4000 })).toContain('4,000')
  })

  test('is stable: what was allowed once is allowed unchanged again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const once = plainText(raw, { max: 100, multiline: true })
        if (once.kind === 'allowed') expect(plainText(once.text, { max: 100, multiline: true })).toEqual(once)
        else expect(once.reasons.length).toBeGreaterThan(0)
      }),
    )
  })
})
