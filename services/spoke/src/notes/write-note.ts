import { MOVE_SENTENCES, plainText, textSentence } from '@oh/casework'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { NoteId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import type { CaseRow } from '../cases/case.store.ts'
import { type ChangeAsk, changeOnCase, type Effect } from '../cases/change-case.ts'
import { actorName } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { sealFor } from '../workers/record-key.ts'
import { insertNote } from './note.store.ts'
import { NOTE_TEXT, type NoteView, notePlace, viewNotes } from './view-notes.ts'

export interface WriteNoteAsk extends ChangeAsk {
  readonly words: string
}
export interface NoteWritten {
  readonly kind: 'done'
  readonly note: NoteView
}
export type NoteParts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

/** A clinician writes a note on an open case. It builds on nothing else of the case, so no version is asked. */
export function writeNote(
  spoke: NoteParts,
  actor: Actor,
  ask: WriteNoteAsk,
): Promise<Denied | RefusedAnswer | Stale | NoteWritten> {
  return changeOnCase(
    spoke,
    actor,
    {
      operation: 'write-note',
      action: 'clinicalNote.create',
      resource: 'note',
      ask,
      change: async (tx, found) => {
        if (found.state === 'closed') return refusedAnswer(['case-closed'], MOVE_SENTENCES)
        return sealNote(tx, spoke, found, { id: spoke.newId() as NoteId, version: 1, words: ask.words })
      },
    },
    (tx, found, id) => noteWritten(tx, spoke, found, id),
  )
}

/** Keeps one version of a note under the key of the worker's record, or says what is wrong with its words. */
export async function sealNote(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  found: CaseRow,
  draft: { readonly id: NoteId; readonly version: number; readonly words: string },
): Promise<Effect | RefusedAnswer> {
  const text = plainText(draft.words, NOTE_TEXT)
  if (text.kind === 'refused')
    return {
      kind: 'refused',
      reasons: text.reasons.map((word) => ({
        word: `note-${word}`,
        sentence: `Note: ${textSentence(word, NOTE_TEXT, draft.words)}`,
      })),
    }
  const { id, version } = draft
  await insertNote(tx, {
    id,
    version,
    caseId: found.id,
    workerId: found.workerId,
    author: callerOf(tx),
    authorName: await actorName(tx),
    words: await sealFor(tx, spoke, found.workerId, notePlace({ id, version }), text.text),
    writtenAt: tx.now,
  })
  return { kind: 'done', id }
}

/** The note as it now reads. */
export async function noteWritten(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  found: CaseRow,
  id: string,
): Promise<NoteWritten> {
  const [note] = await viewNotes(tx, spoke, found.workerId, [id as NoteId])
  if (!note) throw new Error('The note just written is not within reach.')
  return { kind: 'done', note }
}
