import type { EscalationId, Instant } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { retryMessage } from '@oh/relay'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideOnWithdrawal } from '../consents/decide-on-withdrawal.ts'
import { withdrawConsent } from '../consents/withdraw-consent.ts'
import { newKey, person, type Scene, scene } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const withdraw = (caseId: string) => {
  const ask = { idempotencyKey: newKey(), caseId, consequencesVersion: 'withdrawal-consequences-1' }
  return withdrawConsent(s.spoke, person('worker'), ask)
}
const outbox = async (id: EscalationId) => [
  ...(await s.test.database.admin`select id, name, state, sealed_body is not null as has_body from outbox_message
    where subject = ${id} order by seq`),
]
const sentAs = (id: EscalationId, row: { state: string; attempts: number; reason?: string }) =>
  s.test.database.admin`update outbox_message set ${s.test.database.admin({ refusals: 0, ...row })} where subject = ${id}`

const RECALLED = { name: 'case-escalated.v1', state: 'recalled', has_body: false }

describe('what consent no longer lets out', () => {
  it('never leaves the trust when it had not gone yet: its words are erased, and the pool is told nothing', async () => {
    const { id, caseId } = await s.escalated()
    expect((await withdraw(caseId)).kind).toBe('withdrawn')
    expect(await outbox(id)).toMatchObject([RECALLED])
    expect(await outbox(id)).toHaveLength(1)
    expect(await s.count('escalation', `id = '${id}' and state = 'withdrawn'`)).toBe(1)
  })
  it('is not sent by an administrator after the pool refused it for what it says', async () => {
    const { id, caseId } = await s.escalated()
    await sentAs(id, { state: 'parked', attempts: 3, reason: 'bad-shape' })
    await withdraw(caseId)
    const [row] = await outbox(id)
    expect(await outbox(id)).toMatchObject([RECALLED])
    const retry = asActor(s.spoke.db, person('administrator'), (tx) => retryMessage(tx, row?.id))
    expect(await retry).toEqual({ kind: 'refused', reasons: ['not-parked'] })
    expect(await outbox(id)).toMatchObject([RECALLED])
  })
  it('is followed by the withdrawal where nobody knows whether it arrived', async () => {
    for (const row of [
      { state: 'waiting', attempts: 1 },
      { state: 'parked', attempts: 4, reason: 'seq-reused' },
      { state: 'parked', attempts: 4, reason: 'bad-signature' },
    ]) {
      const { id, caseId } = await s.escalated()
      await sentAs(id, row)
      await withdraw(caseId)
      expect(await outbox(id)).toMatchObject([
        { name: 'case-escalated.v1', state: row.state, has_body: true },
        { name: 'consent-withdrawn.v1', state: 'waiting', has_body: true },
      ])
    }
  })
  it('stays unsaid through the decision of the named physician', async () => {
    const { id, caseId } = await s.escalated({ safetyFlag: true })
    await withdraw(caseId)
    const decided = await decideOnWithdrawal(s.spoke, person('physician'), {
      idempotencyKey: newKey(),
      escalationId: id,
      decision: 'abide',
      rationale: 'The risk is dealt with on the ward.',
      workerToldAt: '2026-11-23T09:30:00.000Z' as Instant,
    })
    expect(decided.kind).toBe('decided')
    expect(await outbox(id)).toMatchObject([RECALLED])
    expect(await outbox(id)).toHaveLength(1)
  })
})
