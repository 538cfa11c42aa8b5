import { addMilliseconds, type Instant, instantOf, type PersonId } from '@oh/kernel'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Drafts, draftsOn } from './drafts.ts'

const HOUR = 60 * 60_000
const asha = 'nurse-rwe' as PersonId
const ben = 'nurse-rt5' as PersonId
const place = '/cases/case-of-the-heron/notes/new'
const words: [string, string][] = [['words', 'Sleep "poor" & worse\nsince Łódź']]

let now: Instant = instantOf(Date.parse('2026-11-20T09:00:00Z'))
let database: TestDatabase
let drafts: Drafts
beforeAll(async () => {
  database = await testDatabase('console', { clock: () => now })
  drafts = draftsOn(database.db, openKeyring('console', newKeyringFile()))
})
afterAll(() => database[Symbol.asyncDispose]())

it('come back to the letter, the newest in the place of the one before', async () => {
  await drafts.of(asha).keep(place, { fields: [['words', 'Sl']] })
  await drafts.of(asha).keep(place, { fields: words })
  expect((await drafts.of(asha).find(place))?.fields).toEqual(words)
  expect(await database.admin`select 1 from draft`).toHaveLength(1)
})

it('are found by nobody else, and at no other form', async () => {
  expect(await drafts.of(ben).find(place)).toBeUndefined()
  expect(await drafts.of(asha).find('/cases/c2/notes/new')).toBeUndefined()
})

it('rest sealed, and name neither the person nor the case', async () => {
  const rows = await database.admin`select id_hash, encode(contents, 'escape') as contents from draft`
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toMatch(/Sleep|worse|nurse-rwe|heron/)
})

it('no longer open when they are moved to another person’s row', async () => {
  await drafts.of(ben).keep(place, { fields: [['words', 'Own']] })
  await database.admin`update draft set contents = (select contents from draft order by kept_at, id_hash limit 1)`
  const both = await Promise.allSettled([drafts.of(asha).find(place), drafts.of(ben).find(place)])
  expect(both.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  await drafts.of(ben).drop(place)
  await drafts.of(asha).keep(place, { fields: words })
})

it('are gone a day after they were last kept, and when they are dropped', async () => {
  now = addMilliseconds(now, 24 * HOUR - 1)
  expect(await drafts.of(asha).find(place)).toBeDefined()
  now = addMilliseconds(now, 1)
  expect(await drafts.of(asha).find(place)).toBeUndefined()
  now = addMilliseconds(now, 1)
  await drafts.forgetOld()
  expect(await database.admin`select 1 from draft`).toHaveLength(0)
  await drafts.of(asha).keep(place, { fields: words })
  await drafts.of(asha).drop(place)
  expect(await drafts.of(asha).find(place)).toBeUndefined()
})

it('are at most 20 of one person: the oldest goes, and nobody else’s', async () => {
  await drafts.of(ben).keep(place, { fields: words })
  for (let at = 0; at <= 20; at += 1) {
    now = addMilliseconds(now, 1)
    await drafts.of(asha).keep(`/cases/c${at}/notes/new`, { fields: words })
  }
  expect(await database.admin`select 1 from draft`).toHaveLength(21)
  expect(await drafts.of(asha).find('/cases/c0/notes/new')).toBeUndefined()
  for (const at of [1, 20]) expect(await drafts.of(asha).find(`/cases/c${at}/notes/new`)).toBeDefined()
  expect(await drafts.of(ben).find(place)).toBeDefined()
})
