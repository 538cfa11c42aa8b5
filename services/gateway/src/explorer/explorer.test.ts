import { readFileSync } from 'node:fs'
import { buildClientSchema, type IntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { explorerRoutes } from './explorer.ts'
import { readTourDocument } from './tour-document.ts'

const supergraph = readFileSync(new URL('../../../../schema/graphql/supergraph.graphql', import.meta.url), 'utf8')
const routes = explorerRoutes(supergraph)
const get = async (path: string) => {
  const answer = await routes.request(path)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const json = async <Content>(path: string) => JSON.parse((await get(path)).text) as Content
const page = await get('/')
/** Every address that the page or its style sheet has a browser load. */
const loaded = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address)

describe('the explorer', () => {
  it('loads scripts and styles of its own origin, and each is answered', async () => {
    expect(loaded.length).toBeGreaterThan(4)
    for (const address of loaded) {
      expect(address).toMatch(/^\/graphiql\/[a-z.-]+$/)
      const answer = await get(address.replace('/graphiql', ''))
      expect(answer.status).toBe(200)
      expect(answer.text.length).toBeGreaterThan(500)
      expect(answer.headers.get('content-type')).toMatch(address.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
      expect(answer.text).not.toMatch(/^\/[/*][#@] sourceMappingURL/m)
    }
  })

  it('draws with nothing from elsewhere', async () => {
    const { text } = await get('/graphiql.css')
    const urls = [...text.matchAll(/url\(["']?([^)"']*)/g)].map(([, url = '']) => url.slice(0, 5))
    expect(new Set(urls)).toEqual(new Set(['data:']))
    expect(text).not.toContain('@import')
  })

  it('may do nothing but run its own files and ask the graph', () => {
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=| style=/)
  })

  it('has GraphiQL add its own styles under the name of the page', async () => {
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
    expect(page.text).toContain(`<script src="/graphiql/graphiql.js" nonce="${nonce}">`)
    expect((await get('/graphiql.js')).text).toContain('__webpack_require__.nc = document.currentScript.nonce')
  })

  it('names each of its pages anew', async () => {
    expect((await get('/')).headers.get('content-security-policy')).not.toBe(page.headers.get('content-security-policy'))
  })

  it('has the tour as tabs, in order, with the variables and a hint where the token goes', async () => {
    const tabs = await json<{ query: string; variables: string; headers: string }[]>('/tour.json')
    expect(tabs.length).toBeGreaterThan(10)
    expect(tabs[0]?.query).toContain('query Worklist')
    expect(JSON.parse(tabs[0]?.variables ?? '')).toEqual({ trust: 'RWE' })
    expect(JSON.parse(tabs[0]?.headers ?? '').authorization).toContain('npm run -s token -- nurse-rwe')
  })

  it('knows the graph as clients see it', async () => {
    const schema = buildClientSchema(await json<IntrospectionQuery>('/schema.json'))
    expect(schema.getQueryType()?.getFields()).toHaveProperty('worklist')
    expect(JSON.stringify(await json('/schema.json'))).not.toContain('consentProof')
  })

  it.each(['/nothing.js', '/../app.ts', '/%2e%2e%2fapp.ts', '/graphiql.min.js.map'])('answers 404 at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

it('a question of the tour that does not say who asks it is refused', () => {
  expect(() => readTourDocument('x.graphql', 'query { me { person } }')).toThrow('x.graphql does not say')
})
