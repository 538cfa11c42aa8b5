import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

/** What can be spoilt about a sign-in. */
type Spoil = 'nonce' | 'iss' | 'signature' | 'denied' | 'no-refresh-token'

interface Person {
  readonly sub: string
  readonly name: string
  readonly organisation?: string
}

/** An OpenID Connect provider at the far end of the wire: small, strict about PKCE, and able to misbehave when told to. */
export interface TestIdentity extends AsyncDisposable {
  readonly issuer: string
  /** Who signs in next. */
  person: Person
  /** Spoils one thing of the next sign-in. */
  spoil: Spoil | undefined
  /** What browsers were sent here with, last first. */
  readonly asked: URLSearchParams[]
  /** Refresh tokens that were used, in order. */
  readonly refreshed: string[]
  /** True: no refresh token is honoured any more. */
  revoked: boolean
  logoutToken(claims: Record<string, unknown>): Promise<string>
}

interface State extends Pick<TestIdentity, 'issuer' | 'person' | 'spoil' | 'asked' | 'refreshed' | 'revoked'> {
  issuer: string
  readonly codes: Map<string, { challenge: string; nonce: string; person: Person; spoil: Spoil | undefined }>
  readonly refreshTokens: Map<string, Person>
  readonly jwk: JWK
  sign(claims: Record<string, unknown>, forged?: boolean): Promise<string>
}

interface Said {
  readonly status: number
  readonly body?: unknown
  readonly location?: string
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

export async function startTestIdentity(): Promise<TestIdentity> {
  const state = await newState()
  const server = createServer(async (request, response) => {
    const { status, body, location } = await answer(state, request)
    const headers = { 'content-type': 'application/json', ...(location === undefined ? {} : { location }) }
    response.writeHead(status, headers).end(JSON.stringify(body ?? {}))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  state.issuer = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  return Object.assign(state, {
    logoutToken: (claims: Record<string, unknown>) =>
      state.sign({ jti: randomUUID(), events: { [LOGOUT_EVENT]: {} }, ...claims }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  })
}

async function newState(): Promise<State> {
  const [ours, stranger] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')])
  const state: State = {
    issuer: '',
    person: { sub: 'nurse-rx1', name: 'Asha Mistry', organisation: 'RX1' },
    spoil: undefined,
    asked: [],
    refreshed: [],
    revoked: false,
    codes: new Map(),
    refreshTokens: new Map(),
    jwk: { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' },
    sign: (claims, forged = false) =>
      new SignJWT({ iss: state.issuer, aud: 'oh-console', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuedAt()
        .sign(forged ? stranger.privateKey : ours.privateKey),
  }
  return state
}

async function answer(state: State, request: IncomingMessage): Promise<Said> {
  const { pathname, searchParams } = new URL(request.url ?? '/', state.issuer)
  if (pathname === '/.well-known/openid-configuration') return { status: 200, body: metadataOf(state.issuer) }
  if (pathname === '/jwks') return { status: 200, body: { keys: [state.jwk] } }
  if (pathname === '/authorize') return { status: 303, location: authorize(state, searchParams) }
  if (pathname === '/token') return token(state, new URLSearchParams(await textOf(request)))
  if (pathname === '/userinfo') return userinfo(state, request.headers.authorization ?? '')
  if (pathname === '/sign-out') return { status: 303, location: searchParams.get('post_logout_redirect_uri') ?? '' }
  return { status: 404 }
}

function authorize(state: State, query: URLSearchParams): string {
  const { spoil, person, issuer } = state
  state.asked.unshift(query)
  state.spoil = undefined
  const back = new URL(query.get('redirect_uri') ?? '')
  back.searchParams.set('state', query.get('state') ?? '')
  back.searchParams.set('iss', spoil === 'iss' ? 'http://localhost:1/other' : issuer)
  if (spoil === 'denied') {
    back.searchParams.set('error', 'access_denied')
    return back.href
  }
  const code = randomUUID()
  state.codes.set(code, { challenge: query.get('code_challenge') ?? '', nonce: query.get('nonce') ?? '', person, spoil })
  back.searchParams.set('code', code)
  return back.href
}

async function token(state: State, form: URLSearchParams): Promise<Said> {
  if (form.get('grant_type') === 'refresh_token') return refresh(state, form)
  const known = state.codes.get(form.get('code') ?? '')
  state.codes.delete(form.get('code') ?? '')
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  if (known?.challenge !== challenge) return { status: 400, body: { error: 'invalid_grant' } }
  const { person, spoil } = known
  const nonce = spoil === 'nonce' ? 'other' : known.nonce
  const exp = Math.floor(Date.now() / 1000) + 300
  const id_token = await state.sign({ sub: person.sub, sid: `sid-${person.sub}`, acr: 'AAL3', nonce, exp }, spoil === 'signature')
  const { refresh_token, ...tokens } = tokensFor(state, person, form.get('resource'))
  return { status: 200, body: { ...tokens, id_token, ...(spoil === 'no-refresh-token' ? {} : { refresh_token }) } }
}

function refresh(state: State, form: URLSearchParams): Said {
  const used = form.get('refresh_token') ?? ''
  state.refreshed.push(used)
  const person = state.refreshTokens.get(used)
  state.refreshTokens.delete(used)
  if (!person || state.revoked) return { status: 400, body: { error: 'invalid_grant' } }
  return { status: 200, body: tokensFor(state, person, form.get('resource')) }
}

function tokensFor(state: State, person: Person, resource: string | null) {
  const refresh_token = randomUUID()
  state.refreshTokens.set(refresh_token, person)
  const access_token = `${resource === null ? 'userinfo' : 'federation'}.${person.sub}.${randomUUID()}`
  return { access_token, token_type: 'Bearer', expires_in: 900, refresh_token }
}

/** As providers do: a token made for a resource is none for userinfo. */
function userinfo({ person }: State, authorization: string): Said {
  const [kind, sub] = authorization.replace('Bearer ', '').split('.')
  return kind === 'userinfo' && sub === person.sub ? { status: 200, body: person } : { status: 401 }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const metadataOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  end_session_endpoint: `${issuer}/sign-out`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
})
