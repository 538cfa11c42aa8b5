import { type ChainReport, seal, verifyChain } from '@oh/audit'
import { readPublicKey } from '@oh/auth'
import type { TestDatabase } from '@oh/postgres/testing'
import type { Network } from './start-network.ts'

/** Seals what is not sealed yet and walks the chain of one holder's audit: a member's, or the `gateway`'s. */
export async function verifiedChain(net: Network, holder: string, { db }: TestDatabase): Promise<ChainReport> {
  const { kid, privateKey, publicJwk } = await net.signingKey(holder)
  const reading = await readPublicKey(publicJwk)
  if (reading.kind !== 'usable') throw new Error('the key of a member is not usable')
  while ((await seal(db, { keyId: kid, key: privateKey })) > 0);
  return verifyChain(db, (keyId) => (keyId === kid ? reading.key : undefined))
}
