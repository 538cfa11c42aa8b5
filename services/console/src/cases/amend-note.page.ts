import type { Trust } from '@oh/organisations'
import { wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
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
  answer: atOwnTrust((visit, trust) => draw(visit, trust, (note) => ({ standing: newForm(note.version), words: note.words }))),
}

export const sendAmending: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const { key, version } = keysOf(form)
    const words = form.text('words')
    const input = { trust: trust.code, idempotencyKey: key, noteId: param('note'), expectedVersion: version, words }
    const answer = answered((await visit.ask(AMEND, { input })).amendNote)
    if (answer.__typename === 'NoteWritten') return seeOther(`/cases/${param('id')}`, 'note-amended')
    return draw(visit, trust, () => ({ standing: formAfter(form, answer, NOTE_FIELDS), words }))
  }),
}

async function draw(
  visit: Visit,
  trust: Trust,
  formOf: (note: NoteToAmend) => { readonly standing: FormStanding; readonly words: string },
): Promise<Reply> {
  const found = await caseForForm(visit, trust)
  const { data, errors } = await visit.askPartly(NOTE, { trust: trust.code, id: found.id, note: visit.param('note') })
  const { case: withNote } = wholeAnswer({ data, errors: errors.filter((error) => !isNoNote(error)) }, false)
  const note = withNote?.note
  if (!note) return page({ ...noteGone(found), status: 404 })
  const { standing, words } = formOf(note)
  return page({ ...amendNote({ found, note, words, standing }), status: statusOf(standing).status })
}
