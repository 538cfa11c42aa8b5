import { asMemberId, type Clock, holdsOn, type LondonDate, type MemberId, millisecondsOf } from '@oh/kernel'
import { importJWK } from 'jose'
import { request } from 'undici'
import { fieldsIn, jsonIn } from './json.ts'
import { readAll } from './read-all.ts'

/** A public key of a member and when it holds, in milliseconds since 1970: from `from`, before `to`. */
export interface PeerKey {
  readonly key: CryptoKey
  readonly from: number
  readonly to?: number
}

/** Another member as the directory's registry knows it. */
export interface Peer {
  readonly id: MemberId
  readonly state: 'invited' | 'active' | 'suspended' | 'retired'
  /** Where it listens, without a slash at the end; undefined for one that opens every connection itself. */
  readonly endpoint: string | undefined
  readonly keys: ReadonlyMap<string, PeerKey>
  /** Trusts (a spoke) or ICSs (a pool) it serves, dated. */
  readonly serves: readonly { readonly code: string; readonly from: LondonDate; readonly to?: LondonDate }[]
}

/** Where members and their keys are looked up. The only source of keys. */
export interface Peers {
  /**
   * The member, or undefined when the registry has none of that id. With a key id it makes sure that the registry was
   * asked lately when the key is not known. Throws PeersUnknown when the registry never answered or not for a day.
   */
  find(member: MemberId, keyId?: string): Promise<Peer | undefined>
}

/** The directory's registry as a port, with the look-up a sender needs. */
export interface Registry extends Peers {
  /** The active member that serves the trust or ICS on the date. Throws PeersUnknown as `find` does. */
  serving(code: string, on: LondonDate): Promise<Peer | undefined>
  /** Every member, whatever its state. Throws PeersUnknown as `find` does. */
  members(): Promise<readonly Peer[]>
}

/** The registry cannot be asked and no answer of the last day is at hand. */
export class PeersUnknown extends Error {
  override readonly name = 'PeersUnknown'
  readonly code = 'PEERS_UNKNOWN'
}

const TIMEOUT_MS = 1_000
const LARGEST_ANSWER = 4 * 1024 * 1024
const FRESH_MS = 30_000
const PAUSE_MS = 5_000
/** With nothing to live on, waiting long gains nothing: both sides may just be starting. */
const EMPTY_PAUSE_MS = 500
const USABLE_MS = 86_400_000
const STATES: readonly string[] = ['invited', 'active', 'suspended', 'retired'] satisfies Peer['state'][]

/**
 * The registry at `{gateway}/directory/members`, kept in memory: an answer is fresh for 30 s, an unknown member or key
 * has it asked again at once (at most every 5 s; every half second while there has been no answer at all), and while the
 * directory is away the last good answer serves for 24 h.
 */
export function registryPeers(gatewayUrl: string, clock: Clock): Registry {
  const url = `${gatewayUrl.replace(/\/$/, '')}/directory/members`
  let known: { readonly peers: ReadonlyMap<MemberId, Peer>; readonly at: number } | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  const now = () => millisecondsOf(clock())
  const ask = async () => {
    triedAt = now()
    const peers = await fetchPeers(url)
    if (peers) known = { peers, at: now() }
  }
  const askUnlessJustAsked = async () => {
    if (asking) return asking
    if (Math.abs(now() - triedAt) < (known ? PAUSE_MS : EMPTY_PAUSE_MS)) return
    asking = ask().finally(() => {
      asking = undefined
    })
    return asking
  }
  const current = async () => {
    if (!known || now() - known.at >= FRESH_MS) await askUnlessJustAsked()
    if (!known || now() - known.at >= USABLE_MS) throw new PeersUnknown('The directory has not answered.')
    return known.peers
  }
  return {
    find: async (member, keyId) => {
      const hasAll = (peer: Peer | undefined) => peer !== undefined && (keyId === undefined || peer.keys.has(keyId))
      const peer = (await current()).get(member)
      if (hasAll(peer)) return peer
      await askUnlessJustAsked()
      return (await current()).get(member)
    },
    serving: async (code, on) => {
      const serves = (peer: Peer) => peer.state === 'active' && peer.serves.some((row) => row.code === code && holdsOn(on, row))
      return [...(await current()).values()].find(serves)
    },
    members: async () => [...(await current()).values()],
  }
}

/** Undefined when the directory does not answer in time, in size or in shape; the caller lives on what it has. */
async function fetchPeers(url: string): Promise<ReadonlyMap<MemberId, Peer> | undefined> {
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const bytes = await readAll(answer.body, LARGEST_ANSWER)
    const rows = answer.statusCode === 200 && bytes ? jsonIn(bytes) : undefined
    return Array.isArray(rows) ? await readPeers(rows) : undefined
  } catch {
    // whatever went wrong on the way: `find` throws when there is nothing left to live on
    return undefined
  }
}

/** The members in a registry's answer by id. Rows and keys that do not have the agreed shape are left out. */
export async function readPeers(rows: readonly unknown[]): Promise<ReadonlyMap<MemberId, Peer>> {
  const peers = await Promise.all(rows.map(readPeer))
  return new Map(peers.flatMap((peer) => (peer ? [[peer.id, peer]] : [])))
}

async function readPeer(row: unknown): Promise<Peer | undefined> {
  const { id, state, endpoint, keys, serves } = fieldsIn(row)
  const member = typeof id === 'string' ? asMemberId(id) : undefined
  if (!member || typeof state !== 'string' || !STATES.includes(state)) return undefined
  const read = await Promise.all(listOf(keys).map(readKey))
  return {
    id: member,
    state: state as Peer['state'],
    endpoint: typeof endpoint === 'string' && /^https?:\/\//.test(endpoint) ? endpoint.replace(/\/$/, '') : undefined,
    keys: new Map(read.flatMap((key) => (key ? [key] : []))),
    serves: listOf(serves).flatMap(readServed),
  }
}

function readServed(row: unknown): Peer['serves'][number][] {
  const { code, from, to } = fieldsIn(row)
  if (typeof code !== 'string' || typeof from !== 'string') return []
  return [{ code, from: from as LondonDate, ...(typeof to === 'string' ? { to: to as LondonDate } : {}) }]
}

/** Only public P-256 keys: what else a registry row may hold is not used. */
async function readKey(row: unknown): Promise<[string, PeerKey] | undefined> {
  const { kid, jwk, from, to } = fieldsIn(row)
  const { kty, crv, x, y, d } = fieldsIn(jwk)
  const begins = typeof from === 'string' ? Date.parse(from) : Number.NaN
  const ends = typeof to === 'string' ? Date.parse(to) : undefined
  if (typeof kid !== 'string' || kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string')
    return undefined
  if (d !== undefined || Number.isNaN(begins) || Number.isNaN(ends)) return undefined
  try {
    const key = await importJWK({ kty, crv, x, y }, 'ES256')
    return key instanceof Uint8Array ? undefined : [kid, { key, from: begins, ...(ends === undefined ? {} : { to: ends }) }]
  } catch {
    // not a point on the curve
    return undefined
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
