import { readFileSync } from 'node:fs'
import { EDITIONS, icsList, trusts } from '@oh/organisations'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, parse, specifiedRules, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { costBy, costRates, costRefusal } from './cost.ts'
import { documentLimits, limitRule } from './limits.ts'
import { type Federation, startFederation } from './shards/samples/federation.ts'

const supergraph = parse(`
  enum join__Graph { D @join__graph(name: "directory", url: "d") S @join__graph(name: "spoke", url: "s") }
  type Query @join__type(graph: D) @join__type(graph: S) {
    all: [Trust!]! @join__field(graph: D)
    trust(code: ID!): Trust @join__field(graph: D)
    people(first: Int! = 20): [Person!] @join__field(graph: S)
    cases(first: Int!): CasePage @join__field(graph: S)
    chain(first: Int! = 5000): Chain @join__field(graph: S)
    series(last: Int!): [Case!] @join__field(graph: S)
  }
  type Chain @join__type(graph: S) { sealed: Int }
  type Mutation @join__type(graph: S) { close(id: ID!): Result }
  type Trust @join__type(graph: D, key: "code") @join__type(graph: S, key: "code") {
    code: ID!
    near: [Trust!]! @join__field(graph: D)
    service: Service @join__field(graph: S)
    wait: Service @join__field(graph: S)
  }
  type Service @join__type(graph: S) { name: String lines: [Person!] }
  type CasePage @join__type(graph: S) { rows: [Case!]! end: PageEnd! }
  type PageEnd @join__type(graph: S) { more: Boolean }
  type Case @join__type(graph: S) { id: ID! person: Person notes(first: Int!): NotePage skills: [Skill!]! }
  type NotePage @join__type(graph: S) { rows: [Note!]! }
  type Note @join__type(graph: S) { words: String }
  type Skill @join__type(graph: S) { word: String title: String }
  type Person @join__type(graph: S) { id: ID! name: String }
  type Closed @join__type(graph: S) { case: Case }
  type Refused @join__type(graph: S) { word: String }
  union Result @join__type(graph: S) = Closed | Refused
`)
const rates = {
  ...costRates,
  limit: 100,
  object: 1,
  question: 5,
  change: 10,
  crossing: 2,
  unpagedRows: 4,
  longLists: {},
  walks: ['Query.chain'],
}
const costOf = costBy(supergraph, rates)
const cost = (text: string, variables = {}, name?: string) => costOf(parse(text), name, variables)

it('of one document is counted anew for other variables and another operation', () => {
  const document = parse('query A($f: Int!) { people(first: $f) { id } } query B { people(first: 3) { id } }')
  const both = () => [costOf(document, 'A', { f: 7 }), costOf(document, 'A', { f: 70 }), costOf(document, 'B', {})]
  expect(both()).toEqual([12, 75, 8])
  expect(both()).toEqual([12, 75, 8])
})

describe('the cost of a question', () => {
  it.each([
    ['a root field counts for the call, and an object for itself; words in it are free', '{ trust(code: "x") { code } }', 6],
    ['a list counts its rows by first', '{ people(first: 7) { name } }', 5 + 7],
    ['a first that is left out counts by its default', '{ people { name } }', 5 + 20],
    ['so does one whose variable is left out', 'query ($f: Int) { people(first: $f) { name } }', 5 + 20],
    ['a walk over entries counts some for each hundred', '{ chain(first: 2000) { sealed } }', 5 + 1 + 20],
    ['and no fewer than ten', '{ chain(first: 1) { sealed } }', 5 + 1 + 10],
    ['with its default where none is asked for', '{ chain { sealed } }', 5 + 1 + 50],
    ['the rows of a page count by the first of the page', '{ cases(first: 10) { rows { id } end { more } } }', 5 + 1 + 10 + 1],
    ['nested lists multiply', '{ cases(first: 10) { rows { notes(first: 3) { rows { words } } } } }', 5 + 1 + 10 * (1 + 1 + 3)],
    ['a list without first counts as some rows', '{ all { code } }', 5 + 4],
    ['a list of words with titles rides in its row', '{ cases(first: 10) { rows { skills { word title } } } }', 5 + 1 + 10 * 2],
    ['every alias counts', '{ a: people(first: 7) { id } b: people(first: 7) { id } }', 2 * 12],
    [
      'a fragment counts at every spread',
      '{ a: trust(code: "x") { ...T } b: trust(code: "y") { ...T } } fragment T on Trust { near { code } }',
      2 * (6 + 4),
    ],
    ['going on to another subgraph counts once an object', '{ all { service { name } wait { name } } }', 5 + 4 * (1 + 2 + 2)],
    ['what stays in its subgraph does not', '{ trust(code: "x") { service { lines { name } } } }', 5 + 1 + 2 + 1 + 4],
    [
      'a change counts more than a question',
      'mutation { close(id: "x") { ... on Closed { case { id } } ... on Refused { word } } }',
      10 + 1 + 1,
    ],
    ['what is skipped counts all the same', '{ people(first: 7) @skip(if: true) { name } }', 12],
  ])('%s', (_rule, text, points) => {
    expect(cost(text)).toBe(points)
  })

  it('knows the rows by the values of the variables, and by their defaults', () => {
    const text = 'query ($n: Int! = 30) { cases(first: $n) { rows { id } } }'
    expect(cost(text, { n: 50 })).toBe(5 + 1 + 50)
    expect(cost(text)).toBe(5 + 1 + 30)
  })

  it('knows the rows of a series by its last', () => {
    expect(cost('{ series(last: 30) { id } }')).toBe(5 + 30)
  })

  it('is not made less by a first that is no number of rows', () => {
    const text = 'query ($n: Int!) { cases(first: $n) { rows { id } } }'
    for (const n of [-1_000, 'x', null, 2.5]) expect(cost(text, { n })).toBe(5 + 1 + 4)
    expect(cost('{ cases(first: -1000) { rows { id } } }')).toBe(5 + 1 + 4)
  })

  it('is that of the operation that is asked for', () => {
    const text = 'query A { people(first: 1) { id } } query B { people(first: 50) { id } }'
    expect(cost(text, {}, 'A')).toBe(6)
    expect(cost(text, {}, 'B')).toBe(55)
    expect(cost(text, {}, 'C')).toBe(0)
  })

  it('is refused above the limit and not at it', () => {
    expect(costRefusal(100, rates)).toBeUndefined()
    expect(costRefusal(101, rates)).toMatchObject({ extensions: { code: 'TOO_COSTLY', points: 101, limit: 100 } })
  })
})

describe('the live question', () => {
  const printed = (file: string) => readFileSync(new URL(`../../../schema/${file}`, import.meta.url), 'utf8')
  const realCost = costBy(parse(printed('graphql/supergraph.graphql')))
  const live = printed('documents/ics-live.graphql')
  const national = (capacity: string) => `{ icsList { code trusts { odsCode capacity { ${capacity} } } } }`

  it('about one ICS, as the document asks it, is a valid question far within the limits', () => {
    const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(printed('graphql/supergraph.graphql'))))
    const document = parse(live, { maxTokens: documentLimits.tokens })
    expect(validate(schema, document, [...specifiedRules, limitRule(documentLimits, 'counted')])).toEqual([])
    expect(costRefusal(realCost(document, 'IcsLive', { ics: 'QYG' }))).toBeUndefined()
    expect(realCost(document, 'IcsLive', { ics: 'QYG' })).toBeLessThan(costRates.limit / 4)
  })

  it('is rated by the ICS with the most trusts, and the list of ICSs by the longest edition', () => {
    const sizes = EDITIONS.flatMap(({ edition }) =>
      icsList(edition).map(({ code }) => trusts().filter(({ ics }) => ics[edition] === code).length),
    )
    expect(Math.max(...sizes)).toBeLessThanOrEqual(costRates.longLists['Ics.trusts'] ?? 0)
    expect(Math.max(...EDITIONS.map(({ edition }) => icsList(edition).length))).toBe(costRates.longLists['Query.icsList'])
  })

  it.each([
    ['one figure of each', 'freeTimes'],
    ['a few', 'openCases { value } waiting { value } posts { inPost }'],
  ])(
    'about all of England is refused, even for %s: nobody leads all ICSs, and England is compared by what is published',
    (_much, capacity) => {
      expect(costRefusal(realCost(parse(national(capacity)), undefined, {}))?.extensions.code).toBe('TOO_COSTLY')
    },
  )
})

describe('a question that costs too much', () => {
  const heavy = (rows: number) =>
    `{ ${Array.from({ length: 8 }, (_, at) => `a${at}: escalations(ics: "QT1", first: ${rows}) { id worker { name } }`).join(' ')} }`

  it('is refused with its points, and nobody is asked', async () => {
    await using net: Federation = await startFederation()
    const answer = await net.ask(heavy(100))
    expect(answer.data ?? null).toBeNull()
    expect(answer.errors).toMatchObject([
      { message: expect.stringContaining('too much at once'), extensions: { code: 'TOO_COSTLY', limit: 1_000 } },
    ])
    expect(net.callsSince()).toEqual({})
    expect((await net.ask(heavy(2))).errors).toEqual([])
  })

  it('is counted with the variables it came with', async () => {
    await using net: Federation = await startFederation()
    const text = 'query ($n: Int!) { escalations(ics: "QT1", first: $n) { id trust { slots { day } } worker { name } } }'
    expect((await net.ask(text, { n: 1_000_000 })).errors[0]?.extensions.code).toBe('TOO_COSTLY')
    expect(net.callsSince()).toEqual({})
    expect((await net.ask(text, { n: 5 })).errors).toEqual([])
  })
})
