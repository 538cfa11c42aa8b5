import { describe, expect, it } from 'vitest'
import { asIcsCode, asMemberId, asTrustCode, isPoolId, isSpokeId, isUuid, type MemberId, memberKind } from './ids.ts'

describe('an ODS code', () => {
  it('has three to five capital letters or digits, whatever it begins with', () => {
    for (const code of ['RX1', 'TAD', 'G6V2S', 'K0N6A']) expect(asTrustCode(code)).toBe(code)
    for (const code of ['QT1', 'D7T5G']) expect(asIcsCode(code)).toBe(code)
  })

  it('is refused in any other shape', () => {
    for (const text of ['', 'RX', 'rx1', 'RX1 ', 'RX1\n', 'R-1', 'G6V2SX', 'ÉX1']) {
      expect(asTrustCode(text)).toBeUndefined()
      expect(asIcsCode(text)).toBeUndefined()
    }
  })
})

describe('a member id', () => {
  it('is a kind and twelve hexadecimal digits', () => {
    for (const id of ['spoke-0123456789ab', 'pool-ffffffffffff', 'rollup-0123456789ab']) expect(asMemberId(id)).toBe(id)
    for (const text of ['', 'spoke-', 'spoke-0123456789AB', 'spoke-0123456789abc', 'hub-0123456789ab', ' pool-ffffffffffff']) {
      expect(asMemberId(text)).toBeUndefined()
    }
  })

  it('tells a spoke from a pool', () => {
    expect([isSpokeId('spoke-0123456789ab'), isPoolId('spoke-0123456789ab')]).toEqual([true, false])
    expect([isSpokeId('pool-0123456789ab'), isPoolId('pool-0123456789ab')]).toEqual([false, true])
    expect([isSpokeId('spoke-x'), isPoolId('pool-x')]).toEqual([false, false])
  })

  it.each(['spoke', 'pool', 'rollup'] as const)('says that the member is a %s', (kind) => {
    expect(memberKind(`${kind}-0123456789ab` as MemberId)).toBe(kind)
  })
})

describe('a UUID', () => {
  it('is read in its canonical lower-case text alone', () => {
    expect(isUuid('3f2504e0-4f89-41d3-9a0c-0305e82c3301')).toBe(true)
    for (const text of [
      '3F2504E0-4F89-41D3-9A0C-0305E82C3301',
      '{3f2504e0-4f89-41d3-9a0c-0305e82c3301}',
      '3f2504e04f8941d39a0c0305e82c3301',
    ]) {
      expect(isUuid(text)).toBe(false)
    }
  })
})
