import { describe, expect, it } from 'vitest'
import { createBuilder, cursorOf, hidden, pageOf, readPage, refusedAnswer, serveSubgraph } from './index.ts'

describe('a page', () => {
  it.each([0, -1, 101])('of %i rows is refused in words', (first) => {
    expect(() => readPage({ first }, 2)).toThrow('Ask for 1 to 100 rows.')
  })

  it.each(['', 'x', cursorOf('one'), Buffer.from('[1,2]').toString('base64url')])(
    'after the broken cursor %j is refused in words',
    (after) => {
      expect(() => readPage({ first: 5, after }, 2)).toThrow('This page link is not valid')
    },
  )

  it('goes on where the last one ended, and knows when nothing follows', () => {
    const { rows, pageInfo } = pageOf(['a', 'b', 'c'], 2, (row) => cursorOf(row, '1'))
    expect(rows).toEqual(['a', 'b'])
    expect(pageInfo.hasNextPage).toBe(true)
    expect(readPage({ first: 2, after: pageInfo.endCursor }, 2).after).toEqual(['b', '1'])
    expect(pageOf([], 2, String).pageInfo).toEqual({ hasNextPage: false, endCursor: null })
  })
})

it('a refusal pairs every reason word with its sentence', () => {
  expect(refusedAnswer(['late'], { late: 'It is too late.' })).toEqual({
    kind: 'refused',
    reasons: [{ word: 'late', sentence: 'It is too late.' }],
  })
})

describe('a subgraph', () => {
  const { builder, toSchema } = createBuilder<{ person: string }>()
  builder.queryType({
    fields: (t) => ({
      me: t.string({ resolve: (_root, _args, { person }) => person }),
      gone: t.string({
        resolve: () => {
          throw hidden()
        },
      }),
      broken: t.string({
        resolve: () => {
          throw new Error('select secret from worker')
        },
      }),
      crowded: t.string({
        resolve: () => {
          throw Object.assign(new Error('waited too long'), { code: 'TOO_MUCH_AT_ONCE' })
        },
      }),
      unproved: t.string({
        resolve: () => {
          throw Object.assign(new Error('the directory is silent'), { code: 'ROLES_NOT_KNOWN' })
        },
      }),
      day: t.string({ args: { on: t.arg({ type: 'LondonDate', required: true }) }, resolve: (_root, { on }) => on }),
      moment: t.string({ args: { at: t.arg({ type: 'Instant', required: true }) }, resolve: (_root, { at }) => at }),
    }),
  })
  const faults: unknown[] = []
  const answer = serveSubgraph<string, { person: string }>({
    schema: toSchema(),
    verify: async (request) => {
      const caller = request.headers.get('authorization')
      return caller ? { kind: 'verified', caller } : { kind: 'rejected' }
    },
    context: (person) => ({ person }),
    onFault: (fault) => void faults.push(fault),
  })
  const ask = async (query: string, authorization?: string) => {
    const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) }
    const response = await answer(
      new Request('http://subgraph/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) }),
    )
    return { status: response.status, body: await response.text() }
  }

  it('says so, and calls nothing a fault, where one person asks for too much at once', async () => {
    const { body } = await ask('{ me crowded }', 'asha')
    expect(JSON.parse(body)).toMatchObject({
      data: { me: 'asha', crowded: null },
      errors: [{ path: ['crowded'], extensions: { code: 'TOO_MANY_REQUESTS' } }],
    })
    expect(faults).toEqual([])
  })

  it('says so, and neither yes nor no, where the roles of the caller cannot be checked', async () => {
    const { body } = await ask('{ me unproved }', 'asha')
    const { data, errors } = JSON.parse(body)
    expect(data).toEqual({ me: 'asha', unproved: null })
    expect(errors).toMatchObject([{ path: ['unproved'], extensions: { code: 'ROLES_NOT_KNOWN' } }])
    expect(errors[0].message).toBe('Your role could not be checked just now. Try again in a minute.')
    expect(faults).toEqual([])
  })

  it('answers 401 before it reads the question', async () => {
    expect(await ask('{ this is no question')).toMatchObject({ status: 401 })
  })

  it('passes on what was written for people and masks what was not', async () => {
    expect((await ask('{ me gone }', 'asha')).body).toContain('"NOT_FOUND"')
    const { body } = await ask('{ broken }', 'asha')
    expect(body).not.toContain('secret')
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ message: 'Unexpected error.', path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
    expect(faults).toHaveLength(1)
  })

  it('refuses a date that does not exist, in words', async () => {
    expect((await ask('{ day(on: "2026-02-30") }', 'asha')).body).toContain('Enter a date that exists')
    expect((await ask('{ day(on: "2026-02-28") }', 'asha')).body).toContain('2026-02-28')
  })

  it.each(['2026-02-30T10:00:00Z', '0000-01-01T00:00:00Z', '2026-11-23T25:00:00Z', '2026-11-23', 'yesterday'])(
    'refuses a moment that does not exist, in words: %s',
    async (at) => {
      expect((await ask(`{ moment(at: "${at}") }`, 'asha')).body).toContain('Enter a moment')
      expect((await ask('{ moment(at: "2026-11-23T09:42:00+00:00") }', 'asha')).body).toContain('2026-11-23T09:42:00.000Z')
    },
  )
})
