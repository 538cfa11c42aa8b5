import { PlainFault } from './plain-fault.ts'

/** The directory as its registrars and newcomers speak to it, through the gateway. */
export interface DirectoryClient {
  invite(token: string, trust: string): Promise<{ readonly memberId: string; readonly code: string }>
  /** Hands in the public key with the one-time code; resolves to the fingerprint the directory reads in it. */
  handIn(code: string, publicJwk: object): Promise<{ readonly memberId: string; readonly fingerprint: string }>
  approve(token: string, memberId: string, fingerprint: string): Promise<void>
  stateOf(memberId: string): Promise<string | undefined>
}

const ANSWER_WITHIN_MS = 10_000

const INVITE = `mutation Invite($code: ID!) { inviteMember(kind: spoke, code: $code) {
  __typename ... on MemberInvited { memberId code } ... on Refused { reasons { sentence } } } }`
const APPROVE = `mutation Approve($memberId: ID!, $fingerprint: String!) {
  approveMember(memberId: $memberId, fingerprint: $fingerprint) { __typename ... on Refused { reasons { sentence } } } }`

/** Every refusal becomes a PlainFault with the directory's own sentence. */
export function directoryAt(gatewayUrl: string): DirectoryClient {
  const mutate = (token: string, query: string, variables: object) =>
    post(`${gatewayUrl}/graphql`, { query, variables }, { authorization: `Bearer ${token}` })
  return {
    invite: async (token, code) => {
      const { inviteMember } = dataOf<{ inviteMember: Union<{ memberId: string; code: string }> }>(
        await mutate(token, INVITE, { code }),
      )
      return accepted(inviteMember)
    },
    handIn: async (code, jwk) => {
      const { status, body } = await post(`${gatewayUrl}/directory/join`, { code, jwk })
      if (status !== 202) throw refusedBy(typeof body.sentence === 'string' ? body.sentence : `status ${status}`)
      return body as { memberId: string; fingerprint: string }
    },
    approve: async (token, memberId, fingerprint) => {
      accepted(dataOf<{ approveMember: Union<object> }>(await mutate(token, APPROVE, { memberId, fingerprint })).approveMember)
    },
    stateOf: async (memberId) => {
      const answer = await fetch(`${gatewayUrl}/directory/members`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      const members = (await answer.json()) as { id: string; state: string }[]
      return members.find(({ id }) => id === memberId)?.state
    },
  }
}

type Union<Done> = (Done & { __typename: string }) | { __typename: 'Refused'; reasons: { sentence: string }[] }

function accepted<Done>(result: Union<Done>): Done {
  if ('reasons' in result && Array.isArray(result.reasons))
    throw refusedBy(result.reasons.map(({ sentence }) => sentence).join(' '))
  return result as Done
}

function dataOf<Data>({ body }: { body: Record<string, unknown> }): Data {
  if (body.data) return body.data as Data
  const [first] = (body.errors ?? []) as { message: string }[]
  throw refusedBy(first?.message ?? 'no reason given')
}

const refusedBy = (sentence: string) => new PlainFault(`The directory refused: ${sentence}`)

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((cause: unknown) => {
    throw new PlainFault('The gateway does not answer: look at the terminal of "npm start".', { cause })
  })
  return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, unknown> }
}
