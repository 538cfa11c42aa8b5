import { type Clock, type Instant, instantOf } from '@oh/kernel'
import { CompactSign } from 'jose'
import { secondsOf } from './claims.ts'
import { staticKeys } from './key-source.ts'
import { FEDERATION_AUDIENCE, PERSON_TOKEN_TYPE, type PersonTrust } from './person-token.ts'
import { generateSigningKey, loadSigningKey, publicKeySet, type SigningKey } from './signing-key.ts'

/** The moment at which the samples are read. */
export const NOON = '2026-03-10T12:00:00.000Z' as Instant
export const atNoon: Clock = () => NOON
export const ISSUER = 'https://identity.example'

/** The clock at that many seconds from noon. */
export function secondsFromNoon(seconds: number): Clock {
  return () => instantOf(Date.parse(NOON) + seconds * 1000)
}

/** A new key, ready to sign. */
export async function aSigningKey(): Promise<SigningKey> {
  return loadSigningKey(await generateSigningKey())
}

/** Good claims of a person's token, issued at noon for 10 minutes; `undefined` takes a claim away. */
export function personClaims(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const iat = secondsOf(NOON)
  const good = { iss: ISSUER, aud: FEDERATION_AUDIENCE, sub: 'asha', jti: 'token-1', iat, nbf: iat, exp: iat + 600 }
  return Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined))
}

/** Any header over any claims (or any text), really signed: what a hostile or broken issuer could send. */
export function signAnything(key: SigningKey, claims: unknown, header: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const text = typeof claims === 'string' ? claims : JSON.stringify(claims)
  const fields = { alg: 'ES256', typ: PERSON_TOKEN_TYPE, kid: key.kid, ...header }
  const written = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as typeof fields
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader(written).sign(key.privateKey)
}

/** Trust in that key's tokens, read at noon. */
export async function trustIn(key: SigningKey, change: Partial<PersonTrust> = {}): Promise<PersonTrust> {
  return { issuer: ISSUER, audience: FEDERATION_AUDIENCE, keys: await staticKeys(publicKeySet([key])), now: atNoon, ...change }
}
