import { GraphQLError, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { CallShard } from './call-shard.ts'
import { type Asked, answer, byKey, ENTITIES, executorTo, members, names, plain, repsIn, trusts } from './samples/far-end.ts'
import { createShardExecutor } from './shard-executor.ts'

describe('mutations', () => {
  it('run in document order, sharing a call with neighbours only', async () => {
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

  it('run after a silent one all the same', async () => {
    const { ask, asked } = executorTo((one) => (one.to === 'RWE' ? { kind: 'silent', reason: 'TIMEOUT' } : byKey(one)))
    const { data, errors } = await ask('mutation { a: note(trust: "RWE") b: note(trust: "RT5") c: note(trust: "RWE") }')
    expect(data).toEqual({ a: null, b: 'b at RT5', c: null })
    const silence = { code: 'SPOKE_UNAVAILABLE', trust: 'RWE', reason: 'TIMEOUT' }
    expect(plain(errors)).toEqual([
      { path: ['a'], ...silence },
      { path: ['c'], ...silence },
    ])
    expect(asked.map(({ to }) => to)).toEqual(['RWE', 'RT5', 'RWE'])
  })

  it('may have keys that every object has', async () => {
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

  it('are silence when the member could not ask which roles the caller holds: nobody is told that he may not', async () => {
    const { ask } = executorTo(() => answer(null, [{ message: 'Later', path: ['a'], extensions: { code: 'ROLES_NOT_KNOWN' } }]))
    const { errors } = await ask('{ a: trust(odsCode: "RWE") { name } }')
    expect(plain(errors)).toEqual([{ path: ['a'], code: 'SPOKE_UNAVAILABLE', trust: 'RWE', reason: 'ROLES_NOT_KNOWN' }])
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
