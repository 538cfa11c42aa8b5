import { afterRefusal, standingOfDraft } from '../drafts/draft-standing.ts'
import { readFields } from '../form.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { kept, type PageRoute, page, seeOther } from '../page.ts'
import { answered, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm } from './case-for-form.ts'
import { notNow } from './case-for-form.view.tsx'
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
  answer: atOwnTrust(async (visit, trust) => {
    const found = await caseForForm(visit, trust)
    const begun = await visit.drafts.find(visit.path)
    // a case that was closed meanwhile takes no note, but hides no words
    if (!begun && !found.allowedActions.includes('write-note')) return page({ ...notNow(found), status: 409 })
    const words = readFields(begun?.fields ?? []).text('words')
    const standing = begun ? standingOfDraft(begun, NOTE_FIELDS) : newForm()
    return page({ ...writeNote({ found, words, standing }), status: statusOf(standing).status })
  }),
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
    if (answer.__typename !== 'NoteWritten') {
      await drafts.keep(path, afterRefusal(form, answer))
      return seeOther(path)
    }
    await drafts.drop(path)
    return seeOther(`/cases/${param('id')}`, 'note-written')
  }),
}
