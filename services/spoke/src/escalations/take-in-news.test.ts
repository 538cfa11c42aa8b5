import { readConsentProof, staticKeys } from '@oh/auth'
import type { EscalationId, MemberId } from '@oh/kernel'
import { ESCALATION_ROUTED_V1 } from '@oh/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveConsent } from '../consents/prove-consent.ts'
import { readEscalation } from './read-escalations.ts'
import { showIdentity } from './show-identity.ts'
import { BELL, newKey, person, type Scene, SETHI, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const stateOf = async (id: EscalationId) => {
  const read = await readEscalation(s.spoke, person('nurse'), id)
  return 'escalation' in read ? read.escalation : read
}
const openTasks = (caseId: string) =>
  s.count('task', `case_id = '${caseId}' and kind = 'escalation-not-placed' and done_at is null`)

describe('news from the pool', () => {
  it('shows where the escalation stands', async () => {
    const { id } = await s.escalated()
    expect(await s.routed(id)).toEqual({ kind: 'allowed' })
    expect(await stateOf(id)).toMatchObject({ state: 'offered', stateTitle: 'Offered to a specialist' })
    expect(await s.accepted(id)).toEqual({ kind: 'allowed' })
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', acceptedName: 'Dr Harriet Bell' })
  })

  it('stops the clock of the acceptance', async () => {
    const { id, caseId } = await s.escalated()
    const dueOn = async () =>
      (await s.test.database.admin`select next_due_on::text from "case" where id = ${caseId}`)[0]?.next_due_on
    expect(await dueOn()).toBe('2026-11-25')
    await s.accepted(id)
    expect(await dueOn()).toBe('2026-12-07')
  })

  it('leaves a task while nobody can be found, and takes it away when somebody is', async () => {
    const { id, caseId } = await s.escalated()
    await s.routed(id, 1, 'nobody-eligible')
    expect(await openTasks(caseId)).toBe(1)
    await s.routed(id, 2, 'nobody-eligible')
    expect(await openTasks(caseId)).toBe(1)
    await s.routed(id, 3, 'offered')
    expect(await openTasks(caseId)).toBe(0)
  })

  it('that comes in another order than it happened ends in the same place', async () => {
    const { id } = await s.escalated()
    expect(await s.accepted(id)).toEqual({ kind: 'allowed' })
    expect(words(await s.routed(id, 0))).toEqual(['already-accepted'])
    expect(await stateOf(id)).toMatchObject({ state: 'accepted' })
  })

  it('of a conflict shuts the identity to that person at once, and opens it to the next who accepts', async () => {
    const { id } = await s.escalated()
    await s.routed(id)
    await s.accepted(id)
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('identity')
    expect(await s.conflict(id)).toEqual({ kind: 'allowed' })
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('hidden')
    expect(await stateOf(id)).toMatchObject({ state: 'sent', acceptedName: null })
    await s.routed(id, 2)
    await s.accepted(id, SETHI)
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('hidden')
    expect((await showIdentity(s.spoke, person(SETHI), id)).kind).toBe('identity')
  })
})

describe('a specialist whom the pool has stood down', () => {
  it.each(['offered', 'nobody-eligible'] as const)(
    'has identity and proof no more from the moment it is routed again: %s',
    async (outcome) => {
      const { id, caseId } = await s.escalated()
      await s.routed(id)
      await s.accepted(id)
      expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('identity')
      expect(await s.routed(id, 2, outcome)).toEqual({ kind: 'allowed' })
      expect(await stateOf(id)).toMatchObject({ state: outcome, acceptedName: null })
      expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('hidden')
      const proof = await proveConsent(s.spoke, person(BELL), id)
      const keys = await staticKeys({ keys: [s.spoke.signingKey.publicJwk] })
      const want = { spoke: s.spoke.id, pool: s.spoke.pool, escalation: id, person: BELL, keys, now: s.test.clock.now }
      expect(await readConsentProof(proof, want)).toMatchObject({ kind: 'closed', reason: 'not-accepted-by-caller' })
      expect((await s.test.database.admin`select state from "case" where id = ${caseId}`)[0]?.state).toBe('escalated')
    },
  )
})

describe('news that cannot be', () => {
  it('is refused when another member sends it, or about no escalation that is known', async () => {
    const { id } = await s.escalated()
    const at = s.test.clock.now()
    const body = { escalationId: id, outcome: 'offered', round: 1, at } as const
    expect(words(await s.tells(ESCALATION_ROUTED_V1, body, 'pool-0000000000ff' as MemberId))).toEqual(['escalation-unknown'])
    expect(words(await s.routed(newKey() as EscalationId))).toEqual(['escalation-unknown'])
    expect(await stateOf(id)).toMatchObject({ state: 'sent' })
  })
  it('is refused when a second specialist is said to have accepted', async () => {
    const { id } = await s.escalated()
    await s.accepted(id)
    expect(words(await s.accepted(id, SETHI))).toEqual(['already-accepted'])
    expect(await stateOf(id)).toMatchObject({ acceptedName: 'Dr Harriet Bell' })
  })
})
