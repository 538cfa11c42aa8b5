import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateSigningKey, loadSigningKey, publicKeySet } from '@oh/auth'
import { createLog } from '@oh/chassis'
import type { SpokeId } from '@oh/kernel'
import { testDatabase } from '@oh/postgres/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readGatewayConfig } from './config.ts'
import { seedDirectory } from './directory/seed-directory.ts'
import { startGateway } from './gateway.ts'
import { documentId, readKnownDocuments } from './known-documents.ts'
import { unhurried } from './shards/samples/federation.ts'
import { IDENTITY, makeKeys, type SampleKeys } from './shards/samples/keys.ts'
import { okafor, spokeOf } from './shards/samples/rows.ts'
import { type SubgraphServer, startSubgraph } from './shards/samples/subgraph-server.ts'

const printed = (name: string) => readFile(new URL(`../../../schema/graphql/${name}`, import.meta.url), 'utf8')

/** The gateway as it ships, on a directory of its own with one spoke at the far end of the wire. */
async function startReal(profile: 'local' | 'production', spoke: { schemaVersion: string; older?: string }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'oh-gateway-'))
  const keys: SampleKeys = await makeKeys()
  const keyFile = path.join(folder, 'key.json')
  await writeFile(keyFile, JSON.stringify(await generateSigningKey()), { mode: 0o600 })
  if (spoke.older) await writeFile(path.join(folder, `spoke.${spoke.schemaVersion}.graphql`), spoke.older)
  const database = await testDatabase('directory')
  const far: SubgraphServer = await startSubgraph(async () =>
    Response.json({ data: { _entities: [{ __typename: 'Trust', service: { name: 'OH at RWE' } }] } }),
  )
  const { publicJwk } = await loadSigningKey(await generateSigningKey())
  const { id } = spokeOf('RWE')
  await seedDirectory(
    database.db,
    [{ id: id as SpokeId, kind: 'spoke', name: 'RWE', serves: ['RWE'], endpoint: far.endpoint, key: publicJwk }],
    [],
  )
  await database.admin`update member set schema_version = ${spoke.schemaVersion}`
  const identity = createServer((_request, response) => void response.end(JSON.stringify(publicKeySet([keys.identity.key]))))
  await new Promise<void>((ready) => identity.listen(0, '127.0.0.1', ready))
  const address = identity.address()
  const gateway = await startGateway(
    readGatewayConfig({
      OH_PORT: '0',
      OH_PROFILE: profile,
      OH_DATABASE_URL: database.serviceUrl,
      OH_IDENTITY_ISSUER: IDENTITY,
      OH_IDENTITY_JWKS_URL: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`,
      OH_SIGNING_KEY_FILE: keyFile,
    }),
    { log: createLog('test', () => undefined), callLimits: unhurried, olderPrints: pathToFileURL(`${folder}/`) },
  )
  return {
    far,
    send: async (init: RequestInit, route = '/graphql') => {
      const headers = { authorization: `Bearer ${await keys.personToken(okafor)}`, ...(init.headers as object) }
      const response = await fetch(`${gateway.url}${route}`, { ...init, headers })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: text.startsWith('{') ? JSON.parse(text) : {} }
    },
    async post(body: object) {
      return this.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await far[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await new Promise((closed) => identity.close(closed).closeAllConnections())
      await rm(folder, { recursive: true })
    },
  }
}
type Real = Awaited<ReturnType<typeof startReal>>

const codeOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) => body.errors?.[0]?.extensions.code

describe('the gateway in production', () => {
  let gateway: Real
  let anywhere: { id: string; text: string }
  beforeAll(async () => {
    gateway = await startReal('production', { schemaVersion: '1' })
    const known = JSON.parse(await printed('console-documents.json')) as { name: string; id: string; text: string }[]
    const found = known.find(({ name }) => name === 'ViewerAnywhere')
    if (!found) throw new Error('the console no longer asks ViewerAnywhere')
    anywhere = found
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  it('answers a document of the console, by its id or by its text', async () => {
    for (const ask of [{ documentId: anywhere.id }, { query: anywhere.text, operationName: 'ViewerAnywhere', variables: {} }]) {
      const { status, body } = await gateway.post(ask)
      expect(status).toBe(200)
      expect(body).toMatchObject({ data: { me: { roles: [] } } })
    }
  })

  it.each([
    ['ad-hoc text', { query: '{ me { person } }' }],
    ['text with one more space', () => ({ query: `${anywhere.text} ` })],
    ['an unknown id', { documentId: documentId('{ me { person } }') }],
    [
      'text that would register itself',
      { query: '{ me { person } }', extensions: { persistedQuery: { version: 1, sha256Hash: documentId('{ me { person } }') } } },
    ],
    ['a question about the schema', { query: '{ __schema { types { name } } }' }],
    ['a subgraph’s door', { query: '{ _service { sdl } }' }],
    ['another subgraph’s door', { query: '{ _entities(representations: []) { __typename } }' }],
  ] as [string, object | (() => object)][])('refuses %s', async (_what, ask) => {
    const answer = await gateway.post(typeof ask === 'function' ? ask() : ask)
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('DOCUMENT_NOT_KNOWN')
  })

  it.each(['/graphql', '/', '/landing', '/graphiql', '/graphiql/', '/graphiql/graphiql.js', '/graphiql/schema.json'])(
    'shows a browser nothing at %s',
    async (route) => {
      const { status, text } = await gateway.send({ method: 'GET', headers: { accept: 'text/html' } }, route)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(text).not.toContain('<')
    },
  )

  it('sends a policy under which nothing loads from anywhere', async () => {
    const { headers } = await gateway.post({ documentId: anywhere.id })
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
    expect([...headers.keys()].filter((name) => name === 'x-powered-by' || name === 'server')).toEqual([])
  })
})

it('the gateway of the local profile has GraphiQL beside the graph, under a policy of its own', async () => {
  await using gateway = await startReal('local', { schemaVersion: '1' })
  const page = await gateway.send({ method: 'GET', headers: { authorization: '' } }, '/graphiql')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  const { headers } = await gateway.post({ query: '{ me { person } }' })
  expect(headers.get('content-security-policy')).not.toContain("'self'")
})

describe('the gateway and a question beyond a limit', () => {
  let gateway: Real
  beforeAll(async () => {
    gateway = await startReal('local', { schemaVersion: '1' })
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  const times = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at)).join(' ')
  const list = (rows: string) => `{ worklist(trust: "RWE", first: 100) { rows { ${rows} } } }`
  it.each([
    ['9 deep', list('worker { cases { worker { cases { worker { cases { id } } } } } }'), 'DOCUMENT_TOO_LARGE'],
    ['of 16 aliases', `{ ${times(16, (at) => `a${at}: me { person }`)} }`, 'DOCUMENT_TOO_LARGE'],
    ['of 101 aliases of __typename', `{ ${times(101, (at) => `a${at}: __typename`)} }`, 'DOCUMENT_TOO_LARGE'],
    ['of 201 fields', `{ me { ${times(200, () => 'person')} } }`, 'DOCUMENT_TOO_LARGE'],
    ['of 11 directives', `{ me ${times(11, () => '@include(if: true)')} { person } }`, 'DOCUMENT_TOO_LARGE'],
    ['of 11 operations', times(11, (at) => `query q${at} { me { person } }`), 'DOCUMENT_TOO_LARGE'],
    ['of more than 1000 tokens', `{ me { ${times(1_000, () => 'person')} } }`, 'GRAPHQL_PARSE_FAILED'],
    ['of more than 1000 points', list('openTasks { id } worker { cases { id openTasks { id } } }'), 'TOO_COSTLY'],
  ])('%s refuses it and asks nobody', async (_what, query, code) => {
    const answer = await gateway.post({ query, operationName: /^query (\w+)/.exec(query)?.[1] })
    expect(answer.body.data).toBeUndefined()
    expect((answer.body.errors as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code)).toContain(code)
    expect(gateway.far.calls).toEqual([])
  })

  it.each([
    ['nested 5,000 deep', `{"query":"{ me { person } }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`, 400],
    ['of 5,000 lists', `{"query":"{ me { person } }","variables":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`, 400],
    ['nested 5,000 deep and never closed', `{"variables":${'{"a":'.repeat(5_000)}`, 400],
    ['of more than 128 KiB', JSON.stringify({ query: '{ me { person } }', variables: { a: 'x'.repeat(131_072) } }), 413],
  ])('in a body %s refuses it and lives on', async (_what, body, status) => {
    const answer = await gateway.send({ method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(answer.status).toBe(status)
    expect(answer.body.data).toBeUndefined()
    expect(gateway.far.calls).toEqual([])
    expect((await gateway.post({ query: '{ me { person } }' })).status).toBe(200)
  })
})

describe('the registry of known documents', () => {
  it('is refused when a text is not what its id was made of', async () => {
    const json = await printed('console-documents.json')
    expect(readKnownDocuments(json).size).toBeGreaterThan(20)
    expect(() => readKnownDocuments(json.replace('mutation AcceptOffer', 'mutation  AcceptOffer'))).toThrow('AcceptOffer')
    expect(() => readKnownDocuments('{}')).toThrow()
  })
})

describe('the gateway and a spoke of an older version', () => {
  it('is not asked for what its print lacks: null, and NOT_YET_AT_TRUST', async () => {
    const today = await printed('spoke.graphql')
    const older = today.replace('  viewer: Viewer\n', '  named: Viewer\n')
    expect(older).not.toBe(today)
    await using gateway = await startReal('local', { schemaVersion: '0', older })
    const answer = await gateway.post({ query: '{ trust(odsCode: "RWE") { service { name } viewer { name } } }' })
    expect(answer.body).toMatchObject({
      data: { trust: { service: { name: 'OH at RWE' }, viewer: null } },
      errors: [{ extensions: { code: 'NOT_YET_AT_TRUST', trust: 'RWE', lacks: 'Trust.viewer' } }],
    })
    expect(gateway.far.calls.map(({ query }) => query)).toEqual([expect.not.stringContaining('viewer')])
  })
})
