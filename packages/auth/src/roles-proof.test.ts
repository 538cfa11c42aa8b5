import type { LondonDate, PersonId } from '@oh/kernel'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Membership, publicKeySet, readRolesProof, rolesProofs, type SigningKey, staticKeys } from './index.ts'
import { aSigningKey, secondsFromNoon } from './token-samples.ts'

const SPOKE = 'spoke-0123456789ab'
const person = 'petra' as PersonId
const roles: Membership[] = [{ role: 'ics-lead', scope: 'QK1', from: '2026-01-01' as LondonDate }]
let key: SigningKey
beforeAll(async () => {
  key = await aSigningKey()
})

describe('kept proofs of roles', () => {
  test('one for each member and person, signed again before it is too old to travel', async () => {
    let seconds = 0
    const proofOf = rolesProofs(key, () => secondsFromNoon(seconds)())
    const subject = { person, audience: SPOKE }
    const first = await proofOf(subject, roles)
    expect(await proofOf(subject, roles)).toBe(first)
    expect(await proofOf({ ...subject, audience: 'pool-0123456789ab' }, roles)).not.toBe(first)
    expect(await proofOf({ ...subject, person: 'otto' as PersonId }, roles)).not.toBe(first)
    seconds = 39
    expect(await proofOf(subject, roles)).toBe(first)
    seconds = 40
    const next = await proofOf(subject, roles)
    expect(next).not.toBe(first)
    const want = { ...subject, keys: await staticKeys(publicKeySet([key])), now: secondsFromNoon(seconds + 19)() }
    expect(await readRolesProof(next, want)).toEqual(roles)
  })

  test('a role that was taken away or added is stated at once', async () => {
    const proofOf = rolesProofs(key, secondsFromNoon(0))
    const want = { person, audience: SPOKE, keys: await staticKeys(publicKeySet([key])), now: secondsFromNoon(1)() }
    await proofOf(want, roles)
    expect(await readRolesProof(await proofOf(want, []), want)).toEqual([])
    const more: Membership[] = [...roles, { role: 'national-lead', from: '2026-01-01' as LondonDate }]
    expect(await readRolesProof(await proofOf(want, more), want)).toEqual(more)
  })

  test('are forgotten, the oldest first, when they are more than 10 000', async () => {
    const proofOf = rolesProofs(key, secondsFromNoon(0))
    const first = await proofOf({ person, audience: SPOKE }, roles)
    await Promise.all(
      Array.from({ length: 10_000 }, (_, at) => proofOf({ person: `p${at}` as PersonId, audience: SPOKE }, roles)),
    )
    expect(await proofOf({ person, audience: SPOKE }, roles)).not.toBe(first)
  })
})
