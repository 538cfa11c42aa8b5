import { readConsentProof, staticKeys } from '@oh/auth'
import type { EscalationId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveConsent } from '../consents/prove-consent.ts'
import { actOnOpinion } from './act-on-opinion.ts'
import { showIdentity } from './show-identity.ts'
import { BELL, newKey, OPINION_GIVEN_V1, PLANTED, person, type Scene, scene } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const answered = async () => {
  const sent = await s.escalated()
  await s.accepted(sent.id)
  await s.tells(OPINION_GIVEN_V1, await s.opinion(sent.id))
  return sent
}
const actOn = ({ caseId, version }: Awaited<ReturnType<typeof answered>>) =>
  actOnOpinion(s.spoke, person('nurse'), {
    idempotencyKey: newKey(),
    caseId,
    expectedVersion: version + 1,
    words: PLANTED.acted,
  })
const identity = async (id: EscalationId) => (await showIdentity(s.spoke, person(BELL), id)).kind
const proof = async (escalation: EscalationId) => {
  const keys = await staticKeys({ keys: [s.spoke.signingKey.publicJwk] })
  const want = { spoke: s.spoke.id, pool: s.spoke.pool, escalation, person: BELL, keys, now: s.test.clock.now }
  return readConsentProof(await proveConsent(s.spoke, person(BELL), escalation), want)
}
const rowsForBell = async (table: string) =>
  (await asActor(s.spoke.db, person(BELL), (tx) => tx.sql.execute(sql.raw(`select 1 from ${table}`)))).length

describe('identity and content of an answered escalation', () => {
  it('stay open to its author while the nurse may come back with a question, and close when she has acted on it', async () => {
    const sent = await answered()
    expect(await identity(sent.id)).toBe('identity')
    expect(await proof(sent.id)).toMatchObject({ kind: 'open' })

    expect((await actOn(sent)).kind).toBe('done')
    expect(await identity(sent.id)).toBe('hidden')
    expect(await proof(sent.id)).toMatchObject({ kind: 'closed', reason: 'opinion-acted-on' })
    for (const table of ['worker', 'record_key', 'assignment', '"case"', 'confidentiality_gate'])
      expect(await rowsForBell(table), table).toBe(0)
  })

  it('close for this escalation only: another one of the worker stays open to whoever has it', async () => {
    const over = await answered()
    const open = await s.escalated()
    await s.accepted(open.id)
    await actOn(over)
    expect([await identity(over.id), await identity(open.id)]).toEqual(['hidden', 'identity'])
  })
})
