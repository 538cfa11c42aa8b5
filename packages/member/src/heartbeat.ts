import { type Heartbeat, type SigningKey, signHeartbeat } from '@oh/auth'
import type { Log } from '@oh/chassis'
import type { Clock, MemberId } from '@oh/kernel'

const EVERY_MS = 30_000
const AGAIN_MS = 2_000
const TIMEOUT_MS = 2_000

export interface HeartbeatOptions {
  readonly member: MemberId
  readonly key: SigningKey
  readonly gatewayUrl: string
  readonly said: Heartbeat
  readonly now: Clock
  readonly log: Log
}

/** A member's heartbeats, until disposed of. */
export interface Heartbeats extends AsyncDisposable {
  /** Says it now and resolves when it was heard or not. */
  beat(): Promise<boolean>
}

/**
 * Tells the directory every 30 seconds where this member is and in which versions; every 2 seconds while it is not heard,
 * which is how a newcomer waits for its key's approval. Stops when disposed of.
 */
export function startHeartbeat(options: HeartbeatOptions): Heartbeats {
  let timer: NodeJS.Timeout | undefined
  let wasHeard: boolean | undefined
  const stop = new AbortController()
  const beat = async () => {
    const heard = await say(options, stop.signal)
    if (stop.signal.aborted) return
    if (heard !== wasHeard) options.log.info(heard ? 'directory-hears' : 'directory-does-not-hear')
    wasHeard = heard
    timer = setTimeout(beat, heard ? EVERY_MS : AGAIN_MS)
  }
  const first = beat()
  return {
    beat: () => say(options, stop.signal),
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      clearTimeout(timer)
      await first
    },
  }
}

async function say({ member, key, gatewayUrl, said, now }: HeartbeatOptions, stop: AbortSignal): Promise<boolean> {
  try {
    const body = await signHeartbeat(key, member, said, now())
    const signal = AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)])
    const answer = await fetch(new URL('/directory/heartbeat', gatewayUrl), { method: 'POST', body, signal })
    await answer.body?.cancel()
    return answer.ok
  } catch (fault) {
    // an unreachable directory is an everyday thing: the next beat tries again
    if (fault instanceof Error) return false
    throw fault
  }
}
