import { FEDERATION_AUDIENCE, LONGEST_PERSON_TOKEN_SECONDS, type PrivateJwk } from '@oh/auth'
import { type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Persona } from '../personas.ts'
import { ASSURANCE } from './access-token.ts'
import { errorPage, signedOutPage, signOutPage } from './identity-pages.ts'
import { signInStore } from './sign-in-store.ts'

export interface ProviderSettings {
  readonly issuer: string
  readonly consoleUrl: string
  /** All are published; the first one signs. */
  readonly signingKeys: readonly PrivateJwk[]
  /** Sign the provider's own cookies: the first one new ones, the others those that are still about. */
  readonly cookieKeys: readonly string[]
  readonly signInsFile: string
  /** Asked at each request, since a spoke may join while the provider runs. */
  readonly findPersona: (id: string) => Persona | undefined
}

const ALGORITHM = 'ES256'
const CLIENT = 'oh-console'
const RESOURCE = 'urn:oh:federation'
const SIGN_IN_SECONDS = 8 * 60 * 60
const MINUTES_10 = 600

/**
 * The development identity provider: authorization code with PKCE only, ES256 only, and anyone may be anyone.
 * It stands where a provider such as NHS CIS2 stands in production and is never deployed.
 */
export function createProvider(settings: ProviderSettings): Provider {
  const provider = new Provider(settings.issuer, configurationFor(settings))
  // behind nothing and on loopback: the issuer is the address
  provider.proxy = false
  return provider
}

function configurationFor(settings: ProviderSettings): Configuration {
  const { consoleUrl } = settings
  return {
    adapter: signInStore(settings.signInsFile),
    jwks: { keys: [...settings.signingKeys] },
    clients: [
      {
        client_id: CLIENT,
        client_name: 'OH Federation',
        redirect_uris: [`${consoleUrl}/signed-in`],
        post_logout_redirect_uris: ['', '/', '/sign-in', '/signed-out'].map((at) => `${consoleUrl}${at}`),
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: ALGORITHM,
      },
    ],
    clientDefaults: { id_token_signed_response_alg: ALGORITHM },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'offline_access'],
    claims: { openid: ['sub', 'acr'], profile: ['name', 'organisation'] },
    // the console reads the name from the ID token, so that it need not ask again
    conformIdTokenClaims: false,
    acrValues: [ASSURANCE],
    routes: { authorization: '/authorize', end_session: '/sign-out', userinfo: '/userinfo' },
    cookies: {
      keys: [...settings.cookieKeys],
      // cookies ignore ports: names of their own keep them apart from the console's
      names: { session: 'oh_identity', interaction: 'oh_identity_choice', resume: 'oh_identity_resume' },
    },
    interactions: { url: (_context, interaction) => `/choose/${interaction.uid}`, policy: alwaysChoose() },
    findAccount: (_context, id) => accountOf(settings.findPersona(id)),
    loadExistingGrant: grantEverythingAsked,
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    renderError: async (context, out) => {
      context.type = 'html'
      context.body = errorPage(String(out.error_description ?? out.error))
    },
    formats: { customizers: { jwt: (_context, _token, parts) => onlyOurClaims(parts) } },
    features: featuresFor(),
    ttl: {
      AccessToken: LONGEST_PERSON_TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: LONGEST_PERSON_TOKEN_SECONDS,
      Interaction: MINUTES_10,
      Session: SIGN_IN_SECONDS,
      Grant: SIGN_IN_SECONDS,
      RefreshToken: SIGN_IN_SECONDS,
    },
  }
}

function featuresFor(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // the token of the code exchange is for userinfo; one for the federation is asked for by name (RFC 8707)
      useGrantedResource: async () => false,
      getResourceServerInfo: () => ({
        scope: 'openid profile',
        audience: FEDERATION_AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: LONGEST_PERSON_TOKEN_SECONDS,
        jwt: { sign: { alg: ALGORITHM } },
      }),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (context, form) => {
        context.body = signOutPage(form)
      },
      postLogoutSuccessSource: async (context) => {
        context.body = signedOutPage()
      },
    },
  }
}

/** Whoever comes to sign in chooses a persona, though the browser may still know an earlier choice. */
function alwaysChoose(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const chosenNow = new Check('choose', 'choose who you are', ({ oidc }) =>
    oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  )
  policy.get('login')?.checks.add(chosenNow)
  policy.remove('consent')
  return policy
}

async function accountOf(persona: Persona | undefined) {
  if (!persona) return undefined
  return { accountId: persona.id, claims: () => claimsOf(persona) }
}

/** What the provider says about a person. The organisation is a hint: no service grants anything for it. */
export const claimsOf = ({ id, name, organisation }: Persona) => ({ sub: id, name, organisation })

/** Our one client is our own console, so nobody is asked whether it may know who signs in. */
async function grantEverythingAsked(context: KoaContextWithOIDC) {
  const { client, session, provider, params } = context.oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(String(params?.scope ?? 'openid'))
  grant.addResourceScope(RESOURCE, 'openid profile')
  await grant.save()
  return grant
}

/** The closed set of claims that services accept: those of the library, less its own extras, and `nbf`, which it leaves out. */
function onlyOurClaims(parts: { payload: Record<string, unknown> }): void {
  const { iss, aud, sub, jti, iat, exp } = parts.payload
  parts.payload = { iss, aud, sub, jti, iat, nbf: iat, exp, acr: ASSURANCE }
}
