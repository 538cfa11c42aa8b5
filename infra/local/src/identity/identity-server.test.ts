import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FEDERATION_AUDIENCE, generateSigningKey, readPublicKey, staticKeys, verifyPersonToken } from '@oh/auth'
import { type IcsCode, instantOf, type LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planFederation } from '../federation-plan.ts'
import { freePort } from '../postgres/free-port.ts'
import { signAccessToken } from './access-token.ts'
import { createIdentityServer } from './identity-server.ts'

const { personas } = planFederation({
  ics: ['QK1'] as IcsCode[],
  enrolled: [],
  portBase: 3000,
  today: '2026-11-21' as LondonDate,
})
const signingKey = await generateSigningKey()
const nextKey = await generateSigningKey()
const folder = mkdtempSync(path.join(tmpdir(), 'oh-identity-'))
const consoleUrl = 'http://localhost:3000'
const RESOURCE = 'urn:oh:federation'
let issuer = ''
let server: Server = createServer()

beforeAll(async () => {
  const port = await freePort()
  issuer = `http://localhost:${port}`
  server = createIdentityServer({
    issuer,
    consoleUrl,
    signingKeys: [signingKey, nextKey],
    cookieKeys: ['a key for tests'],
    signInsFile: path.join(folder, 'sign-ins.json'),
    personas: () => personas,
    findPersona: (id) => personas.find((persona) => persona.id === id),
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

/** A browser with cookies that stops before it leaves the provider. */
function browser() {
  const cookies = new Map<string, string>()
  const go = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(new URL(url, issuer), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    return answer
  }
  return { go }
}

const locationOf = (answer: Response) => answer.headers.get('location') ?? ''

function authorizeUrl(more: Record<string, string> = {}): { url: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url')
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const ask = {
    resource: RESOURCE,
    client_id: 'oh-console',
    response_type: 'code',
    scope: 'openid profile offline_access',
    redirect_uri: `${consoleUrl}/signed-in`,
    state: 's',
    nonce: 'n',
  }
  const pkce = { code_challenge, code_challenge_method: 'S256' }
  return { url: `/authorize?${new URLSearchParams({ ...ask, ...pkce, ...more })}`, verifier }
}

async function signIn(persona: string, { go } = browser()) {
  const { url, verifier } = authorizeUrl()
  const choice = locationOf(await go(url))
  const page = await (await go(choice)).text()
  const back = await go(locationOf(await go(choice, { persona })))
  const code = new URL(locationOf(back)).searchParams.get('code') ?? ''
  const redirect_uri = `${consoleUrl}/signed-in`
  const first = await exchange({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier })
  // the code's token is for userinfo; the one for the federation is asked for by name
  const tokens: Record<string, string | undefined> = { ...(await renew(first.refresh_token)), id_token: first.id_token }
  return { page, forUserinfo: first.access_token ?? '', tokens }
}

const renew = (refreshToken = '') => exchange({ grant_type: 'refresh_token', refresh_token: refreshToken, resource: RESOURCE })

async function exchange(form: Record<string, string>): Promise<Record<string, string>> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'oh-console', ...form }),
  })
  return (await answer.json()) as Record<string, string>
}

const claimsIn = (token = '') =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>

async function trust() {
  const { d: _, ...open } = signingKey
  return { issuer, audience: FEDERATION_AUDIENCE, keys: await staticKeys({ keys: [open] }), now: () => instantOf(Date.now()) }
}

describe('the development identity provider', () => {
  it('gives an access token that every service accepts, and that says who and never what', async () => {
    const { tokens } = await signIn('nurse-rwe')
    expect(await verifyPersonToken(tokens.access_token, await trust())).toMatchObject({
      kind: 'verified',
      person: 'nurse-rwe',
      assurance: 'AAL3',
    })
    expect(Object.keys(claimsIn(tokens.access_token)).sort()).toEqual(['acr', 'aud', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub'])
  })

  it('gives an ID token with name and organisation', async () => {
    const { tokens } = await signIn('nurse-rwe')
    expect(claimsIn(tokens.id_token)).toMatchObject({
      sub: 'nurse-rwe',
      name: 'Asha Mistry',
      organisation: 'RWE',
      acr: 'AAL3',
      nonce: 'n',
      aud: 'oh-console',
    })
  })

  it('renews the access token by a refresh token, which serves once', async () => {
    const { tokens } = await signIn('worker-rwe')
    const renewed = await renew(tokens.refresh_token)
    expect(await verifyPersonToken(renewed.access_token, await trust())).toMatchObject({ person: 'worker-rwe' })
    expect(await renew(tokens.refresh_token)).toMatchObject({ error: 'invalid_grant' })
  })

  it('gives userinfo for a token of its own, and none for the federation’s', async () => {
    const { tokens, forUserinfo } = await signIn('nurse-rwe')
    const ask = (token = '') => fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })
    expect(await (await ask(forUserinfo)).json()).toEqual({ sub: 'nurse-rwe', name: 'Asha Mistry', organisation: 'RWE' })
    expect((await ask(tokens.access_token)).status).toBe(401)
    expect((await ask('x.y.z')).status).toBe(401)
  })

  it('publishes its keys, the next one too, in the one form services take, and signs with the first', async () => {
    const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: unknown[] }
    const readings = await Promise.all(keys.map(readPublicKey))
    expect(readings).toMatchObject([signingKey, nextKey].map(({ kid }) => ({ kind: 'usable', jwk: { kid } })))
    expect(JSON.stringify(keys)).not.toContain('"d"')
    const { tokens } = await signIn('nurse-rwe')
    const header = JSON.parse(Buffer.from((tokens.access_token ?? '').split('.')[0] ?? '', 'base64url').toString())
    expect(header.kid).toBe(signingKey.kid)
  })

  it('refuses to sign in without PKCE or to another address', async () => {
    const bare = authorizeUrl()
    const without = await browser().go(bare.url.replace(/&code_challenge=[^&]*&code_challenge_method=S256/, ''))
    expect(new URL(locationOf(without)).searchParams.get('error')).toBe('invalid_request')
    const elsewhere = await browser().go(authorizeUrl({ redirect_uri: 'http://localhost:9/signed-in' }).url)
    expect(elsewhere.status).toBe(400)
    expect(await elsewhere.text()).toContain('You cannot sign in this way')
  })
})

describe('its pages', () => {
  it('ask who one is at every sign-in, so that the same browser can be another persona', async () => {
    const same = browser()
    await signIn('nurse-rwe', same)
    const { tokens } = await signIn('physician-rwe', same)
    expect(claimsIn(tokens.access_token).sub).toBe('physician-rwe')
  })

  it('show one card with its own button for each persona', async () => {
    const { page } = await signIn('nurse-rwe')
    for (const { id } of personas) expect(page).toContain(`value="${id}"`)
    expect(page.match(/<button /g)).toHaveLength(personas.length)
    expect(page).not.toMatch(/style=|<script|<style/)
  })

  it('may load nothing but their own style sheet', async () => {
    const answer = await fetch(`${issuer}/choose/unknown`)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'")
    expect((await fetch(`${issuer}/identity.css`)).headers.get('content-type')).toContain('text/css')
  })

  it('ask before signing out, and lead back to the console', async () => {
    const { go } = browser()
    await signIn('nurse-rwe', { go })
    const home = `${consoleUrl}/sign-in`
    const ask = await go(`/sign-out?${new URLSearchParams({ client_id: 'oh-console', post_logout_redirect_uri: home })}`)
    const page = await ask.text()
    expect(page).toContain('Do you want to sign out?')
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(locationOf(await go('/sign-out/confirm', { xsrf, logout: 'yes' }))).toBe(home)
  })
})

it('signs a token for the command line that services accept too', async () => {
  const token = await signAccessToken(signingKey, issuer, 'nurse-rwe', Date.now())
  expect(await verifyPersonToken(token, await trust())).toMatchObject({ kind: 'verified', person: 'nurse-rwe' })
})
