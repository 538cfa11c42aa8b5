import { describe, expect, it } from 'vitest'
import { type FieldPlace, IntegrityFault, newKeyringFile, openKeyring } from './index.ts'

const place: FieldPlace = { table: 'note', row: 'n1', column: 'text', member: 'spoke-000000000001', version: 1 }
const file = newKeyringFile()
const keyring = openKeyring('spoke-000000000001', file)
const wrapped = keyring.newRecordKey('w1')
const key = keyring.unwrap('w1', wrapped)

describe('a sealed field', () => {
  it('opens to the same text where it was sealed, every character included', () => {
    const note = 'Seen today. “Sleep poor” – naïve 👩‍⚕️\n\u0000end'
    expect(key.open(place, key.seal(place, note))).toBe(note)
  })

  it.each(['table', 'row', 'column', 'member'] as const)('does not open in another %s', (part) => {
    const sealed = key.seal(place, 'note')
    expect(() => key.open({ ...place, [part]: 'other' }, sealed)).toThrow(IntegrityFault)
  })

  it('does not open as another version', () => {
    expect(() => key.open({ ...place, version: 2 }, key.seal(place, 'note'))).toThrow(IntegrityFault)
  })

  it('does not open when any one byte was changed', () => {
    const sealed = key.seal(place, 'note')
    for (let at = 0; at < sealed.length; at += 1) {
      // the key id of a field is informational: a record has one key
      if (at >= 1 && at <= 8) continue
      const altered = Uint8Array.from(sealed)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(() => key.open(place, altered)).toThrow(IntegrityFault)
    }
  })

  it('never seals the same text to the same bytes', () => {
    expect(key.seal(place, 'note')).not.toEqual(key.seal(place, 'note'))
  })
})

describe('a record key', () => {
  it('is not unwrapped for another record, nor by another member', () => {
    expect(() => keyring.unwrap('w2', wrapped)).toThrow(IntegrityFault)
    expect(() => openKeyring('spoke-000000000002', file).unwrap('w1', wrapped)).toThrow(IntegrityFault)
  })

  it('survives rotation: rewrapped by the new key, it opens what was sealed before', () => {
    const next = newKeyringFile()
    const rotated = openKeyring(keyring.member, { current: next.current, keys: { ...file.keys, ...next.keys } })
    const sealed = key.seal(place, 'note')
    const rewrapped = rotated.rewrap('w1', wrapped)
    const withoutOld = openKeyring(keyring.member, next)
    expect(withoutOld.unwrap('w1', rewrapped).open(place, sealed)).toBe('note')
    expect(() => withoutOld.unwrap('w1', wrapped)).toThrow(IntegrityFault)
  })
})

describe('a message body', () => {
  it('opens for its own message id only', () => {
    const body = new TextEncoder().encode('{"a":1}')
    const sealed = keyring.sealBody('m1', body)
    expect(keyring.openBody('m1', sealed)).toEqual(body)
    expect(() => keyring.openBody('m2', sealed)).toThrow(IntegrityFault)
  })
})

it('refuses a key file without a usable current key', () => {
  expect(() => openKeyring('spoke-000000000001', { current: 'ff', keys: {} })).toThrow('no usable current key')
})
