import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { aWorld } from '@oh/simulation/samples'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { callerOf } from '../context.ts'
import { bell, moira, shah } from '../testing/names.ts'
import { hours, type TestPool, testPool } from '../testing/test-pool.ts'
import { askStudy } from './ask-study.ts'
import { type KeptStudies, keepStudies, type StudyParts } from './keep-studies.ts'
import { readStudy } from './read-study.ts'
import { beginNext } from './study.store.ts'
import { MOST_OPEN, type StudyId } from './study.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())
afterEach(() => at.database.admin`delete from study`)

const holds = () => ['region'] as const
const ask = (input: unknown, { person = moira, key = randomUUID() }: { person?: PersonId; key?: string } = {}) =>
  askStudy(at.pool, callerOf(person), {
    kind: 'what-if',
    access: { action: 'study.ask', resource: 'study', ids: [] },
    holds,
    form: input,
    key,
    operation: 'askWhatIf',
    make: async () => ({ kind: 'made', input }),
  })
const asked = async (input: unknown): Promise<StudyId> => {
  const outcome = await ask(input)
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.id as StudyId
}
const read = async (id: StudyId, person = moira) => {
  const access = { action: 'study.read', resource: 'study', ids: [] } as const
  const outcome = await readStudy(at.pool, callerOf(person), { kind: 'what-if', access, holds, id })
  return outcome.kind === 'read' ? outcome.study : outcome
}
const odd = (more: StudyParts = {}): Promise<KeptStudies> =>
  keepStudies(at.pool, 'on-sweep', { program: new URL('../testing/odd-study-worker.ts', import.meta.url), ...more })

describe('a study', () => {
  it('is asked for, computed in a worker by the real program, and kept with its result', async () => {
    const input = { version: 1, world: aWorld({ weeks: 2 }), changes: [], seeds: 2 }
    const id = await asked(input)
    expect(await read(id)).toMatchObject({ state: 'asked', input, result: null })
    await (await keepStudies(at.pool, 'on-sweep')).sweep()
    expect(await read(id)).toMatchObject({
      state: 'done',
      finishedAt: at.clock(),
      result: { seeds: 2, difference: { ok: { mean: 0, low: 0, high: 0 } } },
    })
    expect(await at.audit('study.ask')).toMatchObject([{ actor: moira, outcome: 'allowed', ids: [id] }])
  })

  it('leaves the pool free to answer while it runs', async () => {
    await using studies = await odd({ limits: { milliseconds: 1_500, megabytes: 256 } })
    const id = await asked({ does: 'run for ever' })
    let answers = 0
    const running = studies.sweep()
    const over = running.then(() => 'over' as const)
    while ((await Promise.race([over, at.database.admin`select 1`.then(() => 'answered' as const)])) === 'answered') answers += 1
    expect(answers).toBeGreaterThan(100)
    expect(await read(id)).toMatchObject({ state: 'failed', failedFor: 'took-too-long' })
  })

  it.each([
    ['fill the memory', 'needed-too-much-memory'],
    ['fail', 'has-a-fault'],
    ['exit', 'has-a-fault'],
    ['something unheard of', 'of-another-version'],
  ])('that would %s fails in words, and the next one is computed all the same', async (does, failedFor) => {
    const [bad, good] = [await asked({ does }), await asked({ does: 'well' })]
    await (await odd({ limits: { milliseconds: 60_000, megabytes: 64 } })).sweep()
    expect(await read(bad)).toMatchObject({ state: 'failed', failedFor, result: null })
    expect(await read(good)).toMatchObject({ state: 'done', result: { did: 'well', env: [] } })
  })

  it('that ran when the pool died is begun once more, and fails the second time', async () => {
    const id = await asked({ does: 'well' })
    const begin = () => asActor(at.pool.db, { kind: 'system', part: 'studying' }, (tx) => beginNext(tx, hours(1)))
    await begin()
    await using studies = await odd()
    await studies.sweep()
    expect(await read(id)).toMatchObject({ state: 'running' })
    at.clock.advance(hours(2))
    await begin()
    at.clock.advance(hours(2))
    await studies.sweep()
    expect(await read(id)).toMatchObject({ state: 'failed', failedFor: 'interrupted-twice' })
  })

  it('that runs when the pool stops is given back and computed after it', async () => {
    const id = await asked({ does: 'run for ever' })
    const studies = await odd()
    const running = studies.sweep()
    await studies[Symbol.asyncDispose]()
    await running
    expect(await read(id)).toMatchObject({ state: 'asked' })
    expect(await at.database.admin`select attempts from study`).toMatchObject([{ attempts: 0 }])
  })

  it('that has ended keeps nothing that it was played on, though a pool of an earlier version ended it', async () => {
    const [ended, held] = [await asked({ does: 'well', past: [] }), await asked({ does: 'well', past: [] })]
    await at.database.admin`update study set state = 'done' where id = ${ended}`
    await at.database.admin`update study set state = 'running', lease_until = 'infinity' where id = ${held}`
    await (await odd()).sweep()
    expect(await at.database.admin`select study_id from study_past`).toEqual([{ study_id: held }])
    await at.database.admin`delete from study_past`
  })

  it('is computed at once where the pool runs by itself', async () => {
    await using _ = await keepStudies(at.pool, 'always', { program: new URL('../testing/odd-study-worker.ts', import.meta.url) })
    const id = await asked({ does: 'well' })
    await expect.poll(async () => (await read(id)) as object, { timeout: 30_000 }).toMatchObject({ state: 'done' })
  })
})

describe('asking', () => {
  it('twice with the same form asks once; with another form under its key it is refused', async () => {
    const key = randomUUID()
    const [first, again] = [await ask({ does: 'well' }, { key }), await ask({ does: 'well' }, { key })]
    expect(again).toEqual(first)
    expect(await ask({ does: 'fail' }, { key })).toMatchObject({ reasons: ['key-used-before'] })
    expect(await at.database.admin`select id from study`).toHaveLength(1)
  })

  it('is refused while the person has too much under way, and for a question that is too large', async () => {
    expect(await ask({ long: 'x'.repeat(200_000) })).toMatchObject({ kind: 'refused', reasons: ['study-too-large'] })
    const outcomes = await Promise.all(Array.from({ length: MOST_OPEN.person + 1 }, () => ask({ does: 'well' })))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(MOST_OPEN.person).fill('done'), 'refused'])
    await (await odd()).sweep()
    expect(await ask({ does: 'well' })).toMatchObject({ kind: 'done' })
  })

  it('is for whoever the matrix allows, and so is reading', async () => {
    expect(await ask({ does: 'well' }, { person: bell })).toEqual({ kind: 'forbidden' })
    const id = await asked({ does: 'well' })
    expect(await read(id, shah)).toEqual({ kind: 'forbidden' })
    expect(await read(randomUUID() as StudyId)).toEqual({ kind: 'hidden' })
  })
})
