import { randomUUID } from 'node:crypto'
import type { Instant, LondonDate } from '@oh/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookAppointment } from '../appointments/book-appointment.ts'
import { readCase } from '../cases/read-case.ts'
import type { CaseView } from '../cases/view-cases.ts'
import { newKey, person, type Scene, scene, words } from '../escalations/testing/scene.ts'
import { aSlot } from '../testing/stories.ts'
import { askForConsent } from './ask-for-consent.ts'
import { readGate } from './read-gate.ts'
import type { RecordGateAsk } from './record-gate.ts'
import { withdrawConsent } from './withdraw-consent.ts'

let s: Scene
let of: CaseView
beforeAll(async () => {
  s = await scene()
  of = await s.newCase()
})
afterAll(() => s[Symbol.asyncDispose]())

const gate = (who = 'nurse', id = of.id) => readGate(s.spoke, person(who), id)
const BEFORE = '2026-11-23T09:00:00.000Z' as Instant
const PUBLIC_INTEREST: Partial<RecordGateAsk> = {
  kind: 'public-interest',
  textVersion: 'public-interest-1',
  rationale: 'Exposure-prone procedures go on.',
  seniorDiscussion: { with: 'senior-colleague', name: 'Dr Eze', at: BEFORE },
  workerToldAt: BEFORE,
}

describe('the worker’s consent', () => {
  it('is recorded by the nurse who heard it, sealed, and shown as it stands', async () => {
    expect(await s.consent(of)).toMatchObject({ kind: 'done', case: { id: of.id } })
    expect(await gate()).toMatchObject({
      kind: 'explicit-consent',
      standing: 'live',
      opensThePool: true,
      closedBecause: [],
      recordedByName: 'Asha Mistry',
      expiresAt: '2027-02-22T00:00:00.000Z',
      consequences: { version: 'withdrawal-consequences-1' },
    })
    expect(await s.dump()).not.toContain('PLANTED-EVIDENCE')
    expect((await s.test.audited()).filter(({ action }) => action === 'consent.give').at(-1)).toMatchObject({
      resource: 'gate',
      subject: s.marta.worker.id,
      outcome: 'allowed',
    })
  })
  it('is given by the worker without anybody’s evidence', async () => {
    const own = await s.newCase()
    expect((await s.consent(own, { evidence: undefined }, 'worker')).kind).toBe('done')
    expect(await gate('worker', own.id)).toMatchObject({ standing: 'live', recordedByName: 'Marta Nowak' })
  })
  it('needs the nurse’s evidence and the wording in use, and ends within a year', async () => {
    expect(words(await s.consent(of, { evidence: ' ' }))).toEqual(['evidence-missing'])
    expect(words(await s.consent(of, { textVersion: 'consent-to-pool-0' }))).toEqual(['wording-not-in-use'])
    expect(words(await s.consent(of, { lastDay: '2028-01-01' as LondonDate }))).toEqual(['last-day-too-far'])
    expect(words(await s.consent(of, { lastDay: '2026-11-22' as LondonDate }))).toEqual(['last-day-not-ahead'])
    expect(words(await s.consent(of, { evidence: 'a'.repeat(1001) }))).toContain('text-too-long')
    expect(words(await s.consent(of, { evidence: 'hidden\u202e' }))).toContain('text-unprintable')
    expect((await s.test.audited()).at(-1)).toMatchObject({ action: 'consent.give', outcome: 'refused' })
  })
  it('holds to the end of its last day in London, in summer as in winter', async () => {
    const own = await s.newCase()
    await s.consent(own, { lastDay: '2026-12-01' as LondonDate })
    expect((await gate('nurse', own.id))?.expiresAt).toBe('2026-12-02T00:00:00.000Z')
    await s.consent(own, { lastDay: '2027-06-30' as LondonDate })
    expect((await gate('nurse', own.id))?.expiresAt).toBe('2027-06-30T23:00:00.000Z')
  })
  it('of the newest record is the one that counts', async () => {
    const own = await s.newCase()
    await s.consent(own)
    await s.consent(own, { forThePool: false })
    expect(await gate('nurse', own.id)).toMatchObject({
      standing: 'live',
      opensThePool: false,
      closedBecause: [{ word: 'consent-does-not-cover-the-pool' }],
    })
  })
})

describe('what stands in the place of consent', () => {
  it('is the public interest after a senior discussion, with reasons, the worker told or not for a reason', async () => {
    const own = await s.newCase()
    expect((await s.consent(own, PUBLIC_INTEREST)).kind).toBe('done')
    expect(await gate('nurse', own.id)).toMatchObject({ opensThePool: true, expiresAt: null, consequences: null })
    const without = (left: Partial<RecordGateAsk>) => s.consent(own, { ...PUBLIC_INTEREST, ...left })
    expect(words(await without({ seniorDiscussion: undefined }))).toEqual(['public-interest-without-senior-discussion'])
    expect(words(await without({ seniorDiscussion: { with: 'a friend', name: 'X', at: BEFORE } }))).toEqual([
      'public-interest-without-senior-discussion',
    ])
    expect(words(await without({ rationale: '' }))).toEqual(['public-interest-without-rationale'])
    expect(words(await without({ workerToldAt: undefined }))).toEqual(['public-interest-worker-not-informed'])
    expect(words(await without({ workerToldAt: '2027-01-01T00:00:00.000Z' as Instant }))).toEqual(['time-in-future'])
  })
  it('is a law, by name', async () => {
    const own = await s.newCase()
    const law = { kind: 'required-by-law', textVersion: 'required-by-law-1' }
    expect(words(await s.consent(own, law))).toEqual(['law-not-named'])
    expect((await s.consent(own, { ...law, law: 'RIDDOR 2013, regulation 9(b)' })).kind).toBe('done')
  })
  it('is nothing that a worker records', async () => {
    const own = await s.newCase()
    expect(words(await s.consent(own, PUBLIC_INTEREST, 'worker'))).toEqual(['only-consent-is-yours-to-give'])
    expect(words(await s.consent(own, { kind: 'because' }))).toEqual(['kind-unknown'])
  })
})

describe('a gate', () => {
  it('is neither recorded nor seen by those the matrix leaves out', async () => {
    const missing = { id: randomUUID() as CaseView['id'], version: 1 } as CaseView
    for (const who of ['administrator', 'manager', 'privacy', 'stranger']) {
      expect((await s.consent(of, {}, who)).kind).toBe('forbidden')
      expect((await s.consent(missing, {}, who)).kind).toBe('forbidden')
    }
    await s.test.grant('other-worker', 'Kofi Asante', 'worker')
    expect((await s.consent(of, {}, 'other-worker')).kind).toBe('hidden')
    expect((await s.consent(missing, {}, 'other-worker')).kind).toBe('hidden')
    for (const who of ['manager', 'manager-2', 'privacy', 'stranger', 'other-worker']) expect(await gate(who)).toBeUndefined()
  })
  it('is recorded once when the form is sent twice, and not on an older version of the case or a closed one', async () => {
    const own = await s.newCase()
    const idempotencyKey = newKey()
    await s.consent(own, { idempotencyKey })
    await s.consent(own, { idempotencyKey })
    expect(await s.count('confidentiality_gate', `case_id = '${own.id}'`)).toBe(1)
    await s.escalate(own)
    expect((await s.consent(own, { expectedVersion: own.version })).kind).toBe('stale')
  })
})

describe('a form that is older than what happened to consent', () => {
  it('never revives what the worker has withdrawn: the nurse is told who withdrew and when', async () => {
    const own = await s.newCase()
    await s.consent(own)
    const opened = { expectedVersion: 2 }
    const told = { idempotencyKey: newKey(), caseId: own.id, consequencesVersion: 'withdrawal-consequences-1' }
    expect((await withdrawConsent(s.spoke, person('worker'), told)).kind).toBe('withdrawn')
    expect(await s.consent(own, opened)).toMatchObject({
      kind: 'stale',
      currentVersion: 3,
      changes: ['Marta Nowak withdrew consent at 9:42am'],
    })
    expect(await gate('nurse', own.id)).toMatchObject({ standing: 'withdrawn', opensThePool: false })
    expect(words(await s.escalate(own))).toContain('consent-withdrawn')
  })
  it('of two nurses is told of the gate that the other recorded', async () => {
    const own = await s.newCase()
    await s.consent(own, PUBLIC_INTEREST, 'nurse-2')
    expect(await s.consent(own, { expectedVersion: 1 })).toMatchObject({
      changes: ['Callum Doyle recorded a reason to share at 9:42am'],
    })
    expect(await gate('nurse', own.id)).toMatchObject({ kind: 'public-interest' })
  })
  it('is the worker’s own answer all the same while it is waited for, and raises the version for others', async () => {
    const own = await s.newCase()
    await askForConsent(s.spoke, person('nurse'), { idempotencyKey: newKey(), caseId: own.id, expectedVersion: 1 })
    const slotId = await aSlot(s.test, '2026-11-30T09:00:00Z')
    const booking = { idempotencyKey: newKey(), caseId: own.id, expectedVersion: 2, slotId }
    expect((await bookAppointment(s.spoke, person('nurse'), booking)).kind).toBe('done')
    expect((await s.consent(own, { expectedVersion: 2, evidence: undefined }, 'worker')).kind).toBe('done')
    expect(await s.consent(own, { expectedVersion: 3 })).toMatchObject({ changes: ['Marta Nowak gave consent at 9:42am'] })
    await expect(s.consent(own, { expectedVersion: undefined })).rejects.toThrow('Open it again')
  })
  it('reads what happened in the history of the case', async () => {
    const own = await s.newCase()
    await s.consent(own)
    const told = { idempotencyKey: newKey(), caseId: own.id, consequencesVersion: 'withdrawal-consequences-1' }
    await withdrawConsent(s.spoke, person('nurse'), { ...told, evidence: 'Rang this morning.' })
    const read = await readCase(s.spoke, person('nurse-2'), own.id)
    expect(read).toMatchObject({
      case: {
        version: 3,
        moves: [
          { event: 'consent-withdrawn', byName: 'Asha Mistry' },
          { event: 'consent-recorded', byName: 'Asha Mistry' },
          { event: 'opened' },
        ],
      },
    })
    const stale = await s.consent(own, { expectedVersion: 1 })
    expect(stale).toMatchObject({
      changes: [
        'Asha Mistry recorded that the worker gave consent at 9:42am',
        'Asha Mistry recorded that the worker withdrew consent at 9:42am',
      ],
    })
  })
})
