import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCase } from '../cases/close-case.ts'
import { ask } from '../testing/ask.ts'
import { aCase, details, newKey, onRecord, people, person } from '../testing/stories.ts'
import { type TestSpoke, testSpoke } from '../testing/test-spoke.ts'
import type { Enrolled } from '../workers/new-worker.ts'
import { type AmendNoteAsk, amendNote } from './amend-note.ts'
import { listNotes } from './list-notes.ts'
import { writeNote } from './write-note.ts'

let test: TestSpoke
let marta: Enrolled
beforeAll(async () => {
  test = await testSpoke()
  await people(test)
  marta = await onRecord(test)
})
afterAll(() => test[Symbol.asyncDispose]())

const PLANTED = 'Zopiclone 7.5mg; low mood since the purple heron incident.'
const write = (who: string, caseId: string, words = PLANTED, idempotencyKey = newKey()) =>
  writeNote(test.spoke, person(who), { idempotencyKey, caseId, words })
const amend = (who: string, noteId: string, different: Partial<AmendNoteAsk> = {}) =>
  amendNote(test.spoke, person(who), { idempotencyKey: newKey(), noteId, expectedVersion: 1, words: 'Corrected.', ...different })
async function written(caseId: string, words = PLANTED) {
  const done = await write('nurse', caseId, words)
  if (done.kind !== 'done') throw new Error(JSON.stringify(done))
  return done.note
}
const NOTES = `query ($id: ID!, $first: Int!, $after: String) { case(trust: "RWE", id: $id) { reference
  notes(first: $first, after: $after) { rows { id version words authorName versions { version words authorName } } pageInfo { hasNextPage endCursor } } } }`

describe('a note', () => {
  it('is written by a clinician and read by another, with the worker named in both audit rows', async () => {
    const found = await aCase(test, marta.worker.id)
    const note = await written(found.id)
    const { data } = await ask(test.spoke, 'physician', NOTES, { id: found.id, first: 10 })
    expect(data.case.notes.rows).toMatchObject([{ id: note.id, version: 1, words: PLANTED, authorName: 'Asha Mistry' }])
    expect((await test.audited()).slice(-3)).toMatchObject([
      { actor: 'nurse', action: 'clinicalNote.create', resource: 'note', resource_ids: [note.id], subject: marta.worker.id },
      { actor: 'physician', action: 'case.read' },
      { actor: 'physician', action: 'clinicalNote.read', resource_ids: [note.id], subject: marta.worker.id, outcome: 'allowed' },
    ])
  })

  it('keeps every character as it was typed', async () => {
    const found = await aCase(test, marta.worker.id)
    const words = 'Line one\n\n  “naïve” – 👩🏽‍⚕️ 低い DROP TABLE note; --\n<script>alert(1)</script>'
    expect((await written(found.id, words)).words).toBe(words)
  })

  it.each([
    ['without words', ' \n\t ', 'note-empty'],
    ['too long', 'a'.repeat(20_001), 'note-too-long'],
    ['with a control character', 'Seen\u0000 today', 'note-unprintable'],
    ['with text that reads in another order', 'Fit \u202Etif ton\u202C', 'note-unprintable'],
  ])('%s is refused and not kept', async (_name, words, word) => {
    const found = await aCase(test, marta.worker.id)
    expect(await write('nurse', found.id, words)).toMatchObject({
      kind: 'refused',
      reasons: [{ word, sentence: expect.stringMatching(/^Note: [A-Z].+\.$/) }],
    })
    expect(await test.database.admin`select 1 from note where case_id = ${found.id}`).toHaveLength(0)
  })

  it('sent twice is one note', async () => {
    const found = await aCase(test, marta.worker.id)
    const key = newKey()
    const [one, two] = await Promise.all([write('nurse', found.id, 'Once.', key), write('nurse', found.id, 'Once.', key)])
    expect(two).toEqual(one)
    expect(await test.database.admin`select 1 from note where case_id = ${found.id}`).toHaveLength(1)
  })

  it('is not begun on a closed case, but a mistake in it can still be put right', async () => {
    const found = await aCase(test, marta.worker.id)
    const note = await written(found.id)
    await closeCase(test.spoke, person('nurse'), {
      idempotencyKey: newKey(),
      caseId: found.id,
      expectedVersion: 1,
      outcome: 'advice-only',
    })
    expect(await write('nurse', found.id)).toMatchObject({ kind: 'refused', reasons: [{ word: 'case-closed' }] })
    expect(await amend('nurse', note.id)).toMatchObject({ kind: 'done', note: { version: 2 } })
  })
})

describe('an amendment', () => {
  it('is a new version; the older ones stay', async () => {
    const found = await aCase(test, marta.worker.id)
    const note = await written(found.id)
    const done = await amend('nurse-2', note.id, { words: 'Zopiclone 3.75mg.' })
    expect(done).toMatchObject({
      note: {
        version: 2,
        words: 'Zopiclone 3.75mg.',
        authorName: 'Callum Doyle',
        versions: [
          { version: 1, words: PLANTED, authorName: 'Asha Mistry' },
          { version: 2, words: 'Zopiclone 3.75mg.' },
        ],
      },
    })
  })

  it('of two at once, one counts and the other is told', async () => {
    const found = await aCase(test, marta.worker.id)
    const note = await written(found.id)
    const both = await Promise.all([amend('nurse', note.id), amend('nurse', note.id, { words: 'Other.' })])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'stale'])
    expect(both.find(({ kind }) => kind === 'stale')).toMatchObject({
      currentVersion: 2,
      changes: ['Asha Mistry amended the note at 9:42am'],
    })
  })

  it('of a note that is not there is hidden from clinicians and forbidden to others, like one that is', async () => {
    const found = await aCase(test, marta.worker.id)
    const note = await written(found.id)
    expect(await amend('nurse', newKey())).toEqual({ kind: 'hidden' })
    expect(await amend('nurse', 'x')).toEqual({ kind: 'hidden' })
    for (const who of ['administrator', 'manager', 'worker'])
      for (const id of [note.id, newKey()]) expect(await amend(who, id)).toEqual({ kind: 'forbidden' })
  })
})

describe('who reads notes', () => {
  it('not the administrator, while the rest of the case shows', async () => {
    const found = await aCase(test, marta.worker.id)
    await written(found.id)
    const { data, errors, text } = await ask(test.spoke, 'administrator', NOTES, { id: found.id, first: 10 })
    expect(data.case).toEqual({ reference: found.reference, notes: null })
    expect(errors).toMatchObject([{ path: ['case', 'notes'], extensions: { code: 'FORBIDDEN' } }])
    expect(text).not.toContain('heron')
    expect((await test.audited()).at(-1)).toMatchObject({
      actor: 'administrator',
      action: 'clinicalNote.read',
      outcome: 'forbidden',
    })
  })

  it('not the manager and not the worker, here or by any other field', async () => {
    const found = await aCase(test, marta.worker.id)
    await written(found.id)
    for (const who of ['manager', 'worker']) {
      const { data, errors } = await ask(test.spoke, who, NOTES, { id: found.id, first: 10 })
      expect(data.case.notes).toBeNull()
      expect(errors[0].extensions.code).toBe('FORBIDDEN')
    }
  })

  it('not a nurse on the own record: as if there were none', async () => {
    await test.grant('nurse-3', 'Nora Self', 'oh-nurse', 'worker')
    const own = await onRecord(test, { person: 'nurse-3', manager: 'manager' }, details({ fullName: 'Nora Self' }))
    const found = await aCase(test, own.worker.id)
    const note = await written(found.id)
    const list = (caseId: string) => listNotes(test.spoke, person('nurse-3'), { caseId, first: 10 })
    expect(await list(found.id)).toEqual({ kind: 'hidden' })
    expect(await list(newKey())).toEqual({ kind: 'hidden' })
    expect(await write('nurse-3', found.id)).toEqual({ kind: 'hidden' })
    expect(await amend('nurse-3', note.id)).toEqual({ kind: 'hidden' })
  })

  it('one by one, and never through another case', async () => {
    const [found, other] = [await aCase(test, marta.worker.id), await aCase(test, marta.worker.id)]
    const { id: note } = await written(found.id)
    const one = 'query ($id: ID!, $note: ID!) { case(trust: "RWE", id: $id) { note(id: $note) { words } } }'
    const read = (who: string, id: string, which: string = note) => ask(test.spoke, who, one, { id, note: which })
    expect((await read('nurse', found.id)).data.case.note).toEqual({ words: PLANTED })
    const elsewhere = await read('nurse', other.id)
    expect(elsewhere.errors[0].extensions.code).toBe('NOT_FOUND')
    expect((await read('nurse', other.id, newKey())).text).toBe(elsewhere.text)
    expect((await read('administrator', found.id)).errors[0].extensions.code).toBe('FORBIDDEN')
  })

  it('page by page, the newest first', async () => {
    const found = await aCase(test, marta.worker.id)
    const ids: string[] = []
    for (const minute of [1, 2, 3]) {
      test.clock.forward(minute)
      ids.unshift((await written(found.id, `Note ${minute}`)).id)
    }
    const first = await ask(test.spoke, 'nurse', NOTES, { id: found.id, first: 2 })
    const { endCursor } = first.data.case.notes.pageInfo
    const second = await ask(test.spoke, 'nurse', NOTES, { id: found.id, first: 2, after: endCursor })
    const seen = [...first.data.case.notes.rows, ...second.data.case.notes.rows].map(({ id }: { id: string }) => id)
    expect(seen).toEqual(ids)
    test.clock.set('2026-11-23T09:42:00Z')
  })
})

describe('sealed words', () => {
  it('stand in no table, in any encoding', async () => {
    const found = await aCase(test, marta.worker.id, { words: 'Is she fit after the green otter episode?' })
    await written(found.id)
    await amend('nurse', (await written(found.id)).id, { words: 'The grey badger.' })
    const planted = ['purple heron', 'green otter', 'grey badger'].flatMap((text) => [
      text,
      Buffer.from(text).toString('hex'),
      Buffer.from(text).toString('base64').replace(/=*$/, '').slice(0, -1),
    ])
    const { admin } = test.database
    const tables =
      await admin`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`
    expect(tables.length).toBeGreaterThan(15)
    for (const { name } of tables) {
      const rows = await admin.unsafe(`select t::text as row from ${name} t`)
      const text = rows.map(({ row }) => row).join('\n')
      for (const plant of planted) expect(text.includes(plant), `${plant} in ${name}`).toBe(false)
    }
  })

  it('swapped between two notes open nowhere, and the audit says so', async () => {
    const found = await aCase(test, marta.worker.id)
    const [one, two] = [await written(found.id, 'First.'), await written(found.id, 'Second.')]
    await test.database.admin`update note set words = other.words from note other
      where (note.id = ${one.id} and other.id = ${two.id}) or (note.id = ${two.id} and other.id = ${one.id})`
    const { data, errors, text } = await ask(test.spoke, 'nurse', NOTES, { id: found.id, first: 10 })
    expect(data.case).toEqual({ reference: found.reference, notes: null })
    expect(errors).toHaveLength(1)
    expect(text).not.toMatch(/First|Second/)
    expect((await test.audited()).at(-1)).toMatchObject({
      resource: 'note',
      subject: marta.worker.id,
      outcome: 'refused',
      reasons: ['integrity'],
    })
  })

  it('moved to another worker’s record do not open there', async () => {
    const other = await onRecord(test, { manager: 'manager' }, { fullName: 'Ben Drake' })
    const [from, to] = [await aCase(test, marta.worker.id), await aCase(test, other.worker.id)]
    const note = await written(from.id)
    await test.database.admin`update note set case_id = ${to.id}, worker_id = ${other.worker.id} where id = ${note.id}`
    const { data, errors, text } = await ask(test.spoke, 'nurse', NOTES, { id: to.id, first: 10 })
    expect(data.case.notes).toBeNull()
    expect(errors).toHaveLength(1)
    expect(text).not.toContain('heron')
  })
})
