import { readConsentProof, staticKeys } from '@oh/auth'
import { WITHDRAWAL_OUTCOMES, WITHDRAWAL_OUTCOMES_FOR_TEAM } from '@oh/escalation'
import type { CaseId, EscalationId, Instant, LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import { BELL, newKey, person, type Scene, scene, words } from '../escalations/testing/scene.ts'
import { readMyRecord } from '../my-record/read-my-record.ts'
import { askForConsent } from './ask-for-consent.ts'
import { type DecideAsk, decideOnWithdrawal } from './decide-on-withdrawal.ts'
import { proveConsent } from './prove-consent.ts'
import { readGate } from './read-gate.ts'
import type { RecordGateAsk } from './record-gate.ts'
import { withdrawConsent } from './withdraw-consent.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const BEFORE = '2026-11-23T09:00:00.000Z' as Instant
const DISCUSSED = { with: 'senior-colleague', name: 'Dr Hartley', at: BEFORE }
const PUBLIC_INTEREST: Partial<RecordGateAsk> = {
  kind: 'public-interest',
  textVersion: 'public-interest-1',
  rationale: 'Exposure-prone procedures go on.',
  seniorDiscussion: DISCUSSED,
  workerToldAt: BEFORE,
}
const LAW: Partial<RecordGateAsk> = { kind: 'required-by-law', textVersion: 'required-by-law-1', law: 'RIDDOR 2013' }
const SAME_TEAM: Partial<RecordGateAsk> = { kind: 'same-team-care', textVersion: 'same-team-care-1', workerToldAt: BEFORE }

const withdraw = (caseId: string) => {
  const ask = { idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
  return withdrawConsent(s.spoke, person('worker'), ask)
}
const versionOf = async (caseId: string): Promise<number> =>
  (await s.test.database.admin`select version from "case" where id = ${caseId}`)[0]?.version
const askWorker = async (caseId: string) =>
  askForConsent(s.spoke, person('nurse'), { idempotencyKey: newKey(), caseId, expectedVersion: await versionOf(caseId) })
const decide = (escalationId: string, different: Partial<DecideAsk> = {}) =>
  decideOnWithdrawal(s.spoke, person('physician'), {
    idempotencyKey: newKey(),
    escalationId,
    decision: 'abide',
    rationale: 'The risk is dealt with on the ward.',
    workerToldAt: BEFORE,
    ...different,
  })
const proves = async (escalation: EscalationId) => {
  const proof = await proveConsent(s.spoke, person(BELL), escalation)
  const keys = await staticKeys({ keys: [s.spoke.signingKey.publicJwk] })
  const want = { spoke: s.spoke.id, pool: s.spoke.pool, escalation, person: BELL, keys, now: s.test.clock.now }
  const reading = await readConsentProof(proof, want)
  return reading.kind === 'open' ? 'open' : reading.reason
}
const gate = (caseId: CaseId, who = 'nurse') => readGate(s.spoke, person(who), caseId)
/** Escalated on the newest gate of the case and accepted by Dr Bell. */
const taken = async (of: { id: CaseId }, safetyFlag = false) => {
  const sent = await s.escalate(of, { safetyFlag })
  if (sent.kind !== 'escalated') throw new Error(JSON.stringify(sent))
  await s.routed(sent.escalation.id)
  await s.accepted(sent.escalation.id)
  return sent.escalation.id
}
const takenOn = async (different: Partial<RecordGateAsk> = {}, safetyFlag = false) => {
  const { id: caseId } = await s.newCase()
  await s.consent({ id: caseId }, different)
  return { caseId, id: await taken({ id: caseId }, safetyFlag) }
}
const mine = async (caseId: CaseId) => {
  const read = await readMyRecord(s.spoke, person('worker'))
  return read.kind === 'record' ? read.cases.find(({ id }) => id === caseId) : undefined
}

describe('while a withdrawal waits for the named physician', () => {
  it('no gate is recorded and no consent asked for, whatever the ground, and the decision can still be made', async () => {
    const { caseId, id } = await takenOn({}, true)
    await withdraw(caseId)
    for (const ground of [{}, PUBLIC_INTEREST, LAW, SAME_TEAM])
      expect(words(await s.consent({ id: caseId }, ground))).toEqual(['withdrawal-being-decided'])
    expect(words(await s.consent({ id: caseId }, { evidence: undefined }, 'worker'))).toEqual(['withdrawal-being-decided'])
    expect(words(await askWorker(caseId))).toEqual(['withdrawal-being-decided'])
    expect((await decide(id)).kind).toBe('decided')
    expect((await s.consent({ id: caseId })).kind).toBe('done')
    const form = { idempotencyKey: newKey(), caseId, expectedVersion: await versionOf(caseId), outcome: 'advice-only' }
    expect((await closeCase(s.spoke, person('nurse'), form)).kind).toBe('done')
  })
  it('the decision is found past a gate that was recorded behind the withdrawn one', async () => {
    const { caseId, id } = await takenOn({}, true)
    await s.consent({ id: caseId }, LAW)
    await withdraw(caseId)
    expect(await proves(id)).toBe('consent-withdrawn')
    expect(await decide(id)).toMatchObject({ kind: 'decided', outcome: 'abide' })
    expect(await s.count('task', `case_id = '${caseId}' and kind = 'decide-on-withdrawal' and done_at is null`)).toBe(0)
    expect(words(await decide(id))).toEqual(['nothing-to-decide'])
  })
})

describe('the power to withdraw', () => {
  it('stays with the worker when another ground was recorded since', async () => {
    const { caseId, id } = await takenOn()
    await s.consent({ id: caseId }, PUBLIC_INTEREST)
    expect((await gate(caseId, 'worker'))?.consequences).not.toBeNull()
    expect((await mine(caseId))?.allowedActions).toContain('withdraw-consent')
    expect(await withdraw(caseId)).toMatchObject({ outcome: 'final' })
    expect(await proves(id)).toBe('consent-withdrawn')
    expect((await gate(caseId, 'worker'))?.consequences).toBeNull()
    expect(words(await withdraw(caseId))).toEqual(['already-withdrawn'])
  })
  it('is used once for every consent given on the case', async () => {
    const { caseId, id } = await takenOn()
    await s.consent({ id: caseId })
    expect((await withdraw(caseId)).kind).toBe('withdrawn')
    expect(await proves(id)).toBe('consent-withdrawn')
    expect(await s.count('confidentiality_gate', `case_id = '${caseId}' and withdrawn_at is null`)).toBe(0)
    expect(words(await withdraw(caseId))).toEqual(['already-withdrawn'])
  })
  it('does not reach what was shared because a law or the public interest demands it', async () => {
    for (const ground of [LAW, PUBLIC_INTEREST]) {
      const { caseId, id } = await takenOn(ground)
      expect(words(await withdraw(caseId))).toEqual(['not-resting-on-consent'])
      await s.consent({ id: caseId })
      expect((await withdraw(caseId)).kind).toBe('withdrawn')
      expect(await proves(id)).toBe('open')
      expect(await s.count('outbox_message', `subject = '${id}' and name = 'consent-withdrawn.v1'`)).toBe(0)
      expect(await s.count('"case"', `id = '${caseId}' and state = 'escalated' and escalation_id = '${id}'`)).toBe(1)
    }
  })
})

describe('an escalation', () => {
  it('is open on the ground it was sent under, whatever is recorded afterwards', async () => {
    const { caseId, id } = await takenOn()
    await s.consent({ id: caseId }, SAME_TEAM)
    expect(await proves(id)).toBe('open')
    await s.consent({ id: caseId }, LAW)
    expect(await proves(id)).toBe('open')
  })
  it('is not kept open past its consent by another ground, but by the worker’s new consent', async () => {
    const { caseId, id } = await takenOn({ lastDay: '2026-11-24' as LondonDate })
    s.test.clock.forward(3 * 24 * 60)
    expect(await proves(id)).toBe('gate-expired')
    await s.consent({ id: caseId }, PUBLIC_INTEREST)
    expect(await proves(id)).toBe('gate-expired')
    await s.consent({ id: caseId })
    expect(await proves(id)).toBe('open')
    s.test.clock.forward(-3 * 24 * 60)
  })
  it('follows the worker’s latest consent where that one reaches no further than this service', async () => {
    const { caseId, id } = await takenOn()
    await s.consent({ id: caseId }, { forThePool: false })
    expect(await proves(id)).toBe('consent-does-not-cover-the-pool')
  })
})

describe('what was decided on a withdrawal', () => {
  it('to share the least that is needed is told to worker and team beside the gate that stands for it', async () => {
    const { caseId, id } = await takenOn({}, true)
    await withdraw(caseId)
    expect((await gate(caseId))?.earlierWithdrawal).toBeNull()
    expect((await decide(id, { decision: 'disclose-minimum', seniorDiscussion: DISCUSSED })).kind).toBe('decided')
    expect(await gate(caseId)).toMatchObject({
      kind: 'public-interest',
      withdrawalSentence: null,
      earlierWithdrawal: {
        at: s.test.clock.now(),
        byName: 'Marta Nowak',
        sentence: WITHDRAWAL_OUTCOMES_FOR_TEAM['disclose-minimum'],
      },
    })
    expect((await mine(caseId))?.gate?.earlierWithdrawal?.sentence).toBe(WITHDRAWAL_OUTCOMES['disclose-minimum'])
  })
  it('to abide is told still, after the worker has consented again', async () => {
    const { caseId, id } = await takenOn({}, true)
    await withdraw(caseId)
    expect((await mine(caseId))?.gate?.withdrawalSentence).toBe(WITHDRAWAL_OUTCOMES['awaiting-decision'])
    await decide(id)
    await s.consent({ id: caseId })
    expect(await gate(caseId)).toMatchObject({
      standing: 'live',
      earlierWithdrawal: { sentence: WITHDRAWAL_OUTCOMES_FOR_TEAM.abide },
    })
    expect((await mine(caseId))?.gate?.earlierWithdrawal?.sentence).toBe(WITHDRAWAL_OUTCOMES.abide)
  })
})

describe('a worker is asked for consent', () => {
  it('where the gate that is live lets nothing leave the service', async () => {
    for (const ground of [SAME_TEAM, { forThePool: false }]) {
      const { id } = await s.newCase()
      await s.consent({ id }, ground)
      expect((await askWorker(id)).kind).toBe('done')
      expect((await mine(id))?.allowedActions).toContain('give-consent')
    }
  })
  it('and not where the case may leave already', async () => {
    for (const ground of [{}, LAW]) {
      const { id } = await s.newCase()
      await s.consent({ id }, ground)
      expect(words(await askWorker(id))).toEqual(['gate-already-live'])
    }
  })
})

describe('the worker’s own form', () => {
  const own = (id: CaseId, different: Partial<RecordGateAsk>) =>
    s.consent({ id }, { evidence: undefined, ...different }, 'worker')

  it('without a version is taken only while occupational health waits for the answer', async () => {
    const { id } = await s.newCase()
    expect(words(await own(id, { expectedVersion: undefined }))).toEqual(['consent-not-asked'])
    await askWorker(id)
    expect((await own(id, { expectedVersion: undefined })).kind).toBe('done')
    await withdraw(id)
    expect(words(await own(id, { expectedVersion: undefined }))).toEqual(['consent-not-asked'])
    expect(await gate(id)).toMatchObject({ standing: 'withdrawn' })
  })
  it('from before the withdrawal revives nothing, and says what happened since', async () => {
    const { id } = await s.newCase()
    await askWorker(id)
    const opened = { expectedVersion: await versionOf(id) }
    expect((await own(id, opened)).kind).toBe('done')
    await withdraw(id)
    expect(await own(id, opened)).toMatchObject({
      kind: 'stale',
      changes: ['Marta Nowak gave consent at 9:42am', 'Marta Nowak withdrew consent at 9:42am'],
    })
    await askWorker(id)
    expect((await own(id, opened)).kind).toBe('stale')
    expect((await own(id, { expectedVersion: await versionOf(id) })).kind).toBe('done')
  })
})
