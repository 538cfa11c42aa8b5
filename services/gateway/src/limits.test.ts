import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { bodyLimits, documentLimits, limitRule, readJsonBody } from './limits.ts'

const schema = buildSchema('type Query { a: Query b: Int }')
const over = (text: string, introspection: 'counted' | 'free' = 'counted') =>
  validate(schema, parse(text), [limitRule(documentLimits, introspection)]).map(({ extensions }) => extensions.limit)

const repeat = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at)).join(' ')
const nested = (depth: number) => `${'{ a '.repeat(depth - 1)}{ b }${' }'.repeat(depth - 1)}`

describe('one document', () => {
  it.each([
    ['depth', nested(8), nested(9)],
    ['aliases', `{ ${repeat(15, (at) => `x${at}: b`)} }`, `{ ${repeat(16, (at) => `x${at}: b`)} }`],
    ['aliases', `{ ${repeat(15, (at) => `x${at}: __typename`)} }`, `{ ${repeat(101, (at) => `x${at}: __typename`)} }`],
    ['fields', `{ ${repeat(200, () => 'b')} }`, `{ ${repeat(201, () => 'b')} }`],
    ['directives', `{ b ${repeat(10, () => '@include(if: true)')} }`, `{ b ${repeat(11, () => '@include(if: true)')} }`],
    ['operations', repeat(10, (at) => `query q${at} { b }`), repeat(11, (at) => `query q${at} { b }`)],
  ])('may reach the limit of %s and not pass it', (limit, within, beyond) => {
    expect(over(within)).toEqual([])
    expect(over(beyond)).toEqual([limit])
  })

  it('has its fragments counted at every spread', () => {
    const doubling = repeat(8, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)
    expect(over(`{ ...f0 } ${doubling} fragment f8 on Query { b }`)).toEqual(['fields'])
    expect(over('{ a { ...f } } fragment f on Query { a { a { a { a { a { a { a { b } } } } } } } }')).toEqual(['depth'])
  })

  it('ends its count when a fragment spreads itself', () => {
    expect(over('{ ...f } fragment f on Query { b ...f }')).toEqual([])
  })

  it('has its operations counted together', () => {
    expect(over(repeat(3, (at) => `query q${at} { ${repeat(80, () => 'b')} }`))).toEqual(['fields'])
  })

  it('may ask about the schema where that is free, and is counted where not', () => {
    const deep = `{ __schema ${nested(12)} }`
    expect(over(deep, 'free')).toEqual([])
    expect(over(deep)).toEqual(['depth'])
  })
})

const posted = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => readJsonBody(new Request('http://g/graphql', { method: 'POST', body, headers }))
const refusedWith = (status: number) => ({ extensions: { http: { status } } })

describe('one request body', () => {
  it('is a JSON object', async () => {
    expect(await posted('{"query":"{ b }"}')).toEqual({ query: '{ b }' })
    expect(await posted('{}', { 'content-type': 'application/json; charset=utf-8' })).toEqual({})
  })

  it.each([
    ['', 400],
    ['{', 400],
    ['[]', 400],
    ['"text"', 400],
    ['null', 400],
    ['[{"query":"{ b }"}]', 400],
  ])('is refused when it is %j', async (body, status) => {
    await expect(posted(body)).rejects.toMatchObject(refusedWith(status))
  })

  it('is refused when it is not UTF-8', async () => {
    await expect(posted(new Uint8Array([0x7b, 0xff, 0x7d]))).rejects.toMatchObject(refusedWith(400))
  })

  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'application/graphql' }],
    [{ 'content-type': 'application/json, text/plain' }],
    [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('is refused under %j', async (headers) => {
    await expect(posted('{}', headers)).rejects.toMatchObject(refusedWith(415))
  })

  it('is refused by any method but POST', async () => {
    const request = new Request('http://g/graphql?query={b}')
    await expect(readJsonBody(request)).rejects.toMatchObject(refusedWith(405))
  })

  it('is refused from its declared length alone', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(bodyLimits.bytes + 1) }
    const body = new ReadableStream({ pull: () => Promise.reject(new Error('was read')) })
    const request = new Request('http://g', { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    await expect(readJsonBody(request)).rejects.toMatchObject(refusedWith(413))
  })

  it('is read no further than 128 KiB when it does not say how long it is', async () => {
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20))
      },
    })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' }
    await expect(readJsonBody(new Request('http://g', init as RequestInit))).rejects.toMatchObject(refusedWith(413))
    expect(sent).toBeLessThan(6)
  })

  it('may be 32 deep and not 33, brackets in text aside', async () => {
    const deep = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`
    await posted(deep(32))
    await expect(posted(deep(33))).rejects.toMatchObject(refusedWith(400))
    await expect(posted(`{"a":${'['.repeat(60_000)}`)).rejects.toMatchObject(refusedWith(400))
    expect(await posted(JSON.stringify({ a: '\\"[[['.repeat(50) }))).toEqual({ a: '\\"[[['.repeat(50) })
  })
})
