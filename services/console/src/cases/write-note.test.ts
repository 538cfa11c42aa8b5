import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OwnDrafts } from '../drafts/drafts.ts'
import { type TestDrafts, testDrafts } from '../testing/test-drafts.ts'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { casePages } from './pages.ts'

const found = {
  case: {
    id: 'c1',
    version: 4,
    reference: 'K7F-3X9-TP3',
    stateTitle: 'In progress',
    openedOn: '2026-11-03',
    worker: { fullName: 'Marta Nowak' },
    bookedAppointment: null,
    allowedActions: ['write-note'],
  },
}
const note = { case: { note: { id: 'n1', version: 2, words: 'As it was.', authorName: 'A', writtenAt: '2026-11-03T09:00:00Z' } } }
const WORDS = 'Forty-five minutes of consultation.'

let drafts: TestDrafts
let own: OwnDrafts
beforeAll(async () => {
  drafts = await testDrafts()
})
beforeEach(() => {
  own = drafts.of(randomUUID() as PersonId)
})
afterAll(() => drafts[Symbol.asyncDispose]())

const visit = (address: string, answers: object, form?: [string, string][]) =>
  visitPage(casePages, address, {
    organisation: 'RWE',
    roles: ['oh-nurse'],
    drafts: own,
    ...(form && { form }),
    answers: { ...answers },
  })

describe.each([
  ['a new note', '/cases/c1/notes/new', 'WriteNote', 'writeNote'],
  ['an amended note', '/cases/c1/notes/n1/amend', 'AmendNote', 'amendNote'],
])('%s', (_name, address, operation, field) => {
  const form: [string, string][] = [
    ['key', '7d9f3a52-1c7e-4f0b-9a53-0d1f1f6a2b11'],
    ['version', '2'],
    ['words', WORDS],
  ]
  const page = { CaseForForm: found, NoteToAmend: note }

  it('is kept when the trust does not answer, and comes back with its words and its key', async () => {
    const silent = { data: null, errors: [{ code: 'SPOKE_UNAVAILABLE', about: 'RWE', path: field }] }
    await expect(visit(address, { [operation]: silent }, form)).rejects.toThrow('refused')
    const { html } = await visit(address, page)
    expect(fieldsIn(html)).toEqual(expect.arrayContaining(form))
  })

  it('is kept as a draft without anything being asked of the trust', async () => {
    const { reply, asked } = await visit(address, {}, [...form, ['go', 'keep']])
    expect(reply).toEqual({ kind: 'kept', path: '/cases/c1', notice: 'draft-kept' })
    expect(asked).toEqual([])
    expect((await visit(address, page)).html).toContain(WORDS)
  })

  it('answers a refusal by leading back to its own address, with the words, the reason and a key that is taken', async () => {
    const reasons = [{ word: 'key-used-before', sentence: 'An earlier form was sent under this key.' }]
    const refused = { [operation]: { [field]: { __typename: 'Refused', reasons } } }
    expect((await visit(address, refused, form)).reply).toEqual({ kind: 'see-other', path: address, notice: undefined })
    const { reply, html } = await visit(address, page)
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain('An earlier form was sent under this key.')
    const back = Object.fromEntries(fieldsIn(html))
    expect(back).toMatchObject({ words: WORDS, version: '2' })
    expect(back.key).not.toBe(form[0]?.[1])
  })

  it('leads back with what a colleague changed, and is sent on the version that the reader is told of', async () => {
    const stale = { __typename: 'Stale', currentVersion: 3, changes: ['Callum Doyle amended the note'] }
    await visit(address, { [operation]: { [field]: stale } }, form)
    const { reply, html } = await visit(address, page)
    expect(reply).toMatchObject({ status: 409 })
    expect(html).toContain('Callum Doyle amended the note')
    expect(Object.fromEntries(fieldsIn(html))).toMatchObject({ words: WORDS, version: '3' })
  })

  it('leaves no draft once it is saved', async () => {
    await visit(address, { [operation]: { [field]: { __typename: 'NoteWritten' } } }, form)
    expect((await visit(address, page)).html).not.toContain(WORDS)
  })
})

it('shows the words of a note that was refused because the case was closed', async () => {
  const reasons = [{ word: 'case-closed', sentence: 'This case is closed.' }]
  const closed = { CaseForForm: { case: { ...found.case, allowedActions: [] } } }
  const at = '/cases/c1/notes/new'
  expect((await visit(at, closed)).reply).toMatchObject({ status: 409 })
  await visit(at, { WriteNote: { writeNote: { __typename: 'Refused', reasons } } }, [['words', WORDS]])
  const { html } = await visit(at, closed)
  expect(html).toContain(WORDS)
  expect(html).toContain('This case is closed.')
})
