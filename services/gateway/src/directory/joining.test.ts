import { randomUUID } from 'node:crypto'
import { generateSigningKey, keyFingerprint, loadSigningKey, type SigningKey, signHeartbeat } from '@oh/auth'
import { type Instant, instantOf, type LondonDate, type MemberId, type PersonId } from '@oh/kernel'
import { asActor, membership } from '@oh/postgres'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nobody } from '../shards/samples/members.ts'
import { approveMember } from './approve-member.ts'
import { changeMemberState } from './change-member-state.ts'
import type { Directory } from './context.ts'
import { hearHeartbeat } from './heartbeat.ts'
import { type Invited, inviteMember } from './invite-member.ts'
import { startLookup } from './member-lookup.ts'
import { readRegistry } from './registry.ts'
import { takeInKey } from './take-in-key.ts'

const person = (name: string) => ({ kind: 'person', person: name as PersonId }) as const
const said = { endpoint: 'http://127.0.0.1:3026', softwareVersion: '0.1.0', schemaVersion: '1' }

let time = 0
let database: TestDatabase
let directory: Directory
let key: SigningKey
let changes = 0

beforeEach(async () => {
  time = Date.parse('2026-11-23T09:00:00.000Z')
  changes = 0
  database = await testDatabase('directory', { clock: (): Instant => instantOf(time) })
  directory = {
    db: database.db,
    newId: randomUUID,
    ownKeys: new Map(),
    members: nobody,
    signRoles: async () => '',
    onChange: async () => {
      changes += 1
    },
  }
  key = await loadSigningKey(await generateSigningKey())
  const registrar = (name: string) => ({
    id: directory.newId(),
    person: name as PersonId,
    personName: name,
    role: 'directory-registrar',
    fromOn: '2026-01-01' as LondonDate,
    grantedBy: 'seed',
  })
  await asActor(database.db, { kind: 'system', part: 'seed' }, (tx) =>
    tx.sql.insert(membership).values([registrar('wendy'), registrar('sanjay')]),
  )
})
afterEach(() => database[Symbol.asyncDispose]())

async function invite(code = 'RX8'): Promise<Invited> {
  const invited = await inviteMember(directory, person('wendy'), { kind: 'spoke', code })
  if (invited.kind !== 'invited') throw new Error(JSON.stringify(invited))
  return invited
}
const handIn = (code: string, jwk: unknown = key.publicJwk) => takeInKey(directory, { code, jwk })
const approve = (memberId: string, by = 'sanjay', fingerprint = keyFingerprint(key.publicJwk)) =>
  approveMember(directory, person(by), { memberId, fingerprint })
const beat = async (memberId: MemberId, signer = key) =>
  hearHeartbeat(directory, await signHeartbeat(signer, memberId, said, instantOf(time)))
const entry = async (id: string) => (await readRegistry(database.db)).find((each) => each.id === id)

describe('joining the federation', () => {
  it('takes an invitation, a key, a second person and a heartbeat; then the member is active with its address and key', async () => {
    const { memberId, code } = await invite()
    expect(await entry(memberId)).toMatchObject({ state: 'invited', keys: [], serves: [{ code: 'RX8', from: '2026-11-23' }] })
    expect(await handIn(code)).toEqual({ kind: 'taken', memberId, fingerprint: keyFingerprint(key.publicJwk) })
    expect(await entry(memberId)).toMatchObject({ keys: [] })
    expect(await approve(memberId)).toEqual({ kind: 'approved', memberId })
    expect(await beat(memberId)).toEqual({ kind: 'heard', state: 'active' })
    expect(await entry(memberId)).toMatchObject({
      state: 'active',
      endpoint: said.endpoint,
      schemaVersion: '1',
      keys: [{ kid: key.kid }],
    })
    expect(changes).toBeGreaterThan(0)
  })

  it('counts no heartbeat before the key is approved', async () => {
    const { memberId, code } = await invite()
    await handIn(code)
    expect(await beat(memberId)).toEqual({ kind: 'rejected', fault: 'key-unknown' })
    expect(await entry(memberId)).toMatchObject({ state: 'invited' })
  })

  it('lets nobody approve what the same person invited', async () => {
    const { memberId, code } = await invite()
    await handIn(code)
    expect(await approve(memberId, 'wendy')).toEqual({ kind: 'refused', reasons: ['same-person'] })
  })

  it('refuses another fingerprint than that of the key handed in', async () => {
    const { memberId, code } = await invite()
    await handIn(code)
    expect(await approve(memberId, 'sanjay', 'aaaa bbbb cccc dddd eeee ffff 0000 1111')).toEqual({
      kind: 'refused',
      reasons: ['fingerprint-differs'],
    })
  })

  it('takes a code once, not a wrong one, and not after a day', async () => {
    const { code } = await invite()
    expect(await handIn('not-the-code')).toEqual({ kind: 'refused', reasons: ['no-such-invitation'] })
    await handIn(code)
    const other = await loadSigningKey(await generateSigningKey())
    expect(await handIn(code, other.publicJwk)).toEqual({ kind: 'refused', reasons: ['no-such-invitation'] })
    const late = await invite('RWP')
    time += 24 * 3_600_000
    expect(await handIn(late.code, other.publicJwk)).toEqual({ kind: 'refused', reasons: ['no-such-invitation'] })
  })

  it('gives a code back unused when the key cannot be used', async () => {
    const { code } = await invite()
    expect(await handIn(code, { ...key.publicJwk, crv: 'P-384' })).toEqual({ kind: 'refused', reasons: ['bad-key'] })
    expect(await handIn(code)).toMatchObject({ kind: 'taken' })
  })

  it('refuses a code that no trust has, and one that is served already', async () => {
    expect(await inviteMember(directory, person('wendy'), { kind: 'spoke', code: 'ZZ9' })).toEqual({
      kind: 'refused',
      reasons: ['unknown-code'],
    })
    await invite('RX8')
    expect(await inviteMember(directory, person('wendy'), { kind: 'spoke', code: 'RX8' })).toEqual({
      kind: 'refused',
      reasons: ['already-served'],
    })
  })

  it('gives what a retired member served to the next one, the same day; its own history stays', async () => {
    const old = await invite('RX8')
    await handIn(old.code)
    await approve(old.memberId)
    await beat(old.memberId)
    await changeMemberState(directory, person('wendy'), { memberId: old.memberId, change: 'retire' })
    await using lookup = await startLookup(
      () => readRegistry(database.db),
      database.db.clock,
      () => undefined,
    )
    expect(lookup.spokeServing('RX8')).toBeUndefined()
    expect(lookup.member(old.memberId)).toMatchObject({ state: 'retired' })
    const next = await invite('RX8')
    await lookup.refresh()
    expect(lookup.spokeServing('RX8')).toMatchObject({ id: next.memberId, state: 'invited' })
    expect(await beat(old.memberId)).toEqual({ kind: 'rejected', fault: 'not-active' })
  })

  it('gives one of two registrars who invite for the same code at once the sentence that it is served', async () => {
    const both = await Promise.all(
      ['wendy', 'sanjay'].map((name) => inviteMember(directory, person(name), { kind: 'spoke', code: 'RX8' })),
    )
    expect(both.map(({ kind }) => kind).sort()).toEqual(['invited', 'refused'])
    expect(both).toContainEqual({ kind: 'refused', reasons: ['already-served'] })
  })

  it.each(['\u0000', 'RX\u00008', 'RX8\n', '\ud800', 'Marta Nowak', ''])(
    'refuses the code %j in words and writes none of it down',
    async (code) => {
      expect(await inviteMember(directory, person('wendy'), { kind: 'spoke', code })).toEqual({
        kind: 'refused',
        reasons: ['unknown-code'],
      })
      const rows = await database.admin`select resource_ids, reasons from audit_entry`
      expect(rows).toMatchObject([{ resource_ids: [], reasons: ['unknown-code'] }])
    },
  )

  it.each(['spoke-ffffffffffff', 'x', '\u0000', ''])(
    'shows %j, which is no member, to nobody: a registrar finds none, others may not ask',
    async (id) => {
      expect(await approve(id)).toEqual({ kind: 'hidden' })
      expect(await changeMemberState(directory, person('wendy'), { memberId: id, change: 'retire' })).toEqual({ kind: 'hidden' })
      expect(await approve(id, 'asha')).toEqual({ kind: 'forbidden' })
      const written = await database.admin`select distinct unnest(resource_ids) as id from audit_entry`
      expect(written.map((row) => row.id)).toEqual(id.startsWith('spoke-') ? [id] : [])
    },
  )

  it('is for registrars only', async () => {
    expect(await inviteMember(directory, person('asha'), { kind: 'spoke', code: 'RX8' })).toEqual({ kind: 'forbidden' })
    expect(await database.admin`select outcome from audit_entry where actor = 'asha'`).toMatchObject([{ outcome: 'forbidden' }])
  })
})

describe('a heartbeat', () => {
  it('is rejected when stale, altered, for another member or by another key', async () => {
    const { memberId, code } = await invite()
    await handIn(code)
    await approve(memberId)
    const statement = await signHeartbeat(key, memberId, said, instantOf(time))
    expect(await hearHeartbeat(directory, `${statement}x`)).toMatchObject({ kind: 'rejected' })
    expect(
      await hearHeartbeat(directory, await signHeartbeat(key, 'spoke-000000000000' as MemberId, said, instantOf(time))),
    ).toMatchObject({ kind: 'rejected' })
    expect(await beat(memberId, await loadSigningKey(await generateSigningKey()))).toMatchObject({ kind: 'rejected' })
    time += 10 * 60_000
    expect(await hearHeartbeat(directory, statement)).toMatchObject({ kind: 'rejected' })
    expect(await hearHeartbeat(directory, 'nonsense')).toMatchObject({ kind: 'rejected' })
  })

  it('of a suspended member is refused until it is resumed; a retired one stays in the registry', async () => {
    const { memberId, code } = await invite()
    await handIn(code)
    await approve(memberId)
    await beat(memberId)
    expect(await changeMemberState(directory, person('wendy'), { memberId, change: 'suspend' })).toMatchObject({
      kind: 'changed',
      state: 'suspended',
    })
    expect(await beat(memberId)).toEqual({ kind: 'rejected', fault: 'not-active' })
    await changeMemberState(directory, person('wendy'), { memberId, change: 'resume' })
    expect(await beat(memberId)).toEqual({ kind: 'heard', state: 'active' })
    await changeMemberState(directory, person('wendy'), { memberId, change: 'retire' })
    expect(await changeMemberState(directory, person('wendy'), { memberId, change: 'resume' })).toEqual({
      kind: 'refused',
      reasons: ['not-a-lawful-change'],
    })
    expect(await entry(memberId)).toMatchObject({
      state: 'retired',
      serves: [{ code: 'RX8', from: '2026-11-23', to: '2026-11-23' }],
    })
  })

  it.each(['\u0000', '\ud800', 'é', ''])('under the key name %j is refused, never a fault', async (kid) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(await hearHeartbeat(directory, `${part({ alg: 'ES256', kid })}.${part({})}.x`)).toEqual({
      kind: 'rejected',
      fault: 'key-unknown',
    })
  })
})

it('leaves an audit row for every act, allowed or refused', async () => {
  const { memberId, code } = await invite()
  await handIn(code)
  await approve(memberId, 'wendy')
  await approve(memberId)
  const rows = await database.admin`select action, actor, outcome from audit_entry order by action, outcome`
  expect(rows.map(({ action, actor, outcome }) => `${action} ${actor} ${outcome}`)).toEqual([
    'member.approve sanjay allowed',
    'member.approve wendy refused',
    'member.changeKey registry allowed',
    'member.invite wendy allowed',
  ])
})
