import { type Clock, type Instant, instantOf, millisecondsOf } from '@oh/kernel'
import { z } from 'zod'
import { claimFault, readClaims, SKEW_SECONDS, secondsOf, timedClaims } from './claims.ts'
import { signCompact, verifyCompact } from './compact-token.ts'
import type { KeySource } from './key-source.ts'
import { type PersonTrust, type TokenFault, type VerifiedPerson, verifyPersonToken } from './person-token.ts'
import type { SigningKey } from './signing-key.ts'

/** Who issues service tokens: the gateway, and nobody else. */
export const GATEWAY_ISSUER = 'gateway'
export const SERVICE_TOKEN_TYPE = 'service+jwt'
export const SERVICE_TOKEN_SECONDS = 60

/** A kept token is used until it has this long to live, so a slow call still arrives in time. */
const RENEW_BEFORE_SECONDS = 20

/** No subject: the gateway's own token never says who the person is. */
const serviceClaims = z.strictObject(timedClaims)

export interface ServiceTrust {
  /** The id of the service that is being called: the only audience it answers to. */
  readonly audience: string
  readonly keys: KeySource
  readonly now: Clock
}

export type ServiceReading =
  | { readonly kind: 'verified'; readonly expiresAt: Instant }
  | { readonly kind: 'rejected'; readonly fault: TokenFault }

/** The gateway's own token for one member or service (`audience`): names nobody, lives 60 seconds. */
export function signServiceToken(key: SigningKey, audience: string, now: Instant): Promise<string> {
  const iat = secondsOf(now)
  const exp = iat + SERVICE_TOKEN_SECONDS
  return signCompact(key, SERVICE_TOKEN_TYPE, { iss: GATEWAY_ISSUER, aud: audience, iat, exp, jti: crypto.randomUUID() })
}

/**
 * Signs service tokens and keeps each for its audience while it has more than 20 seconds to live; signing is most of what a
 * call to forty spokes costs the gateway. Callers at once share one signature; a failed signature is not kept.
 */
export function serviceTokens(key: SigningKey, now: Clock): (audience: string) => Promise<string> {
  const kept = new Map<string, { readonly until: number; readonly token: Promise<string> }>()
  return (audience) => {
    const at = now()
    const found = kept.get(audience)
    if (found && millisecondsOf(at) < found.until) return found.token
    const token = signServiceToken(key, audience, at)
    kept.set(audience, { until: millisecondsOf(at) + (SERVICE_TOKEN_SECONDS - RENEW_BEFORE_SECONDS) * 1000, token })
    token.catch(() => kept.delete(audience))
    return token
  }
}

/** Verifies the gateway's own token for this service. Never throws for a bad token. */
export async function verifyServiceToken(token: unknown, trust: ServiceTrust): Promise<ServiceReading> {
  const signature = await verifyCompact(token, { type: SERVICE_TOKEN_TYPE, keys: trust.keys })
  if (signature.kind === 'rejected') return signature
  const claims = readClaims(signature.payload, serviceClaims)
  if (!claims) return { kind: 'rejected', fault: 'bad-claims' }
  const fault = claimFault(claims, {
    issuer: GATEWAY_ISSUER,
    audience: trust.audience,
    longestLifeSeconds: SERVICE_TOKEN_SECONDS,
    graceSeconds: SKEW_SECONDS,
    now: trust.now(),
  })
  return fault ? { kind: 'rejected', fault } : { kind: 'verified', expiresAt: instantOf(claims.exp * 1000) }
}

export interface CallerTokens {
  readonly serviceToken: string | undefined
  readonly personToken: string | undefined
}

export interface CallerTrust {
  readonly service: ServiceTrust
  readonly person: PersonTrust
}

export type CallerReading =
  | VerifiedPerson
  | { readonly kind: 'rejected'; readonly token: 'service' | 'person'; readonly fault: TokenFault }

/** The two tokens of a call: `authorization: Bearer` carries the gateway's own, `oh-person` the person's. */
export function callerTokens(headers: { get(name: string): string | null }): CallerTokens {
  const bearer = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')
  return { serviceToken: bearer?.[1], personToken: headers.get('oh-person') ?? undefined }
}

/**
 * Who calls a service behind the gateway. Both tokens must be good; either alone is rejected (answer 401). The person comes
 * only from the person's own token.
 */
export async function verifyCaller(tokens: CallerTokens, trust: CallerTrust): Promise<CallerReading> {
  const service = await verifyServiceToken(tokens.serviceToken, trust.service)
  if (service.kind === 'rejected') return { ...service, token: 'service' }
  const person = await verifyPersonToken(tokens.personToken, trust.person)
  return person.kind === 'rejected' ? { ...person, token: 'person' } : person
}
