import { readPublicKey, type SigningKey } from '@oh/auth'
import { type Instant, type MemberId, millisecondsOf } from '@oh/kernel'
import { PeersUnknown, type Registry } from '@oh/relay'

/**
 * Looks up a key that a member had at a moment. A key that has ended since still proves what was signed while it held.
 * Resolves to undefined when the directory knows no such key; throws PeersUnknown when it cannot be asked.
 */
export function memberKeyOf(registry: Pick<Registry, 'find'>) {
  return async (member: MemberId, keyId: string, at: Instant): Promise<CryptoKey | undefined> => {
    const known = (await registry.find(member, keyId))?.keys.get(keyId)
    const time = millisecondsOf(at)
    if (!known || time < known.from || (known.to !== undefined && time >= known.to)) return undefined
    return known.key
  }
}

/** A member's own public keys by id: the one it signs with now, and those the directory remembers. */
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
