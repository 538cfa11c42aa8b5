import { readFields, type SentFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { kept, type PageRoute, page, seeOther } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'
import { writeNote } from './write-note.view.tsx'

const WRITE = graphql(`
  mutation WriteNote($input: WriteNoteInput!) {
    writeNote(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/notes/new'
/** What is wrong with the words of a note is shown at its one field. */
export const NOTE_FIELDS = { 'note-empty': 'words', 'note-too-long': 'words', 'note-unprintable': 'words' }

export const openNote: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, {
      action: 'write-note',
      draw: async (found) => {
        const begun = await visit.drafts.find(visit.path)
        const form = readFields(begun?.fields ?? [])
        return draw(form, found, begun ? formWith(form, {}) : newForm())
      },
    }),
  ),
}

export const sendNote: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param, drafts, path } = visit
    // before anything is asked: whatever becomes of the answer, the words are not lost
    await drafts.keep(path, { fields: form.entries })
    if (form.text(GO_FIELD) === KEEP) return kept(`/cases/${param('id')}`, 'draft-kept')
    const input = { trust: trust.code, idempotencyKey: keysOf(form).key, caseId: param('id'), words: form.text('words') }
    const answer = answered((await visit.ask(WRITE, { input })).writeNote)
    if (answer.__typename === 'NoteWritten') {
      await drafts.drop(path)
      return seeOther(`/cases/${param('id')}`, 'note-written')
    }
    return draw(form, await caseForForm(visit, trust), formAfter(form, answer, NOTE_FIELDS))
  }),
}

function draw(form: SentFields, found: CaseForForm, standing: FormStanding) {
  return page({ ...writeNote({ found, words: form.text('words'), standing }), status: statusOf(standing).status })
}
