import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LondonDate } from '@oh/kernel'
import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memberNamed, standingClock } from './members-for-tests.ts'
import { PeersUnknown, readPeers, registryPeers } from './peers.ts'

const SPOKE = memberNamed('spoke-00000000000a')
const POOL = memberNamed('pool-00000000000b')

async function publicJwk() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { open: await exportJWK(publicKey), whole: await exportJWK(privateKey) }
}
const rowOf = (id: string, keys: unknown[] = [], more: object = {}) => ({
  id,
  kind: 'spoke',
  state: 'active',
  endpoint: 'http://127.0.0.1:1/',
  serves: [{ code: 'RX1', from: '2026-01-01' }],
  keys,
  softwareVersion: '0.1.0',
  schemaVersion: 1,
  ...more,
})

/** A directory whose answers a test decides, counting how often it is asked. */
async function directory() {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end()
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    answer(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    answers: (listener: RequestListener) => {
      answer = listener
    },
    says: (rows: unknown) => {
      answer = (_request, response) => response.end(JSON.stringify(rows))
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

let gateway: Awaited<ReturnType<typeof directory>>
beforeEach(async () => {
  gateway = await directory()
})
afterEach(() => gateway.close())

describe('the registry', () => {
  it('is asked once for 30 seconds', async () => {
    const clock = standingClock()
    const peers = registryPeers(gateway.url, clock)
    gateway.says([rowOf(SPOKE)])
    await Promise.all([peers.find(SPOKE), peers.find(SPOKE), peers.find(SPOKE)])
    clock.advance(29_999)
    expect(await peers.find(SPOKE)).toMatchObject({ id: SPOKE, state: 'active', endpoint: 'http://127.0.0.1:1' })
    expect(gateway.asked()).toBe(1)
    clock.advance(1)
    await peers.find(SPOKE)
    expect(gateway.asked()).toBe(2)
  })
  it('is asked again at once for an unknown member or key, at most every 5 seconds', async () => {
    const clock = standingClock()
    const peers = registryPeers(gateway.url, clock)
    gateway.says([rowOf(SPOKE)])
    await peers.find(SPOKE)
    const { open } = await publicJwk()
    gateway.says([rowOf(SPOKE, [{ kid: 'k2', jwk: open, from: '2026-01-01' }]), rowOf(POOL)])
    expect(await peers.find(POOL)).toBeUndefined()
    clock.advance(5_000)
    expect((await peers.find(SPOKE, 'k2'))?.keys.has('k2')).toBe(true)
    expect(await peers.find(POOL)).toMatchObject({ id: POOL })
    for (let tries = 0; tries < 5; tries++) expect((await peers.find(SPOKE, 'k3'))?.keys.has('k3')).toBe(false)
    expect(gateway.asked()).toBe(2)
  })
  it.each<[string, RequestListener]>([
    ['refuses', (_request, response) => response.writeHead(500).end('[]')],
    ['answers nonsense', (_request, response) => response.end('{"members":')],
    ['never stops talking', (_request, response) => response.end(' '.repeat(5 * 1024 * 1024))],
    ['says nothing', () => undefined],
  ])('that %s leaves the last good answer in use for a day', async (_what, listener) => {
    const clock = standingClock()
    const peers = registryPeers(gateway.url, clock)
    gateway.says([rowOf(SPOKE)])
    await peers.find(SPOKE)
    gateway.answers(listener)
    clock.advance(86_399_999)
    expect(await peers.find(SPOKE)).toMatchObject({ id: SPOKE })
    clock.advance(1)
    await expect(peers.find(SPOKE)).rejects.toThrow(PeersUnknown)
  })
  it('that never answered is a fault, not an unknown member', async () => {
    await expect(registryPeers('http://127.0.0.1:1', standingClock()).find(SPOKE)).rejects.toThrow(PeersUnknown)
  })
  it('is asked again every half second while it has never answered, so that two that start together soon meet', async () => {
    const clock = standingClock()
    const peers = registryPeers(gateway.url, clock)
    await expect(peers.find(SPOKE)).rejects.toThrow(PeersUnknown)
    gateway.says([rowOf(SPOKE)])
    clock.advance(499)
    await expect(peers.find(SPOKE)).rejects.toThrow(PeersUnknown)
    clock.advance(1)
    expect(await peers.find(SPOKE)).toMatchObject({ id: SPOKE })
    expect(gateway.asked()).toBe(2)
  })
  it('knows who serves a trust on a date', async () => {
    const peers = registryPeers(gateway.url, standingClock())
    gateway.says([
      rowOf(SPOKE, [], { serves: [{ code: 'RX1', from: '2026-01-01', to: '2026-04-01' }] }),
      rowOf('spoke-00000000000c', [], { serves: [{ code: 'RX1', from: '2026-04-01' }] }),
      rowOf('spoke-00000000000d', [], { state: 'suspended', serves: [{ code: 'RK5', from: '2026-01-01' }] }),
    ])
    expect((await peers.serving('RX1', '2026-03-31' as LondonDate))?.id).toBe(SPOKE)
    expect((await peers.serving('RX1', '2026-04-01' as LondonDate))?.id).toBe('spoke-00000000000c')
    expect(await peers.serving('RK5', '2026-04-01' as LondonDate)).toBeUndefined()
    expect(await peers.members()).toHaveLength(3)
  })
})

describe('a row of the registry', () => {
  it('is left out when it names no member or no known state', async () => {
    const rows = [rowOf('__proto__'), rowOf('spoke-x'), rowOf(SPOKE, [], { state: 'retiring' }), null, 7, [], rowOf(POOL)]
    expect([...(await readPeers(rows)).keys()]).toEqual([POOL])
  })
  it('gives only public P-256 keys with dates', async () => {
    const { open, whole } = await publicJwk()
    const from = '2026-01-01T00:00:00.000Z'
    const keys = [
      { kid: 'good', jwk: open, from },
      { kid: 'ending', jwk: open, from, to: '2026-02-01' },
      { kid: 'private', jwk: whole, from },
      { kid: 'undated', jwk: open },
      { kid: 'badly dated', jwk: open, from: 'soon' },
      { kid: 'badly ended', jwk: open, from, to: 'later' },
      { kid: 'off the curve', jwk: { ...open, x: open.y }, from },
      { kid: 'a secret', jwk: { kty: 'oct', k: 'AAAA' }, from },
      { kid: 'another curve', jwk: { ...open, crv: 'P-384' }, from },
      { jwk: open, from },
      'key',
    ]
    const peer = (await readPeers([rowOf(SPOKE, keys)])).get(SPOKE)
    expect([...(peer?.keys.keys() ?? [])]).toEqual(['good', 'ending'])
    expect(peer?.keys.get('ending')).toMatchObject({ from: Date.parse(from), to: Date.parse('2026-02-01') })
  })
  it('has no endpoint unless it is one for HTTP', async () => {
    const peers = await readPeers([rowOf(SPOKE, [], { endpoint: 'file:///etc/passwd' })])
    expect(peers.get(SPOKE)?.endpoint).toBeUndefined()
  })
})
