import {
  generateSigningKey,
  loadSigningKey,
  type Membership,
  publicKeySet,
  type SigningKey,
  signRolesProof,
  staticKeys,
} from '@oh/auth'
import type { LondonDate, PersonId } from '@oh/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ICS, moira, POOL } from '../testing/names.ts'
import { fieldOf } from '../testing/people.ts'
import { type TestPool, testPool } from '../testing/test-pool.ts'

const lead = 'eleanor' as PersonId
const LEADS: Membership = { role: 'ics-lead', scope: ICS, from: '2022-07-01' as LondonDate }
const USE = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ics { poolUse {
  past { heldPas } ahead { heldPas bookedPas } agreements { id }
  decided { value mark } inTime { value mark } typicalWait { value mark } services { trustCode } gini } } } }`

let at: TestPool
let directory: SigningKey
beforeAll(async () => {
  at = await testPool()
  directory = await loadSigningKey(await generateSigningKey())
  Object.assign(at.pool, { directoryKeys: await staticKeys(publicKeySet([directory])) })
})
afterAll(() => at[Symbol.asyncDispose]())

const useFor = async (person: PersonId, roles: Membership[] = []) => {
  const poolRolesProof = await signRolesProof(directory, { person, audience: POOL }, roles, at.clock())
  const answer = await at.ask(person, USE, { r: [{ __typename: 'Ics', code: ICS, poolRolesProof }] })
  return { answer, use: fieldOf<{ poolUse: Record<string, unknown> | null }[]>(answer, '_entities')[0]?.poolUse }
}
const readAs = (person: PersonId) => at.database.admin<{ action: string }[]>`
  select action from audit_entry where actor = ${person} and action like 'poolUse.%' and outcome = 'allowed' order by action`

it('tells whoever leads the system time and agreements, and of people nothing', async () => {
  const { use } = await useFor(lead, [LEADS])
  expect(use).toMatchObject({ ahead: { heldPas: expect.any(Number) }, agreements: [] })
  expect(use).toMatchObject({ decided: null, inTime: null, typicalWait: null, services: null, gini: null })
  expect((await readAs(lead)).map(({ action }) => action)).toEqual(['poolUse.read'])
})

it('tells the coordinator how people fared too, and says so in the audit', async () => {
  const { use } = await useFor(moira)
  expect(use).toMatchObject({ decided: { value: 0 }, services: [] })
  expect((await readAs(moira)).map(({ action }) => action)).toEqual(['poolUse.read', 'poolUse.readPeople'])
})

it('tells nobody else anything', async () => {
  for (const roles of [[], [{ ...LEADS, scope: 'QHM' } as Membership]]) {
    const { answer, use } = await useFor('somebody' as PersonId, roles)
    expect(use ?? null).toBeNull()
    expect(answer.errors).toHaveLength(1)
  }
})
