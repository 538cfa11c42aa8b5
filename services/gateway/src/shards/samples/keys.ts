import {
  FEDERATION_AUDIENCE,
  generateSigningKey,
  type KeySource,
  loadSigningKey,
  publicKeySet,
  type SigningKey,
  signCompact,
  staticKeys,
} from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import { spokes } from './rows.ts'

export const IDENTITY = 'https://identity.test'

export type SampleKeys = Awaited<ReturnType<typeof makeKeys>>

/** Real keys: the gateway's, the identity provider's and one for each spoke. */
export async function makeKeys() {
  const [gateway, identity] = [await makeKey(), await makeKey()]
  const ofSpokes = new Map<string, { key: SigningKey; source: KeySource }>()
  for (const { id } of spokes) ofSpokes.set(id, await withSource(await makeKey()))
  const of = (spokeId: string) => {
    const found = ofSpokes.get(spokeId)
    if (!found) throw new Error(`No sample spoke ${spokeId}`)
    return found
  }
  return {
    gateway: await withSource(gateway),
    identity: await withSource(identity),
    spoke: of,
    /** A person's access token as the identity provider gives it. */
    personToken(person: PersonId): Promise<string> {
      const iat = Math.floor(Date.now() / 1000)
      const times = { iat, nbf: iat, exp: iat + 600 }
      return signCompact(identity, 'at+jwt', {
        iss: IDENTITY,
        aud: FEDERATION_AUDIENCE,
        sub: person,
        jti: crypto.randomUUID(),
        ...times,
      })
    },
  }
}

const makeKey = async () => loadSigningKey(await generateSigningKey())

async function withSource(key: SigningKey) {
  return { key, source: await staticKeys(publicKeySet([key])) }
}
