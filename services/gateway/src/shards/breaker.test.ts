import { describe, expect, it } from 'vitest'
import { createBreaker, createBreakers, guardCalls } from './breaker.ts'
import type { CallShard, ShardAnswer } from './call-shard.ts'
import type { MemberEntry } from './members.ts'

function breakerAt(time: { ms: number }) {
  return createBreaker({ failures: 5, openForMs: 5_000, now: () => time.ms })
}

function opened(time: { ms: number }) {
  const breaker = breakerAt(time)
  for (let at = 0; at < 5; at += 1) breaker.enter()?.failed()
  return breaker
}

describe('the breaker', () => {
  it('opens after five failures in a row and not before', () => {
    const breaker = breakerAt({ ms: 0 })
    for (let at = 0; at < 4; at += 1) breaker.enter()?.failed()
    expect(breaker.state).toBe('closed')
    breaker.enter()?.failed()
    expect(breaker.state).toBe('open')
    expect(breaker.enter()).toBeUndefined()
  })

  it('starts counting again after a success', () => {
    const breaker = breakerAt({ ms: 0 })
    for (const outcome of ['failed', 'failed', 'failed', 'failed', 'succeeded', 'failed'] as const) breaker.enter()?.[outcome]()
    expect(breaker.state).toBe('closed')
  })

  it('lets one probe through after five seconds, and only one', () => {
    const time = { ms: 0 }
    const breaker = opened(time)
    time.ms = 4_999
    expect(breaker.enter()).toBeUndefined()
    time.ms = 5_000
    expect(breaker.enter()).toBeDefined()
    expect(breaker.enter()).toBeUndefined()
  })

  it('closes when the probe succeeds', () => {
    const time = { ms: 0 }
    const breaker = opened(time)
    time.ms = 5_000
    breaker.enter()?.succeeded()
    expect(breaker.state).toBe('closed')
  })

  it('stays open for another five seconds when the probe fails', () => {
    const time = { ms: 0 }
    const breaker = opened(time)
    time.ms = 5_000
    breaker.enter()?.failed()
    time.ms = 9_999
    expect(breaker.enter()).toBeUndefined()
    time.ms = 10_000
    expect(breaker.enter()).toBeDefined()
  })
})

describe('one person in the breaker', () => {
  const timedOutFor = (breaker: ReturnType<typeof breakerAt>, person: string) => breaker.enter(person)?.failed(true)

  it('does not open it for others, however often he waited too long', () => {
    const breaker = breakerAt({ ms: 0 })
    for (let at = 0; at < 100; at += 1) timedOutFor(breaker, 'asha')
    expect(breaker.state).toBe('closed')
    for (const person of ['ben', 'cleo', 'dev']) timedOutFor(breaker, person)
    expect(breaker.state).toBe('closed')
    timedOutFor(breaker, 'eve')
    expect(breaker.state).toBe('open')
  })

  it('is counted anew after a success', () => {
    const breaker = breakerAt({ ms: 0 })
    for (const person of ['asha', 'ben', 'cleo', 'dev']) timedOutFor(breaker, person)
    breaker.enter('asha')?.succeeded()
    timedOutFor(breaker, 'eve')
    expect(breaker.state).toBe('closed')
  })

  it('opens it by failures that nobody’s question can be the cause of', () => {
    const breaker = breakerAt({ ms: 0 })
    timedOutFor(breaker, 'asha')
    for (let at = 0; at < 4; at += 1) breaker.enter('asha')?.failed()
    expect(breaker.state).toBe('open')
  })

  it('cannot keep it open: after a probe in vain the next one is somebody else’s, for one turn', () => {
    const time = { ms: 0 }
    const breaker = opened(time)
    time.ms = 5_000
    timedOutFor(breaker, 'asha')
    time.ms = 10_000
    expect(breaker.enter('asha')).toBeUndefined()
    breaker.enter('ben')?.succeeded()
    expect(breaker.state).toBe('closed')
  })

  it('gets his probe after a turn when nobody else asks', () => {
    const time = { ms: 0 }
    const breaker = opened(time)
    time.ms = 5_000
    timedOutFor(breaker, 'asha')
    time.ms = 15_000
    breaker.enter('asha')?.succeeded()
    expect(breaker.state).toBe('closed')
  })
})

describe('a call through the breaker', () => {
  it('gives way to another probe when the caller of the first went away', () => {
    const time = { ms: 0 }
    const breaker = opened(time)
    time.ms = 5_000
    breaker.enter()?.left()
    breaker.enter()?.succeeded()
    expect(breaker.state).toBe('closed')
  })

  it('says nothing when it began before the breaker opened', () => {
    const time = { ms: 0 }
    const breaker = breakerAt(time)
    const late = Array.from({ length: 5 }, () => breaker.enter())
    for (let at = 0; at < 5; at += 1) breaker.enter()?.failed()
    time.ms = 4_000
    for (const pass of late) pass?.failed()
    time.ms = 5_000
    expect(breaker.state).toBe('half-open')
  })

  it('counts once, whatever is said of it afterwards', () => {
    const breaker = breakerAt({ ms: 0 })
    const pass = breaker.enter()
    for (let at = 0; at < 9; at += 1) pass?.failed()
    expect(breaker.state).toBe('closed')
  })
})

const member: MemberEntry = { id: 'm', kind: 'spoke', state: 'active', endpoint: 'http://m', schemaVersion: '1', label: 'RWE' }
const query = { member, kind: 'query', body: '{}', context: {} } as const

function guarded(answers: () => Promise<ShardAnswer>) {
  const time = { ms: 0 }
  const breakers = createBreakers({ failures: 5, openForMs: 5_000, now: () => time.ms })
  const far: CallShard<{ readonly person?: string }> = answers
  return { time, breakers, call: guardCalls(far, breakers) }
}

describe('calls behind breakers', () => {
  it('says CIRCUIT_OPEN without calling', async () => {
    let calls = 0
    const { call } = guarded(async () => {
      calls += 1
      return { kind: 'silent', reason: 'TIMEOUT' }
    })
    for (let at = 0; at < 5; at += 1) await call(query)
    expect(await call(query)).toEqual({ kind: 'silent', reason: 'CIRCUIT_OPEN' })
    expect(calls).toBe(5)
  })

  it.each(['TIMEOUT', 'BAD_ANSWER'] as const)('counts %s once a person', async (reason) => {
    const { call, breakers } = guarded(async () => ({ kind: 'silent', reason }))
    for (let at = 0; at < 20; at += 1) await call({ ...query, context: { person: 'asha' } })
    expect(breakers.troubled()).toEqual([])
    for (const person of ['ben', 'cleo', 'dev', 'eve']) await call({ ...query, context: { person } })
    expect(breakers.troubled()).toMatchObject([{ state: 'open' }])
  })

  it.each(['UNREACHABLE', 'HTTP_5XX'] as const)('counts %s each time, whoever asked', async (reason) => {
    const { call, breakers } = guarded(async () => ({ kind: 'silent', reason }))
    for (let at = 0; at < 5; at += 1) await call({ ...query, context: { person: 'asha' } })
    expect(breakers.troubled()).toMatchObject([{ state: 'open' }])
  })

  it('keeps queries and mutations apart', async () => {
    const { call, breakers } = guarded(async () => ({ kind: 'silent', reason: 'UNREACHABLE' }))
    for (let at = 0; at < 5; at += 1) await call({ ...query, kind: 'mutation' })
    expect(breakers.troubled()).toEqual([{ member: 'm', kind: 'mutation', state: 'open' }])
    expect(await call(query)).toEqual({ kind: 'silent', reason: 'UNREACHABLE' })
  })

  it.each([
    { kind: 'answer', data: null, errors: [{ message: 'no' }] },
    { kind: 'silent', reason: 'REFUSED' },
  ] satisfies ShardAnswer[])('does not hold $kind $reason against the member', async (answer) => {
    const { call, breakers } = guarded(async () => answer)
    for (let at = 0; at < 9; at += 1) await call(query)
    expect(breakers.troubled()).toEqual([])
  })

  it('does not hold a caller who went away against the member, and frees the probe', async () => {
    let gone = true
    const { call, breakers, time } = guarded(async () => {
      if (gone) throw new Error('the caller went away')
      return { kind: 'silent', reason: 'TIMEOUT' }
    })
    for (let at = 0; at < 9; at += 1) await expect(call(query)).rejects.toThrow('went away')
    expect(breakers.troubled()).toEqual([])
    gone = false
    for (let at = 0; at < 5; at += 1) await call(query)
    gone = true
    time.ms = 5_000
    await expect(call(query)).rejects.toThrow('went away')
    gone = false
    expect(await call(query)).toEqual({ kind: 'silent', reason: 'TIMEOUT' })
  })
})
