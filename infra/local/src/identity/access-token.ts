import { randomUUID } from 'node:crypto'
import { FEDERATION_AUDIENCE, LONGEST_PERSON_TOKEN_SECONDS, loadSigningKeys, PERSON_TOKEN_TYPE, signCompact } from '@oh/auth'

/** What the provider says of how surely it knows the person. Here everyone counts as known by smartcard. */
export const ASSURANCE = 'AAL3'

/**
 * An access token like the provider's own, from the provider's own key: who, for whom and when, never what the person may
 * do. For the command line of the local federation only. `now` in milliseconds since 1970.
 */
export async function signAccessToken(storedKey: unknown, issuer: string, person: string, now: number): Promise<string> {
  const iat = Math.floor(now / 1000)
  const { current } = await loadSigningKeys(storedKey)
  return signCompact(current, PERSON_TOKEN_TYPE, {
    iss: issuer,
    aud: FEDERATION_AUDIENCE,
    sub: person,
    jti: randomUUID(),
    iat,
    nbf: iat,
    exp: iat + LONGEST_PERSON_TOKEN_SECONDS,
    acr: ASSURANCE,
  })
}
