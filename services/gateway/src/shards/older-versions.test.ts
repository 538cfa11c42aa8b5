import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { CallShard } from './call-shard.ts'
import type { MemberEntry, MemberLookup } from './members.ts'
import { fieldsSince } from './older-versions.ts'
import { createShardExecutor } from './shard-executor.ts'

const today = `
  type Query { trust(odsCode: ID!): Trust  news(trust: ID!): String  mine(trust: ID!, show: Shown!): String }
  enum Shown { OPEN OVER }
  type Mutation { note(trust: ID!): String  close(trust: ID!, reason: Reason): String  refer(input: ReferInput!): String }
  input ReferInput { trust: ID!  words: String  workers: [WorkerInput!]  urgent: Boolean }
  input WorkerInput { name: String!  staffGroup: String  pin: Int! }
  type Trust { odsCode: ID!  name: String  wait: Wait  cases(first: Int, state: String): [Case] }
  type Case { id: ID!  state: String  tasks: [String] }
  type Wait { days: Int }
  type Board { odsCode: ID!  rows: Int }
  enum Reason { DONE }
`
const before = `
  type Query { trust(odsCode: ID!): Trust  mine(trust: ID!, show: Shown!): String }
  enum Shown { OPEN }
  type Mutation { note(trust: ID!): String  refer(input: ReferInput!): String }
  input ReferInput { trust: ID!  words: String  workers: [WorkerInput!] }
  input WorkerInput { name: String! }
  type Trust { odsCode: ID!  name: String  cases(first: Int): [Case] }
  type Case { id: ID!  state: String }
`
const since = fieldsSince(today, before)

const entry = (label: string, schemaVersion: string, at: number): MemberEntry => {
  return { id: `spoke-00000000000${at}`, kind: 'spoke', state: 'active', endpoint: 'http://s', schemaVersion, label }
}
const entries = [entry('RWE', '2', 1), entry('RT5', '1', 2)]
const members: MemberLookup = {
  spokeServing: (trust) => entries.find(({ label }) => label === trust),
  poolServing: () => undefined,
  rollup: () => undefined,
  member: (id) => entries.find((one) => one.id === id),
}

function executorTo(data: (asked: { to: string; variables: Record<string, unknown> }) => Record<string, unknown>) {
  const asked: { to: string; query: string; variables: Record<string, unknown> }[] = []
  const call: CallShard<object> = async ({ member, body }) => {
    const { query, variables } = JSON.parse(body)
    asked.push({ to: member.label, query: query.replace(/\s+/g, ' ').trim(), variables })
    return { kind: 'answer', data: data({ to: member.label, variables }), errors: [] }
  }
  const execute = createShardExecutor<object>({
    kind: 'spoke',
    members,
    call,
    fieldsSince: (version) => (version === '1' ? since : undefined),
  })
  return { asked, ask: (text: string, variables = {}) => execute({ document: parse(text), variables, context: {} }) }
}

const errorsOf = ({ errors }: { errors?: readonly { path?: unknown; extensions: object }[] | undefined }) =>
  errors?.map(({ path, extensions }) => ({ path, ...extensions }))
const notYet = (path: unknown[], lacks: string) => ({ path, code: 'NOT_YET_AT_TRUST', trust: 'RT5', lacks })

describe('the table of what an older version lacks', () => {
  it('names types, fields, arguments and what need not be sent, and no field of a missing type', () => {
    const ofAnswers = [
      'Board',
      'Case.tasks',
      'Mutation.close',
      'Query.news',
      'Reason',
      'Shown.OVER',
      'Trust.cases(state:)',
      'Trust.wait',
      'Wait',
    ]
    const ofInputs = ['ReferInput.urgent', 'WorkerInput.staffGroup']
    expect([...since.lacks].sort()).toEqual([...ofAnswers, ...ofInputs].sort())
  })
})

describe('a spoke of an older version', () => {
  const ENTITIES =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { name wait { days } cases(first: 2) { id tasks } } } }'
  const trusts = (...codes: string[]) => codes.map((odsCode) => ({ __typename: 'Trust', odsCode }))

  it('is not asked for what it lacks: those fields are null, one error for each', async () => {
    const { ask, asked } = executorTo(({ to, variables }) => ({
      _entities: (variables.r as unknown[]).map(() =>
        to === 'RT5'
          ? { name: 'Old', cases: [{ id: '1' }, { id: '2' }] }
          : { name: 'New', wait: { days: 3 }, cases: [{ id: '3', tasks: [] }] },
      ),
    }))
    const result = await ask(ENTITIES, { r: trusts('RWE', 'RT5', 'RT5') })
    const old = { name: 'Old', wait: null, cases: ['1', '2'].map((id) => ({ id, tasks: null })) }
    expect(result.data?._entities).toEqual([{ name: 'New', wait: { days: 3 }, cases: [{ id: '3', tasks: [] }] }, old, old])
    expect(errorsOf(result)).toEqual([
      notYet(['_entities', 1, 'wait'], 'Trust.wait'),
      notYet(['_entities', 1, 'cases', 0, 'tasks'], 'Case.tasks'),
    ])
    const ofOld = asked.find(({ to }) => to === 'RT5')?.query
    expect(ofOld).toBe('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { name cases(first: 2) { id } } } }')
    expect(asked.find(({ to }) => to === 'RWE')?.query).toContain('wait')
  })

  it('loses its fields inside named fragments too, under their aliases', async () => {
    const { ask, asked } = executorTo(() => ({ a: { name: 'Old' } }))
    const result = await ask('{ a: trust(odsCode: "RT5") { ...T } } fragment T on Trust { name longest: wait { days } }')
    expect(result.data).toEqual({ a: { name: 'Old', longest: null } })
    expect(errorsOf(result)).toEqual([notYet(['a', 'longest'], 'Trust.wait')])
    expect(asked[0]?.query).toBe('{ a: trust(odsCode: "RT5") { ... on Trust { name } } }')
  })

  it('is not asked with an argument it lacks, nor given variables only that used', async () => {
    const { ask, asked } = executorTo(() => ({ trust: { __typename: 'Trust' } }))
    const result = await ask('query ($s: String) { trust(odsCode: "RT5") { cases(state: $s) { id } } }', { s: 'open' })
    expect(result.data).toEqual({ trust: { __typename: 'Trust', cases: null } })
    expect(errorsOf(result)).toEqual([notYet(['trust', 'cases'], 'Trust.cases(state:)')])
    expect(asked[0]?.query).toBe('{ trust(odsCode: "RT5") { __typename } }')
  })

  it('is not asked for entities of a type it does not have', async () => {
    const { ask, asked } = executorTo(() => ({}))
    const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Board { rows } } }'
    const result = await ask(text, { r: [{ __typename: 'Board', odsCode: 'RT5' }] })
    expect(result.data?._entities).toEqual([null])
    expect(errorsOf(result)).toEqual([notYet(['_entities', 0], 'Board')])
    expect(asked).toEqual([])
  })

  it('refuses a question and a mutation it lacks without being called, and the others go on', async () => {
    const { ask, asked } = executorTo(({ to }) => ({ a: `note at ${to}`, b: `close at ${to}` }))
    const question = await ask('{ news(trust: "RT5") }')
    expect(errorsOf(question)).toEqual([notYet(['news'], 'Query.news')])
    const result = await ask('mutation { a: note(trust: "RT5") c: close(trust: "RT5") b: close(trust: "RWE") }')
    expect(result.data).toEqual({ a: 'note at RT5', c: null, b: 'close at RWE' })
    expect(errorsOf(result)).toEqual([notYet(['c'], 'Mutation.close')])
    expect(asked.map(({ to }) => to)).toEqual(['RT5', 'RWE'])
  })

  it.each([
    ['{ mine(trust: "RT5", show: OVER) }', {}],
    ['query ($show: Shown!) { mine(trust: "RT5", show: $show) }', { show: 'OVER' }],
  ])('is not asked with a word it lacks, and with one that it knows: %s', async (text, variables) => {
    const { ask, asked } = executorTo(() => ({ mine: 'found' }))
    expect(errorsOf(await ask(text, variables))).toEqual([notYet(['mine'], 'Shown.OVER')])
    expect(asked).toEqual([])
    expect((await ask(text.replace('OVER', 'OPEN'), { show: 'OPEN' })).data).toEqual({ mine: 'found' })
    expect((await ask(text.replace('RT5', 'RWE'), variables)).data).toEqual({ mine: 'found' })
  })

  it('is sent no optional field it lacks, however deep, and is sent all the rest', async () => {
    const { ask, asked } = executorTo(({ to }) => ({ refer: `referred at ${to}` }))
    const text = 'mutation ($input: ReferInput!) { refer(input: $input) }'
    const input = (trust: string) => ({ trust, words: null, urgent: true, workers: [{ name: 'A', staffGroup: 'x', pin: 1 }] })
    for (const trust of ['RT5', 'RWE']) {
      const { data, errors } = await ask(text, { input: input(trust) })
      expect([data, errors]).toEqual([{ refer: `referred at ${trust}` }, undefined])
    }
    const [ofOld, ofNew] = asked.map(({ variables }) => variables)
    expect(ofOld).toEqual({ input: { trust: 'RT5', words: null, workers: [{ name: 'A', pin: 1 }] } })
    expect(ofNew).toEqual({ input: input('RWE') })
  })

  it('is sent none in what is written out either, nor a variable that only it used', async () => {
    const { ask, asked } = executorTo(() => ({ refer: 'referred' }))
    const text =
      'mutation ($name: String!, $group: String) { refer(input: { trust: "RT5", urgent: true, workers: [{ name: $name, staffGroup: $group, pin: 1 }] }) }'
    const { errors } = await ask(text, { name: 'A', group: 'x' })
    expect(errors).toBeUndefined()
    expect(asked).toEqual([
      {
        to: 'RT5',
        query: 'mutation ($name: String!) { refer(input: {trust: "RT5", workers: [{name: $name, pin: 1}]}) }',
        variables: { name: 'A' },
      },
    ])
  })

  it('gives no error for a field it lacks in a list that is empty', async () => {
    const { ask } = executorTo(() => ({ trust: { cases: [] } }))
    expect((await ask('{ trust(odsCode: "RT5") { cases { tasks } } }')).errors).toBeUndefined()
  })
})
