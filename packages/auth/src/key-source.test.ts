import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FetchJson, generateSigningKey, jwksKeys, KeySetUnusable, type PublicJwk, staticKeys } from './index.ts'
import { secondsFromNoon } from './token-samples.ts'

const url = new URL('https://identity.example/jwks')
const HOUR = 3_600
let first: PublicJwk
let second: PublicJwk
let seconds: number
let answer: FetchJson
let asked: number

async function publicKey(): Promise<PublicJwk> {
  const { d: _, ...open } = await generateSigningKey()
  return open
}

/** A provider whose answer the test sets, and a clock that the test moves. */
function source() {
  return jwksKeys({
    url,
    now: () => secondsFromNoon(seconds)(),
    fetchJson: (at, signal) => {
      asked += 1
      return answer(at, signal)
    },
  })
}
const publishing =
  (...keys: unknown[]): FetchJson =>
  async () => ({ keys })
const down: FetchJson = async () => {
  throw new Error('connection refused')
}

beforeEach(async () => {
  seconds = 0
  asked = 0
  first = await publicKey()
  second = await publicKey()
  answer = publishing(first)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('serving', () => {
  test('asks the one configured address once, then answers from what it holds', async () => {
    const keys = source()
    const addresses: string[] = []
    answer = async (at) => {
      addresses.push(at.href)
      return { keys: [first] }
    }
    for (let call = 0; call < 3; call++) expect((await keys.find(first.kid)).kind).toBe('found')
    expect(addresses).toEqual([url.href])
  })
  test('callers at once share one question', async () => {
    const keys = source()
    const found = await Promise.all(Array.from({ length: 50 }, () => keys.find(first.kid)))
    expect(found.every(({ kind }) => kind === 'found')).toBe(true)
    expect(asked).toBe(1)
  })
  test.each(['__proto__', 'constructor', 'toString', ''])('the name %j finds nothing', async (kid) => {
    expect(await source().find(kid)).toEqual({ kind: 'unknown' })
  })
  test('skips keys that are not as configured, and reports them', async () => {
    answer = publishing(
      first,
      { ...second, use: 'enc' },
      { kty: 'RSA', n: 'AQAB', e: 'AQAB', alg: 'RS256', use: 'sig', kid: 'rsa' },
    )
    const keys = source()
    expect((await keys.find(first.kid)).kind).toBe('found')
    expect((await keys.find(second.kid)).kind).toBe('unknown')
    expect((await keys.find('rsa')).kind).toBe('unknown')
    expect(keys.status().refused.map(({ fault }) => fault)).toEqual(['wrong-use', 'wrong-key-type'])
  })
})

describe('an unknown key', () => {
  test('may ask again once a minute, and not within 30 seconds of another attempt', async () => {
    const keys = source()
    await keys.find(first.kid)
    const askedAfter = async (at: number) => {
      seconds = at
      await keys.find(`unknown-${at}`)
      return asked
    }
    expect(await askedAfter(1)).toBe(1)
    expect(await askedAfter(29)).toBe(1)
    expect(await askedAfter(30)).toBe(2)
    expect(await askedAfter(61)).toBe(2)
    expect(await askedAfter(89)).toBe(2)
    expect(await askedAfter(90)).toBe(3)
  })
  test('a thousand tokens with a thousand key names cause no more than one question', async () => {
    const keys = source()
    await keys.find(first.kid)
    seconds = 30
    for (let at = 0; at < 1_000; at++) await keys.find(`made-up-${at}`)
    expect(asked).toBe(2)
  })
  test('finds a key that was published since', async () => {
    const keys = source()
    await keys.find(first.kid)
    answer = publishing(first, second)
    seconds = 31
    expect((await keys.find(second.kid)).kind).toBe('found')
  })
})

describe('a key taken away', () => {
  test('is refused within five minutes', async () => {
    const keys = source()
    await keys.find(first.kid)
    answer = publishing(second)
    seconds = 239
    expect((await keys.find(first.kid)).kind).toBe('found')
    seconds = 240
    expect((await keys.find(first.kid)).kind).toBe('unknown')
  })
  test('an empty set takes all away: keys withdrawn are withdrawn', async () => {
    const keys = source()
    await keys.find(first.kid)
    answer = publishing()
    seconds = 240
    expect((await keys.find(first.kid)).kind).toBe('unknown')
  })
})

describe('the provider is down', () => {
  test('the last good set serves for 24 hours, asked for again every 30 seconds at most', async () => {
    const keys = source()
    await keys.find(first.kid)
    answer = down
    for (const at of [240, 241, 269]) {
      seconds = at
      expect((await keys.find(first.kid)).kind).toBe('found')
    }
    expect(asked).toBe(2)
    seconds = 270
    await keys.find(first.kid)
    expect(asked).toBe(3)
    seconds = 24 * HOUR - 1
    expect((await keys.find(first.kid)).kind).toBe('found')
    seconds = 24 * HOUR
    expect(await keys.find(first.kid)).toEqual({ kind: 'unavailable' })
    expect(keys.status().lastFault).toBeInstanceOf(Error)
  })
  test('answers from what it holds within a second when the address hangs', async () => {
    const keys = source()
    await keys.find(first.kid)
    vi.useFakeTimers()
    let aborted = false
    answer = (_, signal) => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
      return new Promise(() => {})
    }
    seconds = 240
    const found = keys.find(first.kid)
    expect((await keys.find(first.kid)).kind).toBe('found')
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await found).kind).toBe('found')
    expect(aborted).toBe(true)
  })
  test('from the start: nothing is known, and it asks again after a second', async () => {
    answer = down
    const keys = source()
    expect(await keys.find(first.kid)).toEqual({ kind: 'unavailable' })
    expect(await keys.find(first.kid)).toEqual({ kind: 'unavailable' })
    expect(asked).toBe(1)
    answer = publishing(first)
    seconds = 1
    expect((await keys.find(first.kid)).kind).toBe('found')
    expect(keys.status().loadedAt).toBe('2026-03-10T12:00:01.000Z')
  })
  test.each([null, 'html', { error: 'x' }, { keys: 'none' }])('an answer of %j is no set and replaces nothing', async (body) => {
    const keys = source()
    await keys.find(first.kid)
    answer = async () => body
    seconds = 240
    expect((await keys.find(first.kid)).kind).toBe('found')
    expect(keys.status().lastFault).toBeInstanceOf(KeySetUnusable)
    expect(keys.status().loadedAt).toBe('2026-03-10T12:00:00.000Z')
  })
  test('a failure is over when a set comes again', async () => {
    answer = down
    const keys = source()
    expect(await keys.refresh()).toBe(false)
    answer = publishing(first)
    expect(await keys.refresh()).toBe(true)
    expect(keys.status().lastFault).toBeUndefined()
  })
})

describe('fixed keys', () => {
  test('are found by name', async () => {
    const keys = await staticKeys({ keys: [first, second] })
    expect((await keys.find(second.kid)).kind).toBe('found')
    expect(await keys.find('__proto__')).toEqual({ kind: 'unknown' })
  })
  test.each([null, { keys: [{ kty: 'RSA' }] }, { keys: 'x' }])(
    '%j is refused whole: it is our own configuration',
    async (jwks) => {
      await expect(staticKeys(jwks)).rejects.toBeInstanceOf(KeySetUnusable)
    },
  )
})
