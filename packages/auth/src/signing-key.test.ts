import { expect, test } from 'vitest'
import { generateSigningKey, keyFingerprint, loadSigningKey, publicKeySet, SigningKeyUnusable } from './index.ts'

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
