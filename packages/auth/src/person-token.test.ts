import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { secondsOf } from './claims.ts'
import { type PersonTrust, type SigningKey, verifyPersonToken } from './index.ts'
import { aSigningKey, NOON, personClaims, secondsFromNoon, signAnything, trustIn } from './token-samples.ts'

let key: SigningKey
let trust: PersonTrust
let good: string
const noon = secondsOf(NOON)
const rejected = (fault: string) => ({ kind: 'rejected', fault })
const base64url = (text: string) => Buffer.from(text).toString('base64url')
const read = async (claims: unknown, header?: Record<string, unknown>) =>
  verifyPersonToken(await signAnything(key, claims, header), trust)

beforeAll(async () => {
  key = await aSigningKey()
  trust = await trustIn(key)
  good = await signAnything(key, personClaims())
})

describe('a good token', () => {
  test('says who, and until when', async () => {
    expect(await verifyPersonToken(good, trust)).toEqual({
      kind: 'verified',
      person: 'asha',
      expiresAt: '2026-03-10T12:10:00.000Z',
    })
  })
  test('says when and how surely the person signed in, where the provider does', async () => {
    const claims = personClaims({ auth_time: noon - 60, acr: 'AAL3', client_id: 'console', scope: 'openid', sid: 's-1' })
    expect(await read(claims)).toEqual({
      kind: 'verified',
      person: 'asha',
      expiresAt: '2026-03-10T12:10:00.000Z',
      signedInAt: '2026-03-10T11:59:00.000Z',
      assurance: 'AAL3',
    })
  })
  test('never says what: a claim that names a role is refused', async () => {
    for (const claim of ['roles', 'role', 'groups', 'permissions', 'cnf'])
      expect(await read(personClaims({ [claim]: ['oh-nurse'] }))).toEqual(rejected('bad-claims'))
  })
})

describe('outer shape, before any signature is looked at', () => {
  test.each([undefined, null, ''])('%j is missing', async (token) => {
    expect(await verifyPersonToken(token, trust)).toEqual(rejected('missing'))
  })
  test.each([0, {}, [], true])('%j is no token', async (token) => {
    expect(await verifyPersonToken(token, trust)).toEqual(rejected('not-compact'))
  })
  test('more or fewer than three filled segments', async () => {
    const [header, payload, signature] = good.split('.')
    for (const odd of [
      'x',
      '..',
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${header}..${signature}`,
      `.${payload}.${signature}`,
      `${good}.`,
      `.${good}`,
      `${good}.${signature}`,
    ])
      expect(await verifyPersonToken(odd, trust)).toEqual(rejected('not-compact'))
  })
  test('white space, padding, foreign letters and spare bits, in any segment', async () => {
    const segments = good.split('.')
    const oddities = [' ', '\n', '\t', '=', '==', '+', '/', '%', '\u0000', 'é']
    for (const at of [0, 1, 2])
      for (const odd of oddities)
        for (const placed of [`${odd}${segments[at]}`, `${segments[at]}${odd}`]) {
          const token = segments.map((segment, index) => (index === at ? placed : segment)).join('.')
          expect(await verifyPersonToken(token, trust)).toEqual(rejected('bad-encoding'))
        }
    // 86 characters hold 4 bits more than 64 bytes: a last letter that sets them spells the same signature otherwise
    const last = good.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const other = alphabet[alphabet.indexOf(last) + 1] ?? ''
    expect(await verifyPersonToken(good.slice(0, -1) + other, trust)).toEqual(rejected('bad-encoding'))
  })
  test('a token over 8 KiB, even a well signed one', async () => {
    const huge = await signAnything(key, personClaims({ scope: 'x'.repeat(8_192) }))
    expect(await verifyPersonToken(huge, trust)).toEqual(rejected('too-large'))
    expect(await verifyPersonToken('x'.repeat(10_000_000), trust)).toEqual(rejected('too-large'))
  })
  test('a list of two tokens, as two headers joined', async () => {
    expect(await verifyPersonToken(`${good}, ${good}`, trust)).toEqual(rejected('not-compact'))
  })
})

describe('header', () => {
  const withHeader = (text: string) => verifyPersonToken([base64url(text), ...good.split('.').slice(1)].join('.'), trust)

  test('alg none, signed by nobody', async () => {
    const header = base64url(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid: key.kid }))
    for (const signature of ['AA', good.split('.')[2]])
      expect(await verifyPersonToken(`${header}.${good.split('.')[1]}.${signature}`, trust)).toEqual(rejected('wrong-algorithm'))
  })
  test('HS256 with the public key as the secret', async () => {
    const header = base64url(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid: key.kid }))
    const signed = `${header}.${good.split('.')[1]}`
    const hmac = createHmac('sha256', JSON.stringify(key.publicJwk)).update(signed).digest('base64url')
    expect(await verifyPersonToken(`${signed}.${hmac}`, trust)).toEqual(rejected('wrong-algorithm'))
  })
  test.each(['es256', 'ES256K', 'ES384', 'RS256', 'PS256', 'EdDSA', '', null, 256, ['ES256']])('alg %j', async (alg) => {
    expect(await withHeader(JSON.stringify({ alg, typ: 'at+jwt', kid: key.kid }))).toEqual(rejected('wrong-algorithm'))
  })
  test.each(['JWT', 'AT+JWT', 'application/at+jwt', 'service+jwt', 'consent-proof+jwt', undefined])('typ %j', async (typ) => {
    expect(await read(personClaims(), { typ })).toEqual(rejected('wrong-type'))
  })
  test.each([undefined, '', 'two words', 'x'.repeat(256), 7, null, ['k']])('kid %j names no key', async (kid) => {
    expect(await withHeader(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid }))).toEqual(rejected('key-unnamed'))
  })
  test.each(['another', '__proto__', 'constructor'])('kid %j is of no key we hold', async (kid) => {
    expect(await read(personClaims(), { kid })).toEqual(rejected('key-unknown'))
  })
  test('keys and demands of its own are refused, not ignored', async () => {
    const own = {
      jwk: key.publicJwk,
      jku: 'https://attacker.example/jwks',
      x5u: 'https://attacker.example/cert',
      x5c: ['MIIB'],
      x5t: 'x',
      cty: 'JWT',
      b64: true,
    }
    for (const [name, value] of Object.entries(own))
      expect(await read(personClaims(), { [name]: value })).toEqual(rejected('bad-header'))
    expect(await withHeader(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, crit: ['exp'] }))).toEqual(
      rejected('bad-header'),
    )
  })
  test('a doubled member, loose spelling, no object, bad UTF-8, a long header', async () => {
    const rest = `"typ":"at+jwt","kid":"${key.kid}"`
    for (const text of [
      `{"alg":"none","alg":"ES256",${rest}}`,
      `{"alg":"ES256",${rest},"kid":"${key.kid}"}`,
      `{ "alg":"ES256",${rest}}`,
      `{"\\u0061lg":"ES256",${rest}}`,
      `{"alg":"ES256",${rest}} `,
      `["ES256"]`,
      'null',
      '"ES256"',
      '{',
      `{"__proto__":{"alg":"ES256"},${rest}}`.replace('}}', '}'),
      JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, pad: 'x'.repeat(1_024) }),
    ])
      expect((await withHeader(text)).kind).toBe('rejected')
    expect(await withHeader(`{"alg":"none","alg":"ES256",${rest}}`)).toEqual(rejected('bad-header'))
    const badUtf8 = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')
    expect(await verifyPersonToken(`${badUtf8}.AA.AA`, trust)).toEqual(rejected('bad-header'))
  })
})

describe('signature', () => {
  test('by another key under the trusted name', async () => {
    const other = await aSigningKey()
    expect(await verifyPersonToken(await signAnything(other, personClaims(), { kid: key.kid }), trust)).toEqual(
      rejected('bad-signature'),
    )
  })
  test('over another payload, cut short, all zeros, in DER', async () => {
    const [header, payload, signature] = good.split('.')
    const other = base64url(JSON.stringify(personClaims({ sub: 'mallory' })))
    const raw = Buffer.from(signature ?? '', 'base64url')
    const der = Buffer.concat([Buffer.from([0x30, 0x44, 2, 0x20]), raw.subarray(0, 32), Buffer.from([2, 0x20]), raw.subarray(32)])
    for (const odd of [
      `${header}.${other}.${signature}`,
      `${header}.${payload}.${raw.subarray(0, 63).toString('base64url')}`,
      `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
      `${header}.${payload}.${Buffer.concat([raw, Buffer.alloc(1)]).toString('base64url')}`,
      `${header}.${payload}.${der.toString('base64url')}`,
    ])
      expect(await verifyPersonToken(odd, trust)).toEqual(rejected('bad-signature'))
  })
  test('any one letter changed is refused, and nothing throws', async () => {
    const readings = await Promise.all(
      Array.from(good, (letter, at) =>
        verifyPersonToken(`${good.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`, trust),
      ),
    )
    expect(readings.filter(({ kind }) => kind === 'verified')).toEqual([])
  })
  test('unknown keys are told from keys that could not be had', async () => {
    const down = await trustIn(key, { keys: { find: async () => ({ kind: 'unavailable' }) } })
    expect(await verifyPersonToken(good, down)).toEqual(rejected('keys-unavailable'))
  })
})

describe('claims', () => {
  test.each(['iss', 'aud', 'sub', 'jti', 'iat', 'nbf', 'exp'])('%s missing or null', async (claim) => {
    expect(await read(personClaims({ [claim]: undefined }))).toEqual(rejected('bad-claims'))
    expect(await read(personClaims({ [claim]: null }))).toEqual(rejected('bad-claims'))
  })
  test.each(['iss', 'aud', 'sub', 'jti'])('%s empty, blank, too long, unprintable or not text', async (claim) => {
    for (const value of ['', ' ', 'x'.repeat(256), 'a\u0000b', 'é', 7, true, {}, ['asha'], ['oh-federation']])
      expect(await read(personClaims({ [claim]: value }))).toEqual(rejected('bad-claims'))
  })
  test.each(['iat', 'nbf', 'exp'])('%s as text, fraction, negative or list', async (claim) => {
    for (const value of [String(noon), noon + 0.5, -1, [noon], 1e300, true])
      expect(await read(personClaims({ [claim]: value }))).toEqual(rejected('bad-claims'))
  })
  test.each(['null', '[]', '"x"', '{', '', '{"sub":"asha"}'])('payload %j', async (payload) => {
    expect((await read(payload === '' ? ' ' : payload)).kind).toBe('rejected')
  })
  test('two audiences, even with ours among them', async () => {
    expect(await read(personClaims({ aud: ['oh-federation', 'other'] }))).toEqual(rejected('bad-claims'))
  })
  test.each([
    ['aud', 'oh-federation/', 'wrong-audience'],
    ['aud', 'OH-Federation', 'wrong-audience'],
    ['aud', 'spoke-0123456789ab', 'wrong-audience'],
    ['iss', 'https://identity.example/', 'wrong-issuer'],
    ['iss', 'https://other.example', 'wrong-issuer'],
    ['iss', 'gateway', 'wrong-issuer'],
  ])('%s %j', async (claim, value, fault) => {
    expect(await read(personClaims({ [claim]: value }))).toEqual(rejected(fault))
  })
})

describe('time', () => {
  const at = async (seconds: number, claims = personClaims()) =>
    verifyPersonToken(await signAnything(key, claims), { ...trust, now: secondsFromNoon(seconds) })

  test('serves until 30 seconds after its end, and no longer', async () => {
    expect((await at(629)).kind).toBe('verified')
    expect(await at(630)).toEqual(rejected('expired'))
  })
  test('serves from 30 seconds before its start, by issue or by nbf', async () => {
    expect((await at(-30)).kind).toBe('verified')
    expect(await at(-31)).toEqual(rejected('not-yet-valid'))
    expect(await at(0, personClaims({ nbf: noon + 31 }))).toEqual(rejected('not-yet-valid'))
    expect(await at(0, personClaims({ iat: noon + 31, nbf: noon }))).toEqual(rejected('not-yet-valid'))
  })
  test('lives 15 minutes at most', async () => {
    expect((await at(0, personClaims({ exp: noon + 900 }))).kind).toBe('verified')
    expect(await at(0, personClaims({ exp: noon + 901 }))).toEqual(rejected('lives-too-long'))
    expect(await at(0, personClaims({ exp: noon + 960 }))).toEqual(rejected('lives-too-long'))
  })
  test('ends after it began', async () => {
    expect(await at(0, personClaims({ exp: noon }))).toEqual(rejected('bad-claims'))
    expect(await at(0, personClaims({ exp: noon - 1 }))).toEqual(rejected('bad-claims'))
  })
})
