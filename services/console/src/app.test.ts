import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hiddenFields } from './testing/browser.ts'
import { startTestConsole, type TestConsole } from './testing/start-test-console.tsx'

let console: TestConsole
beforeAll(async () => {
  console = await startTestConsole()
})
afterAll(() => console[Symbol.asyncDispose]())

describe('every page', () => {
  const paths = ['/help', '/cookies', '/privacy', '/accessibility-statement', '/signed-out', '/no-such-page', '/worklist']

  it.each(paths)('%s has exactly this content security policy, and is kept by no cache', async (path) => {
    const { headers } = await console.browser().send(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'none'; connect-src 'self'; " +
        `object-src 'none'; form-action 'self' ${console.identity.issuer}; base-uri 'none'; frame-ancestors 'none'`,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.has('x-powered-by')).toBe(false)
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })

  it('holds nothing that the policy would stop', async () => {
    const browser = await console.signedIn()
    for (const path of [...paths, '/worklist']) {
      const { html } = await browser.open(path)
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+="|javascript:|<script(?![^>]*\ssrc=)|https:\/\/assets\.nhs\.uk/)
    }
  })

  it('says that its people are made up, in the local profile', async () => {
    expect((await console.browser().open('/help')).html).toContain('Every person and case here is invented')
  })

  it('greets whoever is signed in, also where nobody has to be', async () => {
    expect((await (await console.signedIn()).open('/help')).html).toContain('Asha Mistry')
    expect((await console.browser().open('/help')).html).not.toContain('Sign out')
  })
})

describe('assets', () => {
  const linked = async () => {
    const { html } = await console.browser().open('/help')
    return [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
  }

  it('stand under their content’s hash, for ever, compressed', async () => {
    const paths = await linked()
    expect(paths).toHaveLength(4)
    for (const path of paths) {
      const plain = await fetchRaw(path, 'identity')
      expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(gunzipSync((await fetchRaw(path, 'gzip')).body)).toEqual(plain.body)
      expect(brotliDecompressSync((await fetchRaw(path, 'gzip, deflate, br')).body)).toEqual(plain.body)
    }
  })

  it('hold no licensed font, no NHS logo and nothing from elsewhere', async () => {
    for (const path of await linked()) {
      const text = (await fetchRaw(path, 'identity')).body.toString()
      expect(text).not.toMatch(/@font-face|Frutiger|assets\.nhs\.uk|sourceMappingURL/)
    }
    for (const name of ['favicon.svg', 'nhsuk-icon-180.png', 'nhsuk-opengraph-image.png'])
      expect((await console.browser().send(`/assets/${name}`)).status).toBe(404)
  })

  it('point to each other by hashed names that exist', async () => {
    const texts = await Promise.all((await linked()).map(async (path) => (await fetchRaw(path, 'identity')).body.toString()))
    const inner = new Set(texts.join('\n').match(/\/assets\/[\w-]{16}\/[\w.-]+/g))
    expect(inner.size).toBe(5)
    for (const path of inner) expect((await console.browser().send(path)).status, path).toBe(200)
  })

  it('are not found under another hash, and are asked about each time without one', async () => {
    const browser = console.browser()
    expect((await browser.send('/assets/AAAAAAAAAAAAAAAA/oh.css')).status).toBe(404)
    const plain = await browser.send('/assets/oh.css')
    expect(plain.headers.get('cache-control')).toBe('no-cache')
    const again = await browser.send('/assets/oh.css', { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })
})

describe('a form is refused', () => {
  const refused = async (fields: Record<string, string>, headers: Record<string, string>) => {
    const browser = await console.signedIn()
    const page = await browser.open('/worklist')
    const form = { ...hiddenFields(page.html, '/worklist'), note: 'x', ...fields }
    return browser.send('/worklist', { form, headers })
  }

  it('from another site', async () => {
    const answer = await refused({}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('This page is out of date')
  })

  it('from no site at all', async () => {
    expect((await refused({}, { origin: 'null', 'sec-fetch-site': 'none' })).status).toBe(403)
  })

  it('without its token, or with that of another sign-in', async () => {
    expect((await refused({ 'form-token': '' }, {})).status).toBe(403)
    const other = await console.signedIn()
    const { 'form-token': token = '' } = hiddenFields((await other.open('/worklist')).html, '/worklist')
    expect((await refused({ 'form-token': token }, {})).status).toBe(403)
  })

  it('that is not one', async () => {
    const answer = await refused({}, { 'content-type': 'text/plain' })
    expect(answer.status).toBe(415)
  })

  it('that is too long', async () => {
    expect((await refused({ note: 'x'.repeat(130 * 1024) }, {})).status).toBe(413)
  })

  it('and nothing of it was saved', () => {
    expect(console.saved).toEqual([])
  })
})

describe('what the gateway says becomes a page', () => {
  const shows = async (answer: unknown, status = 200) => {
    const before = console.gateway.answer
    const browser = await console.signedIn()
    Object.assign(console.gateway, { answer, status })
    const page = await browser.open('/trusts/RX1')
    Object.assign(console.gateway, { answer: before, status: 200 })
    return page
  }
  const error = (code: string, more = {}) => ({
    data: { trust: null },
    errors: [{ message: 'select * from note', extensions: { code, ...more } }],
  })

  it('the answer itself', async () => {
    expect(await shows({ data: { trust: { name: 'A <b>trust</b>' } } })).toMatchObject({
      status: 200,
      heading: 'A &lt;b&gt;trust&lt;/b&gt;',
    })
  })

  it.each([
    ['NOT_FOUND', 404, 'Page not found'],
    ['FORBIDDEN', 404, 'Page not found'],
    ['BAD_USER_INPUT', 400, 'We could not read this'],
    ['TOO_COSTLY', 400, 'This page asks for too much at once'],
    ['ROLLUP_UNAVAILABLE', 503, 'Published figures cannot be read just now'],
    ['CONTENT_CLOSED', 500, 'There is a problem with this service'],
  ])('%s is %i', async (code, status, heading) => {
    const page = await shows(error(code))
    expect(page).toMatchObject({ status, heading })
    expect(page.html).not.toContain('select')
  })

  it('a page that is closed to the reader looks like one that is not there, byte for byte', async () => {
    const plain = (html: string) => html.replaceAll(/value="[\w-]{86}"/g, '')
    expect(plain((await shows(error('FORBIDDEN'))).html)).toBe(plain((await shows(error('NOT_FOUND'))).html))
  })

  it('too many requests are asked to wait, and no part of a page passes for empty', async () => {
    const answer = { errors: [{ message: 'Too many', extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 } }] }
    const page = await shows(answer, 429)
    expect(page).toMatchObject({ status: 429, heading: 'Too many requests' })
    expect(page.html).toContain('Wait a few seconds and try again')
    expect(page.html).toContain('href="/trusts/RX1"')
  })

  it('a silent trust or pool is named', async () => {
    const trust = await shows(error('SPOKE_UNAVAILABLE', { trust: 'RX1', reason: 'TIMEOUT' }))
    expect(trust).toMatchObject({ status: 503, heading: 'Nottingham University Hospitals NHS Trust did not answer' })
    const pool = await shows(error('POOL_UNAVAILABLE', { ics: 'QT1', reason: 'CIRCUIT_OPEN' }))
    expect(pool.heading).toContain('The specialist pool of')
  })

  it('no answer, or one that cannot be read, is said plainly', async () => {
    for (const [answer, status] of [
      [{}, 502],
      ['gibberish', 200],
      [{ data: 7 }, 200],
    ] as const)
      expect(await shows(answer, status)).toMatchObject({ status: 503, heading: 'Sorry, the service is not available' })
  })
})

describe('a form that gets no answer', () => {
  const silent = { data: null, errors: [{ extensions: { code: 'SPOKE_UNAVAILABLE', trust: 'RX1' } }] }
  const note = 'Sleep "poor" & <b>worse</b>'
  const send = async (answer: unknown, status = 200) => {
    const before = console.gateway.answer
    const browser = await console.signedIn()
    const token = hiddenFields((await browser.open('/worklist')).html, '/worklist')
    Object.assign(console.gateway, { answer, status })
    const page = await browser.submit({ url: '', status: 0, html: '', heading: '' }, '/trusts/RX1', {
      ...token,
      key: 'k-1',
      note,
    })
    Object.assign(console.gateway, { answer: before, status: 200 })
    return { browser, page }
  }

  it('comes back with what was written in it, and is sent again by one press', async () => {
    console.saved.length = 0
    const { browser, page } = await send(silent)
    expect(page.status).toBe(503)
    expect(page.html).toContain('Try again')
    expect(page.html).toContain('Sleep &quot;poor&quot; &amp; &lt;b&gt;worse&lt;/b&gt;</textarea>')
    expect(hiddenFields(page.html, '/trusts/RX1')).toMatchObject({ key: 'k-1' })
    await browser.submit(page, '/trusts/RX1', { note })
    expect(console.saved).toEqual([note])
    console.saved.length = 0
  })

  it('is kept where too much was asked at once, and sent again by one press', async () => {
    console.saved.length = 0
    const { browser, page } = await send({ errors: [{ message: 'Too many' }] }, 429)
    expect(page).toMatchObject({ status: 429, heading: 'Too many requests' })
    expect(hiddenFields(page.html, '/trusts/RX1')).toMatchObject({ key: 'k-1' })
    await browser.submit(page, '/trusts/RX1', { note })
    expect(console.saved).toEqual([note])
    console.saved.length = 0
  })

  it('says that nothing was changed where the role does not allow it', async () => {
    const { page } = await send({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    expect(page).toMatchObject({ status: 403, heading: 'You cannot do this' })
    expect(page.html).toContain('Nothing was changed')
  })

  it('gives the words back when nobody is signed in any more', async () => {
    const browser = console.browser()
    const answer = await browser.send('/worklist', { form: { note } })
    expect(answer.status).toBe(403)
    const html = await answer.text()
    expect(html).toContain('You are signed out')
    expect(html).toContain('href="/sign-in?to=%2Fworklist"')
    expect(html).toContain('Sleep &quot;poor&quot;')
  })
})

describe('the console', () => {
  it('is live, and ready while database and provider answer', async () => {
    expect((await fetch(`${console.origin}/health/live`)).status).toBe(200)
    expect((await fetch(`${console.origin}/health/ready`)).status).toBe(200)
  })

  it('is reached under its own name only', async () => {
    const port = new URL(console.origin).port
    const other = await fetch(`http://127.0.0.1:${port}/worklist?a=1`, { redirect: 'manual' })
    expect(other.headers.get('location')).toBe(`${console.origin}/worklist?a=1`)
    expect((await fetch(`http://127.0.0.1:${port}/worklist`, { method: 'POST', redirect: 'manual' })).status).toBe(421)
  })

  it('hides what broke, and says a number by which the log has it', async () => {
    const page = await (await console.signedIn()).open('/broken')
    expect(page).toMatchObject({ status: 500, heading: 'There is a problem with this service' })
    expect(page.html).not.toMatch(/select|\.ts\b/)
    const number = /<strong[^>]*>([0-9a-f]{8})</.exec(page.html)?.[1] ?? ''
    const line = console.lines.find((each) => each.includes(`"requestId":"${number}"`))
    expect(line).toContain('page-fault')
    expect(line).not.toContain('select')
  })

  it('answers an address that cannot be read', async () => {
    expect((await (await console.signedIn()).open('/trusts/%E0%A4%A')).status).toBeLessThan(500)
  })
})

/** As it comes over the wire: fetch would unpack it. */
function fetchRaw(path: string, encoding: string) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((done, failed) => {
    const asked = request(new URL(path, console.origin), { headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => done({ headers: response.headers, body: Buffer.concat(chunks) }))
    })
    asked.on('error', failed)
    asked.end()
  })
}
