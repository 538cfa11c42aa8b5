import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { Persona } from '../personas.ts'
import { ASSURANCE } from './access-token.ts'
import { choosePage, errorPage } from './identity-pages.ts'
import { createProvider, type ProviderSettings } from './provider.ts'

export interface IdentitySettings extends ProviderSettings {
  readonly personas: () => readonly Persona[]
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const MOST_BYTES = 4096
const CHOOSE = /^\/choose\/([\w-]{1,64})$/

/** The provider with its pages and its health. */
export function createIdentityServer(settings: IdentitySettings): Server {
  const provider = createProvider(settings)
  const library = provider.callback()
  return createServer((request, response) => {
    securityHeaders(response, settings.consoleUrl)
    if (!URL.canParse(request.url ?? '/', settings.issuer)) {
      html(response, 400, errorPage('This address is not understood'))
      return
    }
    const { pathname } = new URL(request.url ?? '/', settings.issuer)
    const own = ownHandler(request.method ?? 'GET', pathname, settings, provider)
    if (!own) {
      void library(request, response)
      return
    }
    own(request, response).catch(() => html(response, 400, errorPage('This sign-in is no longer open')))
  })
}

function ownHandler(method: string, at: string, settings: IdentitySettings, provider: Provider): Handler | undefined {
  if (at === '/health/live' || at === '/health/ready')
    return async (_request, response) => json(response, 200, { service: 'identity' })
  if (at === '/identity.css') return async (_request, response) => stylesheet(response)
  const uid = CHOOSE.exec(at)?.[1]
  if (!uid) return undefined
  return method === 'POST'
    ? (request, response) => choose(request, response, settings, provider)
    : (request, response) => showChoice(request, response, settings, provider)
}

async function showChoice(request: IncomingMessage, response: ServerResponse, settings: IdentitySettings, provider: Provider) {
  const { uid } = await provider.interactionDetails(request, response)
  html(response, 200, choosePage(uid, settings.personas()))
}

async function choose(request: IncomingMessage, response: ServerResponse, settings: IdentitySettings, provider: Provider) {
  const { session } = await provider.interactionDetails(request, response)
  const asked = new URLSearchParams(await bodyOf(request)).get('persona') ?? ''
  const persona = settings.findPersona(asked)
  if (!persona) return html(response, 400, errorPage('There is no such person in this federation'))
  const login = { accountId: persona.id, acr: ASSURANCE, amr: ['local'], remember: false }
  const goOn = await provider.interactionResult(request, response, { login }, { mergeWithLastSubmission: false })
  if (session && session.accountId !== persona.id) await forgetPerson(provider, session.uid)
  response.writeHead(303, { location: goOn }).end()
}

/** Someone else at the same browser: the library would end the old sign-in by a page that needs JavaScript, so it is ended here. */
async function forgetPerson(provider: Provider, uid: string): Promise<void> {
  const session = await provider.Session.findByUid(uid)
  if (!session) return
  delete session.accountId
  session.authorizations = {}
  await session.persist()
}

/** Forms may lead back to the console, since signing in and out end there. */
function securityHeaders(response: ServerResponse, consoleUrl: string): void {
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${consoleUrl}; base-uri 'none'; frame-ancestors 'none'`
  response.setHeader('content-security-policy', policy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cache-control', 'no-store')
}

function stylesheet(response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/css; charset=utf-8' })
    .end(readFileSync(new URL('./identity.css', import.meta.url)))
}

function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body)
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > MOST_BYTES) throw new Error('too long')
  }
  return text
}
