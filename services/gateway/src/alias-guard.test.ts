import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { aliasGuard, reservedNames } from './alias-guard.ts'
import { supergraph } from './shards/samples/members.ts'

describe('the reserved names', () => {
  it('are those of every key and requirement of the supergraph, and __typename', () => {
    const expected = ['__typename', 'code', 'consentProof', 'id', 'odsCode', 'poolId', 'spokeId']
    expect([...reservedNames(parse(supergraph))].sort()).toEqual(expected)
  })

  it('are found inside nested field sets, and nowhere in descriptions', () => {
    const sdl = `
      directive @join__type(graph: String, key: String) on OBJECT
      directive @join__field(requires: String, provides: String) on FIELD_DEFINITION
      "not @join__type(key: \\"described\\")"
      type T @join__type(graph: "A", key: "id trust { odsCode }") {
        x: Int @join__field(requires: "a { b ... on B { c } }", provides: "given")
      }`
    expect([...reservedNames(parse(sdl))].sort()).toEqual(['__typename', 'a', 'b', 'c', 'id', 'odsCode', 'trust'])
  })
})

describe('the alias guard', () => {
  const schema = buildSchema(`
    interface Row { id: ID! status: String }
    type Escalation implements Row { id: ID! spokeId: ID! status: String worker: Worker }
    type Worker { name: String }
    type Query { escalation(id: ID): Escalation rows: [Row] }`)
  const guard = aliasGuard(new Set(['id', 'spokeId', 'consentProof', '__typename']))
  const refusals = (text: string) => validate(schema, parse(text), [guard]).map(({ message }) => message)

  it.each([
    ['a required field', '{ escalation { consentProof: status } }', 'consentProof'],
    ['a key', '{ escalation { id: status } }', 'id'],
    ['a key by another key', '{ escalation { spokeId: id } }', 'spokeId'],
    ['a key on another type', '{ escalation { worker { id: name } } }', 'id'],
    ['a key at the root', '{ id: escalation { status } }', 'id'],
    ['a key in an inline fragment', '{ rows { ... on Escalation { id: status } } }', 'id'],
    ['a key in a named fragment', '{ escalation { ...F } } fragment F on Escalation { spokeId: status }', 'spokeId'],
    ['a key in a fragment on an interface', '{ rows { ...F } } fragment F on Row { id: status }', 'id'],
    ['the type name', '{ escalation { __typename: status } }', '__typename'],
    ['a name of the kind the language keeps for itself', '{ escalation { __proto__: status } }', '__proto__'],
  ])('refuses an alias that imitates %s', (_, text, name) => {
    expect(refusals(text)).toEqual([`"${name}" cannot be used as an alias`])
  })

  it('lets keys be asked for, also under other names, and by their own', () => {
    expect(refusals('{ a: escalation { id number: id id: id spokeId state: status __typename } }')).toEqual([])
  })
})
