import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scene, scene } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const lastAudit = async () => (await s.test.audited()).at(-1)

describe('who may send a case up', () => {
  it('is no administrator, manager, worker or stranger, and none of them learns whether the case is there', async () => {
    const of = await s.newCase()
    const missing = { id: randomUUID() as typeof of.id, version: 1 }
    for (const [who, kind] of [
      ['administrator', 'forbidden'],
      ['manager', 'forbidden'],
      ['privacy', 'forbidden'],
      ['stranger', 'forbidden'],
      ['worker', 'hidden'],
    ] as const) {
      expect((await s.escalate(missing, {}, who)).kind).toBe(kind)
      expect((await s.escalate(of, {}, who)).kind).toBe(kind)
    }
    expect((await s.escalate(missing)).kind).toBe('hidden')
    expect(await lastAudit()).toMatchObject({ outcome: 'hidden', action: 'escalation.create' })
  })

  it('is no nurse whose own record it is', async () => {
    await s.test.grant('worker', 'Marta Nowak', 'oh-nurse')
    const of = await s.newCase()
    await s.consent(of)
    expect((await s.escalate(of, {}, 'worker')).kind).toBe('hidden')
    await s.test.end('worker', 'oh-nurse')
  })
})
