import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lind, okafor } from './shards/samples/rows.ts'
import { ASK, startFace } from './testing/start-face.ts'

async function statuses(count: number, ask: (at: number) => Promise<Response>): Promise<Record<number, number>> {
  const counted: Record<number, number> = {}
  for (let at = 0; at < count; at += 1) {
    const response = await ask(at)
    await response.text()
    counted[response.status] = (counted[response.status] ?? 0) + 1
  }
  return counted
}

describe('one person', () => {
  it('may ask 60 times at once and 20 times a second, under whatever token, and is then told how long to wait', async () => {
    await using face = await startFace()
    expect(await statuses(61, (at) => face.as(okafor, { 'x-forwarded-for': `10.0.0.${at}` }))).toEqual({ 200: 60, 429: 1 })
    const refused = await face.as(okafor)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'Too many requests at once. Wait one second and try again.',
          extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 },
        },
      ],
    })
    expect((await face.as(lind)).status).toBe(200)
    face.time.ms = 1_000
    expect(await statuses(21, () => face.as(okafor))).toEqual({ 200: 20, 429: 1 })
  })

  it('holds no more lines at once than leave one for others', async () => {
    await using face = await startFace({ personInFlight: 2 })
    const spoke = face.net.server('RWE')
    spoke.mood = 'hung'
    const waiting: Promise<unknown>[] = []
    for (let at = 0; at < 2; at += 1) {
      const called = spoke.nextCall()
      waiting.push(face.as(okafor).catch(() => undefined))
      await called
    }
    expect((await face.as(okafor)).status).toBe(429)
    spoke.mood = 'up'
    expect((await face.as(lind)).status).toBe(200)
    await spoke.stop()
    await spoke.start()
    await Promise.all(waiting)
    expect((await face.as(okafor)).status).toBe(200)
  })
})

describe('one person who opens and leaves', () => {
  it('keeps his places until the members have answered or their time is over', async () => {
    await using face = await startFace({ personInFlight: 2 })
    const spoke = face.net.server('RWE')
    spoke.mood = 'hung'
    for (let at = 0; at < 2; at += 1) {
      const leaving = new AbortController()
      const called = spoke.nextCall()
      const asking = face.as(okafor, {}, leaving.signal)
      await called
      leaving.abort()
      await expect(asking).rejects.toThrow('abort')
    }
    spoke.mood = 'up'
    expect((await face.as(lind)).status).toBe(200)
    expect((await face.as(okafor)).status).toBe(429)
    expect(spoke.calls).toHaveLength(3)
    await spoke.stop()
    await spoke.start()
    await expect.poll(async () => (await face.as(okafor)).status, { timeout: 20_000 }).toBe(200)
  })
})

describe('one address without a person', () => {
  const none = { perSecond: 100, burst: 3, now: () => 0 }

  it('is answered 401 so often and then 429, and shuts nobody out who has signed in', async () => {
    await using face = await startFace({ address: none })
    expect(await statuses(5, (at) => face.post({ authorization: 'Bearer x', 'x-forwarded-for': `10.0.0.${at}` }))).toEqual({
      401: 3,
      429: 2,
    })
    expect((await face.as(okafor)).status).toBe(200)
  })

  it('is counted before its token is read, and no header stands in for it', async () => {
    await using face = await startFace({ attempts: none })
    expect(await statuses(5, (at) => face.post({ authorization: 'Bearer x', 'x-forwarded-for': `10.0.0.${at}` }))).toEqual({
      401: 3,
      429: 2,
    })
    expect((await face.as(okafor)).status).toBe(429)
  })

  it.each(['/directory/members', '/.well-known/jwks.json'])('may read %s so often', async (path) => {
    await using face = await startFace({ address: none })
    expect(await statuses(4, () => fetch(`${face.url}${path}`))).toEqual({ 200: 3, 429: 1 })
    expect((await fetch(`${face.url}/health/live`)).status).toBe(200)
  })
})

describe('the edge', () => {
  let face: Awaited<ReturnType<typeof startFace>>
  let bearer = ''
  beforeAll(async () => {
    face = await startFace({ person: { perSecond: 1_000, burst: 1_000 } })
    bearer = `Bearer ${await face.net.keys.personToken(okafor)}`
  })
  afterAll(() => face[Symbol.asyncDispose]())

  /** Sends these bytes, which fetch would refuse to make, and gives the first line of the answer. */
  const statusLine = (bytes: string) =>
    new Promise<string>((answered, failed) => {
      const socket = connect(Number(new URL(face.url).port), '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
        if (text.includes('\r\n')) socket.end()
      })
      socket.on('close', () => answered(text.split('\r\n')[0] ?? ''))
      socket.on('error', failed)
    })
  const head = (line: string, ...headers: string[]) =>
    [line, 'Host: gateway', `Authorization: ${bearer}`, 'Connection: close', ...headers, '', ''].join('\r\n')
  const json = 'Content-Type: application/json'
  const deep = `{"query":"{ __typename }","variables":${'['.repeat(40)}${']'.repeat(40)}}`

  it.each([
    ['TRACE', () => head('TRACE /graphql HTTP/1.1'), '405'],
    ['PUT', () => head('PUT /graphql HTTP/1.1', json, 'Content-Length: 0'), '405'],
    ['DELETE', () => head('DELETE /graphql HTTP/1.1'), '405'],
    ['two hosts', () => head('POST /graphql HTTP/1.1', 'Host: other', json, 'Content-Length: 0'), '400'],
    [
      'a length beyond 128 KiB, from the header alone',
      () => head('POST /graphql HTTP/1.1', json, 'Content-Length: 131073'),
      '413',
    ],
    ['a packed body', () => `${head('POST /graphql HTTP/1.1', json, 'Content-Encoding: gzip', 'Content-Length: 2')}{}`, '415'],
    ['a body nested 40 deep', () => `${head('POST /graphql HTTP/1.1', json, `Content-Length: ${deep.length}`)}${deep}`, '400'],
    ['text', () => `${head('POST /graphql HTTP/1.1', 'Content-Type: text/plain', 'Content-Length: 2')}{}`, '403'],
    [
      'a form',
      () => `${head('POST /graphql HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3')}a=b`,
      '403',
    ],
    ['a GET', () => head('GET /graphql?query=%7B__typename%7D HTTP/1.1'), '403'],
    [
      'a GET with the header against forged requests',
      () => head('GET /graphql?query=%7B__typename%7D HTTP/1.1', 'Oh-Csrf: 1'),
      '405',
    ],
    ['a path that is not there', () => head('GET /graphiql HTTP/1.1'), '404'],
  ])('refuses %s, asks nobody and lives on', async (_what, bytes, status) => {
    face.net.callsSince()
    expect(await statusLine(bytes())).toMatch(new RegExp(`^HTTP/1.1 ${status}`))
    expect(face.net.callsSince()).toEqual({})
    expect((await face.as(okafor)).status).toBe(200)
  })

  it('lets no other origin read an answer, nor ask before it does', async () => {
    for (const method of ['OPTIONS', 'POST']) {
      const headers = {
        origin: 'https://elsewhere.test',
        'access-control-request-method': 'POST',
        'content-type': 'application/json',
      }
      const answer = await fetch(`${face.url}/graphql`, {
        method,
        headers: { ...headers, authorization: bearer },
        ...(method === 'POST' ? { body: JSON.stringify({ query: ASK }) } : {}),
      })
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  it.each([
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['a NUL in the code', JSON.stringify({ code: '\u0000', jwk: { kty: 'EC' } })],
    ['nesting', `{"code":"x","jwk":${'{"a":'.repeat(400)}1${'}'.repeat(400)}}`],
    ['20 KiB', JSON.stringify({ code: 'x'.repeat(20_000), jwk: {} })],
  ])('refuses %s of a newcomer without a fault', async (_what, body) => {
    const answer = await fetch(`${face.url}/directory/join`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect([400, 403, 413]).toContain(answer.status)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it.each(['', 'x', '\u0000', 'a.b.c', 'x'.repeat(20_000)])('refuses the heartbeat %j without a fault', async (body) => {
    const answer = await fetch(`${face.url}/directory/heartbeat`, { method: 'POST', body })
    expect([403, 413]).toContain(answer.status)
  })
})
