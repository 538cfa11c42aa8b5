import type { EscalationId, PersonId } from '@oh/kernel'
import { ESCALATION_STOOD_DOWN_V1 } from '@oh/messages'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveConsent } from '../consents/prove-consent.ts'
import { showIdentity } from './show-identity.ts'
import { BELL, person, type Scene, SETHI, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const standsDown = (escalationId: EscalationId, specialistPerson: PersonId = BELL) =>
  s.tells(ESCALATION_STOOD_DOWN_V1, {
    escalationId,
    specialistPerson,
    reasons: ['indemnity-not-valid'],
    at: s.test.clock.now(),
  })
const nextDueOn = async (caseId: string) =>
  (await s.test.database.admin`select next_due_on::text from "case" where id = ${caseId}`)[0]?.next_due_on
const proof = async (id: EscalationId, who: PersonId) => decodeJwt(await proveConsent(s.spoke, person(who), id))

describe('a specialist who was stood down', () => {
  it('gets neither identity nor proof from the same commit on, and whoever accepts next gets both', async () => {
    const { id } = await s.escalated()
    await s.routed(id)
    await s.accepted(id)
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('identity')
    const open = await proof(id, BELL)
    expect(await standsDown(id)).toEqual({ kind: 'allowed' })
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('hidden')
    const shut = await proof(id, BELL)
    expect(JSON.stringify(shut)).toContain('not-accepted-by-caller')
    expect(JSON.stringify(open)).not.toContain('not-accepted-by-caller')
    await s.routed(id, 2)
    await s.accepted(id, SETHI)
    expect((await showIdentity(s.spoke, person(SETHI), id)).kind).toBe('identity')
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('hidden')
  })

  it('starts the clock of the acceptance again', async () => {
    const { id, caseId } = await s.escalated()
    const before = await nextDueOn(caseId)
    await s.accepted(id)
    expect(await nextDueOn(caseId)).not.toBe(before)
    await standsDown(id)
    expect(await nextDueOn(caseId)).toBe(before)
  })

  it('is only ever the one who accepted', async () => {
    const { id } = await s.escalated()
    expect(words(await standsDown(id))).toEqual(['not-accepted'])
    await s.accepted(id)
    expect(words(await standsDown(id, SETHI))).toEqual(['not-accepted-by-this-person'])
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('identity')
  })
})
