import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { FEDERATION_AUDIENCE, generateSigningKey, loadSigningKey, PERSON_TOKEN_TYPE, publicKeySet, signCompact } from '@oh/auth'
import { type Clock, millisecondsOf } from '@oh/kernel'

/** A person's identity provider for tests: its key set over HTTP, and tokens for whoever the test wants to be. */
export interface TestIdentity extends AsyncDisposable {
  readonly issuer: string
  readonly jwksUrl: string
  /** A good token of that person, or one whose claims a test has changed. */
  token(person: string, claims?: Readonly<Record<string, unknown>>): Promise<string>
}

const LIFE_SECONDS = 600

export async function startIdentity(now: Clock): Promise<TestIdentity> {
  const key = await loadSigningKey(await generateSigningKey())
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(publicKeySet([key])))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the identity provider has no port')
  const issuer = `http://127.0.0.1:${address.port}`
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    token: (person, claims = {}) => {
      const iat = Math.floor(millisecondsOf(now()) / 1000)
      const timed = { jti: randomUUID(), iat, nbf: iat, exp: iat + LIFE_SECONDS, acr: 'AAL3' }
      return signCompact(key, PERSON_TOKEN_TYPE, {
        iss: issuer,
        aud: FEDERATION_AUDIENCE,
        sub: person,
        ...timed,
        ...claims,
      })
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
