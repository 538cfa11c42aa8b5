import { randomUUID } from 'node:crypto'
import { readConsentProof, staticKeys } from '@oh/auth'
import { ESCALATION_SENTENCES, WITHDRAWAL_OUTCOMES } from '@oh/escalation'
import type { EscalationId, Instant, PersonId } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import { readCase } from '../cases/read-case.ts'
import { actOnOpinion } from '../escalations/act-on-opinion.ts'
import { showIdentity } from '../escalations/show-identity.ts'
import { BELL, newKey, person, type Scene, SETHI, scene, words } from '../escalations/testing/scene.ts'
import { type DecideAsk, decideOnWithdrawal } from './decide-on-withdrawal.ts'
import { proveConsent } from './prove-consent.ts'
import { readGate } from './read-gate.ts'
import { type WithdrawAsk, withdrawConsent } from './withdraw-consent.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const TOLD = 'withdrawal-consequences-1'
const withdraw = (caseId: string, different: Partial<WithdrawAsk> = {}, by = 'worker') =>
  withdrawConsent(s.spoke, person(by), { idempotencyKey: newKey(), caseId, consequencesVersion: TOLD, ...different })
const taken = async (safetyFlag = false) => {
  const sent = await s.escalated({ safetyFlag })
  await s.routed(sent.id)
  await s.accepted(sent.id)
  return sent
}
/** What the pool reads out of the proof. */
const proves = async (escalation: EscalationId, by: PersonId = BELL) => {
  const proof = await proveConsent(s.spoke, person(by), escalation)
  const keys = await staticKeys({ keys: [s.spoke.signingKey.publicJwk] })
  const want = { spoke: s.spoke.id, pool: s.spoke.pool, escalation, person: by, keys, now: s.test.clock.now }
  const reading = await readConsentProof(proof, want)
  return reading.kind === 'open' ? 'open' : reading.reason
}
const posted = (id: string) => s.count('outbox_message', `subject = '${id}' and name = 'consent-withdrawn.v1'`)
const lastBody = async (id: string) => {
  const [row] = await s.test.database.admin`select id, sealed_body from outbox_message
    where subject = ${id} and name = 'consent-withdrawn.v1' order by seq desc limit 1`
  return row && JSON.parse(Buffer.from(s.spoke.keyring.openBody(row.id, row.sealed_body)).toString())
}
const openTask = (caseId: string, kind: string) =>
  s.count('task', `case_id = '${caseId}' and kind = '${kind}' and done_at is null`)

describe('the consent proof', () => {
  it('opens the content to the specialist who accepted, and to nobody else', async () => {
    const sent = await s.escalated()
    expect(await proves(sent.id)).toBe('not-accepted-by-caller')
    await s.accepted(sent.id)
    expect(await proves(sent.id)).toBe('open')
    expect(await proves(sent.id, SETHI)).toBe('not-accepted-by-caller')
    expect(await proves(sent.id, 'nurse' as PersonId)).toBe('not-accepted-by-caller')
    expect(await proves(randomUUID() as EscalationId)).toBe('not-accepted-by-caller')
  })
  it('shuts with a declared conflict and when consent has run out', async () => {
    const { id } = await taken()
    s.test.clock.forward(91 * 24 * 60)
    expect(await proves(id)).toBe('gate-expired')
    s.test.clock.forward(-91 * 24 * 60)
    expect(await proves(id)).toBe('open')
    await s.conflict(id)
    expect(await proves(id)).toBe('conflict-declared')
  })
  it('is recorded each time, in the name of the specialist, on the worker’s record', async () => {
    const { id } = await taken()
    await proves(id)
    await proves(id, SETHI)
    const rows = await s.test.database.admin`select actor, on_behalf_of, subject, outcome, reasons from audit_entry
      where resource = 'consent-proof' and ${id} = any (resource_ids) order by outcome`
    expect([...rows]).toEqual([
      { actor: BELL, on_behalf_of: BELL, subject: s.marta.worker.id, outcome: 'allowed', reasons: [] },
      { actor: SETHI, on_behalf_of: SETHI, subject: null, outcome: 'refused', reasons: ['not-accepted-by-caller'] },
    ])
  })
})

describe('a worker who withdraws', () => {
  it('shuts content and identity with the same request, ends the escalation, and tells pool and nurse', async () => {
    const { id, caseId } = await taken()
    expect(await proves(id)).toBe('open')
    expect(await withdraw(caseId)).toEqual({ kind: 'withdrawn', outcome: 'final', sentence: WITHDRAWAL_OUTCOMES.final })
    expect(await proves(id)).toBe('consent-withdrawn')
    expect((await showIdentity(s.spoke, person(BELL), id)).kind).toBe('hidden')
    expect(await lastBody(id)).toMatchObject({ escalationId: id, safetyHold: false })
    expect(await openTask(caseId, 'consent-withdrawn')).toBe(1)
    const read = await readCase(s.spoke, person('nurse'), caseId)
    expect(read).toMatchObject({
      case: {
        state: 'awaiting-appointment',
        moves: [{ event: 'escalation-ended', byName: 'Marta Nowak' }, { event: 'consent-withdrawn' }, {}, {}, {}],
      },
    })
    expect(await readGate(s.spoke, person('worker'), caseId)).toMatchObject({
      standing: 'withdrawn',
      withdrawalSentence: WITHDRAWAL_OUTCOMES.final,
      consequences: null,
    })
    expect((await readGate(s.spoke, person('nurse'), caseId))?.withdrawalSentence).toMatch(/^The worker has withdrawn consent/)
    expect((await s.test.audited()).filter(({ action }) => action === 'consent.withdraw').at(-1)).toMatchObject({
      actor: 'worker',
      outcome: 'allowed',
    })
  })
  it('has to have read what it means', async () => {
    const { id, caseId } = await taken()
    expect(words(await withdraw(caseId, { consequencesVersion: undefined }))).toEqual(['consequences-not-told'])
    expect(words(await withdraw(caseId, { consequencesVersion: 'older' }))).toEqual(['consequences-not-told'])
    expect(await posted(id)).toBe(0)
    expect(await proves(id)).toBe('open')
  })
  it('does so once, whether or not anything was sent', async () => {
    const of = await s.newCase()
    expect(words(await withdraw(of.id))).toEqual(['nothing-to-withdraw'])
    await s.consent(of)
    const idempotencyKey = newKey()
    const first = await withdraw(of.id, { idempotencyKey })
    expect(first.kind).toBe('withdrawn')
    expect(await withdraw(of.id, { idempotencyKey })).toEqual(first)
    expect(words(await withdraw(of.id))).toEqual(['already-withdrawn'])
    expect(words(await s.escalate(of))).toEqual(['consent-withdrawn'])
    expect(ESCALATION_SENTENCES['consent-withdrawn']).toContain('withdrawn')
  })
  it('takes back an answered escalation too; the case stays where the opinion put it', async () => {
    const { id, caseId } = await taken()
    await s.tells('opinion-given.v1', await s.opinion(id))
    expect((await withdraw(caseId)).kind).toBe('withdrawn')
    expect(await proves(id)).toBe('consent-withdrawn')
    expect(await posted(id)).toBe(1)
    expect(await s.count('"case"', `id = '${caseId}' and state = 'opinion-received'`)).toBe(1)
  })
  it('may consent again; what was withdrawn stays shut', async () => {
    const { id, caseId } = await taken()
    await withdraw(caseId)
    expect(await openTask(caseId, 'consent-withdrawn')).toBe(1)
    expect((await s.consent({ id: caseId }, { evidence: undefined }, 'worker')).kind).toBe('done')
    expect(await openTask(caseId, 'consent-withdrawn')).toBe(0)
    expect(await proves(id)).toBe('consent-withdrawn')
    expect((await s.escalate({ id: caseId })).kind).toBe('escalated')
  })
})

describe('a withdrawal', () => {
  it('leaves one clear task, whatever stood there before', async () => {
    const { id, caseId } = await s.escalated()
    await s.routed(id, 1, 'nobody-eligible')
    await withdraw(caseId)
    const open = await s.test.database.admin`select kind from task where case_id = ${caseId} and done_at is null`
    expect(open.map(({ kind }) => kind)).toEqual(['consent-withdrawn'])
  })
  it('is possible after the case was closed: what was sent is shut, and nobody has a task', async () => {
    const { id, caseId, version } = await taken()
    await s.tells('opinion-given.v1', await s.opinion(id))
    const acted = await actOnOpinion(s.spoke, person('nurse'), {
      idempotencyKey: newKey(),
      caseId,
      expectedVersion: version + 1,
      words: 'Agreed day shifts.',
    })
    if (acted.kind !== 'done') throw new Error(JSON.stringify(acted))
    const form = { idempotencyKey: newKey(), caseId, expectedVersion: acted.case.version, outcome: 'advice-only' }
    expect((await closeCase(s.spoke, person('nurse'), form)).kind).toBe('done')
    expect((await withdraw(caseId)).kind).toBe('withdrawn')
    expect(await proves(id)).toBe('consent-withdrawn')
    expect(await s.count('task', `case_id = '${caseId}' and done_at is null`)).toBe(0)
    expect(await s.count('"case"', `id = '${caseId}' and state = 'closed'`)).toBe(1)
  })
})

describe('a nurse who is told of a withdrawal', () => {
  it('writes down how, and the worker’s wish takes effect at once', async () => {
    const { id, caseId } = await taken()
    expect(words(await withdraw(caseId, {}, 'nurse'))).toEqual(['evidence-missing'])
    expect((await withdraw(caseId, { evidence: 'Rang this morning.' }, 'nurse')).kind).toBe('withdrawn')
    expect(await proves(id)).toBe('consent-withdrawn')
  })
  it('is nobody else: not the manager, the administrator, another worker or a stranger', async () => {
    const { id, caseId } = await taken()
    await s.test.grant('other-worker', 'Kofi Asante', 'worker')
    for (const who of ['manager', 'administrator', 'privacy', 'stranger'])
      expect((await withdraw(caseId, { evidence: 'x' }, who)).kind).toBe('forbidden')
    expect((await withdraw(caseId, {}, 'other-worker')).kind).toBe('hidden')
    expect((await withdraw(randomUUID(), {}, 'other-worker')).kind).toBe('hidden')
    expect(await proves(id)).toBe('open')
  })
})

describe('a withdrawal while somebody may be at risk', () => {
  const decide = (escalationId: string, different: Partial<DecideAsk> = {}, by = 'physician') =>
    decideOnWithdrawal(s.spoke, person(by), {
      idempotencyKey: newKey(),
      escalationId,
      decision: 'abide',
      rationale: 'The risk is dealt with on the ward.',
      workerToldAt: '2026-11-23T09:30:00.000Z' as Instant,
      ...different,
    })
  const discussed = { with: 'senior-colleague', name: 'Dr Hartley', at: '2026-11-23T09:00:00.000Z' as Instant }

  it('stops ordinary use at once and waits for the named physician', async () => {
    const { id, caseId } = await taken(true)
    expect(await withdraw(caseId)).toMatchObject({
      outcome: 'awaiting-decision',
      sentence: WITHDRAWAL_OUTCOMES['awaiting-decision'],
    })
    expect(await proves(id)).toBe('consent-withdrawn')
    expect(await lastBody(id)).toMatchObject({ safetyHold: true })
    expect(await openTask(caseId, 'decide-on-withdrawal')).toBe(1)
    expect(await s.count('confidentiality_gate', `case_id = '${caseId}' and named_decider = 'physician'`)).toBe(1)
  })
  it('is abided by with reasons: the pool is told for good, and the worker what was decided', async () => {
    const { id, caseId } = await taken(true)
    await withdraw(caseId)
    expect(await decide(id)).toEqual({ kind: 'decided', outcome: 'abide', sentence: WITHDRAWAL_OUTCOMES.abide })
    expect(await posted(id)).toBe(2)
    expect(await lastBody(id)).toMatchObject({ safetyHold: false })
    expect(await openTask(caseId, 'decide-on-withdrawal')).toBe(0)
    expect((await readGate(s.spoke, person('worker'), caseId))?.withdrawalSentence).toBe(WITHDRAWAL_OUTCOMES.abide)
    expect(words(await decide(id))).toEqual(['nothing-to-decide'])
  })
  it('is overridden for the minimum only after a senior discussion: a gate of its own opens, the old content stays shut', async () => {
    const { id, caseId } = await taken(true)
    await withdraw(caseId)
    const minimum = { decision: 'disclose-minimum' }
    expect(words(await decide(id, minimum))).toEqual(['senior-discussion-missing'])
    expect(await decide(id, { ...minimum, seniorDiscussion: discussed })).toMatchObject({ outcome: 'disclose-minimum' })
    expect(await proves(id)).toBe('consent-withdrawn')
    expect(await readGate(s.spoke, person('nurse'), caseId)).toMatchObject({ kind: 'public-interest', opensThePool: true })
    expect((await s.escalate({ id: caseId })).kind).toBe('escalated')
  })
  it('is decided by nobody but the named physician, with reasons that can be read', async () => {
    const { id, caseId } = await taken(true)
    await withdraw(caseId)
    await s.test.grant('physician-2', 'Dr Owen Hartley', 'oh-physician')
    expect(words(await decide(id, {}, 'physician-2'))).toEqual(['not-the-named-decider'])
    expect(words(await decide(id, {}, 'nurse'))).toEqual(['not-the-named-decider'])
    expect((await decide(id, {}, 'worker')).kind).toBe('hidden')
    expect((await decide(id, {}, 'manager')).kind).toBe('forbidden')
    expect((await decide(randomUUID(), {})).kind).toBe('hidden')
    expect(words(await decide(id, { rationale: ' ' }))).toEqual(['decision-not-explained'])
    expect(words(await decide(id, { workerToldAt: undefined }))).toEqual(['worker-not-informed'])
    expect(words(await decide(id, { decision: 'wait' }))).toEqual(['decision-unknown'])
    expect(words(await decide(id, { rationale: 'a'.repeat(1001) }))).toEqual(['text-unreadable'])
    expect(await s.count('withdrawal_decision', `case_id = '${caseId}'`)).toBe(0)
  })
  it('passes to the next physician when the named one has left', async () => {
    const { id, caseId } = await taken(true)
    await withdraw(caseId)
    await s.test.end('physician', 'oh-physician')
    expect((await decide(id)).kind).toBe('forbidden')
    expect((await decide(id, {}, 'physician-2')).kind).toBe('decided')
    await s.test.grant('physician', 'Dr Ifeoma Eze', 'oh-physician')
  })
  it('has nothing to decide where nobody withdrew', async () => {
    const { id } = await taken(true)
    expect(words(await decide(id))).toEqual(['nothing-to-decide'])
  })
})
