import type { PersonId } from '@oh/kernel'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { IdentityProvider } from './identity-provider.ts'

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

const claimsShape = z.object({
  sub: z.string().min(1).optional(),
  sid: z.string().min(1).optional(),
  jti: z.string().min(1),
  iat: z.number(),
  events: z.object({ [LOGOUT_EVENT]: z.object({}) }),
  // an ID token has a nonce, and must not pass for this
  nonce: z.undefined().optional(),
})

const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>()

/**
 * Whose sign-ins a logout token ends, or undefined when it does not hold: signature, issuer, audience, age and event are
 * checked. Not single use: ending a sign-in twice changes nothing. Rejects when the provider's keys cannot be fetched.
 */
export async function readLogoutToken(
  token: string,
  provider: Pick<IdentityProvider, 'keySet'>,
  clientId: string,
): Promise<{ readonly providerSession: string } | { readonly person: PersonId } | undefined> {
  const { issuer, jwksUri, algorithm } = await provider.keySet()
  const keys = keySets.get(jwksUri.href) ?? createRemoteJWKSet(jwksUri)
  keySets.set(jwksUri.href, keys)
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms: [algorithm],
      maxTokenAge: '5 minutes',
      clockTolerance: 30,
    })
    const claims = claimsShape.safeParse(payload)
    if (!claims.success) return undefined
    const { sid, sub } = claims.data
    if (sid !== undefined) return { providerSession: sid }
    return sub === undefined ? undefined : { person: sub as PersonId }
  } catch (fault) {
    if (fault instanceof errors.JOSEError) return undefined
    throw fault
  }
}
