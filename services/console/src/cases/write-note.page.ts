import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
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
    openForm(visit, trust, { action: 'write-note', draw: (found) => draw(visit, found, newForm()) }),
  ),
}

export const sendNote: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const input = { trust: trust.code, idempotencyKey: keysOf(form).key, caseId: param('id'), words: form.text('words') }
    const answer = answered((await visit.ask(WRITE, { input })).writeNote)
    if (answer.__typename === 'NoteWritten') return seeOther(`/cases/${param('id')}`, 'note-written')
    return draw(visit, await caseForForm(visit, trust), formAfter(form, answer, NOTE_FIELDS))
  }),
}

function draw({ form }: Visit, found: CaseForForm, standing: FormStanding) {
  return page({ ...writeNote({ found, words: form.text('words'), standing }), status: statusOf(standing).status })
}
