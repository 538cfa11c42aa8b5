import { type CallerTrust, callerTokens, FEDERATION_AUDIENCE, jwksKeys, verifyCaller } from '@oh/auth'
import type { CallerRuling } from '@oh/graph'
import type { Clock, MemberId, PersonId } from '@oh/kernel'
import type { MemberSettings } from './settings.ts'

/** Who calls: the gateway by its own token for this member, on behalf of the person whose own token comes with it. Either alone is nobody. */
export function callerVerifier(
  member: MemberId,
  settings: MemberSettings,
  now: Clock,
): (request: Request) => Promise<CallerRuling<PersonId>> {
  const gatewayKeys = jwksKeys({ url: new URL('/.well-known/jwks.json', settings.OH_GATEWAY_URL), now })
  const personKeys = jwksKeys({ url: new URL(settings.OH_IDENTITY_JWKS_URL), now })
  const trust: CallerTrust = {
    service: { audience: member, keys: gatewayKeys, now },
    person: { issuer: settings.OH_IDENTITY_ISSUER, audience: FEDERATION_AUDIENCE, keys: personKeys, now },
  }
  return async (request) => {
    const reading = await verifyCaller(callerTokens(request.headers), trust)
    return reading.kind === 'verified' ? { kind: 'verified', caller: reading.person } : { kind: 'rejected' }
  }
}
