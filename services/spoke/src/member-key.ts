import { type Instant, type MemberId, millisecondsOf } from '@oh/kernel'
import type { Registry } from '@oh/relay'

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
