import type { Trust } from '@oh/organisations'
import { afterRefusal, standingOfDraft } from '../drafts/draft-standing.ts'
import { readFields } from '../form.ts'
import { wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { kept, type PageRoute, page, seeOther, type Visit } from '../page.ts'
import { answered, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm } from './case-for-form.ts'
import { noteGone } from './note-gone.view.tsx'
import { NOTE_FIELDS } from './write-note.page.ts'
import { amendNote, type NoteToAmend } from './write-note.view.tsx'

const NOTE = graphql(`
  query NoteToAmend($trust: ID!, $id: ID!, $note: ID!) {
    case(trust: $trust, id: $id) {
      note(id: $note) { id version words authorName writtenAt }
    }
  }
`)
const AMEND = graphql(`
  mutation AmendNote($input: AmendNoteInput!) {
    amendNote(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

/** No such note, or none for this reader: a page about the case can say so. */
const isNoNote = ({ code, path }: { readonly code: string; readonly path: string }) =>
  code === 'NOT_FOUND' && path === 'case.note'

const PATH = '/cases/:id/notes/:note/amend'

export const openAmending: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const found = await caseForForm(visit, trust)
    const note = await readNote(visit, trust)
    if (!note) return page({ ...noteGone(found), status: 404 })
    const begun = await visit.drafts.find(visit.path)
    const words = begun ? readFields(begun.fields).text('words') : note.words
    const standing = begun ? standingOfDraft(begun, NOTE_FIELDS) : newForm(note.version)
    return page({ ...amendNote({ found, note, words, standing }), status: statusOf(standing).status })
  }),
}

export const sendAmending: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param, drafts, path } = visit
    await drafts.keep(path, { fields: form.entries })
    if (form.text(GO_FIELD) === KEEP) return kept(`/cases/${param('id')}`, 'draft-kept')
    const { key, version } = keysOf(form)
    const words = form.text('words')
    const input = { trust: trust.code, idempotencyKey: key, noteId: param('note'), expectedVersion: version, words }
    const answer = answered((await visit.ask(AMEND, { input })).amendNote)
    if (answer.__typename !== 'NoteWritten') {
      await drafts.keep(path, afterRefusal(form, answer))
      return seeOther(path)
    }
    await drafts.drop(path)
    return seeOther(`/cases/${param('id')}`, 'note-amended')
  }),
}

async function readNote({ askPartly, param }: Visit, trust: Trust): Promise<NoteToAmend | null | undefined> {
  const { data, errors } = await askPartly(NOTE, { trust: trust.code, id: param('id'), note: param('note') })
  return wholeAnswer({ data, errors: errors.filter((error) => !isNoNote(error)) }, false).case?.note
}
