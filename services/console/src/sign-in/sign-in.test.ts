import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hiddenFields } from '../testing/browser.ts'
import { startTestConsole, type TestConsole } from '../testing/start-test-console.tsx'

let console: TestConsole
beforeAll(async () => {
  console = await startTestConsole()
})
afterAll(() => console[Symbol.asyncDispose]())

const cookieLines = (response: Response) => response.headers.getSetCookie()

describe('signing in', () => {
  it('leads through the provider to the first page of the person’s roles', async () => {
    const browser = console.browser()
    const page = await browser.open('/')
    expect(page).toMatchObject({ url: '/worklist', status: 200, heading: 'Note' })
    expect(page.html).toContain('Asha Mistry, occupational health nurse')
  })

  it('asks with PKCE S256, state, nonce, resource and a fresh log-in', async () => {
    await console.signedIn()
    const asked = Object.fromEntries(console.identity.asked[0] ?? [])
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'oh-console',
      code_challenge_method: 'S256',
      prompt: 'login',
      resource: 'urn:oh:federation',
      redirect_uri: `${console.origin}/signed-in`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]?.length).toBeGreaterThanOrEqual(43)
  })

  it('goes back to the page that was asked for', async () => {
    expect((await console.browser().open('/worklist?show=late')).url).toBe('/worklist?show=late')
  })

  it('gives the browser an opaque id only, and keeps only its hash, with name and tokens sealed', async () => {
    const browser = await console.signedIn()
    const id = browser.cookies.get('oh_sign_in') ?? ''
    expect(Buffer.from(id, 'base64url')).toHaveLength(32)
    const rows = JSON.stringify(await console.admin`select id_hash, person, encode(contents, 'escape') as contents from sign_in`)
    expect(rows).not.toContain(id)
    expect(rows).not.toContain('Asha')
    expect(rows).not.toContain('federation.')
    expect(console.lines.join()).not.toContain('Asha')
  })

  it('makes a new id each time', async () => {
    const browser = await console.signedIn()
    const first = browser.cookies.get('oh_sign_in')
    browser.cookies.delete('oh_sign_in')
    await browser.open('/')
    expect(browser.cookies.get('oh_sign_in')).not.toBe(first)
  })

  it('sets cookies that scripts cannot read and other sites cannot send', async () => {
    const lines = cookieLines(await console.browser().send('/sign-in'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^oh_flight=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('sends the federation’s token to the gateway, never the one for userinfo', async () => {
    console.gateway.tokens.length = 0
    await console.signedIn()
    expect(console.gateway.tokens).toEqual([expect.stringMatching(/^Bearer federation\.nurse-rx1\./)])
  })

  it('says so when no service has given a role', async () => {
    const answer = console.gateway.answer
    console.gateway.answer = { data: { me: { roles: [] }, trust: { viewer: null } } }
    const page = await console.browser().open('/')
    expect(page.heading).toBe('You have no role here yet')
    console.gateway.answer = answer
  })
})

describe('what the provider brings back is refused', () => {
  it.each(['nonce', 'iss', 'signature', 'denied', 'no-refresh-token'] as const)('when it is wrong: %s', async (spoil) => {
    console.identity.spoil = spoil
    const browser = console.browser()
    const page = await browser.open('/')
    expect(page).toMatchObject({ status: 403, heading: 'You did not sign in' })
    expect(browser.cookies.has('oh_sign_in')).toBe(false)
  })

  it('when the state is unknown', async () => {
    const page = await console.browser().open('/signed-in?code=x&state=forged')
    expect(page).toMatchObject({ status: 400, heading: 'Sign in again' })
  })

  it('when another browser started it', async () => {
    const victim = console.browser()
    await victim.send('/sign-in')
    const started = await console.browser().send('/sign-in')
    const back = await victim.open(started.headers.get('location') ?? '')
    expect(back).toMatchObject({ status: 400, heading: 'Sign in again' })
    expect(victim.cookies.has('oh_sign_in')).toBe(false)
  })

  it('when its id was altered, or is older than an hour', async () => {
    const browser = console.browser()
    const departure = (await browser.send('/sign-in')).headers.get('location') ?? ''
    const back = new URL((await fetch(departure, { redirect: 'manual' })).headers.get('location') ?? '')
    const state = back.searchParams.get('state') ?? ''
    const at = (altered: string) =>
      `/signed-in?${new URLSearchParams({ ...Object.fromEntries(back.searchParams), state: altered })}`
    const middle = Math.floor(state.length / 2)
    for (const altered of [
      'carried.',
      'carried.x',
      `${state.slice(0, middle)}${state[middle] === 'A' ? 'B' : 'A'}${state.slice(middle + 1)}`,
    ])
      expect((await browser.open(at(altered))).status).toBe(400)
    console.later(60 * 60_000)
    expect((await browser.open(at(state))).status).toBe(400)
  })

  it('when it is brought a second time', async () => {
    const browser = console.browser()
    const departure = (await browser.send('/sign-in')).headers.get('location') ?? ''
    const back = (await fetch(departure, { redirect: 'manual' })).headers.get('location') ?? ''
    expect((await browser.send(back)).headers.get('location')).toBe('/')
    expect((await browser.send(back)).status).toBe(400)
  })
})

it('whoever has not signed in yet fills no table, however often he sets out', async () => {
  const count = async () => (await console.admin`select 1 from sign_in_flight`).length
  const before = await count()
  for (let at = 0; at < 25; at += 1) expect((await console.browser().send('/sign-in?to=%2Fworklist')).status).toBe(302)
  expect(await count()).toBe(before)
  await console.signedIn()
  expect(await count()).toBe(before + 1)
})

describe('an address elsewhere is never gone to', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/%5C/../..//evil.example', '/sign-out'])(
    '%s',
    async (to) => {
      const page = await console.browser().open(`/sign-in?to=${encodeURIComponent(to)}`)
      expect(page.url.startsWith('/')).toBe(true)
      expect(page.url).not.toContain('evil.example/')
      expect(page.status).not.toBe(500)
    },
  )
})

describe('signing out', () => {
  it('ends ours first, then the provider’s, and leaves no token in an address', async () => {
    const browser = await console.signedIn()
    const page = await browser.open('/worklist')
    const answer = await browser.send('/sign-out', { form: hiddenFields(page.html, '/sign-out') })
    const location = new URL(answer.headers.get('location') ?? '')
    expect(location.origin).toBe(console.identity.issuer)
    expect([...location.searchParams.keys()].sort()).toEqual(['client_id', 'logout_hint', 'post_logout_redirect_uri'])
    expect(browser.cookies.has('oh_sign_in')).toBe(false)
    expect((await browser.open(location.href)).heading).toBe('You are signed out')
  })

  it('makes a copied cookie worthless', async () => {
    const browser = await console.signedIn()
    const copied = browser.cookies.get('oh_sign_in') ?? ''
    await browser.submit(await browser.open('/worklist'), '/sign-out')
    const thief = console.browser()
    thief.cookies.set('oh_sign_in', copied)
    expect((await thief.send('/worklist')).headers.get('location')).toContain('/sign-in')
  })

  it('needs a form of this sign-in', async () => {
    const browser = await console.signedIn()
    await browser.send('/sign-out', { form: { 'form-token': 'x' } })
    expect((await browser.open('/worklist')).heading).toBe('Note')
  })
})

describe('where somebody works now', () => {
  const at = async (sub: string) => {
    const browser = await console.signedIn({ sub, name: 'Dr Arjun Sethi', organisation: 'QK1' })
    const going = async (to: string) => browser.submit(await browser.open('/where'), '/where', { to })
    return { browser, going }
  }

  it('is chosen for this sign-in alone, and taken back', async () => {
    const { browser, going } = await at('specialist-2')
    expect((await browser.open('/where')).heading).toBe('QK1, own: none')
    expect((await going('QT1')).heading).toBe('QT1, own: QK1')
    expect((await browser.open('/where')).heading).toBe('QT1, own: QK1')
    const other = await at('specialist-2')
    expect((await other.browser.open('/where')).heading).toBe('QK1, own: none')
    expect((await going('')).heading).toBe('QK1, own: none')
  })

  it('stays when the person signs in again after a lock, and is forgotten for anybody else', async () => {
    const { browser, going } = await at('specialist-2')
    await going('QT1')
    console.later(31 * 60_000)
    expect((await browser.open('/where')).heading).not.toBe('QT1, own: QK1')
    await browser.open('/sign-in?to=/where')
    expect((await browser.open('/where')).heading).toBe('QT1, own: QK1')
    console.identity.person = { sub: 'specialist-3', name: 'Dr Leila Rahmani', organisation: 'QK1' }
    console.later(31 * 60_000)
    await browser.open('/sign-in?to=/where')
    expect((await browser.open('/where')).heading).toBe('QK1, own: none')
  })

  it('falls back to the own organisation where nothing is for the person any more', async () => {
    const { browser, going } = await at('specialist-2')
    await going('QT1')
    const before = console.gateway.answer
    console.gateway.answer = { data: { me: { roles: [] }, ics: { pool: { viewer: { roles: [] } } } } }
    await browser.open('/')
    console.gateway.answer = before
    expect((await browser.open('/where')).heading).toBe('QK1, own: none')
  })
})

describe('the provider ends a sign-in by itself', () => {
  const post = (token: string) =>
    fetch(`${console.origin}/back-channel-logout`, { method: 'POST', body: new URLSearchParams({ logout_token: token }) })

  it('by its own id of it, or by the person', async () => {
    for (const claims of [{ sid: 'sid-nurse-rx1' }, { sub: 'nurse-rx1' }]) {
      const browser = await console.signedIn({ sub: 'nurse-rx1', name: 'Asha Mistry', organisation: 'RX1' })
      expect((await post(await console.identity.logoutToken(claims))).status).toBe(200)
      expect((await browser.send('/worklist')).headers.get('location')).toContain('/sign-in?to=')
    }
  })

  it('not with a token that is no logout token', async () => {
    const { logoutToken } = console.identity
    const tokens = [
      'x',
      await logoutToken({ sub: 'nurse-rx1', nonce: 'n' }),
      await logoutToken({ sub: 'nurse-rx1', events: {} }),
      await logoutToken({ sub: 'nurse-rx1', aud: 'somebody-else' }),
      await logoutToken({ sub: 'nurse-rx1', iss: 'http://localhost:1' }),
      `${(await logoutToken({ sub: 'nurse-rx1' })).slice(0, -4)}AAAA`,
    ]
    for (const token of tokens) expect((await post(token)).status).toBe(400)
  })
})
