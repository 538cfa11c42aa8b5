import { readFileSync } from 'node:fs'
import { documents } from '@oh/console'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { buildASTSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'

const supergraph = readFileSync(new URL('../../schema/graphql/supergraph.graphql', import.meta.url), 'utf8')
const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)))

describe('the console asks only what the graph answers', () => {
  it.each([...documents()])('%s', (_name, document) => {
    expect(validate(schema, document)).toEqual([])
  })

  it('and it asks something', () => {
    expect(documents().size).toBeGreaterThan(5)
  })
})
