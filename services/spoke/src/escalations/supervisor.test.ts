import type { EscalationId, PersonId } from '@oh/kernel'
import { OPINION_GIVEN_V1, OPINION_GIVEN_V2 } from '@oh/messages'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveConsent } from '../consents/prove-consent.ts'
import { ask } from '../testing/ask.ts'
import { showIdentity } from './show-identity.ts'
import { BELL, person, type Scene, SETHI, scene } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const identity = async (id: EscalationId, who: PersonId) => (await showIdentity(s.spoke, person(who), id)).kind
const proof = async (id: EscalationId, who: PersonId) => JSON.stringify(decodeJwt(await proveConsent(s.spoke, person(who), id)))
async function underSupervision() {
  const sent = await s.escalated()
  expect(await s.acceptedUnderSupervision(sent.id)).toEqual({ kind: 'allowed' })
  return sent
}

describe('the supervisor of a trainee who accepted', () => {
  it('learns who the worker is and gets the proof, under the same rules as the trainee', async () => {
    const { id } = await underSupervision()
    for (const who of [BELL, SETHI]) {
      expect(await identity(id, who)).toBe('identity')
      expect(await proof(id, who)).not.toContain('not-accepted-by-caller')
    }
    expect(await s.conflict(id)).toEqual({ kind: 'allowed' })
    for (const who of [BELL, SETHI]) {
      expect(await identity(id, who)).toBe('hidden')
      expect(await proof(id, who)).toContain('conflict-declared')
    }
  })

  it('is nobody to an escalation that somebody else accepted alone', async () => {
    const { id } = await s.escalated()
    await s.accepted(id)
    expect(await identity(id, SETHI)).toBe('hidden')
    expect(await proof(id, SETHI)).toContain('not-accepted-by-caller')
  })

  it('stands on the opinion beside its author, and by name among those who saw the record', async () => {
    const { id, caseId } = await underSupervision()
    const alone = await s.opinion(id)
    expect(await s.tells(OPINION_GIVEN_V1, alone)).toEqual({ kind: 'returned', reasons: ['not-accepted-by-this-person'] })
    const both = await s.opinion(id, { countersignedPerson: SETHI, countersignedName: 'Dr Arjun Sethi' })
    const forged = { ...both, countersignedName: 'Dr Nobody' }
    expect(await s.tells(OPINION_GIVEN_V2, forged)).toEqual({ kind: 'returned', reasons: ['signature-does-not-hold'] })
    expect(await s.tells(OPINION_GIVEN_V2, both)).toEqual({ kind: 'allowed' })
    const CASE =
      'query ($id: ID!) { case(trust: "RWE", id: $id) { escalations { opinion { authorName countersignedName verified } } } }'
    const { data } = await ask(s.spoke, 'nurse', CASE, { id: caseId })
    const opinion = { authorName: 'Dr Harriet Bell', countersignedName: 'Dr Arjun Sethi', verified: true }
    expect(data.case.escalations).toEqual([{ opinion }])
    expect(await identity(id, SETHI)).toBe('identity')
    const SAW = '{ myRecord(trust: "RWE") { accesses(first: 100) { rows { who } } } }'
    const saw = (await ask(s.spoke, 'worker', SAW)).data.myRecord.accesses.rows
    expect(saw).toContainEqual({ who: 'Dr Arjun Sethi' })
  })
})
