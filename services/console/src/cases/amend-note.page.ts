import type { Trust } from '@oh/organisations'
import { readFields } from '../form.ts'
import { wholeAnswer } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { kept, type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
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
    const begun = await visit.drafts.find(visit.path)
    const form = readFields(begun?.fields ?? [])
    return draw(visit, trust, (note) =>
      begun
        ? { standing: formWith(form, {}), words: form.text('words') }
        : { standing: newForm(note.version), words: note.words },
    )
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
    if (answer.__typename === 'NoteWritten') {
      await drafts.drop(path)
      return seeOther(`/cases/${param('id')}`, 'note-amended')
    }
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
