import type { Clock } from '@oh/kernel'
import { beforeAll, describe, expect, test } from 'vitest'
import { secondsOf } from './claims.ts'
import {
  type CallerTrust,
  callerTokens,
  publicKeySet,
  type ServiceTrust,
  type SigningKey,
  serviceTokens,
  signServiceToken,
  staticKeys,
  verifyCaller,
  verifyServiceToken,
} from './index.ts'
import { aSigningKey, atNoon, NOON, personClaims, secondsFromNoon, signAnything, trustIn } from './token-samples.ts'

const SPOKE = 'spoke-0123456789ab'
const noon = secondsOf(NOON)
const rejected = (fault: string) => ({ kind: 'rejected', fault })
let gateway: SigningKey
let provider: SigningKey
let trust: ServiceTrust
let both: CallerTrust

beforeAll(async () => {
  gateway = await aSigningKey()
  provider = await aSigningKey()
  trust = { audience: SPOKE, keys: await staticKeys(publicKeySet([gateway])), now: atNoon }
  both = { service: trust, person: await trustIn(provider) }
})

describe('the gateway’s own token', () => {
  test('is good for the one service it names, for 60 seconds and the clocks’ 30', async () => {
    const token = await signServiceToken(gateway, SPOKE, NOON)
    expect(await verifyServiceToken(token, trust)).toEqual({ kind: 'verified', expiresAt: '2026-03-10T12:01:00.000Z' })
    expect(await verifyServiceToken(token, { ...trust, audience: 'spoke-ba9876543210' })).toEqual(rejected('wrong-audience'))
    expect((await verifyServiceToken(token, { ...trust, now: secondsFromNoon(89) })).kind).toBe('verified')
    expect(await verifyServiceToken(token, { ...trust, now: secondsFromNoon(90) })).toEqual(rejected('expired'))
  })

  const claims = (change: Record<string, unknown>) => ({
    ...{ iss: 'gateway', aud: SPOKE, jti: 'one', iat: noon, exp: noon + 60 },
    ...change,
  })
  test.each([
    [{ sub: 'asha' }, 'bad-claims'],
    [{ roles: ['oh-nurse'] }, 'bad-claims'],
    [{ aud: [SPOKE] }, 'bad-claims'],
    [{ jti: '' }, 'bad-claims'],
    [{ exp: noon + 61 }, 'lives-too-long'],
    [{ iss: 'spoke-ba9876543210' }, 'wrong-issuer'],
  ] as const)('is refused with %j', async (change, fault) => {
    const token = await signAnything(gateway, claims(change), { typ: 'service+jwt' })
    expect(await verifyServiceToken(token, trust)).toEqual(rejected(fault))
  })

  test('is no person’s token, and a person’s token is none', async () => {
    const service = await signServiceToken(gateway, 'oh-federation', NOON)
    expect(await verifyServiceToken(await signAnything(gateway, claims({})), trust)).toEqual(rejected('wrong-type'))
    const swapped = await verifyCaller({ serviceToken: service, personToken: service }, both)
    expect(swapped.kind).toBe('rejected')
  })

  test('each has an id of its own', async () => {
    expect(await signServiceToken(gateway, SPOKE, NOON)).not.toBe(await signServiceToken(gateway, SPOKE, NOON))
  })
})

describe('kept tokens', () => {
  let seconds = 0
  const clock: Clock = () => secondsFromNoon(seconds)()

  test('one for each service, signed again before it is too old to travel', async () => {
    const tokenFor = serviceTokens(gateway, clock)
    seconds = 0
    const [first, same, other] = await Promise.all([tokenFor(SPOKE), tokenFor(SPOKE), tokenFor('pool-0123456789ab')])
    expect(same).toBe(first)
    expect(other).not.toBe(first)
    seconds = 39
    expect(await tokenFor(SPOKE)).toBe(first)
    seconds = 40
    const next = await tokenFor(SPOKE)
    expect(next).not.toBe(first)
    expect((await verifyServiceToken(next, { ...trust, now: clock })).kind).toBe('verified')
  })
})

describe('a caller', () => {
  const tokens = async () => ({
    serviceToken: await signServiceToken(gateway, SPOKE, NOON),
    personToken: await signAnything(provider, personClaims()),
  })

  test('is the person of the second token when both are good', async () => {
    expect(await verifyCaller(await tokens(), both)).toMatchObject({ kind: 'verified', person: 'asha' })
  })
  test('is nobody with either token alone', async () => {
    const { serviceToken, personToken } = await tokens()
    const missing = (token: string) => ({ kind: 'rejected', token, fault: 'missing' })
    expect(await verifyCaller({ serviceToken, personToken: undefined }, both)).toEqual(missing('person'))
    expect(await verifyCaller({ serviceToken: undefined, personToken }, both)).toEqual(missing('service'))
    expect(await verifyCaller({ serviceToken: undefined, personToken: undefined }, both)).toEqual(missing('service'))
  })
  test('is nobody when one token is bad or the two are exchanged', async () => {
    const { serviceToken, personToken } = await tokens()
    expect(await verifyCaller({ serviceToken, personToken: `${personToken}x` }, both)).toMatchObject({ token: 'person' })
    expect(await verifyCaller({ serviceToken: personToken, personToken: serviceToken }, both)).toEqual({
      kind: 'rejected',
      token: 'service',
      fault: 'wrong-type',
    })
  })
  test('the tokens stand in two headers, each once', async () => {
    const headers = (authorization?: string, person?: string) =>
      callerTokens(
        new Headers([
          ...(authorization === undefined ? [] : [['authorization', authorization] as [string, string]]),
          ...(person === undefined ? [] : [['oh-person', person] as [string, string]]),
        ]),
      )
    expect(headers('Bearer a.b.c', 'd.e.f')).toEqual({ serviceToken: 'a.b.c', personToken: 'd.e.f' })
    for (const odd of ['a.b.c', 'bearer a.b.c', 'Bearer a b', 'Bearer', 'Basic YQ==', 'Bearer a.b.c, Bearer a.b.c'])
      expect(headers(odd).serviceToken).toBeUndefined()
    expect(headers()).toEqual({ serviceToken: undefined, personToken: undefined })
  })
})
