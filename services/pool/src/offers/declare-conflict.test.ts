import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bell, HOME, moira } from '../testing/names.ts'
import { codeOf, refusalOf } from '../testing/people.ts'
import { acceptedBy, askedFor, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const stateOf = async (id: string) =>
  (await at.database.admin`select state, round, accepted_person from escalation where id = ${id}`)[0]
const posted = async (id: string) => (await at.outbox()).filter(({ subject }) => subject === id).map(({ name }) => name)

describe('declaring a conflict', () => {
  it('opens the escalation when there is none', async () => {
    const { id, person } = await acceptedBy(at, 'accepted')
    const answer = await at.declare(person, id, false)
    expect(answer.data?.result).toMatchObject({
      conflict: false,
      escalation: { state: 'opened', allowedActions: ['give-opinion', 'declare-conflict'] },
    })
    expect(refusalOf(await at.declare(person, id, false))).toEqual(['already-opened'])
  })

  it.each(['accepted', 'opened'] as const)(
    'closes the view when it was %s, leaves the declarer nothing and asks the next',
    async (upTo) => {
      const { id, person, next, offerId } = await acceptedBy(at, upTo)
      const key = randomUUID()
      const answer = await at.declare(person, id, true, key)
      expect(answer.data?.result).toEqual({ __typename: 'ConflictDeclared', conflict: true, escalation: null })
      expect(await at.declare(person, id, true, key)).toEqual(answer)
      const missing = await at.read(person, randomUUID())
      expect(JSON.stringify(await at.read(person, id))).toBe(JSON.stringify(missing))
      expect(codeOf(await at.accept(person, offerId))).toBe('NOT_FOUND')
      expect(codeOf(await at.declare(person, id, false))).toBe('NOT_FOUND')
      expect((await at.content(person, id, await at.spoke.proof(id, person))).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
      expect((await askedFor(at, id)).person).toBe(next)
      const names = await posted(id)
      expect(names.slice(-2)).toEqual(['conflict-declared.v1', 'escalation-routed.v1'])
      expect(await at.audit('poolCase.declareConflict')).toContainEqual(
        expect.objectContaining({ actor: person, outcome: 'allowed', reasons: ['conflict'], subject: id }),
      )
    },
  )

  it('is nobody else’s to say', async () => {
    const { id, next } = await acceptedBy(at, 'accepted')
    expect(codeOf(await at.declare(next, id, false))).toBe('NOT_FOUND')
    expect(codeOf(await at.declare(moira, id, false))).toBe('FORBIDDEN')
    expect((await stateOf(id))?.state).toBe('accepted')
  })

  it('is misrouted when another pool is meant', async () => {
    const answer = await at.ask(bell, '{ offers(ics: "QK1", first: 1) { rows { id } } }')
    expect(codeOf(answer)).toBe('MISROUTED')
    const refs = [{ __typename: 'Escalation', poolId: 'pool-0000000000bb', spokeId: HOME, id: randomUUID() }]
    const entity = 'query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Escalation { state } } }'
    expect(codeOf(await at.ask(bell, entity, { refs }))).toBe('MISROUTED')
  })
})
