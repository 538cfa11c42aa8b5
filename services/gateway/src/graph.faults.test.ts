import { describe, expect, it } from 'vitest'
import { startFederation } from './shards/samples/federation.ts'
import { lind, spokeOf } from './shards/samples/rows.ts'

const BOARD = '{ ics(code: "QT1") { trusts { odsCode name openCases } } }'
const codes = ['RHA', 'RHB', 'RK5', 'RX1', 'RX9']
const board = (...silent: string[]) => ({
  ics: {
    trusts: codes.map((odsCode) => ({
      odsCode,
      name: `Trust ${odsCode}`,
      openCases: silent.includes(odsCode) ? null : odsCode.charCodeAt(1),
    })),
  },
})
const silence = (trust: string, reason: string) => ({ code: 'SPOKE_UNAVAILABLE', trust, reason })
const extensionsOf = ({ errors }: { errors: readonly { extensions: unknown }[] }) => errors.map(({ extensions }) => extensions)

describe('a silent spoke', () => {
  it('costs only itself: its name stays, its own fields are null, and there is one error', async () => {
    await using net = await startFederation()
    await net.server('RK5').stop()
    const answer = await net.ask(BOARD)
    expect(answer.status).toBe(200)
    expect(answer.data).toEqual(board('RK5'))
    expect(extensionsOf(answer)).toEqual([silence('RK5', 'UNREACHABLE')])
    expect(answer.errors[0]?.path).toEqual(['ics', 'trusts', 2])
  })

  it('that serves two trusts has one error for each, and no more over many rows and hops', async () => {
    await using net = await startFederation()
    await net.server('RHA').stop()
    const answer = await net.ask(
      '{ ics(code: "QT1") { trusts { openCases slots { day } } escalations(first: 20) { worker { name } trust { openCases } } } }',
    )
    // its rows are reached by two ways at once: either may meet either trust first
    expect(extensionsOf(answer)).toHaveLength(2)
    for (const trust of ['RHA', 'RHB']) expect(extensionsOf(answer)).toContainEqual(silence(trust, 'UNREACHABLE'))
  })

  it.each([
    ['failing', 'HTTP_5XX'],
    ['garbled', 'BAD_ANSWER'],
  ] as const)('that is %s says %s and nothing of its insides', async (mood, reason) => {
    await using net = await startFederation()
    net.server('RX1').mood = mood
    const answer = await net.ask(BOARD)
    expect(answer.data).toEqual(board('RX1'))
    expect(extensionsOf(answer)).toEqual([silence('RX1', reason)])
    expect(answer.text).not.toMatch(/ECONN|UND_ERR|127\.0\.0\.1|socket/i)
  })

  it('that hangs delays the answer by its budget and no more', async () => {
    await using net = await startFederation({ callLimits: { queryMs: 2_000 } })
    await net.ask(BOARD)
    net.server('RX9').mood = 'hung'
    const began = performance.now()
    const answer = await net.ask(BOARD)
    // far below the budget of a mutation, far above what a busy test machine adds
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(answer.data).toEqual(board('RX9'))
    expect(extensionsOf(answer)).toEqual([silence('RX9', 'TIMEOUT')])
  })

  it('that is not active is not called', async () => {
    await using net = await startFederation()
    const entry = net.members.entries.get(spokeOf('RX9').id)
    if (!entry) throw new Error('no such spoke')
    net.members.entries.set(entry.id, { ...entry, state: 'suspended' })
    const answer = await net.ask(BOARD)
    expect(extensionsOf(answer)).toEqual([silence('RX9', 'NOT_ACTIVE')])
    expect(net.callsSince()).toEqual({ RHA: 1, RK5: 1, RX1: 1 })
  })
})

describe('a silent pool', () => {
  it('leaves its own list null and the other whole', async () => {
    await using net = await startFederation()
    await net.server('QK1').stop()
    const answer = await net.ask('{ icsList { code escalations(first: 2) { id content { question } } } }')
    expect(answer.data).toMatchObject({
      icsList: [
        { code: 'QK1', escalations: null },
        { code: 'QT1', escalations: [{ id: 'E1' }, { id: 'E2' }] },
      ],
    })
    expect(extensionsOf(answer)).toEqual([{ code: 'POOL_UNAVAILABLE', ics: 'QK1', reason: 'UNREACHABLE' }])
  })
})

describe('the breaker in the graph', () => {
  it('opens after five failures, answers at once, and closes when a probe is answered', async () => {
    await using net = await startFederation()
    const spoke = net.server('RK5')
    spoke.mood = 'failing'
    for (let at = 0; at < 5; at += 1) expect(extensionsOf(await net.ask(BOARD))).toEqual([silence('RK5', 'HTTP_5XX')])
    net.callsSince()
    expect(extensionsOf(await net.ask(BOARD))).toEqual([silence('RK5', 'CIRCUIT_OPEN')])
    expect(net.callsSince().RK5).toBeUndefined()
    expect(net.graph.breakers.troubled()).toEqual([{ member: spokeOf('RK5').id, kind: 'query', state: 'open' }])
    expect((await net.ask('mutation { note(trust: "RK5", text: "still tried") }')).errors[0]?.extensions.reason).toBe('HTTP_5XX')
    spoke.mood = 'up'
    net.time.ms = 5_000
    const healed = await net.ask(BOARD)
    expect(healed.errors).toEqual([])
    expect(healed.data).toEqual(board())
    expect(net.graph.breakers.troubled()).toEqual([])
  })

  it('stays closed for others when one person asks for more than a spoke can answer in time', async () => {
    await using net = await startFederation({ callLimits: { queryMs: 2_000 } })
    await net.ask(BOARD, {}, lind)
    const spoke = net.server('RK5')
    spoke.mood = 'hung'
    const answers = await Promise.all(Array.from({ length: 6 }, () => net.ask(BOARD)))
    for (const answer of answers) expect(extensionsOf(answer)).toContainEqual(silence('RK5', 'TIMEOUT'))
    spoke.mood = 'up'
    expect((await net.ask(BOARD, {}, lind)).data).toEqual(board())
    expect(net.graph.breakers.troubled()).toEqual([])
  })

  it('does not hold a client who leaves against the spoke, and is not stuck when that was the probe', async () => {
    await using net = await startFederation({ callLimits: { queryMs: 60_000 } })
    const spoke = net.server('RK5')
    spoke.mood = 'failing'
    for (let at = 0; at < 5; at += 1) await net.ask(BOARD)
    net.time.ms = 5_000
    spoke.mood = 'hung'
    const client = new AbortController()
    const called = spoke.nextCall()
    const asking = net.post({ query: BOARD }, client.signal).catch((error: unknown) => error)
    await called
    client.abort()
    await asking
    spoke.mood = 'up'
    expect((await net.ask(BOARD)).data).toEqual(board())
    expect(net.graph.breakers.troubled()).toEqual([])
  })
})

describe('a spoke of an older version', () => {
  it('answers what it has; what it lacks is null with NOT_YET_AT_TRUST', async () => {
    await using net = await startFederation({ older: ['RX9'] })
    const { data, errors } = await net.ask(
      '{ a: trust(odsCode: "RX1") { ...T } b: trust(odsCode: "RX9") { ...T } greeting(trust: "RX9") } fragment T on Trust { openCases wait { days } slots { day room } }',
    )
    const slots = (room: (day: string) => string | null) => ['Monday', 'Tuesday'].map((day) => ({ day, room: room(day) }))
    expect(data).toEqual({
      a: { openCases: 88, wait: { days: 12 }, slots: slots((day) => `Room for ${day}`) },
      b: { openCases: 88, wait: null, slots: slots(() => null) },
      greeting: null,
    })
    const notYet = (path: unknown, lacks: string) => [path, { code: 'NOT_YET_AT_TRUST', trust: 'RX9', lacks }]
    const told = errors.map(({ path, extensions }) => [path, extensions])
    expect(told).toHaveLength(3)
    expect(told).toContainEqual(notYet(['b', 'wait'], 'Trust.wait'))
    expect(told).toContainEqual(notYet(['b', 'slots', 0, 'room'], 'Slot.room'))
    expect(told).toContainEqual(notYet(['greeting'], 'Query.greeting'))
  })

  it('is not sent a mutation it lacks', async () => {
    await using net = await startFederation({ older: ['RX9'] })
    const { data, errors } = await net.ask(
      'mutation { a: closeCase(trust: "RX9", text: "a") b: closeCase(trust: "RX1", text: "b") c: note(trust: "RX9", text: "c") }',
    )
    expect(data).toEqual({ a: null, b: 'b', c: 'c' })
    expect(extensionsOf({ errors })).toEqual([{ code: 'NOT_YET_AT_TRUST', trust: 'RX9', lacks: 'Mutation.closeCase' }])
    expect(net.members.written).toEqual(['b', 'c'])
  })
})

describe('without the native planner', () => {
  it('says so once and answers the same by the stitching runtime', async () => {
    await using native = await startFederation()
    await using stitched = await startFederation({ loadPlanner: () => Promise.reject(new Error('no binary')) })
    const questions = [
      BOARD,
      '{ escalations(ics: "QT1", first: 8) { id content { question } worker { name } trust { name openCases } } }',
    ]
    for (const question of questions) expect((await stitched.ask(question)).data).toEqual((await native.ask(question)).data)
    expect(stitched.warnings).toEqual([expect.stringContaining('native query planner')])
    expect(native.warnings).toEqual([])
  })
})
