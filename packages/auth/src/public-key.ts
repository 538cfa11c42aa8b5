import { importJWK } from 'jose'
import { z } from 'zod'
import { ALGORITHM, visibleText } from './token-shape.ts'

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** A public ES256 signing key as the federation writes it (RFC 7517, RFC 7518 section 6.2). */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly kid: string
  readonly alg: 'ES256'
  readonly use: 'sig'
}

/** Why a key is not used. */
export type KeyFault =
  | 'not-a-key'
  | 'private-key'
  | 'wrong-key-type'
  | 'wrong-algorithm'
  | 'wrong-use'
  | 'key-unnamed'
  | 'not-on-curve'
  | 'duplicate-kid'

export type KeyReading =
  | { readonly kind: 'usable'; readonly jwk: PublicJwk; readonly key: CryptoKey }
  | { readonly kind: 'refused'; readonly kid?: string; readonly fault: KeyFault }

/**
 * Takes in one public key from outside: EC, P-256, `alg` ES256, `use` sig and `kid` must all be written there; RSA, a key
 * for another use, a point off the curve and any private part are refused. Members not named here are dropped.
 */
export async function readPublicKey(given: unknown): Promise<KeyReading> {
  if (typeof given !== 'object' || given === null) return { kind: 'refused', fault: 'not-a-key' }
  const written = new Map<string, unknown>(Object.entries(given))
  const kid = visibleText.safeParse(written.get('kid'))
  const refuse = (fault: KeyFault): KeyReading => ({ kind: 'refused', fault, ...(kid.success ? { kid: kid.data } : {}) })
  if (written.has('d') || written.has('k')) return refuse('private-key')
  if (written.get('kty') !== 'EC' || written.get('crv') !== 'P-256') return refuse('wrong-key-type')
  if (written.get('alg') !== ALGORITHM) return refuse('wrong-algorithm')
  if (written.get('use') !== 'sig') return refuse('wrong-use')
  if (!kid.success) return refuse('key-unnamed')
  const x = coordinate.safeParse(written.get('x'))
  const y = coordinate.safeParse(written.get('y'))
  if (!x.success || !y.success) return refuse('not-on-curve')
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x: x.data, y: y.data, kid: kid.data, alg: ALGORITHM, use: 'sig' }
  const key = await importPublic(jwk)
  return key ? { kind: 'usable', jwk, key } : refuse('not-on-curve')
}

/** The import fails only for a point that is not on the curve: everything else is checked before. */
async function importPublic(jwk: PublicJwk): Promise<CryptoKey | undefined> {
  try {
    const key = await importJWK({ ...jwk }, ALGORITHM)
    return key instanceof Uint8Array ? undefined : key
  } catch (fault) {
    if (fault instanceof DOMException) return undefined
    throw fault
  }
}

export interface KeySet {
  readonly keys: ReadonlyMap<string, CryptoKey>
  readonly refused: readonly Extract<KeyReading, { kind: 'refused' }>[]
}

const keySetShape = z.object({ keys: z.array(z.unknown()).max(100) })

/**
 * The usable keys of a JWK set by `kid`, and those refused with the reason. A `kid` that stands there twice names no key.
 * Undefined when it is no JWK set of at most 100 keys; an empty set is a set.
 */
export async function readKeySet(given: unknown): Promise<KeySet | undefined> {
  const set = keySetShape.safeParse(given)
  if (!set.success) return undefined
  const readings = await Promise.all(set.data.keys.map(readPublicKey))
  const usable = readings.filter((reading) => reading.kind === 'usable')
  const times = new Map<string, number>()
  for (const kid of set.data.keys.map(kidOf)) if (kid !== undefined) times.set(kid, (times.get(kid) ?? 0) + 1)
  const isSingle = ({ jwk }: { jwk: PublicJwk }) => times.get(jwk.kid) === 1
  return {
    keys: new Map(usable.filter(isSingle).map(({ jwk, key }) => [jwk.kid, key])),
    refused: [
      ...readings.filter((reading) => reading.kind === 'refused'),
      ...usable
        .filter((reading) => !isSingle(reading))
        .map(({ jwk }) => ({ kind: 'refused', kid: jwk.kid, fault: 'duplicate-kid' }) as const),
    ],
  }
}

function kidOf(key: unknown): string | undefined {
  const named = z.object({ kid: z.string() }).safeParse(key)
  return named.success ? named.data.kid : undefined
}
