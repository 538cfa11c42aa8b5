import type { KeySource } from '@oh/auth'
import { type Clock, millisecondsOf, type SpokeId } from '@oh/kernel'
import { PeersUnknown, type Registry } from '@oh/relay'

/**
 * The keys with which one spoke may sign consent proofs: those the registry holds for it, while it is active and the key is
 * in its time. A suspended or retired spoke has none, so nothing of its escalations opens.
 */
export function proofKeysOf(members: Pick<Registry, 'find'>, clock: Clock): (spoke: SpokeId) => KeySource {
  return (spoke) => ({
    find: async (kid) => {
      try {
        const member = await members.find(spoke, kid)
        const key = member?.state === 'active' ? member.keys.get(kid) : undefined
        const at = millisecondsOf(clock())
        const holds = key && at >= key.from && (key.to === undefined || at < key.to)
        return holds ? { kind: 'found', key: key.key } : { kind: 'unknown' }
      } catch (fault) {
        if (fault instanceof PeersUnknown) return { kind: 'unavailable' }
        throw fault
      }
    },
  })
}
