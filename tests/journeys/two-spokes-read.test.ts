import { generateSigningKey, loadSigningKey, PERSON_TOKEN_TYPE, signCompact, signServiceToken } from '@oh/auth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, codesOf, postGraphql } from '../network/caller.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const SERVICES = `query Services($code: ID!) { ics(code: $code) { code name trusts { odsCode name memberState
  service { name telephone employers { code staffServed } } } } }`
const ME = '{ me { person roles { role scope } } }'
const WHO_AM_I = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { viewer { name } } } }`

let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: ['RWE', 'RT5'], pools: ['QK1'] })
})
afterAll(() => net?.[Symbol.asyncDispose]())

interface TrustRow {
  readonly odsCode: string
  readonly name: string
  readonly memberState: string | null
  readonly service: { readonly name: string } | null
}
const trustsIn = (answer: Answer): readonly TrustRow[] => answer.data.ics.trusts

describe('one question about a whole ICS', () => {
  it('is answered by both of its services, through one request', async () => {
    const answer = await net.as('nurse-rwe').ask(SERVICES, { code: 'QK1' })
    expect(answer.errors).toEqual([])
    const services = new Map(trustsIn(answer).map(({ odsCode, service }) => [odsCode, service]))
    expect([...services.keys()].sort()).toEqual(['RT5', 'RWE'])
    expect(services.get('RWE')?.name).not.toBe(services.get('RT5')?.name)
    for (const service of services.values()) expect(service).toMatchObject({ name: expect.stringMatching(/\w/) })
  })

  it('is answered whole by the one service while the other is stopped, with one coded error that names the trust', async () => {
    const before = await net.as('nurse-rwe').ask(SERVICES, { code: 'QK1' })
    await net.stopSpoke('RT5')
    const answer = await net.as('nurse-rwe').ask(SERVICES, { code: 'QK1' })
    await net.startSpoke('RT5')
    const rowOf = (of: Answer, code: string) => trustsIn(of).find(({ odsCode }) => odsCode === code)
    expect(rowOf(answer, 'RWE')).toEqual(rowOf(before, 'RWE'))
    expect(rowOf(answer, 'RT5')).toEqual({ ...rowOf(before, 'RT5'), service: null })
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ code: 'SPOKE_UNAVAILABLE', trust: 'RT5', reason: 'UNREACHABLE' }),
    ])
    const after = await net.as('nurse-rwe').ask(SERVICES, { code: 'QK1' })
    expect(after.data).toEqual(before.data)
  })

  it('names an ICS or a trust that does not exist as nothing, and a service that has not joined as unknown', async () => {
    const { data } = await net.as('nurse-rwe').ask('{ ics(code: "QQ9") { name } trust(odsCode: "ZZZ") { name } }')
    expect(data).toEqual({ ics: null, trust: null })
    const elsewhere = await net.as('nurse-rwe').ask('{ trust(odsCode: "RX1") { name memberState service { name } } }')
    expect(elsewhere.data).toMatchObject({ trust: { memberState: null, service: null } })
    expect(codesOf(elsewhere)).toEqual(['SPOKE_UNAVAILABLE'])
    expect(elsewhere.errors[0]?.extensions).toMatchObject({ trust: 'RX1', reason: 'UNKNOWN_TRUST' })
    const worklist = await net.as('nurse-rwe').ask('{ worklist(trust: "ZZZ", first: 5) { rows { id } } }')
    expect(worklist.data).toEqual({ worklist: null })
    expect(worklist.errors[0]?.extensions).toMatchObject({ reason: 'UNKNOWN_TRUST' })
  })
})

describe('a spoke asked directly', () => {
  const spokeAt = () => net.urlOf(net.spokeId('RWE'))
  const reference = (odsCode: string) => ({ r: [{ __typename: 'Trust', odsCode }] })
  const gatewayToken = async (audience: string = net.spokeId('RWE')) =>
    signServiceToken(await net.signingKey('gateway'), audience, net.clock.now())
  const bothTokens = async () => ({
    authorization: `Bearer ${await gatewayToken()}`,
    'oh-person': await net.identity.token('nurse-rwe'),
  })

  it('answers for its own trust, and itself refuses a call that was meant for another', async () => {
    const own = await postGraphql(spokeAt(), await bothTokens(), WHO_AM_I, reference('RWE'))
    expect(own.data).toEqual({ _entities: [{ viewer: { name: 'Asha Mistry' } }] })
    const other = await postGraphql(spokeAt(), await bothTokens(), WHO_AM_I, reference('RT5'))
    expect(other.data).toBeNull()
    expect(codesOf(other)).toEqual(['MISROUTED'])
    const root = await postGraphql(spokeAt(), await bothTokens(), '{ worklist(trust: "RT5", first: 5) { rows { id } } }')
    expect([root.data, codesOf(root)]).toEqual([{ worklist: null }, ['MISROUTED']])
  })

  it('answers 401 to either token alone, and to a gateway token made for another member', async () => {
    const { authorization, 'oh-person': person } = await bothTokens()
    const meant = { authorization: `Bearer ${await gatewayToken(net.spokeId('RT5'))}`, 'oh-person': person }
    for (const headers of [{ authorization }, { 'oh-person': person }, {}, meant, { authorization: `Bearer ${person}` }]) {
      const answer = await postGraphql(spokeAt(), headers as Record<string, string>, WHO_AM_I, reference('RWE'))
      expect([answer.status, answer.data]).toEqual([401, undefined])
      expect(answer.text).not.toContain('Asha')
    }
  })

  it('answers 401 to a gateway token that has run out or that another key signed', async () => {
    const stale = `Bearer ${await gatewayToken()}`
    const forged = `Bearer ${await signServiceToken(await loadSigningKey(await generateSigningKey()), net.spokeId('RWE'), net.clock.now())}`
    net.clock.advance({ minutes: 5 })
    for (const authorization of [stale, forged]) {
      const headers = { authorization, 'oh-person': await net.identity.token('nurse-rwe') }
      expect((await postGraphql(spokeAt(), headers, WHO_AM_I, reference('RWE'))).status).toBe(401)
    }
  })
})

describe('the gateway', () => {
  const ask = (authorization: string) => postGraphql(net.gatewayUrl, authorization ? { authorization } : {}, ME)

  it('knows a person by a good token', async () => {
    const answer = await ask(`Bearer ${await net.identity.token('ics-lead-qk1')}`)
    expect(answer.data).toEqual({ me: { person: 'ics-lead-qk1', roles: [{ role: 'ics-lead', scope: 'QK1' }] } })
  })

  it('answers 401, alike and with nothing else, to every token that is not good', async () => {
    const now = Math.floor(Date.parse(net.clock.now()) / 1000)
    const good = await net.identity.token('nurse-rwe')
    const [header = '', payload = '', signature = ''] = good.split('.')
    const stranger = await loadSigningKey(await generateSigningKey())
    const token = (claims: Record<string, unknown>) => net.identity.token('nurse-rwe', claims)
    const bad = [
      '',
      'nonsense',
      good.slice(0, -6),
      `${header}.${payload}.`,
      `${header}.${payload}.${signature}=`,
      `${header}.${payload} .${signature}`,
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`,
      await token({ iat: now - 3600, nbf: now - 3600, exp: now - 3000 }),
      await token({ nbf: now + 300, iat: now + 300, exp: now + 600 }),
      await token({ exp: now + 24 * 3600 }),
      await token({ aud: 'somebody-else' }),
      await token({ aud: ['oh-federation'] }),
      await token({ iss: 'http://127.0.0.1:1' }),
      await token({ sub: '' }),
      await token({ sub: undefined }),
      await token({ jti: undefined }),
      await token({ role: 'oh-nurse' }),
      await signCompact(stranger, PERSON_TOKEN_TYPE, JSON.parse(Buffer.from(payload, 'base64url').toString())),
      await signCompact(await net.signingKey('gateway'), 'service+jwt', {
        iss: 'gateway',
        aud: 'oh-federation',
        iat: now,
        exp: now + 60,
        jti: 'x',
      }),
    ]
    const answers = await Promise.all(bad.map((each) => ask(`Bearer ${each}`)))
    expect(answers.map(({ status }) => status)).toEqual(bad.map(() => 401))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await ask(good)).status).toBe(401)
    expect((await ask('')).status).toBe(401)
  })
})
