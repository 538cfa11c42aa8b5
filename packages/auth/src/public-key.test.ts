import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateSigningKey, type PublicJwk, readPublicKey } from './index.ts'
import { readKeySet } from './public-key.ts'

let good: PublicJwk
beforeAll(async () => {
  const { d: _, ...open } = await generateSigningKey()
  good = open
})
const faultOf = async (given: unknown) => {
  const reading = await readPublicKey(given)
  return reading.kind === 'refused' ? reading.fault : reading.kind
}

describe('one key', () => {
  test('is taken in closed: members we do not know are dropped', async () => {
    expect(await readPublicKey({ ...good, x5t: 'x', note: 'ours' })).toMatchObject({ kind: 'usable', jwk: good })
  })
  test.each([null, undefined, 'key', 7, []])('%j is no key', async (given) => {
    expect(await faultOf(given)).toMatch(/^(not-a-key|wrong-key-type)$/)
  })
  test('must be EC on P-256, for ES256, for signatures, and named', async () => {
    expect(await faultOf({ ...good, kty: 'RSA' })).toBe('wrong-key-type')
    expect(await faultOf({ ...good, kty: 'oct' })).toBe('wrong-key-type')
    expect(await faultOf({ ...good, crv: 'P-384' })).toBe('wrong-key-type')
    for (const alg of [undefined, 'ES384', 'RS256', 'none', 'ECDH-ES'])
      expect(await faultOf({ ...good, alg })).toBe('wrong-algorithm')
    for (const use of [undefined, 'enc', '']) expect(await faultOf({ ...good, use })).toBe('wrong-use')
    for (const kid of [undefined, '', 'two words', 7]) expect(await faultOf({ ...good, kid })).toBe('key-unnamed')
  })
  test('RSA is refused, however long', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
    expect(await faultOf({ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'rsa' })).toBe('wrong-key-type')
  })
  test('must be a point on the curve', async () => {
    expect(await faultOf({ ...good, y: good.x })).toBe('not-on-curve')
    expect(await faultOf({ ...good, x: 'A'.repeat(43) })).toBe('not-on-curve')
    for (const x of ['', 'AA', `${good.x}A`, `${good.x}=`, 7]) expect(await faultOf({ ...good, x })).toBe('not-on-curve')
  })
  test('must not bring its private half', async () => {
    expect(await faultOf(await generateSigningKey())).toBe('private-key')
    expect(await faultOf({ kty: 'oct', k: 'AAAA', kid: 'x', alg: 'HS256' })).toBe('private-key')
  })
})

describe('a set', () => {
  test('keeps the usable keys and says why the others are not', async () => {
    const set = await readKeySet({ keys: [good, { ...good, kid: 'enc', use: 'enc' }, null] })
    expect([...(set?.keys.keys() ?? [])]).toEqual([good.kid])
    expect(set?.refused).toEqual([
      { kind: 'refused', kid: 'enc', fault: 'wrong-use' },
      { kind: 'refused', fault: 'not-a-key' },
    ])
  })
  test('a name that stands there twice names no key, even when one of the two is unusable', async () => {
    const { d: _, ...other } = await generateSigningKey()
    const twice = await readKeySet({ keys: [good, { ...other, kid: good.kid }] })
    expect(twice?.keys.size).toBe(0)
    expect(twice?.refused.map(({ fault }) => fault)).toEqual(['duplicate-kid', 'duplicate-kid'])
    expect((await readKeySet({ keys: [good, { kty: 'oct', kid: good.kid, k: 'AAAA' }] }))?.keys.size).toBe(0)
  })
  test.each([null, [], {}, { keys: {} }, { keys: 'x' }, { keys: Array.from({ length: 101 }) }])('%j is no set', async (given) => {
    expect(await readKeySet(given)).toBeUndefined()
  })
  test('an empty set is a set', async () => {
    expect((await readKeySet({ keys: [] }))?.keys.size).toBe(0)
  })
})
