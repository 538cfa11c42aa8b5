import { readFileSync } from 'node:fs'
import { documents } from '@oh/console'
import { costBy, costRates } from '@oh/gateway'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'

const file = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const supergraph = parse(file('schema/graphql/supergraph.graphql'))
const costOf = costBy(supergraph)
const schema = buildASTSchema(transformSupergraphToPublicSchema(supergraph))
/** The tour in the README asks in single quotes, as a shell reads them. */
const tour = [...file('README.md').matchAll(/'((?:query|mutation|\{ [a-z])[^']*)'/g)].map(([, text = '']) => text)

/** Room for one more column of rows before anybody must think about the limit. */
const WITH_RESERVE = 0.6 * costRates.limit

describe('what people ask every day costs less than the limit, with reserve', () => {
  it.each([...documents()])('on the pages: %s', (name, document) => {
    const points = costOf(document, name, {})
    expect(points).toBeGreaterThan(0)
    expect(points).toBeLessThanOrEqual(WITH_RESERVE)
  })

  it.each(tour)('on the tour: %s', (text) => {
    expect(validate(schema, parse(text))).toEqual([])
    const points = costOf(parse(text), undefined, {})
    expect(points).toBeGreaterThan(0)
    expect(points).toBeLessThanOrEqual(WITH_RESERVE)
  })

  it('and the tour asks something', () => {
    expect(tour.length).toBeGreaterThan(10)
  })
})

describe('what would slow one trust for all others costs more than the limit', () => {
  const rows = 'rows { openTasks { id } worker { fullName cases { id openTasks { id } worker { cases { id } } } } }'
  it.each([
    ['every case of everybody on a list, and round again', `{ worklist(trust: "RWE", first: 100) { ${rows} } }`],
    [
      'the same list ten times',
      `{ ${Array.from({ length: 10 }, (_, at) => `a${at}: worklist(trust: "RWE", first: 100) { rows { id } }`).join(' ')} }`,
    ],
  ])('%s', (_what, text) => {
    expect(validate(schema, parse(text))).toEqual([])
    expect(costOf(parse(text), undefined, {})).toBeGreaterThan(costRates.limit)
  })
})
