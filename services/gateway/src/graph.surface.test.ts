import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGraph } from './graph.ts'
import { documentId } from './known-documents.ts'
import { directoryExecutor } from './shards/samples/directory-subgraph.ts'
import { type Federation, postOf, startFederation } from './shards/samples/federation.ts'
import { lookupIn, supergraph } from './shards/samples/members.ts'

const KNOWN = 'query Known($code: ID!) { trust(odsCode: $code) { openCases } }'
const ASK = '{ trust(odsCode: "RWE") { openCases } }'

const listeners = () => ['SIGTERM', 'SIGINT', 'exit'].map((signal) => process.listenerCount(signal))
// before any graph was made: the runtime adds its own only once
const listenersAtFirst = listeners()

let local: Federation
let production: Federation
beforeAll(async () => {
  local = await startFederation()
  const persistedDocuments = new Map([
    [documentId(KNOWN), KNOWN],
    ['peek', '{ __schema { types { name } } }'],
    ['typo', '{ trust(odsCode: "RWE") { openCass } }'],
  ])
  production = await startFederation({ profile: 'production', persistedDocuments })
})
afterAll(async () => {
  await local[Symbol.asyncDispose]()
  await production[Symbol.asyncDispose]()
})

const codesOf = ({ errors }: { errors: readonly { extensions: Readonly<Record<string, unknown>> }[] }) =>
  errors.map(({ extensions }) => extensions.code)

describe('in production', () => {
  it.each([
    [{ documentId: documentId(KNOWN), variables: { code: 'RWE' } }],
    [{ extensions: { persistedQuery: { version: 1, sha256Hash: documentId(KNOWN) } }, variables: { code: 'RWE' } }],
    [{ query: KNOWN, variables: { code: 'RWE' } }],
  ])('a known document is answered by %j', async (body) => {
    expect((await production.post(body)).data).toEqual({ trust: { openCases: 87 } })
  })

  it.each([
    ['ad-hoc text', { query: ASK }],
    ['text that is almost a known document', { query: `${KNOWN} `, variables: { code: 'RWE' } }],
    ['text that would register itself', { query: ASK, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
    ['an unknown id', { documentId: 'unknown' }],
    ['a name of every object', { documentId: '__proto__' }],
    ['nothing', {}],
  ])('%s is refused', async (_, body) => {
    const answer = await production.post(body)
    expect(answer.data).toBeUndefined()
    expect(codesOf(answer)).toEqual(['DOCUMENT_NOT_KNOWN'])
    expect(answer.status).toBe(400)
  })

  it('introspection is refused even in a known document', async () => {
    const answer = await production.post({ documentId: 'peek' })
    expect(answer.data).toBeUndefined()
    expect(answer.text).not.toContain('"types"')
  })

  it('no suggestion helps to guess a name', async () => {
    expect((await production.post({ documentId: 'typo' })).text).not.toContain('Did you mean')
  })

  it.each(['text/html', '*/*'])('a GET that accepts %s shows neither explorer nor landing page', async (accept) => {
    const answer = await production.send({ method: 'GET', headers: { accept } })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toContain('<')
  })
})

describe('locally', () => {
  it('a browser gets no explorer either; a client may ask about the schema', async () => {
    const page = await local.send({ method: 'GET', headers: { accept: 'text/html' } })
    expect(page.status).toBeGreaterThanOrEqual(400)
    expect(page.text).not.toContain('<')
    expect((await local.ask('{ __schema { queryType { name } } }')).data).toEqual({ __schema: { queryType: { name: 'Query' } } })
  })

  it('the subgraphs’ own doors are not in the graph', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      expect(codesOf(await local.ask(query))).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    }
  })
})

describe('every request', () => {
  it.each([
    ['a GET without the CSRF header', { method: 'GET' }, 403],
    ['a GET with it', { method: 'GET', headers: { 'oh-csrf': '1' } }, 405],
    ['plain text', { method: 'POST', body: JSON.stringify({ query: ASK }), headers: { 'content-type': 'text/plain' } }, 403],
    [
      'a form',
      { method: 'POST', body: 'query={x}', headers: { 'content-type': 'application/x-www-form-urlencoded', 'oh-csrf': '1' } },
      415,
    ],
    ['GraphQL text', { method: 'POST', body: ASK, headers: { 'content-type': 'application/graphql' } }, 415],
    ['a list of operations', postOf([{ query: ASK }, { query: ASK }]), 400],
    ['a body that is too big', postOf({ query: ASK, variables: { x: 'x'.repeat(140_000) } }), 413],
    ['a body nested too deeply', postOf(`{"variables":${'['.repeat(40)}${']'.repeat(40)},"query":"{ x }"}`), 400],
    ['no JSON', postOf('{"query":'), 400],
    ['PUT', { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } }, 405],
  ] as [string, RequestInit, number][])('that is %s is refused', async (_, init, status) => {
    local.callsSince()
    const answer = await local.send(init)
    expect(answer.status).toBe(status)
    expect(local.callsSince()).toEqual({})
  })

  it('shows no other origin that it may read the answer', async () => {
    const init = { ...postOf({ query: ASK }), headers: { 'content-type': 'application/json', origin: 'https://elsewhere.test' } }
    const response = await local.graph.fetch(new Request('http://gateway/graphql', init), {})
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    await response.text()
  })

  it.each([
    [
      '101 aliases of __typename',
      `{ ${Array.from({ length: 101 }, (_, at) => `a${at}: __typename`).join(' ')} }`,
      ['DOCUMENT_TOO_LARGE'],
    ],
    ['500 copies of one field', `{ trust(odsCode: "RWE") { ${'openCases '.repeat(500)} } }`, ['DOCUMENT_TOO_LARGE']],
    ['more than a thousand tokens', `{ trust(odsCode: "RWE") { ${'openCases '.repeat(1_200)} } }`, ['GRAPHQL_PARSE_FAILED']],
  ])('with a document that is %s is measured', async (_, query, codes) => {
    expect(codesOf(await local.ask(query))).toEqual(codes)
  })

  it('gets at most three errors of validation, without suggestions', async () => {
    const { errors, text } = await local.ask(`{ ${Array.from({ length: 9 }, (_, at) => `x${at}`).join(' ')} trus }`)
    expect(errors).toHaveLength(3)
    expect(text).not.toContain('Did you mean')
  })
})

describe('the graph at start', () => {
  const options = {
    supergraph,
    profile: 'local',
    members: lookupIn(new Map()),
    directoryExecutor,
    signServiceToken: async () => '',
    warn: () => {},
    fault: () => {},
  } as const

  it('refuses a supergraph with a subgraph that nobody answers for', async () => {
    const strange = supergraph.replaceAll('name: "pool"', 'name: "ward"')
    await expect(createGraph({ ...options, supergraph: strange })).rejects.toThrow('ward')
  })

  it('refuses a supergraph that is half written', async () => {
    await expect(createGraph({ ...options, supergraph: supergraph.slice(0, supergraph.length / 2) })).rejects.toThrow()
  })

  it('leaves the signals of the process to the service', () => {
    expect(listeners()).toEqual(listenersAtFirst)
  })
})
