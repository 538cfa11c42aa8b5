import { asIcsCode, asMemberId, asTrustCode } from '@oh/kernel'
import type { MemberEntry, MemberKind, MemberLookup, Silence } from './members.ts'

/** Where one representation or root field goes. The label names the trust or ICS that was asked for. */
export type Route =
  | { readonly kind: 'member'; readonly member: MemberEntry; readonly label: string }
  | { readonly kind: 'silent'; readonly reason: Silence; readonly label: string | undefined }
  | { readonly kind: 'unroutable' }

type Keys = Readonly<Record<string, unknown>>

const unroutable: Route = { kind: 'unroutable' }

/** A representation, or the arguments of a root field, to the member that has to answer for it. */
export function routeOf(kind: MemberKind, keys: unknown, members: MemberLookup): Route {
  if (kind === 'rollup') return routeToRollup(members)
  if (!isKeys(keys)) return unroutable
  const route = routeByKeys(kind, keys, members)
  return route.kind === 'unroutable' && isKeys(keys.input) ? routeByKeys(kind, keys.input, members) : route
}

/** There is one, so nothing has to be named. */
function routeToRollup(members: MemberLookup): Route {
  const member = members.rollup()
  return member ? routeTo(member, member.label) : { kind: 'silent', reason: 'UNKNOWN_MEMBER', label: undefined }
}

function routeByKeys(kind: MemberKind, keys: Keys, members: MemberLookup): Route {
  const id = keyText(kind === 'spoke' ? keys.spokeId : keys.poolId)
  if (id !== undefined) return routeById(kind, id, members)
  const code = kind === 'spoke' ? trustKey(keys) : icsKey(keys)
  return code === undefined ? unroutable : routeByCode(kind, code, members)
}

function routeById(kind: MemberKind, id: string, members: MemberLookup): Route {
  const memberId = asMemberId(id)
  const member = memberId && members.member(memberId)
  if (member?.kind !== kind) return { kind: 'silent', reason: 'UNKNOWN_MEMBER', label: undefined }
  return routeTo(member, member.label)
}

function routeByCode(kind: MemberKind, code: string, members: MemberLookup): Route {
  const reason = kind === 'spoke' ? 'UNKNOWN_TRUST' : 'UNKNOWN_MEMBER'
  const label = kind === 'spoke' ? asTrustCode(code) : asIcsCode(code)
  // text that is no code at all is not repeated to the caller, and not worth a look-up
  if (label === undefined) return { kind: 'silent', reason, label: undefined }
  const member = kind === 'spoke' ? members.spokeServing(label) : members.poolServing(label)
  return member ? routeTo(member, label) : { kind: 'silent', reason, label }
}

function routeTo(member: MemberEntry, label: string): Route {
  return member.state === 'active' ? { kind: 'member', member, label } : { kind: 'silent', reason: 'NOT_ACTIVE', label }
}

function trustKey(keys: Keys): string | undefined {
  const ofTrust = isKeys(keys.trust) ? keys.trust.odsCode : keys.trust
  return keyText(keys.odsCode) ?? keyText(ofTrust) ?? keyText(keys.trustCode)
}

function icsKey(keys: Keys): string | undefined {
  const ofIcs = isKeys(keys.ics) ? keys.ics.code : keys.ics
  return keyText(ofIcs) ?? keyText(keys.code)
}

/** A null, empty or non-text key counts as none. */
function keyText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isKeys(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
