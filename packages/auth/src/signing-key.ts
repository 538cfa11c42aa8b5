import { createHash } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, compactVerify, errors, exportJWK, generateKeyPair, importJWK } from 'jose'
import { z } from 'zod'
import { type KeyReading, type PublicJwk, readPublicKey } from './public-key.ts'
import { ALGORITHM } from './token-shape.ts'

/** A private ES256 key ready to sign, and the public half that others may have. */
export interface SigningKey {
  /** The RFC 7638 thumbprint of the public key: the key names itself. */
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: PublicJwk
}

/** The form in which a signing key is kept in a secret file. */
export interface PrivateJwk extends PublicJwk {
  readonly d: string
}

/** A signing key file cannot be used. Its message never holds key material. */
export class SigningKeyUnusable extends Error {
  override readonly name = 'SigningKeyUnusable'
  readonly code = 'SIGNING_KEY_UNUSABLE'
}

const GROUPS = /.{4}/g
const FINGERPRINT_DIGITS = 32
const privateShape = z.object({ d: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** A new ES256 key as a JWK to store; `loadSigningKey` makes it ready to sign. */
export async function generateSigningKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const { x, y, d } = await exportJWK(privateKey)
  if (!x || !y || !d) throw new SigningKeyUnusable('The new key could not be exported.')
  const bare = { kty: 'EC', crv: 'P-256', x, y } as const
  return { ...bare, d, kid: await calculateJwkThumbprint(bare), alg: ALGORITHM, use: 'sig' }
}

/**
 * A stored key made ready to sign. Throws SigningKeyUnusable unless it is an ES256 signing key named by its own thumbprint
 * whose private half belongs to its public half.
 */
export async function loadSigningKey(stored: unknown): Promise<SigningKey> {
  const secret = privateShape.safeParse(stored)
  if (!secret.success || typeof stored !== 'object' || stored === null)
    throw new SigningKeyUnusable('The key has no private half.')
  const { d: _, ...open } = { d: '', ...stored }
  const reading = await readPublicKey(open)
  if (reading.kind === 'refused') throw new SigningKeyUnusable(`The key is refused: ${reading.fault}.`)
  const { jwk, key } = reading
  if ((await calculateJwkThumbprint({ ...jwk })) !== jwk.kid)
    throw new SigningKeyUnusable('The key is not named by its thumbprint.')
  const privateKey = await importPrivate({ ...jwk, d: secret.data.d })
  if (!(await belongTogether(privateKey, key))) throw new SigningKeyUnusable('The halves of the key do not belong together.')
  return { kid: jwk.kid, privateKey, publicJwk: jwk }
}

/** What one key file holds while keys change. */
export interface SigningKeys {
  /** The key that signs now. */
  readonly current: SigningKey
  /** Every key whose signatures are to be taken: the one that signs, the next, the one before. First the one that signs. */
  readonly published: readonly SigningKey[]
  /** Published keys and those given up: for what was signed long ago and is still to be read. By name. */
  readonly known: ReadonlyMap<string, CryptoKey>
}

const fileShape = z.strictObject({ keys: z.array(z.unknown()).min(1).max(10), past: z.array(z.unknown()).max(100).default([]) })

/**
 * A key file made ready: one private JWK, or `{ "keys": [the one that signs, others that are published], "past": [public
 * keys given up] }`. To change keys, add the new one behind, wait a day, put it first, and move the old one to `past` when no
 * token of its can still be alive. Throws SigningKeyUnusable when any of them is not usable, or stands there twice.
 */
export async function loadSigningKeys(stored: unknown): Promise<SigningKeys> {
  const isFile = typeof stored === 'object' && stored !== null && 'keys' in stored
  const file = fileShape.safeParse(isFile ? stored : { keys: [stored] })
  if (!file.success) throw new SigningKeyUnusable('The key file is neither a key nor a list of keys.')
  const published = await Promise.all(file.data.keys.map(loadSigningKey))
  const readings = await Promise.all([...published.map(({ publicJwk }) => publicJwk), ...file.data.past].map(readPublicKey))
  const known = new Map(readings.map((reading) => [usable(reading).jwk.kid, usable(reading).key]))
  const [current] = published
  if (!current || known.size < readings.length) throw new SigningKeyUnusable('A key stands in the key file twice.')
  return { current, published, known }
}

function usable(reading: KeyReading) {
  if (reading.kind === 'refused') throw new SigningKeyUnusable(`A past key is refused: ${reading.fault}.`)
  return reading
}

async function importPrivate(jwk: PrivateJwk): Promise<CryptoKey> {
  try {
    const key = await importJWK({ ...jwk }, ALGORITHM)
    if (!(key instanceof Uint8Array)) return key
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
  throw new SigningKeyUnusable('The private half is not a key of this curve.')
}

async function belongTogether(privateKey: CryptoKey, publicKey: CryptoKey): Promise<boolean> {
  const probe = await new CompactSign(new Uint8Array([1])).setProtectedHeader({ alg: ALGORITHM }).sign(privateKey)
  try {
    await compactVerify(probe, publicKey, { algorithms: [ALGORITHM] })
    return true
  } catch (fault) {
    if (fault instanceof errors.JOSEError) return false
    throw fault
  }
}

/** The JWK set that publishes these keys. */
export function publicKeySet(keys: readonly { readonly publicJwk: PublicJwk }[]): { readonly keys: readonly PublicJwk[] } {
  return { keys: keys.map(({ publicJwk }) => publicJwk) }
}

/**
 * What two people read out to each other to be sure that they see the same key: eight groups of four hexadecimal digits,
 * the first 128 bits of SHA-256 over the RFC 7638 form of the key. The name (`kid`) plays no part.
 */
export function keyFingerprint({ x, y }: Pick<PublicJwk, 'x' | 'y'>): string {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })
  const digits = createHash('sha256').update(canonical).digest('hex').slice(0, FINGERPRINT_DIGITS)
  return (digits.match(GROUPS) ?? []).join(' ')
}
