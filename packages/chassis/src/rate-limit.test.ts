import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { addressOf, createRateLimit } from './index.ts'

function limit(settings: { perSecond: number; burst: number; kept?: number }) {
  const time = { ms: 0 }
  return { time, ...createRateLimit({ ...settings, now: () => time.ms }) }
}
const allowed = { kind: 'allowed' }
const times = <Value>(count: number, act: () => Value) => Array.from({ length: count }, act)

describe('a rate limit', () => {
  it('lets a burst through, then says how long to wait', () => {
    const { take } = limit({ perSecond: 20, burst: 60 })
    expect(times(60, () => take('asha'))).toEqual(times(60, () => allowed))
    expect(take('asha')).toEqual({ kind: 'refused', retryAfterSeconds: 1 })
  })

  it('gives back so many a second, and never more than the burst', () => {
    const { take, time } = limit({ perSecond: 20, burst: 60 })
    times(60, () => take('asha'))
    time.ms = 1_000
    expect(times(21, () => take('asha').kind).filter((kind) => kind === 'allowed')).toHaveLength(20)
    time.ms = 3_600_000
    expect(times(100, () => take('asha').kind).filter((kind) => kind === 'allowed')).toHaveLength(60)
  })

  it('says the true wait where tokens are rare, and being refused does not make it longer', () => {
    const { take, time } = limit({ perSecond: 0.1, burst: 1 })
    take('asha')
    expect(times(5, () => take('asha'))).toEqual(times(5, () => ({ kind: 'refused', retryAfterSeconds: 10 })))
    time.ms = 10_000
    expect(take('asha')).toEqual(allowed)
  })

  it('keeps each caller apart', () => {
    const { take } = limit({ perSecond: 1, burst: 1 })
    expect([take('asha'), take('ben'), take('asha').kind]).toEqual([allowed, allowed, 'refused'])
  })

  it('remembers so many callers and forgets the one not seen for longest', () => {
    const { take } = limit({ perSecond: 1, burst: 1, kept: 2 })
    take('asha')
    take('ben')
    take('asha')
    take('cleo')
    expect(take('asha').kind).toBe('refused')
    expect(take('ben')).toEqual(allowed)
  })
})

describe('the address of a caller', () => {
  const app = new Hono().get('/', (c) => c.text(addressOf(c)))
  const from = async (remoteAddress: string, headers = {}) =>
    (await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })).text()

  it('is that of the socket, whatever a header says', async () => {
    expect(await from('10.0.0.7', { 'x-forwarded-for': '1.2.3.4', forwarded: 'for=1.2.3.4' })).toBe('10.0.0.7')
  })

  it.each([
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', async (address, counted) => {
    expect(await from(address)).toBe(counted)
  })

  it('is empty without a socket', async () => {
    expect(await (await app.request('/')).text()).toBe('')
  })
})
