import { type GraphQLError, parse } from 'graphql'
import type { CallShard, ShardAnswer } from '../call-shard.ts'
import type { MemberEntry, MemberLookup } from '../members.ts'
import { createShardExecutor, type ShardExecutorOptions } from '../shard-executor.ts'

const codes = ['RWE', 'RT5', 'RX1']
const entries: MemberEntry[] = codes.map((label, at) => ({
  id: `spoke-00000000000${at}`,
  kind: 'spoke',
  state: 'active',
  endpoint: `http://${label}`,
  schemaVersion: '2',
  label,
}))
export const members: MemberLookup = {
  // RWF is served by the spoke of RWE
  spokeServing: (trust) => entries.find(({ label }) => label === (trust === 'RWF' ? 'RWE' : trust)),
  poolServing: () => undefined,
  rollup: () => undefined,
  member: (id) => entries.find((entry) => entry.id === id),
}

export interface Asked {
  readonly to: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

type FarEnd = (asked: Asked) => ShardAnswer

/** The far end of the wire: answers by member, and remembers what it was asked. */
export function executorTo(farEnd: FarEnd, changes: Partial<ShardExecutorOptions<object>> = {}) {
  const asked: Asked[] = []
  const call: CallShard<object> = async ({ member, body }) => {
    const one: Asked = { to: member.label, ...JSON.parse(body) }
    asked.push(one)
    return farEnd(one)
  }
  const execute = createShardExecutor<object>({ kind: 'spoke', members, call, ...changes })
  return { asked, ask: (text: string, variables = {}) => execute({ document: parse(text), variables, context: {} }) }
}

export const names = (asked: Asked): ShardAnswer =>
  answer({ _entities: repsIn(asked).map(({ odsCode }) => ({ name: `${odsCode} at ${asked.to}` })) })
export const answer = (data: Record<string, unknown> | null, errors: unknown[] = []): ShardAnswer => ({
  kind: 'answer',
  data,
  errors,
})
export const repsIn = ({ variables }: Asked) => Object.values(variables).find(Array.isArray) as { odsCode: string }[]
export const trusts = (...odsCodes: unknown[]) => odsCodes.map((odsCode) => ({ __typename: 'Trust', odsCode }))
export const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { name } } }'
export const plain = (errors: readonly GraphQLError[] | undefined) =>
  errors?.map(({ path, extensions }) => ({ path, ...extensions }))

export const byKey = ({ to, query }: Asked) => {
  const keys = [...query.matchAll(/(\w+): (?:trust|note)\w*\(/g)].map(([, key]) => key ?? '')
  return answer(Object.fromEntries(keys.map((key) => [key, `${key} at ${to}`])))
}
