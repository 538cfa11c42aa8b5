import { GraphQLError, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { CallShard, ShardAnswer } from './call-shard.ts'
import type { MemberEntry, MemberLookup } from './members.ts'
import { createShardExecutor, type ShardExecutorOptions } from './shard-executor.ts'

const codes = ['RWE', 'RT5', 'RX1']
const entries: MemberEntry[] = codes.map((label, at) => ({
  id: `spoke-00000000000${at}`,
  kind: 'spoke',
  state: 'active',
  endpoint: `http://${label}`,
  schemaVersion: '2',
  label,
}))
const members: MemberLookup = {
  // RWF is served by the spoke of RWE
  spokeServing: (trust) => entries.find(({ label }) => label === (trust === 'RWF' ? 'RWE' : trust)),
  poolServing: () => undefined,
  member: (id) => entries.find((entry) => entry.id === id),
}

interface Asked {
  readonly to: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

type FarEnd = (asked: Asked) => ShardAnswer

/** The far end of the wire: answers by member, and remembers what it was asked. */
function executorTo(farEnd: FarEnd, changes: Partial<ShardExecutorOptions<object>> = {}) {
  const asked: Asked[] = []
  const call: CallShard<object> = async ({ member, body }) => {
    const one: Asked = { to: member.label, ...JSON.parse(body) }
    asked.push(one)
    return farEnd(one)
  }
  const execute = createShardExecutor<object>({ kind: 'spoke', members, call, ...changes })
  return { asked, ask: (text: string, variables = {}) => execute({ document: parse(text), variables, context: {} }) }
}

const names = (asked: Asked): ShardAnswer =>
  answer({ _entities: repsIn(asked).map(({ odsCode }) => ({ name: `${odsCode} at ${asked.to}` })) })
const answer = (data: Record<string, unknown> | null, errors: unknown[] = []): ShardAnswer => ({ kind: 'answer', data, errors })
const repsIn = ({ variables }: Asked) => Object.values(variables).find(Array.isArray) as { odsCode: string }[]
const trusts = (...odsCodes: unknown[]) => odsCodes.map((odsCode) => ({ __typename: 'Trust', odsCode }))
const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { name } } }'
const plain = (errors: readonly GraphQLError[] | undefined) => errors?.map(({ path, extensions }) => ({ path, ...extensions }))

describe('asking for representations', () => {
  it('makes one call per member and puts every answer back at its own index', async () => {
    const { ask, asked } = executorTo(names)
    const { data, errors } = await ask(ENTITIES, { r: trusts('RX1', 'RWE', 'RX1', 'RT5', 'RWF') })
    const named = (data?._entities as { name: string }[]).map(({ name }) => name)
    expect(named).toEqual(['RX1 at RX1', 'RWE at RWE', 'RX1 at RX1', 'RT5 at RT5', 'RWF at RWE'])
    expect(errors).toBeUndefined()
    expect(asked.map(({ to }) => to)).toEqual(['RX1', 'RWE', 'RT5'])
  })

  it('sends the very same text when nothing is taken out', async () => {
    const { ask, asked } = executorTo(names)
    await ask(ENTITIES, { r: trusts('RWE', 'RT5') })
    expect(new Set(asked.map(({ query }) => query)).size).toBe(1)
    expect(asked[0]?.query.replace(/\s+/g, ' ')).toBe(ENTITIES)
  })

  it('leaves null and UNROUTABLE for those without a key, and the rest goes on', async () => {
    const { ask } = executorTo(names)
    const { data, errors } = await ask(ENTITIES, { r: [...trusts('RWE', null, '', 5), null, ...trusts('RT5')] })
    expect(data?._entities).toEqual([{ name: 'RWE at RWE' }, null, null, null, null, { name: 'RT5 at RT5' }])
    expect(plain(errors)).toEqual([1, 2, 3, 4].map((at) => ({ path: ['_entities', at], code: 'UNROUTABLE' })))
  })

  it('says UNKNOWN_TRUST once for a code nobody serves, and calls nobody', async () => {
    const { ask, asked } = executorTo(names)
    const { data, errors } = await ask(ENTITIES, { r: trusts('RZZ', 'RZZ') })
    expect(data?._entities).toEqual([null, null])
    expect(plain(errors)).toEqual([{ path: ['_entities', 0], code: 'SPOKE_UNAVAILABLE', trust: 'RZZ', reason: 'UNKNOWN_TRUST' }])
    expect(asked).toEqual([])
  })

  it('routes representations written inline, with variables among them', async () => {
    const { ask, asked } = executorTo(names)
    const text = `query ($code: ID!) { _entities(representations: [{ __typename: "Trust", odsCode: "RWE" }, { __typename: "Trust", odsCode: $code }]) { ... on Trust { name } } }`
    const { data, errors } = await ask(text, { code: 'RT5' })
    expect(data?._entities).toEqual([{ name: 'RWE at RWE' }, { name: 'RT5 at RT5' }])
    expect(errors).toBeUndefined()
    expect(asked.map(({ variables }) => Object.values(variables))).toEqual([[trusts('RWE')], [trusts('RT5')]])
    expect(asked[0]?.query).toContain('[_Any!]!')
    expect(asked[0]?.query).not.toContain('$code')
  })

  it('asks two lists under aliases in one call per member', async () => {
    const twoLists = ({ variables, to }: Asked) =>
      answer({
        a: (variables.x as unknown[] | undefined)?.map(() => ({ name: `a ${to}` })),
        b: (variables.y as unknown[] | undefined)?.map(() => ({ name: `b ${to}` })),
      })
    const { ask, asked } = executorTo(twoLists)
    const text = `query ($x: [_Any!]!, $y: [_Any!]!) { a: _entities(representations: $x) { ... on Trust { name } } b: _entities(representations: $y) { ... on Trust { name } } }`
    const { data } = await ask(text, { x: trusts('RWE', 'RT5'), y: trusts('RT5') })
    expect(data).toEqual({ a: [{ name: 'a RWE' }, { name: 'a RT5' }], b: [{ name: 'b RT5' }] })
    expect(asked.map(({ variables }) => variables)).toEqual([{ x: trusts('RWE') }, { x: trusts('RT5'), y: trusts('RT5') }])
    expect(asked[0]?.query).not.toContain('$y')
  })

  it('keeps two roots that share one list of representations together', async () => {
    const shared = ({ variables, to }: Asked) => {
      const list = (variables.r as { odsCode: string }[]).map(({ odsCode }) => ({ name: `${odsCode} at ${to}` }))
      return answer({ a: list, b: list })
    }
    const { ask, asked } = executorTo(shared, { batch: 2 })
    const text = `query ($r: [_Any!]!) { a: _entities(representations: $r) { ... on Trust { name } } b: _entities(representations: $r) { ... on Trust { name } } }`
    const { data, errors } = await ask(text, { r: trusts('RWE', 'RWF', 'RT5', 'RWE') })
    const expected = ['RWE at RWE', 'RWF at RWE', 'RT5 at RT5', 'RWE at RWE'].map((name) => ({ name }))
    expect(data).toEqual({ a: expected, b: expected })
    expect(errors).toBeUndefined()
    expect(asked.map(({ variables }) => (variables.r as unknown[]).length)).toEqual([2, 1, 1])
  })

  it('asks at most 500 in one call, the rest in others', async () => {
    const { ask, asked } = executorTo(names)
    const { data } = await ask(ENTITIES, { r: trusts(...new Array(1_201).fill('RWE')) })
    expect(asked.map((one) => repsIn(one).length)).toEqual([500, 500, 201])
    expect((data?._entities as unknown[]).every((entity) => (entity as { name: string }).name === 'RWE at RWE')).toBe(true)
  })
})

describe('root fields', () => {
  const byKey = ({ to, query }: Asked) => {
    const keys = [...query.matchAll(/(\w+): (?:trust|note)\w*\(/g)].map(([, key]) => key ?? '')
    return answer(Object.fromEntries(keys.map((key) => [key, `${key} at ${to}`])))
  }

  it('go to their members with a cut-down document, its own variables and fragments only', async () => {
    const { ask, asked } = executorTo(byKey)
    const text = `query ($x: ID!, $y: ID!, $n: Int) { ...Both } fragment Both on Query { a: trust(odsCode: $x) { ...Some } b: trust(odsCode: $y) { cases(first: $n) } } fragment Some on Trust { name }`
    const { data } = await ask(text, { x: 'RWE', y: 'RT5', n: 3 })
    expect(data).toEqual({ a: 'a at RWE', b: 'b at RT5' })
    expect(asked.map(({ variables }) => variables)).toEqual([{ x: 'RWE' }, { y: 'RT5', n: 3 }])
    expect(asked[0]?.query).toContain('fragment Some')
    expect(asked[1]?.query).not.toContain('fragment')
  })

  it('are left out when a condition around them says so', async () => {
    const { ask, asked } = executorTo(byKey)
    const text = `query ($no: Boolean!) { a: trust(odsCode: "RWE") { name } ... on Query @include(if: $no) { b: trust(odsCode: "RWE") { name } } c: trust(odsCode: "RT5") @skip(if: true) { name } }`
    expect((await ask(text, { no: false })).data).toEqual({ a: 'a at RWE' })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.query).not.toContain('b:')
  })

  it('are routed by a default of the document when the variable is not given', async () => {
    const { ask } = executorTo(byKey)
    expect((await ask('query ($x: ID = "RT5") { a: trust(odsCode: $x) { name } }')).data).toEqual({ a: 'a at RT5' })
  })

  it('are null with UNROUTABLE when nothing says where, and the others go on', async () => {
    const { ask } = executorTo(byKey)
    const { data, errors } = await ask('{ a: trust { name } b: trust(odsCode: "RT5") { name } __typename }')
    expect(data).toEqual({ a: null, b: 'b at RT5', __typename: 'Query' })
    expect(plain(errors)).toEqual([{ path: ['a'], code: 'UNROUTABLE' }])
  })

  it('come back as one when the same key is written twice', async () => {
    const { ask, asked } = executorTo(() => answer({ trust: { name: 'A', size: 2 } }))
    const { data } = await ask('{ trust(odsCode: "RWE") { name } ... on Query { trust(odsCode: "RWE") { size } } }')
    expect(data).toEqual({ trust: { name: 'A', size: 2 } })
    expect(asked).toHaveLength(1)
  })

  it('run mutations in document order, sharing a call with neighbours only', async () => {
    const { ask, asked } = executorTo(byKey)
    const text = `mutation { a: note(trust: "RWE") a2: note(trust: "RWE") b: note(trust: "RT5") c: note(trust: "RWE") }`
    const { data } = await ask(text)
    expect(Object.keys(data ?? {})).toEqual(['a', 'a2', 'b', 'c'])
    expect(asked.map(({ to, query }) => [to, [...query.matchAll(/(\w+): note/g)].map(([, key]) => key)])).toEqual([
      ['RWE', ['a', 'a2']],
      ['RT5', ['b']],
      ['RWE', ['c']],
    ])
  })

  it('run the mutations after a silent one all the same', async () => {
    const { ask, asked } = executorTo((one) => (one.to === 'RWE' ? { kind: 'silent', reason: 'TIMEOUT' } : byKey(one)))
    const { data, errors } = await ask('mutation { a: note(trust: "RWE") b: note(trust: "RT5") c: note(trust: "RWE") }')
    expect(data).toEqual({ a: null, b: 'b at RT5', c: null })
    expect(plain(errors)).toEqual([{ path: ['a'], code: 'SPOKE_UNAVAILABLE', trust: 'RWE', reason: 'TIMEOUT' }])
    expect(asked.map(({ to }) => to)).toEqual(['RWE', 'RT5', 'RWE'])
  })

  it('take keys that are names of every object', async () => {
    const { ask } = executorTo(() => answer(JSON.parse('{ "constructor": "c", "toString": "t" }')))
    const { data } = await ask('{ constructor: trust(odsCode: "RWE") { x } toString: trust(odsCode: "RWE") { x } }')
    expect({ ...data }).toEqual({ constructor: 'c', toString: 't' })
  })
})

describe('errors', () => {
  it('of a silent member are one, by the first place, for each trust it was asked about', async () => {
    const { ask } = executorTo((one) => (one.to === 'RWE' ? { kind: 'silent', reason: 'TIMEOUT' } : names(one)))
    const { data, errors } = await ask(ENTITIES, { r: trusts('RT5', 'RWE', 'RWF', 'RWE', 'RX1') })
    expect(data?._entities).toEqual([{ name: 'RT5 at RT5' }, null, null, null, { name: 'RX1 at RX1' }])
    expect(plain(errors)).toEqual([
      { path: ['_entities', 1], code: 'SPOKE_UNAVAILABLE', trust: 'RWE', reason: 'TIMEOUT' },
      { path: ['_entities', 2], code: 'SPOKE_UNAVAILABLE', trust: 'RWF', reason: 'TIMEOUT' },
    ])
  })

  it('of a member itself keep their words, with the path in the caller’s terms and its trust added', async () => {
    const refusing = (one: Asked) =>
      answer({ _entities: repsIn(one).map(() => null) }, [
        { message: 'Not found.', path: ['_entities', 1, 'cases', 0, 'name'], extensions: { code: 'NOT_FOUND', trust: 'LIES' } },
      ])
    const { ask } = executorTo((one) => (one.to === 'RWE' ? refusing(one) : names(one)))
    const { errors } = await ask(ENTITIES, { r: trusts('RT5', 'RWE', 'RX1', 'RWF') })
    expect(errors?.[0]).toBeInstanceOf(GraphQLError)
    expect(errors?.[0]?.message).toBe('Not found.')
    expect(plain(errors)).toEqual([{ path: ['_entities', 3, 'cases', 0, 'name'], code: 'NOT_FOUND', trust: 'RWF' }])
  })

  it('cannot steer the gateway’s own answer or tell of a member’s insides', async () => {
    const extensions = { code: 'X', http: { status: 500, headers: { 'set-cookie': 'a=b' } }, stacktrace: ['at db.ts'] }
    const { ask } = executorTo(() => answer(null, [{ message: 'No', extensions }]))
    const { errors } = await ask('{ a: trust(odsCode: "RWE") { name } }')
    expect(plain(errors)).toEqual([{ path: ['a'], code: 'X', trust: 'RWE' }])
  })

  it.each([[[{ name: 'one' }]], [{ name: 'an object' }], ['text']])(
    'say BAD_ANSWER when the list that came back is %j',
    async (list) => {
      const { ask } = executorTo(() => answer({ _entities: list }))
      const { data, errors } = await ask(ENTITIES, { r: trusts('RWE', 'RWE') })
      expect(data?._entities).toEqual([null, null])
      expect(plain(errors)).toEqual([{ path: ['_entities', 0], code: 'SPOKE_UNAVAILABLE', trust: 'RWE', reason: 'BAD_ANSWER' }])
    },
  )

  it('survive errors that are no objects and paths that lead nowhere', async () => {
    const { ask } = executorTo(() => answer({ a: 1 }, [null, 'x', { message: 3, path: ['zz', {}] }]))
    const { errors } = await ask('{ a: trust(odsCode: "RWE") { name } }')
    expect(plain(errors)).toEqual(new Array(3).fill({ path: ['a'], trust: 'RWE' }))
  })
})

it('rejects when the caller went away, as the call does', async () => {
  const call: CallShard<object> = () => Promise.reject(new Error('gone'))
  const execute = createShardExecutor<object>({ kind: 'spoke', members, call })
  const asking = execute({ document: parse('{ a: trust(odsCode: "RWE") { name } }'), context: {} })
  await expect(asking).rejects.toThrow('gone')
})
