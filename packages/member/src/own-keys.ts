import { readPublicKey, type SigningKey } from '@oh/auth'
import type { MemberId } from '@oh/kernel'
import { PeersUnknown, type Registry } from '@oh/relay'

/** A member's own public keys by id: the one it signs with now, and those the directory remembers, as far as it can be asked. */
export function ownKeysOf(registry: Pick<Registry, 'find'>, member: MemberId, { publicJwk }: Pick<SigningKey, 'publicJwk'>) {
  return async (): Promise<ReadonlyMap<string, CryptoKey>> => {
    const now = await readPublicKey(publicJwk)
    const known = await rememberedKeys(registry, member)
    return new Map([...known, ...(now.kind === 'usable' ? [[now.jwk.kid, now.key] as const] : [])])
  }
}

async function rememberedKeys(registry: Pick<Registry, 'find'>, member: MemberId): Promise<(readonly [string, CryptoKey])[]> {
  try {
    return [...((await registry.find(member))?.keys ?? [])].map(([id, { key }]) => [id, key])
  } catch (fault) {
    if (fault instanceof PeersUnknown) return []
    throw fault
  }
}
