import type { RefusedAnswer } from '@oh/graph'
import type { NoteId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { type CaseRow, lockCase } from '../cases/case.store.ts'
import { changeOnCase, type Effect } from '../cases/change-case.ts'
import { didSentence } from '../cases/move-words.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import type { Stale } from '../cases/stale.ts'
import type { Denied } from '../memberships/denied.ts'
import { caseOfNote, versionsOf } from './note.reads.ts'
import { type NoteParts, type NoteWritten, noteWritten, sealNote } from './write-note.ts'

export interface AmendNoteAsk extends OnceAsk {
  readonly noteId: string
  /** Of the note the form was made on. */
  readonly expectedVersion: number
  readonly words: string
}

/** A clinician corrects a note by a new version; the older ones stay, and a closed case takes corrections too. */
export function amendNote(
  spoke: NoteParts,
  actor: Actor,
  ask: AmendNoteAsk,
): Promise<Denied | RefusedAnswer | Stale | NoteWritten> {
  return changeOnCase(
    spoke,
    actor,
    {
      operation: 'amend-note',
      action: 'clinicalNote.amend',
      resource: 'note',
      ask,
      by: { id: ask.noteId, find: (tx) => lockCaseOfNote(tx, ask.noteId) },
      change: (tx, found) => amend(tx, spoke, found, ask),
    },
    (tx, found, id) => noteWritten(tx, spoke, found, id),
  )
}

async function lockCaseOfNote(tx: ScopedTx, noteId: string): Promise<CaseRow | undefined> {
  const caseId = await caseOfNote(tx, noteId)
  return caseId && lockCase(tx, caseId)
}

async function amend(
  tx: ScopedTx,
  spoke: NoteParts,
  found: CaseRow,
  { noteId, expectedVersion, words }: AmendNoteAsk,
): Promise<Effect | RefusedAnswer | Stale> {
  const versions = await versionsOf(tx, [noteId as NoteId])
  const latest = versions.at(-1)
  if (!latest) throw new Error('The case was found by this note.')
  if (latest.version === expectedVersion) return sealNote(tx, spoke, found, { id: latest.id, version: latest.version + 1, words })
  const since = versions.filter(({ version }) => version > expectedVersion)
  return {
    kind: 'stale',
    currentVersion: latest.version,
    changedAt: latest.writtenAt,
    changedByName: latest.authorName,
    changes: since.map(({ authorName, writtenAt }) => didSentence(authorName, 'amended the note', writtenAt, tx.today)),
  }
}
