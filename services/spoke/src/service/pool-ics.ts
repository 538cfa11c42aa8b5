import { type Clock, holdsOn, londonDateOf, type PoolId } from '@oh/kernel'
import { PeersUnknown, type Registry } from '@oh/relay'

/**
 * Looks up which ICS the pool serves today: by agreement a service may send to the pool of another ICS than its own.
 * Resolves to undefined when the pool serves none today, or the directory cannot be asked.
 */
export function poolIcsOf(registry: Pick<Registry, 'find'>, pool: PoolId, clock: Clock) {
  return async (): Promise<string | undefined> => {
    try {
      const today = londonDateOf(clock())
      return (await registry.find(pool))?.serves.find((row) => holdsOn(today, row))?.code
    } catch (fault) {
      if (fault instanceof PeersUnknown) return undefined
      throw fault
    }
  }
}
