import { type Clock, type Instant, instantOf, millisecondsOf } from '@oh/kernel'
import { type KeySet, readKeySet } from './public-key.ts'
import { REFRESH, refreshIsDue, unknownKeyMayRefresh } from './refresh-policy.ts'

export type KeyLookup =
  | { readonly kind: 'found'; readonly key: CryptoKey }
  | { readonly kind: 'unknown' }
  /** No usable set: nothing can be said about any key. */
  | { readonly kind: 'unavailable' }

/** Where the keys of one issuer come from. `find` never throws. */
export interface KeySource {
  readonly find: (kid: string) => Promise<KeyLookup>
}

/** Gets the JSON at the address; rejects when it cannot. */
export type FetchJson = (url: URL, signal: AbortSignal) => Promise<unknown>

export interface JwksOptions {
  /** The one configured address: no token can name another. */
  readonly url: URL
  readonly now: Clock
  readonly fetchJson?: FetchJson
}

export interface JwksStatus {
  /** When the set in use was fetched; undefined before the first. */
  readonly loadedAt: Instant | undefined
  readonly refused: KeySet['refused']
  /** What went wrong at the last attempt; undefined when it succeeded. */
  readonly lastFault: unknown
}

export interface JwksSource extends KeySource {
  /** Asks the address once now (callers at once share the question); true when a set came. For start-up and tests. */
  readonly refresh: () => Promise<boolean>
  /** For readiness and alerts. */
  readonly status: () => JwksStatus
}

/** A JWK set could not be had, or what came was none. */
export class KeySetUnusable extends Error {
  override readonly name = 'KeySetUnusable'
  readonly code = 'KEY_SET_UNUSABLE'
}

const LONGEST_SET = 65_536

/** A fixed set of public keys. Throws KeySetUnusable when any of them is not an ES256 signing key: it is our own configuration. */
export async function staticKeys(jwks: unknown): Promise<KeySource> {
  const set = await readKeySet(jwks)
  if (!set) throw new KeySetUnusable('This is not a JWK set.')
  if (set.refused.length > 0) throw new KeySetUnusable(`Keys refused: ${set.refused.map(({ fault }) => fault).join(', ')}.`)
  return { find: async (kid) => lookIn(set.keys, kid) }
}

/**
 * The keys at one configured address, kept. A set is asked for again after 4 minutes, so a key taken away is refused within
 * 5; an unknown `kid` asks again at most once a minute and never within 30 seconds of another attempt; an attempt ends
 * after 1 second. While the address is silent the last good set serves for 24 hours. A well-formed set replaces the old
 * one even when it is empty: keys withdrawn are withdrawn.
 */
export function jwksKeys({ url, now, fetchJson = fetchKeySet }: JwksOptions): JwksSource {
  const time = () => millisecondsOf(now())
  let held: { readonly set: KeySet; readonly at: number } | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  let lastFault: unknown
  let inFlight: Promise<boolean> | undefined

  async function attempt(): Promise<boolean> {
    triedAt = time()
    try {
      const set = await readKeySet(await within(REFRESH.attemptLastsMs, (signal) => fetchJson(url, signal)))
      if (!set) throw new KeySetUnusable('The address answered with something that is not a JWK set.')
      held = { set, at: time() }
      lastFault = undefined
      return true
    } catch (fault) {
      lastFault = fault
      return false
    } finally {
      inFlight = undefined
    }
  }
  const refresh = () => (inFlight ??= attempt())
  const lookUp = (kid: string): KeyLookup =>
    held && time() - held.at < REFRESH.usableForMs ? lookIn(held.set.keys, kid) : { kind: 'unavailable' }

  async function find(kid: string): Promise<KeyLookup> {
    if (refreshIsDue({ now: time(), heldAt: held?.at, triedAt })) await refresh()
    const found = lookUp(kid)
    if (found.kind === 'found') return found
    if (inFlight) await inFlight
    else if (found.kind === 'unknown' && unknownKeyMayRefresh({ now: time(), triedAt, askedAt })) {
      askedAt = time()
      await refresh()
    }
    return lookUp(kid)
  }

  return {
    find,
    refresh,
    status: () => ({ loadedAt: held && instantOf(held.at), refused: held?.set.refused ?? [], lastFault }),
  }
}

function lookIn(keys: ReadonlyMap<string, CryptoKey>, kid: string): KeyLookup {
  const key = keys.get(kid)
  return key ? { kind: 'found', key } : { kind: 'unknown' }
}

async function fetchKeySet(url: URL, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } })
  if (!answer.ok) throw new KeySetUnusable(`The address answered ${answer.status}.`)
  const text = await answer.text()
  if (text.length > LONGEST_SET) throw new KeySetUnusable('The answer is too long for a JWK set.')
  return JSON.parse(text)
}

/** Rejects after the time even when the work ignores its signal. */
function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  return new Promise<T>((done, failed) => {
    const timer = setTimeout(() => {
      abort.abort()
      failed(new KeySetUnusable('The address did not answer in time.'))
    }, milliseconds)
    work(abort.signal)
      .then(done, failed)
      .finally(() => clearTimeout(timer))
  })
}
