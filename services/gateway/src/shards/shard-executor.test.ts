import { describe, expect, it } from 'vitest'
import { type Asked, answer, byKey, ENTITIES, executorTo, names, plain, repsIn, trusts } from './samples/far-end.ts'

describe('asking for representations', () => {
  it('makes one call per member and puts every answer back at its own index', async () => {
    const { ask, asked } = executorTo(names)
    const { data, errors } = await ask(ENTITIES, { r: trusts('RX1', 'RWE', 'RX1', 'RT5', 'RWF') })
    const named = ['RX1 at RX1', 'RWE at RWE', 'RX1 at RX1', 'RT5 at RT5', 'RWF at RWE'].map((name) => ({ name }))
    expect(data?._entities).toEqual(named)
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
})

describe('lists of representations', () => {
  it('are routed when written inline, with variables among them', async () => {
    const { ask, asked } = executorTo(names)
    const text = `query ($code: ID!) { _entities(representations: [{ __typename: "Trust", odsCode: "RWE" }, { __typename: "Trust", odsCode: $code }]) { ... on Trust { name } } }`
    const { data, errors } = await ask(text, { code: 'RT5' })
    expect(data?._entities).toEqual([{ name: 'RWE at RWE' }, { name: 'RT5 at RT5' }])
    expect(errors).toBeUndefined()
    expect(asked.map(({ variables }) => Object.values(variables))).toEqual([[trusts('RWE')], [trusts('RT5')]])
    expect(asked[0]?.query).toContain('[_Any!]!')
    expect(asked[0]?.query).not.toContain('$code')
  })

  it('share one call per member under their aliases', async () => {
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

  it('stay together when two roots share one', async () => {
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

  it('are asked 500 to a call, the rest in others', async () => {
    const { ask, asked } = executorTo(names)
    const { data } = await ask(ENTITIES, { r: trusts(...new Array(1_201).fill('RWE')) })
    expect(asked.map((one) => repsIn(one).length)).toEqual([500, 500, 201])
    expect(data?._entities).toEqual(new Array(1_201).fill({ name: 'RWE at RWE' }))
  })
})

describe('root fields', () => {
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
})
