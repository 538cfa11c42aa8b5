import { afterAll, beforeAll, expect, it } from 'vitest'
import { finishTask } from './finish-task.ts'
import { newKey, OPINION_GIVEN_V1, person, type Scene, scene, words } from './testing/scene.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
})
afterAll(() => s[Symbol.asyncDispose]())

const taskOf = async (caseId: string) =>
  (await s.test.database.admin`select id from task where case_id = ${caseId} and done_at is null`)[0]?.id
const finish = (caseId: string, taskId: string, by = 'nurse') =>
  finishTask(s.spoke, person(by), { idempotencyKey: newKey(), caseId, taskId })

it('ends a task that the nurse has seen to, once', async () => {
  const { id, caseId } = await s.escalated()
  await s.routed(id, 1, 'nobody-eligible')
  const taskId = await taskOf(caseId)
  expect(await finish(caseId, taskId)).toMatchObject({ kind: 'done', case: { openTasks: [] } })
  expect(words(await finish(caseId, taskId))).toEqual(['task-not-open'])
})

it('leaves a task that ends with its own act, and those of other cases', async () => {
  const { id, caseId } = await s.escalated()
  await s.accepted(id)
  await s.tells(OPINION_GIVEN_V1, await s.opinion(id))
  const taskId = await taskOf(caseId)
  expect(words(await finish(caseId, taskId))).toEqual(['task-ends-with-its-act'])
  const other = await s.newCase()
  expect(words(await finish(other.id, taskId))).toEqual(['task-not-open'])
  expect(words(await finish(other.id, 'nonsense'))).toEqual(['task-not-open'])
})

it('is for nurses and physicians', async () => {
  const of = await s.newCase()
  for (const who of ['administrator', 'manager', 'worker']) expect((await finish(of.id, newKey(), who)).kind).toBe('forbidden')
})
