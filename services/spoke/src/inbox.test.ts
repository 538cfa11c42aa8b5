import type { EscalationId, MemberId } from '@oh/kernel'
import { ESCALATION_ROUTED_V1, ESCALATION_STOOD_DOWN_V1, OPINION_GIVEN_V1 } from '@oh/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawConsent } from './consents/withdraw-consent.ts'
import { BELL, newKey, person, type Scene, SETHI, scene } from './escalations/testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const returned = (word: string) => ({ kind: 'returned', reasons: [word] })
const recorded = (word: string) => ({ kind: 'refused', reasons: [word] })
const sent = async () => (await s.escalated()).id
const accepted = async () => {
  const id = await sent()
  await s.accepted(id)
  return id
}
const answered = async () => {
  const id = await accepted()
  await opinion(id)
  return id
}
const withdrawn = async () => {
  const { id, caseId } = await s.escalated()
  await s.accepted(id)
  const ask = { idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
  await withdrawConsent(s.spoke, person('worker'), ask)
  return id
}
const unknown = async () => newKey() as EscalationId
const opinion = async (id: EscalationId, different: Parameters<Scene['opinion']>[1] = {}, from?: MemberId) =>
  s.tells(OPINION_GIVEN_V1, await s.opinion(id, different), from)
const standsDown = (escalationId: EscalationId, specialistPerson = BELL) =>
  s.tells(ESCALATION_STOOD_DOWN_V1, { escalationId, specialistPerson, reasons: ['indemnity-not-valid'], at: s.test.clock.now() })
const routedBy = (escalationId: EscalationId, from: MemberId) =>
  s.tells(ESCALATION_ROUTED_V1, { escalationId, outcome: 'offered', round: 1, at: s.test.clock.now() }, from)
const ELSEWHERE = 'pool-0000000000ff' as MemberId

describe('the pool learns that what it counts on has not come about', () => {
  it.each([
    ['news of an escalation that is not here', unknown, (id: EscalationId) => s.routed(id), 'escalation-unknown'],
    ['an acceptance of one that is not here', unknown, (id: EscalationId) => s.accepted(id), 'escalation-unknown'],
    ['a conflict in one that is not here', unknown, (id: EscalationId) => s.conflict(id), 'escalation-unknown'],
    ['a stand-down in one that is not here', unknown, standsDown, 'escalation-unknown'],
    ['an opinion on one that is not here', unknown, opinion, 'escalation-unknown'],
    ['news from a pool that it was not sent to', sent, (id: EscalationId) => routedBy(id, ELSEWHERE), 'escalation-unknown'],
    ['an acceptance while somebody else has it', accepted, (id: EscalationId) => s.accepted(id, SETHI), 'already-accepted'],
    ['an acceptance after the answer', answered, (id: EscalationId) => s.accepted(id), 'already-answered'],
    ['an opinion from another pool', accepted, (id: EscalationId) => opinion(id, {}, ELSEWHERE), 'not-our-pool'],
    ['an opinion that nobody accepted', sent, opinion, 'not-accepted'],
    [
      'an opinion of somebody else',
      accepted,
      (id: EscalationId) => opinion(id, { authorPerson: SETHI }),
      'not-accepted-by-this-person',
    ],
    ['a second opinion', answered, opinion, 'already-answered'],
    ['an opinion that is not signed so', accepted, (id: EscalationId) => forged(id), 'signature-does-not-hold'],
  ])('%s', async (_what, stands, happens, word) => {
    expect(await happens(await stands())).toEqual(returned(word))
  })

  it('an opinion on a case that waits for none', async () => {
    const { id, caseId } = await s.escalated()
    await s.accepted(id)
    await s.test.database.admin`update "case" set state = 'in-progress', escalation_id = null where id = ${caseId}`
    expect(await opinion(id)).toEqual(returned('case-not-waiting'))
  })
})

describe('what events have overtaken is recorded here and over', () => {
  it.each([
    ['an older round', () => secondRound(), (id: EscalationId) => s.routed(id, 1), 'older-round'],
    ['a search that has found somebody', accepted, (id: EscalationId) => s.routed(id, 0), 'already-accepted'],
    ['a search after the answer', answered, (id: EscalationId) => s.routed(id, 2), 'already-answered'],
    ['a search after withdrawal', withdrawn, (id: EscalationId) => s.routed(id, 2), 'already-withdrawn'],
    ['an acceptance that crossed a withdrawal', withdrawn, (id: EscalationId) => s.accepted(id), 'already-withdrawn'],
    ['an opinion that crossed a withdrawal', withdrawn, opinion, 'already-withdrawn'],
    ['a conflict of somebody who has no way in', sent, (id: EscalationId) => s.conflict(id), 'not-accepted'],
    ['a conflict of somebody else', accepted, (id: EscalationId) => s.conflict(id, SETHI), 'not-accepted-by-this-person'],
    ['a conflict after withdrawal', withdrawn, (id: EscalationId) => s.conflict(id), 'already-withdrawn'],
    ['a stand-down of somebody who has no way in', sent, standsDown, 'not-accepted'],
    ['a stand-down of somebody else', accepted, (id: EscalationId) => standsDown(id, SETHI), 'not-accepted-by-this-person'],
    ['a stand-down after the answer', answered, standsDown, 'already-answered'],
  ])('%s', async (_what, stands, happens, word) => {
    expect(await happens(await stands())).toEqual(recorded(word))
  })
})

async function forged(id: EscalationId) {
  return s.tells(OPINION_GIVEN_V1, { ...(await s.opinion(id)), answer: 'Fit for everything.' })
}
async function secondRound() {
  const id = await sent()
  await s.routed(id, 2)
  return id
}
