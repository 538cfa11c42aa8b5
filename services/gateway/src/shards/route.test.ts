import { describe, expect, it } from 'vitest'
import type { MemberEntry, MemberLookup } from './members.ts'
import { routeOf } from './route.ts'

const spoke: MemberEntry = {
  id: 'spoke-0000000000b1',
  kind: 'spoke',
  state: 'active',
  endpoint: 'http://spoke',
  schemaVersion: '1',
  label: 'RWE',
}
const pool: MemberEntry = { ...spoke, id: 'pool-0000000000a1', kind: 'pool', label: 'QK1' }
const resting: MemberEntry = { ...spoke, id: 'spoke-0000000000b2', state: 'suspended', label: 'RT5' }
const asked: string[] = []
const members: MemberLookup = {
  spokeServing: (trust) => {
    asked.push(trust)
    return { RWE: spoke, RWF: spoke, RT5: resting }[trust]
  },
  poolServing: (ics) => (ics === 'QK1' ? pool : undefined),
  rollup: () => undefined,
  member: (id) => [spoke, pool, resting].find((entry) => entry.id === id),
}

const toSpoke = (label: string) => ({ kind: 'member', member: spoke, label })
const unroutable = { kind: 'unroutable' }

describe('routing to a spoke', () => {
  it.each([
    ['spokeId', { spokeId: spoke.id }, 'RWE'],
    ['odsCode', { odsCode: 'RWE' }, 'RWE'],
    ['trust', { trust: 'RWE' }, 'RWE'],
    ['trust.odsCode', { trust: { odsCode: 'RWE' } }, 'RWE'],
    ['trustCode', { trustCode: 'RWE' }, 'RWE'],
    ['the same inside input', { input: { trustCode: 'RWE' } }, 'RWE'],
    ['spokeId inside input, beside another id', { id: 'C1', input: { spokeId: spoke.id } }, 'RWE'],
    ['a code the spoke serves beside its first', { odsCode: 'RWF' }, 'RWF'],
    ['spokeId before a code', { spokeId: spoke.id, odsCode: 'RT5' }, 'RWE'],
  ])('goes by %s', (_, keys, label) => {
    expect(routeOf('spoke', keys, members)).toEqual(toSpoke(label))
  })

  it.each([[{}], [{ spokeId: null }], [{ spokeId: '' }], [{ odsCode: 7 }], [{ trust: { odsCode: null } }], [{ trust: ['RWE'] }]])(
    'finds no key in %j',
    (keys) => {
      expect(routeOf('spoke', keys, members)).toEqual(unroutable)
    },
  )

  it.each([[null], [undefined], ['RWE'], [['RWE']]])('finds no key in %j, which is no object', (keys) => {
    expect(routeOf('spoke', keys, members)).toEqual(unroutable)
  })

  it('takes the next key when one is null', () => {
    expect(routeOf('spoke', { spokeId: null, odsCode: 'RWE' }, members)).toEqual(toSpoke('RWE'))
  })

  it('says UNKNOWN_TRUST for a code nobody serves', () => {
    expect(routeOf('spoke', { odsCode: 'RZZ' }, members)).toEqual({ kind: 'silent', reason: 'UNKNOWN_TRUST', label: 'RZZ' })
  })

  it('neither looks up nor repeats text that is no trust code', () => {
    asked.length = 0
    const route = routeOf('spoke', { odsCode: '<script>' }, members)
    expect(route).toEqual({ kind: 'silent', reason: 'UNKNOWN_TRUST', label: undefined })
    expect(asked).toEqual([])
  })

  it.each([['spoke-ffffffffffff'], [pool.id], ['__proto__']])('says UNKNOWN_MEMBER for the id %s', (spokeId) => {
    expect(routeOf('spoke', { spokeId }, members)).toEqual({ kind: 'silent', reason: 'UNKNOWN_MEMBER', label: undefined })
  })

  it('says NOT_ACTIVE for a member that is not active', () => {
    expect(routeOf('spoke', { odsCode: 'RT5' }, members)).toEqual({ kind: 'silent', reason: 'NOT_ACTIVE', label: 'RT5' })
    expect(routeOf('spoke', { spokeId: resting.id }, members)).toEqual({ kind: 'silent', reason: 'NOT_ACTIVE', label: 'RT5' })
  })
})

describe('routing to a pool', () => {
  it.each([
    ['poolId', { poolId: pool.id }],
    ['ics', { ics: 'QK1' }],
    ['ics.code', { ics: { code: 'QK1' } }],
    ['code', { code: 'QK1' }],
    ['the same inside input', { input: { poolId: pool.id } }],
    ['poolId, whatever spoke stands beside it', { poolId: pool.id, spokeId: spoke.id }],
  ])('goes by %s', (_, keys) => {
    expect(routeOf('pool', keys, members)).toEqual({ kind: 'member', member: pool, label: 'QK1' })
  })

  it('says UNKNOWN_MEMBER for an ICS without a pool', () => {
    expect(routeOf('pool', { ics: 'QZ9' }, members)).toEqual({ kind: 'silent', reason: 'UNKNOWN_MEMBER', label: 'QZ9' })
  })

  it('does not go by a trust', () => {
    expect(routeOf('pool', { odsCode: 'RWE', spokeId: spoke.id }, members)).toEqual(unroutable)
  })
})
