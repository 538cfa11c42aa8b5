import { addMilliseconds, instantOf, type PersonId } from '@oh/kernel'
import * as oidc from 'openid-client'
import type { Tokens } from './contents.ts'
import type { NewSignIn } from './sign-ins.ts'

/** Where people prove who they are, and as whom the console asks. */
export interface IdentitySettings {
  readonly issuer: URL
  readonly clientId: string
  /** None for a public client, which PKCE alone protects. */
  readonly clientSecret?: string | undefined
  /** The resource whose audience the person's access token must carry; none when the provider gives one token for all. */
  readonly resource?: string | undefined
  /** The one algorithm its ID tokens may be signed with. */
  readonly signingAlgorithm: string
  /** Where it sends the browser back to. */
  readonly redirectUri: string
  readonly afterSignOutUri: string
}

/** What a flight needs to leave: kept on the server until the browser is back. */
interface Departure {
  readonly codeVerifier: string
  readonly nonce: string
}

export interface IdentityProvider {
  newDeparture(): Departure
  /** The provider's address to send the browser to. `person` is who must come back, when that is known. */
  departureUrl(departure: Departure, state: string, person: PersonId | undefined): Promise<URL>
  /** Checks everything the provider said on the way back and exchanges the code. Throws SignInRefused when any of it does not hold. */
  arrive(url: URL, departure: Departure, state: string): Promise<NewSignIn>
  refresh(refreshToken: string): Promise<Tokens | undefined>
  signOutUrl(person: PersonId): Promise<URL>
  /** Resolves when the provider answers. */
  ready(): Promise<void>
  /** Issuer and key set, for checking what it says by itself. */
  keySet(): Promise<{ readonly issuer: string; readonly jwksUri: URL; readonly algorithm: string }>
}

/** The provider, or the browser that came from it, did not bring what it had to. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly code: string

  constructor(code: string, cause: unknown) {
    super('The identity provider’s answer was not accepted.', { cause })
    this.code = code
  }
}

/** The provider could not be asked. */
export class IdentityProviderSilent extends Error {
  override readonly name = 'IdentityProviderSilent'
  readonly code = 'IDENTITY_PROVIDER_SILENT'
}

const SCOPE = 'openid profile offline_access'
const TIMEOUT_SECONDS = 5
const DEFAULT_TOKEN_SECONDS = 300

/** The provider of an issuer. It is discovered when first needed, and again after a failure, so start-up does not wait for it. */
export function identityProvider(settings: IdentitySettings, now: () => number = Date.now): IdentityProvider {
  let discovered: Promise<oidc.Configuration> | undefined
  const configuration = () => {
    discovered ??= discover(settings).catch((cause: unknown) => {
      discovered = undefined
      throw new IdentityProviderSilent('The identity provider was not found.', { cause })
    })
    return discovered
  }
  const tokensOf = (answer: oidc.TokenEndpointResponse): Tokens => ({
    accessToken: answer.access_token,
    accessExpiresAt: addMilliseconds(instantOf(now()), (answer.expires_in ?? DEFAULT_TOKEN_SECONDS) * 1000),
    refreshToken: answer.refresh_token,
  })
  const refresh = async (refreshToken: string): Promise<Tokens | undefined> => {
    const resource: Record<string, string> = settings.resource === undefined ? {} : { resource: settings.resource }
    try {
      const tokens = tokensOf(await oidc.refreshTokenGrant(await configuration(), refreshToken, resource))
      // a provider that does not rotate goes on honouring the old one
      return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken }
    } catch (fault) {
      if (fault instanceof oidc.ResponseBodyError && fault.error === 'invalid_grant') return undefined
      throw silentOr(fault)
    }
  }
  return {
    newDeparture: () => ({ codeVerifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() }),
    departureUrl: async (departure, state, person) =>
      oidc.buildAuthorizationUrl(await configuration(), await departureParameters(settings, departure, state, person)),
    arrive: async (url, departure, state) => {
      try {
        return await arrive(await configuration(), settings, url, departure, state, { tokensOf, refresh })
      } catch (fault) {
        throw silentOr(fault)
      }
    },
    refresh,
    signOutUrl: async (person) =>
      // no id_token_hint: it would put a token with a name in it into addresses and logs
      oidc.buildEndSessionUrl(await configuration(), {
        logout_hint: person,
        post_logout_redirect_uri: settings.afterSignOutUri,
      }),
    ready: async () => void (await configuration()),
    keySet: async () => {
      const { issuer, jwks_uri } = (await configuration()).serverMetadata()
      if (jwks_uri === undefined) throw new IdentityProviderSilent('The identity provider names no key set.')
      return { issuer, jwksUri: new URL(jwks_uri), algorithm: settings.signingAlgorithm }
    },
  }
}

async function discover(settings: IdentitySettings): Promise<oidc.Configuration> {
  const insecure = settings.issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  const found = await oidc.discovery(
    settings.issuer,
    settings.clientId,
    { id_token_signed_response_alg: settings.signingAlgorithm },
    settings.clientSecret === undefined ? oidc.None() : oidc.ClientSecretPost(settings.clientSecret),
    { execute: [...insecure, oidc.enableNonRepudiationChecks], timeout: TIMEOUT_SECONDS },
  )
  if (!found.serverMetadata().supportsPKCE()) throw new Error('The identity provider does not offer PKCE with S256.')
  return found
}

async function departureParameters(
  { redirectUri, resource }: IdentitySettings,
  { codeVerifier, nonce }: Departure,
  state: string,
  person: PersonId | undefined,
): Promise<Record<string, string>> {
  return {
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // whoever sits at a shared screen proves who he is, whatever the provider remembers
    prompt: 'login',
    ...(resource === undefined ? {} : { resource }),
    ...(person === undefined ? {} : { login_hint: person }),
  }
}

interface Exchange {
  readonly tokensOf: (answer: oidc.TokenEndpointResponse) => Tokens
  readonly refresh: (refreshToken: string) => Promise<Tokens | undefined>
}

async function arrive(
  configuration: oidc.Configuration,
  settings: IdentitySettings,
  url: URL,
  { codeVerifier, nonce }: Departure,
  state: string,
  { tokensOf, refresh }: Exchange,
): Promise<NewSignIn> {
  const answer = await oidc.authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: codeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
  const claims = answer.claims()
  if (!claims) throw new SignInRefused('NO_ID_TOKEN', undefined)
  const known = await oidc.fetchUserInfo(configuration, answer.access_token, claims.sub)
  const first = tokensOf(answer)
  // a token that userinfo takes is not one for the federation (RFC 8707), so that one is asked for by itself
  const tokens =
    settings.resource === undefined ? first : first.refreshToken === undefined ? undefined : await refresh(first.refreshToken)
  if (!tokens) throw new SignInRefused('NO_FEDERATION_TOKEN', undefined)
  return {
    ...tokens,
    person: claims.sub as PersonId,
    name: textOf(known.name) ?? 'Name not given',
    job: textOf(known.job),
    organisation: textOf(known.organisation),
    providerSession: textOf(claims.sid),
    assurance: textOf(claims.acr),
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim().slice(0, 200) : undefined
}

/** Told apart because people can do different things about them. */
function silentOr(fault: unknown): Error {
  if (fault instanceof SignInRefused || fault instanceof IdentityProviderSilent) return fault
  if (fault instanceof oidc.AuthorizationResponseError || fault instanceof oidc.ResponseBodyError)
    return new SignInRefused(fault.error, fault)
  const cause = fault instanceof Error ? fault.cause : undefined
  const network = fault instanceof TypeError || (fault instanceof DOMException && fault.name === 'TimeoutError')
  if (network || cause instanceof TypeError)
    return new IdentityProviderSilent('The identity provider did not answer.', { cause: fault })
  return new SignInRefused(fault instanceof oidc.ClientError ? (fault.code ?? 'INVALID') : 'INVALID', fault)
}
