import { expect, it } from 'vitest'
import { readFields } from './form.ts'
import { formAfter, formWith, KEY_FIELD, keysOf, newForm, problemsOf, statusOf, VERSION_FIELD, WHOLE_FORM } from './sent-form.ts'

const KEY = '7d9f3a52-1c7e-4f0b-9a53-0d1f1f6a2b11'
const sent = (entries: Record<string, string>) => readFields(Object.entries(entries))
const form = sent({ [KEY_FIELD]: KEY, [VERSION_FIELD]: '4' })
const refused = (...words: string[]) => ({
  __typename: 'Refused' as const,
  reasons: words.map((word) => ({ word, sentence: `${word}.` })),
})

it('gives every new form a key of its own', () => {
  expect(newForm(4).keys).toMatchObject({ version: 4 })
  expect(newForm().keys.key).not.toBe(newForm().keys.key)
})

it('keeps the key of a form that is drawn again, so that sending it twice is once', () => {
  expect(keysOf(form)).toEqual({ key: KEY, version: 4 })
  expect(formWith(form, { words: 'Write something here.' }).keys.key).toBe(KEY)
  expect(formAfter(form, refused('note-empty'), {}).keys).toEqual({ key: KEY, version: 4 })
})

it('replaces a key that is none, and takes a version that is no number as an old one', () => {
  const { key, version } = keysOf(sent({ [KEY_FIELD]: 'x', [VERSION_FIELD]: '1.5' }))
  expect(key).toMatch(/^[0-9a-f-]{36}$/)
  expect(version).toBe(0)
})

it('goes on with the version that the reader has now been told of', () => {
  const stale = { __typename: 'Stale' as const, currentVersion: 6, changes: ['Callum Doyle booked an appointment at 9:42am'] }
  const standing = formAfter(form, stale, {})
  expect(standing.keys).toEqual({ key: KEY, version: 6 })
  expect(standing.news?.changes).toEqual(stale.changes)
  expect(statusOf(standing)).toEqual({ status: 409, refused: false })
})

it('lets a form whose key took effect before be sent as a new act', () => {
  expect(formAfter(form, refused('key-used-before'), {}).keys.key).not.toBe(KEY)
})

it('shows each reason at its field, and what belongs to none at the form', () => {
  const problems = problemsOf(refused('slot-taken', 'slot-in-past', 'case-closed').reasons, {
    'slot-taken': 'slot',
    'slot-in-past': 'slot',
  })
  expect(problems).toEqual({ slot: 'slot-taken. slot-in-past.', [WHOLE_FORM]: 'case-closed.' })
  expect(statusOf({ keys: keysOf(form), problems })).toEqual({ status: 422, refused: true })
})
