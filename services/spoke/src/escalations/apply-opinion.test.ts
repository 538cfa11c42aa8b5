import { generateSigningKey, loadSigningKey } from '@oh/auth'
import type { EscalationId, LondonDate, MemberId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdrawConsent } from '../consents/withdraw-consent.ts'
import { actOnOpinion } from './act-on-opinion.ts'
import { readEscalationsOfCase } from './read-escalations.ts'
import { newKey, OPINION_GIVEN_V1, PLANTED, person, type Scene, SETHI, scene, signedOpinion, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const ANOTHER_POOL = 'pool-0000000000ff' as MemberId
const accepted = async () => {
  const sent = await s.escalated()
  await s.routed(sent.id)
  await s.accepted(sent.id)
  return sent
}
const tells = async (id: EscalationId, different: Parameters<Scene['opinion']>[1] = {}) =>
  s.tells(OPINION_GIVEN_V1, await s.opinion(id, different))
const nothingCame = async (id: EscalationId, caseId: string) => {
  expect(await s.count('opinion', `escalation_id = '${id}'`)).toBe(0)
  expect(await s.count('task', `case_id = '${caseId}' and kind = 'act-on-opinion'`)).toBe(0)
}

describe('an opinion that comes home', () => {
  it('moves the case, leaves the nurse a task, and is shown with its signature checked', async () => {
    const { id, caseId } = await accepted()
    expect(await tells(id, { reviewOn: '2027-01-11' as LondonDate })).toEqual({ kind: 'allowed' })
    expect(await s.count('"case"', `id = '${caseId}' and state = 'opinion-received' and next_due_on is not null`)).toBe(1)
    expect(await s.count('task', `case_id = '${caseId}' and kind = 'act-on-opinion' and done_at is null`)).toBe(1)
    const [sent] = (await readEscalationsOfCase(s.spoke, person('nurse'), caseId)) ?? []
    expect(sent).toMatchObject({
      state: 'answered',
      opinion: {
        answer: PLANTED.answer,
        fitnessTitle: 'Fit for work with adjustments',
        reviewOn: '2027-01-11',
        verified: true,
        actedAt: null,
      },
    })
    expect((await s.test.audited()).find(({ action }) => action === 'opinion.receive')).toMatchObject({
      actor: s.spoke.pool,
      subject: s.marta.worker.id,
    })
  })

  it('is applied once', async () => {
    const { id } = await accepted()
    const given = await s.opinion(id)
    expect(await s.tells(OPINION_GIVEN_V1, given)).toEqual({ kind: 'allowed' })
    expect(words(await s.tells(OPINION_GIVEN_V1, given))).toEqual(['already-answered'])
    expect(words(await tells(id))).toEqual(['already-answered'])
    expect(await s.count('opinion', `escalation_id = '${id}'`)).toBe(1)
  })

  it('is acted on by the nurse: the task is done and the case is the trust’s own work again', async () => {
    const { id, caseId, version } = await accepted()
    await tells(id)
    const ask = { idempotencyKey: newKey(), caseId, expectedVersion: version + 1, words: PLANTED.acted }
    expect(words(await actOnOpinion(s.spoke, person('nurse'), { ...ask, words: ' ' }))).toEqual(['empty'])
    expect((await actOnOpinion(s.spoke, person('nurse'), { ...ask, expectedVersion: version })).kind).toBe('stale')
    expect(await actOnOpinion(s.spoke, person('nurse'), ask)).toMatchObject({
      kind: 'done',
      case: { state: 'awaiting-appointment', openTasks: [] },
    })
    const [sent] = (await readEscalationsOfCase(s.spoke, person('nurse-2'), caseId)) ?? []
    expect(sent?.opinion).toMatchObject({ acted: PLANTED.acted, actedByName: 'Asha Mistry' })
    const again = { ...ask, idempotencyKey: newKey(), expectedVersion: version + 2 }
    expect(words(await actOnOpinion(s.spoke, person('nurse'), again))).toEqual(['no-opinion-to-act-on'])
    expect(await s.dump()).not.toContain('PLANTED')
  })
})

describe('an opinion that is refused changes nothing', () => {
  it('when its signature is not the pool’s, or is over other words', async () => {
    const { id, caseId } = await accepted()
    const given = await s.opinion(id)
    const forger = await loadSigningKey(await generateSigningKey())
    const forged = await signedOpinion(forger, id, given.signedAt)
    const relabelled = await signedOpinion({ ...forger, kid: s.poolKey.kid }, id, given.signedAt)
    for (const body of [
      { ...given, answer: 'Fit for everything.' },
      { ...given, fitness: 'fit' as const },
      { ...given, signature: given.signature.replace('..', '.') },
      { ...given, signature: 'not a signature' },
      forged,
      relabelled,
    ])
      expect(words(await s.tells(OPINION_GIVEN_V1, body))).toEqual(['signature-does-not-hold'])
    await nothingCame(id, caseId)
  })

  it('when another member sends it, or it is about no escalation that is known here', async () => {
    const { id, caseId } = await accepted()
    expect(words(await s.tells(OPINION_GIVEN_V1, await s.opinion(id), ANOTHER_POOL))).toEqual(['not-our-pool'])
    expect(words(await tells(newKey() as EscalationId))).toEqual(['escalation-unknown'])
    await nothingCame(id, caseId)
  })

  it('when its author is not the one who accepted, or nobody has', async () => {
    const { id, caseId } = await accepted()
    expect(words(await tells(id, { authorPerson: SETHI }))).toEqual(['not-accepted-by-this-person'])
    await nothingCame(id, caseId)
    const other = await s.escalated()
    expect(words(await tells(other.id))).toEqual(['not-accepted'])
  })

  it('when consent was withdrawn while it was on its way', async () => {
    const { id, caseId } = await accepted()
    const ask = { idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
    expect((await withdrawConsent(s.spoke, person('worker'), ask)).kind).toBe('withdrawn')
    expect(words(await tells(id))).toEqual(['already-withdrawn'])
    await nothingCame(id, caseId)
  })
})

it('shows nothing as verified when the pool’s keys cannot be looked up, and says false when the key is not the pool’s', async () => {
  const { id, caseId } = await accepted()
  await tells(id)
  const without = { ...s.spoke, memberKey: async () => undefined }
  const [sent] = (await readEscalationsOfCase(without, person('nurse'), caseId)) ?? []
  expect(sent?.opinion?.verified).toBe(false)
})
