import { instantOf, type LondonDate } from '@oh/kernel'
import { type Peer, PeersUnknown } from '@oh/relay'
import { expect, it } from 'vitest'
import { HERE } from '../testing/test-spoke.ts'
import { poolIcsOf } from './pool-ics.ts'

const now = () => instantOf(new Date('2026-11-23T09:42:00.000Z'))
const pool: Peer = {
  id: HERE.pool,
  state: 'active',
  endpoint: undefined,
  keys: new Map(),
  serves: [
    { code: 'QJ2', from: '2020-01-01' as LondonDate, to: '2026-11-23' as LondonDate },
    { code: 'QK1', from: '2026-11-23' as LondonDate },
  ],
}

it('names the ICS that the agreed pool serves today, whichever is the trust’s own', async () => {
  expect(await poolIcsOf({ find: async (id) => (id === HERE.pool ? pool : undefined) }, HERE.pool, now)()).toBe('QK1')
})

it('names none while the directory cannot be asked or does not know the pool', async () => {
  expect(await poolIcsOf({ find: async () => undefined }, HERE.pool, now)()).toBeUndefined()
  const silent = { find: () => Promise.reject(new PeersUnknown('The directory has not answered.')) }
  expect(await poolIcsOf(silent, HERE.pool, now)()).toBeUndefined()
})
