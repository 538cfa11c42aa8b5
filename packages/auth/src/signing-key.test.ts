import { expect, test } from 'vitest'
import {
  generateSigningKey,
  jwksKeys,
  keyFingerprint,
  loadSigningKey,
  loadSigningKeys,
  publicKeySet,
  SigningKeyUnusable,
  signServiceToken,
  verifyServiceToken,
} from './index.ts'
import { secondsFromNoon } from './token-samples.ts'

test('a new key is named by its thumbprint, loads, and publishes no private half', async () => {
  const stored = await generateSigningKey()
  const key = await loadSigningKey(JSON.parse(JSON.stringify(stored)))
  expect(key.kid).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(key.kid).toBe(stored.kid)
  expect(JSON.stringify(publicKeySet([key]))).not.toContain(stored.d)
  expect(Object.keys(key.publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
})

test('refuses a key file that is damaged, mixed up or misnamed, and never prints it', async () => {
  const one = await generateSigningKey()
  const two = await generateSigningKey()
  const { d: _, ...open } = one
  const odd: unknown[] = [
    null,
    'key',
    open,
    { ...one, d: '' },
    { ...one, d: two.d },
    { ...one, kid: 'mine' },
    { ...one, kid: two.kid },
    { ...one, alg: 'ES384' },
    { ...one, x: two.x },
    { ...one, d: 'A'.repeat(43) },
  ]
  for (const stored of odd) {
    const fault = await loadSigningKey(stored).catch((thrown: unknown) => thrown)
    expect(fault).toBeInstanceOf(SigningKeyUnusable)
    expect(String(fault)).not.toContain(one.d)
  }
})

test('the fingerprint is eight groups of four digits, and is of the key, not of its name', () => {
  // the public key of RFC 7515 appendix A.3; digits from: printf '{"crv":"P-256","kty":"EC","x":"…","y":"…"}' | sha256sum
  const key = { x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }
  expect(keyFingerprint(key)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  expect(keyFingerprint(key)).toBe('a0a2 32c2 f194 a535 53cb 1310 ddbc 0821')
  expect(keyFingerprint({ ...key, kid: 'x' } as typeof key)).toBe(keyFingerprint(key))
})

test('a change of keys loses no honest call: new key published, then used, then the old one given up', async () => {
  const [old, next] = [await generateSigningKey(), await generateSigningKey()]
  const { d: _, ...oldPublic } = old
  const HOUR = 3_600
  const stages = [old, { keys: [old, next] }, { keys: [next, old] }, { keys: [next], past: [oldPublic] }]
  let seconds = 0
  let published: unknown
  const now = () => secondsFromNoon(seconds)()
  const trust = {
    audience: 'spoke-000000000001',
    now,
    keys: jwksKeys({ url: new URL('https://g.example/jwks'), now, fetchJson: async () => published }),
  }
  const signedBy: string[] = []
  for (const file of stages) {
    const keys = await loadSigningKeys(JSON.parse(JSON.stringify(file)))
    published = JSON.parse(JSON.stringify(publicKeySet(keys.published)))
    expect(JSON.stringify(published)).not.toMatch(/"d":/)
    // what was fetched an hour before still serves, and is asked for anew beside it
    for (const after of [0, HOUR, 24 * HOUR]) {
      seconds += after
      const token = await signServiceToken(keys.current, trust.audience, now())
      expect(await verifyServiceToken(token, trust)).toMatchObject({ kind: 'verified' })
    }
    signedBy.push(keys.current.kid)
    expect([...keys.known.keys()].includes(old.kid)).toBe(true)
  }
  expect(signedBy).toEqual([old.kid, old.kid, next.kid, next.kid])
})

test('refuses a key file with no key, a key twice, or a past key that is none', async () => {
  const one = await generateSigningKey()
  const { d: _, ...open } = one
  for (const stored of [
    { keys: [] },
    { keys: [one, one] },
    { keys: [one], past: [open] },
    { keys: [open] },
    { keys: [one], past: [one] },
    { keys: [one], other: 1 },
    null,
  ]) {
    const fault = await loadSigningKeys(stored).catch((thrown: unknown) => thrown)
    expect(fault).toBeInstanceOf(SigningKeyUnusable)
    expect(String(fault)).not.toContain(one.d)
  }
})
