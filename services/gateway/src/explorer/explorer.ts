import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, introspectionFromSchema, parse } from 'graphql'
import { type Context, Hono } from 'hono'
import { readTourDocument } from './tour-document.ts'

const OWN_SCRIPT = new URL('../../assets/explorer.js', import.meta.url)
// by their place: React exports no name for these files, and the test runner resolves none
const STYLE = new URL('../../node_modules/graphiql/graphiql.min.css', import.meta.url)
const GRAPHIQL = new URL('../../node_modules/graphiql/graphiql.min.js', import.meta.url)
const REACT = new URL('../../node_modules/react/umd/react.production.min.js', import.meta.url)
const REACT_DOM = new URL('../../node_modules/react-dom/umd/react-dom.production.min.js', import.meta.url)
const TOUR = new URL('../../../../schema/documents/', import.meta.url)

const SCRIPTS = [
  ['react.js', REACT],
  ['react-dom.js', REACT_DOM],
  ['graphiql.js', GRAPHIQL],
  ['explorer.js', OWN_SCRIPT],
] as const

/**
 * GraphiQL for the local profile: every script and style is a file of ours, the tour's questions are its tabs, and it knows
 * the graph without asking. A person pastes a token into the headers of a tab. Mount at `/graphiql`.
 */
export function explorerRoutes(supergraph: string): Hono {
  const routes = new Hono()
  let files: ReadonlyMap<string, File> | undefined
  routes.get('/', showPage)
  routes.get('/:name', (c) => {
    // read when somebody first looks, so that nobody waits for it at the start
    files ??= filesFor(supergraph)
    const file = files.get(c.req.param('name'))
    return file ? c.body(file.text, 200, { 'content-type': file.type }) : c.notFound()
  })
  return routes
}

interface File {
  readonly type: string
  readonly text: string
}

function filesFor(supergraph: string): ReadonlyMap<string, File> {
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)))
  const json = (content: unknown): File => ({ type: 'application/json', text: JSON.stringify(content) })
  return new Map([
    ...SCRIPTS.map(([name, file]) => [name, { type: 'text/javascript; charset=utf-8', text: underNonce(textOf(file)) }] as const),
    ['graphiql.css', { type: 'text/css; charset=utf-8', text: textOf(STYLE) }],
    ['schema.json', json(introspectionFromSchema(schema))],
    ['tour.json', json(tabs())],
  ])
}

/** The style that GraphiQL adds while a dialog is open asks for a name that its bundler left empty: the page's, under which it is let in. */
const underNonce = (script: string): string =>
  script.replace('__webpack_require__.nc = undefined', '__webpack_require__.nc = document.currentScript.nonce')

/** Comments that lead to files which are not served here would make a browser ask for them. */
const textOf = (file: URL): string => readFileSync(file, 'utf8').replace(/^\/[/*][#@] sourceMappingURL=.*$/gm, '')

function tabs() {
  return readdirSync(TOUR)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readTourDocument(file, readFileSync(new URL(file, TOUR), 'utf8')))
    .sort((one, other) => one.step - other.step)
    .map(({ text: query, persona, variables }) => ({
      query,
      variables: JSON.stringify(variables, null, 2),
      headers: JSON.stringify({ authorization: `Bearer <npm run -s token -- ${persona}>` }, null, 2),
    }))
}

function showPage(c: Context): Response | Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  c.header('content-security-policy', policy(nonce))
  return c.html(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL - OH Federation, local profile</title>
<link rel="stylesheet" href="/graphiql/graphiql.css">
</head>
<body>
<main id="graphiql">GraphiQL is loading. It needs JavaScript.</main>
${SCRIPTS.map(([name]) => `<script src="/graphiql/${name}" nonce="${nonce}"></script>`).join('\n')}
</body>
</html>
`)
}

/** This page alone may run scripts of our own, draw with its own styles and fonts, and ask the graph. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
