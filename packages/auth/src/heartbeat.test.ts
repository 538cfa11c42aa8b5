import type { MemberId } from '@oh/kernel'
import { beforeAll, expect, test } from 'vitest'
import {
  type KeySource,
  publicKeySet,
  readHeartbeat,
  type SigningKey,
  signHeartbeat,
  signServiceToken,
  staticKeys,
} from './index.ts'
import { aSigningKey, atNoon, NOON, secondsFromNoon } from './token-samples.ts'

const member = 'spoke-0123456789ab' as MemberId
const said = { endpoint: 'http://127.0.0.1:3020', softwareVersion: '0.1.0', schemaVersion: '1' }
let key: SigningKey
let keys: KeySource
beforeAll(async () => {
  key = await aSigningKey()
  keys = await staticKeys(publicKeySet([key]))
})

test('says what the member said, for 60 seconds and the clocks’ 30', async () => {
  const statement = await signHeartbeat(key, member, said, NOON)
  expect(await readHeartbeat(statement, { member, keys, now: atNoon })).toEqual(said)
  expect(await readHeartbeat(statement, { member, keys, now: secondsFromNoon(89) })).toEqual(said)
  expect(await readHeartbeat(statement, { member, keys, now: secondsFromNoon(90) })).toBeUndefined()
})

test('says nothing when another member, another key or another kind of token speaks', async () => {
  const want = { member, keys, now: atNoon }
  const other = { ...(await aSigningKey()), kid: key.kid }
  expect(await readHeartbeat(await signHeartbeat(key, 'spoke-ba9876543210' as MemberId, said, NOON), want)).toBeUndefined()
  expect(await readHeartbeat(await signHeartbeat(other, member, said, NOON), want)).toBeUndefined()
  expect(await readHeartbeat(await signServiceToken(key, 'directory', NOON), want)).toBeUndefined()
})

test.each(['', 'javascript:alert(1)', 'file:///etc/passwd', `http://${'x'.repeat(500)}.example`])(
  'takes no endpoint %j',
  async (endpoint) => {
    const statement = await signHeartbeat(key, member, { ...said, endpoint }, NOON)
    expect(await readHeartbeat(statement, { member, keys, now: atNoon })).toBeUndefined()
  },
)
