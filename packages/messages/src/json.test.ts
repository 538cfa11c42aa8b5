import { expect, test } from 'vitest'
import { DEEPEST_NESTING, LARGEST_BODY, readJson } from './index.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const notJson = { kind: 'fault', fault: 'not-json' }

test.each(['{"a":[1,"é 👩‍⚕️ %41 \\" [",null]}', '"x"', '0'])('reads %s', (text) => {
  expect(readJson(bytesOf(text))).toEqual({ kind: 'json', value: JSON.parse(text) })
})

test.each([
  ['a stray byte', [0x22, 0xff, 0x22]],
  ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
  ['half a surrogate pair', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ['a character cut off', [0x22, 0xe2, 0x82]],
  ['a byte-order mark', [0xef, 0xbb, 0xbf, 0x30]],
])('refuses %s', (_, bytes) => {
  expect(readJson(new Uint8Array(bytes))).toEqual(notJson)
})

test('counts nesting outside strings, up to the bound and not beyond', () => {
  const nested = (depth: number) => bytesOf(`${'['.repeat(depth)}${']'.repeat(depth)}`)
  expect(readJson(nested(DEEPEST_NESTING)).kind).toBe('json')
  expect(readJson(nested(DEEPEST_NESTING + 1))).toEqual(notJson)
  expect(readJson(nested(60_000))).toEqual(notJson)
  expect(readJson(bytesOf(JSON.stringify('['.repeat(100)))).kind).toBe('json')
})

test('refuses more bytes than the bound, and takes exactly the bound', () => {
  expect(readJson(bytesOf(`"${'x'.repeat(LARGEST_BODY - 2)}"`)).kind).toBe('json')
  expect(readJson(bytesOf(`"${'x'.repeat(LARGEST_BODY - 1)}"`))).toEqual({ kind: 'fault', fault: 'too-large' })
})
