import type { Role } from '@oh/auth'
import type { Instant } from '@oh/kernel'
import type { Keyring } from '@oh/vault'

/** The person's tokens. They stay on the server; no browser ever holds one. */
export interface Tokens {
  readonly accessToken: string
  readonly accessExpiresAt: Instant
  readonly refreshToken?: string | undefined
}

/** What is sealed in a sign-in. */
export interface SignInContents extends Tokens {
  readonly name: string
  readonly job?: string | undefined
  /** A hint at which spoke or pool to ask. It grants nothing. */
  readonly organisation?: string | undefined
  /** Where the person has chosen to work now, when it is not there. It grants nothing either. */
  readonly worksAt?: string | undefined
  /** As last answered by that spoke or pool: chooses the home page and the navigation, and grants nothing. */
  readonly roles: readonly Role[]
  readonly formKey: string
}

/** What is sealed in a flight. */
export interface FlightContents {
  readonly codeVerifier: string
  readonly nonce: string
  readonly returnTo: string
  readonly form?: SentForm | undefined
}

/** A form that was sent when its page was already locked, field by field. */
export interface SentForm {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/** Seals and opens by place: what is copied to another row or table no longer opens. */
export interface Seal<Contents> {
  close(idHash: string, contents: Contents): Uint8Array
  /** Throws IntegrityFault for bytes that were altered or moved. */
  open(idHash: string, sealed: Uint8Array): Contents
}

const utf8 = new TextEncoder()
const text = new TextDecoder('utf-8', { fatal: true })

/** The seal of one table of the sign-in database. */
export function sealFor<Contents>(keyring: Keyring, table: 'sign_in' | 'sign_in_flight'): Seal<Contents> {
  return {
    close: (idHash, contents) => keyring.sealBody(`${table}:${idHash}`, utf8.encode(JSON.stringify(contents))),
    open: (idHash, sealed) => JSON.parse(text.decode(keyring.openBody(`${table}:${idHash}`, sealed))) as Contents,
  }
}
