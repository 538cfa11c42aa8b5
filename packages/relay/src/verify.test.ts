import { asMemberId, type Instant } from '@oh/kernel'
import { CompactSign, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { memoryPeers } from './members-for-tests.ts'
import { messagePayload, sha256, signDetached } from './sign.ts'
import { isFresh, verifyDetached } from './verify.ts'

const NOW = '2026-03-10T09:00:00.000Z' as Instant
const at = (time: string) => Date.parse(time)
const text = (value: string) => new TextEncoder().encode(value)
const payload = messagePayload(text('{"id":1}'), sha256(text('{}')))

async function world(dates: { from?: string; to?: string } = {}) {
  const member = asMemberId('spoke-0123456789ab')
  if (!member) throw new Error('no member')
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const peers = memoryPeers()
  const key = { key: publicKey, from: at(dates.from ?? '2026-01-01T00:00:00Z'), ...(dates.to ? { to: at(dates.to) } : {}) }
  const peer = { id: member, state: 'active', endpoint: undefined, serves: [], keys: new Map([['k1', key]]) } as const
  peers.rows.set(member, peer)
  const signer = { member, signingKey: { kid: 'k1', privateKey } }
  const signature = await signDetached(signer, 'oh-message', payload)
  const verify = (changed: { signature?: string; payload?: Uint8Array; purpose?: 'oh-message' | 'oh-hand-over' } = {}) =>
    verifyDetached({ signature, payload, purpose: 'oh-message', ...changed }, peers, NOW)
  const [header = '', , sealed = ''] = signature.split('.')
  return { member, peers, peer, privateKey, signer, header, sealed, verify }
}

const headerOf = (fields: unknown) => Buffer.from(JSON.stringify(fields)).toString('base64url')

describe('a detached signature', () => {
  it('is good for the bytes, the key and the purpose it was made for', async () => {
    const { verify, member } = await world()
    expect(await verify()).toMatchObject({ kind: 'verified', keyId: 'k1', peer: { id: member } })
  })
  it('is refused for other bytes', async () => {
    const { verify } = await world()
    expect(await verify({ payload: messagePayload(text('{"id":2}'), sha256(text('{}'))) })).toMatchObject({
      code: 'bad-signature',
    })
    expect(await verify({ payload: messagePayload(text('{"id":1}'), sha256(text('{ }'))) })).toMatchObject({
      code: 'bad-signature',
    })
  })
  it('is refused for another purpose', async () => {
    const { verify } = await world()
    expect(await verify({ purpose: 'oh-hand-over' })).toMatchObject({ code: 'bad-signature' })
  })
  it.each([
    ['nothing', () => ''],
    ['padding', (h: string, s: string) => `${h}..${s}=`],
    ['white space', (h: string, s: string) => `${h}..${s} `],
    ['a line end', (h: string, s: string) => `${h}..${s}\n`],
    ['a payload inside', (h: string, s: string) => `${h}.e30.${s}`],
    ['a fourth segment', (h: string, s: string) => `${h}..${s}.`],
    ['a short signature', (h: string, s: string) => `${h}..${s.slice(0, -2)}`],
    ['an empty signature', (h: string) => `${h}..`],
    ['a signature of zeros', (h: string) => `${h}..${'A'.repeat(86)}`],
    [
      'another spelling of the last character',
      (h: string, s: string) => `${h}..${s.slice(0, -1)}${String.fromCharCode(s.charCodeAt(85) + 1)}`,
    ],
    ['a header that is no JSON', (_h: string, s: string) => `e30x..${s}`],
    ['an endless header', (h: string, s: string) => `${h.repeat(20)}..${s}`],
  ])('is refused with %s', async (_what, spoil) => {
    const { header, sealed, verify } = await world()
    expect(await verify({ signature: spoil(header, sealed) })).toMatchObject({ code: 'bad-signature' })
  })
})

describe('the header of a signature', () => {
  it.each([
    ['no algorithm', { alg: 'none' }],
    ['a shared-secret algorithm', { alg: 'HS256' }],
    ['another curve', { alg: 'ES384' }],
    ['a key of its own', { jwk: { kty: 'EC' } }],
    ['a key address', { jku: 'https://example.invalid' }],
    ['an unencoded payload', { b64: false, crit: ['b64'] }],
    ['an empty key id', { kid: '' }],
    ['a list for a key id', { kid: ['k1'] }],
    ['no member', { iss: '__proto__' }],
  ])('is refused with %s in its header', async (_what, fields) => {
    const { member, sealed, verify } = await world()
    const signature = `${headerOf({ alg: 'ES256', kid: 'k1', iss: member, typ: 'oh-message', ...fields })}..${sealed}`
    expect(await verify({ signature })).toMatchObject({ code: 'bad-signature' })
  })
  it('is refused when the header names a field more, even properly signed', async () => {
    const { member, privateKey, verify } = await world()
    const header = { alg: 'ES256', kid: 'k1', iss: member, typ: 'oh-message', cty: 'x' }
    const [head, , sealed] = (await new CompactSign(payload).setProtectedHeader(header).sign(privateKey)).split('.')
    expect(await verify({ signature: `${head}..${sealed}` })).toMatchObject({ code: 'bad-signature' })
  })
})

describe('the key of a signature', () => {
  it('is refused when another member owns it', async () => {
    const { peers, signer, verify } = await world()
    const other = asMemberId('spoke-0000000000ff')
    if (!other) throw new Error('no member')
    peers.rows.set(other, { id: other, state: 'active', endpoint: undefined, serves: [], keys: new Map() })
    const signature = await signDetached({ ...signer, member: other }, 'oh-message', payload)
    expect(await verify({ signature })).toMatchObject({ code: 'unknown-key' })
  })
  it('is refused for a member nobody knows', async () => {
    const { peers, member, verify } = await world()
    peers.rows.delete(member)
    expect(await verify()).toMatchObject({ code: 'unknown-sender' })
  })
  it.each(['invited', 'suspended', 'retired'] as const)('is refused from a member that is %s', async (state) => {
    const { peers, peer, verify } = await world()
    peers.rows.set(peer.id, { ...peer, state })
    expect(await verify()).toMatchObject({ code: 'sender-not-active' })
  })
  it('is refused before its key begins and from the moment it ends', async () => {
    expect(await (await world({ from: '2026-03-10T09:00:00.001Z' })).verify()).toMatchObject({ code: 'unknown-key' })
    expect(await (await world({ to: NOW })).verify()).toMatchObject({ code: 'unknown-key' })
    expect(await (await world({ from: NOW, to: '2026-03-10T09:00:00.001Z' })).verify()).toMatchObject({ kind: 'verified' })
  })
})

describe('the age of an attempt', () => {
  it.each([
    ['2026-03-10T08:55:00.000Z', true],
    ['2026-03-10T08:54:59.999Z', false],
    ['2026-03-10T09:00:30.000Z', true],
    ['2026-03-10T09:00:30.001Z', false],
  ])('made at %s: fresh is %s', (attemptedAt, fresh) => {
    expect(isFresh(attemptedAt as Instant, NOW)).toBe(fresh)
  })
})
