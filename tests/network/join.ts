import type { Network } from './start-network.ts'

const INVITE = `mutation ($trust: ID!) { result: inviteMember(kind: spoke, code: $trust) { ... on MemberInvited { memberId code } } }`
const APPROVE = `mutation ($id: ID!, $fingerprint: String!) { result: approveMember(memberId: $id, fingerprint: $fingerprint) { __typename } }`

/** A trust joins the running federation today: invited, approved by a second registrar, heard. */
export async function joins(net: Network, trust: string): Promise<void> {
  const { memberId, code } = (await net.as('registrar').get(INVITE, { trust })).result
  const newcomer = await net.newcomer(trust, memberId)
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ code, jwk: newcomer.key.publicJwk })
  const answer = await fetch(`${net.gatewayUrl}/directory/join`, { method: 'POST', headers, body })
  const { fingerprint } = (await answer.json()) as { fingerprint: string }
  await net.as('registrar-2').get(APPROVE, { id: memberId, fingerprint })
  await newcomer.start()
}
