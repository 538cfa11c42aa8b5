import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Federation, startFederation } from './shards/samples/federation.ts'
import { escalations, poolOf, spokeOf } from './shards/samples/rows.ts'

let net: Federation
beforeAll(async () => {
  net = await startFederation()
})
afterAll(() => net[Symbol.asyncDispose]())

const rowsOf = (ics: string) => escalations.filter(({ poolId }) => poolId === poolOf(ics).id)

describe('a question to several spokes', () => {
  it('is answered by each for itself, under the caller’s aliases and fragments', async () => {
    net.callsSince()
    const { data, errors } = await net.ask(
      '{ a: trust(odsCode: "RWE") { ...T } b: trust(odsCode: "RX1") { ...T wait { d: days } } } fragment T on Trust { odsCode n: openCases }',
    )
    expect(errors).toEqual([])
    expect(data).toEqual({ a: { odsCode: 'RWE', n: 87 }, b: { odsCode: 'RX1', n: 88, wait: { d: 12 } } })
    expect(net.callsSince()).toEqual({ RWE: 1, RX1: 1 })
  })

  it('makes one call to a spoke that serves two trusts', async () => {
    net.callsSince()
    const { data } = await net.ask('{ ics(code: "QT1") { trusts { odsCode name openCases } } }')
    const codes = ['RHA', 'RHB', 'RK5', 'RX1', 'RX9']
    const expected = codes.map((odsCode) => ({ odsCode, name: `Trust ${odsCode}`, openCases: odsCode.charCodeAt(1) }))
    expect(data).toEqual({ ics: { trusts: expected } })
    expect(net.callsSince()).toEqual({ RHA: 1, RK5: 1, RX1: 1, RX9: 1 })
  })

  it('goes from the directory to both pools and all six spokes and comes back whole', async () => {
    net.callsSince()
    const rows = 'escalations(first: 10) { id content { question } worker { name } trust { odsCode name openCases } }'
    const { data, errors } = await net.ask(`{ a: ics(code: "QK1") { ${rows} } b: ics(code: "QT1") { ${rows} } }`)
    expect(errors).toEqual([])
    const [a, b] = ['QK1', 'QT1'].map((code) => ({
      escalations: rowsOf(code)
        .slice(0, 10)
        .map(({ id, question, workerName, trust }) => ({
          id,
          content: { question },
          worker: { name: workerName },
          trust: { odsCode: trust, name: `Trust ${trust}`, openCases: trust.charCodeAt(1) },
        })),
    }))
    expect(data).toEqual({ a, b })
    const calls = net.callsSince()
    expect(Object.keys(calls)).toHaveLength(8)
    expect(Math.max(...Object.values(calls))).toBeLessThanOrEqual(2)
  })
})

describe('routing through the graph', () => {
  it('reaches a pool by its id, by its ICS and inside an input', async () => {
    const { id: poolId } = poolOf('QT1')
    const { data, errors } = await net.ask(
      'query ($p: ID!) { a: escalation(poolId: $p, id: "E1") { status } b: escalations(ics: "QK1", first: 2) { id } c: escalationAt(input: { poolId: $p, id: "E3" }) { id } }',
      { p: poolId },
    )
    expect(errors).toEqual([])
    expect(data).toEqual({ a: { status: 'accepted' }, b: [{ id: 'E1' }, { id: 'E2' }], c: { id: 'E3' } })
  })

  it('reaches a spoke by a code inside an input, as a variable', async () => {
    net.members.written.length = 0
    const { data } = await net.ask('mutation ($i: NoteInput!) { noteIn(input: $i) }', { i: { trustCode: 'RT5', text: 'hello' } })
    expect(data).toEqual({ noteIn: 'hello' })
    expect(net.members.written).toEqual(['hello'])
  })

  it('says UNKNOWN_TRUST for each code nobody serves, in roots and in lists, and calls nobody for them', async () => {
    net.callsSince()
    const { data, errors, status } = await net.ask(
      '{ a: trust(odsCode: "R0A") { openCases } b: trust(odsCode: "R0B") { openCases } c: trust(odsCode: "RWE") { openCases } ics(code: "QZ1") { trusts { odsCode openCases } } }',
    )
    expect(status).toBe(200)
    const expected = { a: null, b: null, c: { openCases: 87 }, ics: { trusts: [{ odsCode: 'RZZ', openCases: null }] } }
    expect(data).toEqual(expected)
    const unknown = (trust: string) => ({ code: 'SPOKE_UNAVAILABLE', trust, reason: 'UNKNOWN_TRUST' })
    // the roots and the list are asked at once: whichever is done first has its errors first
    expect(errors.map(({ extensions }) => extensions.trust).toSorted()).toEqual(['R0A', 'R0B', 'RZZ'])
    for (const { extensions } of errors) expect(extensions).toEqual(unknown(String(extensions.trust)))
    expect(net.callsSince()).toEqual({ RWE: 1 })
  })

  it('says UNKNOWN_MEMBER for a pool nobody has, and calls nobody', async () => {
    net.callsSince()
    const { data, errors } = await net.ask('{ escalation(poolId: "pool-ffffffffffff", id: "E1") { id } }')
    expect(data).toEqual({ escalation: null })
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'POOL_UNAVAILABLE', reason: 'UNKNOWN_MEMBER' }])
    expect(net.callsSince()).toEqual({})
  })

  it('leaves a field without a key null and UNROUTABLE, and the rest whole', async () => {
    const { data, errors } = await net.ask('{ trust(odsCode: null) { openCases } b: trust(odsCode: "RT5") { openCases } }')
    expect(data).toEqual({ trust: null, b: { openCases: 84 } })
    expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual([[['trust'], { code: 'UNROUTABLE' }]])
  })

  it('is refused by the spoke itself when it went to the wrong one', async () => {
    const { entries } = net.members
    const [right, wrong] = [spokeOf('RWE').id, spokeOf('RX1').id].map((id) => entries.get(id))
    if (!right || !wrong) throw new Error('no such members')
    entries.set(right.id, { ...right, endpoint: wrong.endpoint, id: wrong.id })
    const { data, errors } = await net.ask('{ trust(odsCode: "RWE") { openCases } }')
    entries.set(right.id, right)
    expect(data).toEqual({ trust: null })
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'MISROUTED', trust: 'RWE' }])
  })
})

describe('mutations through the graph', () => {
  it('run in document order over two trusts', async () => {
    net.members.written.length = 0
    net.callsSince()
    const { data, errors } = await net.ask(
      'mutation { a: note(trust: "RWE", text: "1") a2: note(trust: "RWE", text: "2") b: note(trust: "RX1", text: "3") c: note(trust: "RWE", text: "4") }',
    )
    expect(errors).toEqual([])
    expect(data).toEqual({ a: '1', a2: '2', b: '3', c: '4' })
    expect(net.members.written).toEqual(['1', '2', '3', '4'])
    expect(net.callsSince()).toEqual({ RWE: 2, RX1: 1 })
  })

  it('are never made twice, whatever the member answers', async () => {
    net.callsSince()
    const spoke = net.server('RK5')
    spoke.mood = 'failing'
    const { data, errors } = await net.ask('mutation { note(trust: "RK5", text: "once") }')
    spoke.mood = 'up'
    expect(data).toEqual({ note: null })
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'SPOKE_UNAVAILABLE', trust: 'RK5', reason: 'HTTP_5XX' }])
    expect(net.callsSince()).toEqual({ RK5: 1 })
  })
})

describe('the directory in process', () => {
  it('sees the caller, passes its own errors and masks its faults', async () => {
    const { data, errors, text } = await net.ask('{ seesPerson ics(code: "QT1") { code refused broken } }')
    expect(data).toEqual({ seesPerson: true, ics: { code: 'QT1', refused: null, broken: null } })
    expect(errors.map(({ path, message, extensions }) => [path, message, extensions.code])).toEqual([
      [['ics', 'refused'], 'Not for you', 'FORBIDDEN'],
      [['ics', 'broken'], 'Unexpected error.', 'INTERNAL_SERVER_ERROR'],
    ])
    expect(text).not.toContain('secret_table')
    expect(net.faults).toEqual([expect.objectContaining({ message: 'relation secret_table does not exist' })])
  })
})

describe('a spoke’s own errors', () => {
  it('come with the path of the caller’s question and the trust', async () => {
    const { data, errors } = await net.ask('{ ics(code: "QK1") { trusts { odsCode refused } } }')
    expect(data).toEqual({ ics: { trusts: ['RWE', 'RT5'].map((odsCode) => ({ odsCode, refused: null })) } })
    // The two trusts are asked at once: whichever answers first has its error first.
    const told = errors.map(({ path, extensions }) => [path, extensions])
    expect(told).toHaveLength(2)
    expect(told).toEqual(
      expect.arrayContaining([
        [['ics', 'trusts', 0, 'refused'], { code: 'FORBIDDEN', trust: 'RWE' }],
        [['ics', 'trusts', 1, 'refused'], { code: 'FORBIDDEN', trust: 'RT5' }],
      ]),
    )
  })
})

it('gives each member the two tokens, and the person’s as it came', async () => {
  const server = net.server('RWE')
  server.calls.length = 0
  const personToken = await net.keys.personToken(escalations[0]?.acceptedBy as never)
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ trust(odsCode: \\"RWE\\") { openCases } }"}',
  }
  await net.send(init, { personToken })
  const { headers } = server.calls[0] ?? {}
  expect(headers?.['oh-person']).toBe(personToken)
  const claims = JSON.parse(Buffer.from(String(headers?.authorization).split('.')[1] ?? '', 'base64url').toString())
  expect(claims).toMatchObject({ aud: spokeOf('RWE').id })
  expect(claims.exp - claims.iat).toBeLessThanOrEqual(60)
  expect(claims.sub).toBeUndefined()
})

it('says REFUSED when a member will not take the tokens', async () => {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ trust(odsCode: \\"RWE\\") { openCases } }"}',
  }
  const { data, errors } = await net.send(init, { personToken: 'not a token' })
  expect(data).toEqual({ trust: null })
  expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'SPOKE_UNAVAILABLE', trust: 'RWE', reason: 'REFUSED' }])
})
