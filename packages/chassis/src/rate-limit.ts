import type { Context } from 'hono'

export interface RateLimitSettings {
  /** Tokens that come back each second. */
  readonly perSecond: number
  /** Tokens at hand after a rest: how many may be taken at once. */
  readonly burst: number
  /** How many callers are remembered. The one not seen for longest is forgotten first, and starts afresh. Default 10 000. */
  readonly kept?: number
  /** A clock in milliseconds that never goes back. Default: the process's own. */
  readonly now?: () => number
}

export type RateRuling = { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly retryAfterSeconds: number }

export interface RateLimit {
  /** Takes one token of this caller's; refused says in how many whole seconds there will be one. */
  take(caller: string): RateRuling
}

interface Bucket {
  tokens: number
  at: number
}

/** One token bucket for each caller, in bounded memory. A refused attempt takes nothing, so waiting always helps. */
export function createRateLimit({
  perSecond,
  burst,
  kept = 10_000,
  now = () => performance.now(),
}: RateLimitSettings): RateLimit {
  const buckets = new Map<string, Bucket>()
  return {
    take(caller) {
      const at = now()
      const before = buckets.get(caller)
      const tokens = before ? Math.min(burst, before.tokens + ((at - before.at) * perSecond) / 1_000) : burst
      const allowed = tokens >= 1
      buckets.delete(caller)
      buckets.set(caller, { tokens: allowed ? tokens - 1 : tokens, at })
      if (buckets.size > kept) buckets.delete(buckets.keys().next().value ?? caller)
      return allowed
        ? { kind: 'allowed' }
        : { kind: 'refused', retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / perSecond)) }
    },
  }
}

/**
 * The address at the other end of the connection; never what a header says, which anybody can write. An IPv6 address counts
 * by its network (/64), since one subscriber holds all of it. Empty where there is no socket.
 */
export function addressOf(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const address = incoming?.socket?.remoteAddress ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  return networkOf(address)
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  return [...groups, ...zeros, ...after].slice(0, 4).join(':')
}
