import { describe, expect, it } from 'vitest'
import { type CallLimits, callLimits, directCalls, type ShardCall } from './call-shard.ts'
import type { MemberEntry } from './members.ts'
import { startSubgraph } from './samples/subgraph-server.ts'

const context = {}
const member = (endpoint: string): MemberEntry => ({
  id: 'spoke-0000000000b1',
  kind: 'spoke',
  state: 'active',
  endpoint,
  schemaVersion: '1',
  label: 'RWE',
})
const hello = async () => Response.json({ data: { hello: 'there' } })
/** No busy machine comes near these: only what the member does decides. */
const patient: Partial<CallLimits> = { connectMs: 20_000, queryMs: 20_000, mutationMs: 20_000, answerBytes: 100_000 }

async function lineTo(answer: () => Promise<Response> = hello, limits: Partial<CallLimits> = patient) {
  const server = await startSubgraph(answer)
  const calls = directCalls<object>({ headers: async () => ({ 'oh-test': 'yes' }), limits })
  const call = (changes: Partial<ShardCall<object>> = {}) =>
    calls.call({ member: member(server.endpoint), kind: 'query', body: '{"query":"{ hello }"}', context, ...changes })
  return {
    server,
    call,
    async [Symbol.asyncDispose]() {
      await calls.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

const silent = (reason: string) => ({ kind: 'silent', reason })

describe('a call to a member', () => {
  it('posts the request with its headers and reads the answer', async () => {
    await using line = await lineTo()
    expect(await line.call()).toEqual({ kind: 'answer', data: { hello: 'there' }, errors: [] })
    expect(line.server.calls[0]).toMatchObject({ query: '{ hello }', headers: { 'oh-test': 'yes' } })
  })

  it.each([
    ['failing', 'HTTP_5XX'],
    ['garbled', 'BAD_ANSWER'],
    ['endless', 'BAD_ANSWER'],
    ['refusing', 'REFUSED'],
  ] as const)('to one that is %s gives %s, and is never made again', async (mood, reason) => {
    await using line = await lineTo()
    line.server.mood = mood
    expect(await line.call()).toEqual(silent(reason))
    expect(line.server.calls).toHaveLength(1)
  })

  it('to one that hangs gives TIMEOUT, and is never made again', async () => {
    await using line = await lineTo(hello, { ...patient, queryMs: 2_000 })
    line.server.mood = 'hung'
    const called = line.server.nextCall()
    expect(await line.call()).toEqual(silent('TIMEOUT'))
    await called
    expect(line.server.calls).toHaveLength(1)
  })

  it('to one that is stopped gives UNREACHABLE and no socket code', async () => {
    await using line = await lineTo()
    await line.server.stop()
    expect(JSON.stringify(await line.call())).toBe('{"kind":"silent","reason":"UNREACHABLE"}')
  })

  it('to an endpoint that is no address gives UNREACHABLE', async () => {
    await using line = await lineTo()
    expect(await line.call({ member: member('nowhere at all') })).toEqual(silent('UNREACHABLE'))
    expect(await line.call({ member: member('') })).toEqual(silent('UNREACHABLE'))
  })

  it.each([['[]'], ['null'], ['{}'], ['{"data":null}'], ['{"data":[]}'], ['{"data":{},"errors":"no"}']])(
    'gives BAD_ANSWER for %s',
    async (text) => {
      await using line = await lineTo(async () => new Response(text))
      expect(await line.call()).toEqual(silent('BAD_ANSWER'))
    },
  )

  it('reads errors without data, whatever the status below 500', async () => {
    await using line = await lineTo(async () => Response.json({ errors: [{ message: 'no' }] }, { status: 400 }))
    expect(await line.call()).toEqual({ kind: 'answer', data: null, errors: [{ message: 'no' }] })
  })
})

describe('the budget of a call', () => {
  it('is 1.5 seconds for a question and 8 for a change, half a second of them to connect', () => {
    expect(callLimits).toMatchObject({ queryMs: 1_500, mutationMs: 8_000, connectMs: 500 })
  })

  it('is the whole call, and longer for a mutation', async () => {
    await using line = await lineTo(hello, { ...patient, queryMs: 60, mutationMs: 150 })
    line.server.mood = 'hung'
    const began = performance.now()
    const over: string[] = []
    // both at once, and the longer one first: timers end in their order however busy the machine is
    const calls = (['mutation', 'query'] as const).map(async (kind) => {
      expect(await line.call({ kind })).toEqual(silent('TIMEOUT'))
      over.push(kind)
    })
    await Promise.all(calls)
    expect(over).toEqual(['query', 'mutation'])
    expect(performance.now() - began).toBeGreaterThanOrEqual(140)
  })

  it('ends with the caller, who gets his own reason back', async () => {
    await using line = await lineTo()
    line.server.mood = 'hung'
    const caller = new AbortController()
    const called = line.server.nextCall()
    const asking = line.call({ signal: caller.signal })
    await called
    caller.abort(new Error('closed the page'))
    await expect(asking).rejects.toThrow('closed the page')
  })

  it('is not begun for a caller who has gone already', async () => {
    await using line = await lineTo()
    await expect(line.call({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone')
    expect(line.server.calls).toHaveLength(0)
  })
})

describe('the line to a member', () => {
  it('carries more calls at once than it has connections', async () => {
    await using line = await lineTo()
    const answers = await Promise.all(Array.from({ length: 40 }, () => line.call()))
    expect(answers.every(({ kind }) => kind === 'answer')).toBe(true)
    expect(line.server.calls).toHaveLength(40)
  })

  it('follows a member that moved', async () => {
    await using line = await lineTo()
    await using moved = await startSubgraph(async () => Response.json({ data: { hello: 'from the new place' } }))
    await line.call()
    expect(await line.call({ member: member(`${moved.endpoint}/`) })).toMatchObject({ data: { hello: 'from the new place' } })
  })

  it('rejects when the gateway cannot make its headers, which is no fault of the member', async () => {
    const calls = directCalls<object>({ headers: () => Promise.reject(new Error('no key')) })
    const asking = calls.call({ member: member('http://127.0.0.1:9'), kind: 'query', body: '{}', context })
    await expect(asking).rejects.toThrow('no key')
    await calls.close()
  })
})
