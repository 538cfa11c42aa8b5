import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actOnOpinion } from './act-on-opinion.ts'
import { showIdentity } from './show-identity.ts'
import { BELL, newKey, person, type Scene, scene } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

describe('who the worker is', () => {
  it('is closed to the specialist when the nurse has acted on the opinion, and stays with the team', async () => {
    const { id, caseId } = await s.escalated()
    await s.accepted(id)
    await s.tells('opinion-given.v1', await s.opinion(id))
    const shown = async (who: string) => (await showIdentity(s.spoke, person(who), id)).kind
    expect(await shown(BELL)).toBe('identity')
    const [row] = await s.test.database.admin`select version from "case" where id = ${caseId}`
    const form = { idempotencyKey: newKey(), caseId, expectedVersion: row?.version, words: 'Agreed day shifts.' }
    expect((await actOnOpinion(s.spoke, person('nurse'), form)).kind).toBe('done')
    expect(await shown(BELL)).toBe('hidden')
    expect(await shown('nurse')).toBe('identity')
    expect((await s.test.audited()).filter(({ action }) => action === 'poolCase.readIdentity').at(-1)).toMatchObject({
      actor: BELL,
      outcome: 'hidden',
    })
  })
})
