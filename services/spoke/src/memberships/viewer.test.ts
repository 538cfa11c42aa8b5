import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask } from '../testing/ask.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'

let test: TestSpoke
beforeAll(async () => {
  test = await testSpoke()
  await test.grant('nora', 'Nora Self', 'worker', 'oh-nurse')
})
afterAll(() => test[Symbol.asyncDispose]())

const VIEWER = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { viewer { name roles { role title } } } } }'
const view = async (who: string) => {
  const { data } = await ask(test.spoke, who, VIEWER, { r: [{ __typename: 'Trust', odsCode: 'RWE' }] })
  return data._entities[0].viewer
}

it('tells people who they are here today, and strangers nothing', async () => {
  expect(await view('nora')).toEqual({
    name: 'Nora Self',
    roles: [
      { role: 'worker', title: 'Worker' },
      { role: 'oh-nurse', title: 'Occupational health nurse' },
    ],
  })
  expect(await view('stranger')).toBeNull()
})

it('drops a role that was taken away at the next request', async () => {
  await test.end('nora', 'oh-nurse')
  expect(await view('nora')).toMatchObject({ roles: [{ role: 'worker' }] })
})
