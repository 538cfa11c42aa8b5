import type { RefusedAnswer } from '@oh/graph'
import type { NoteId } from '@oh/kernel'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import { lockCase } from '../cases/case.store.ts'
import { changeOnCase } from '../cases/change-case.ts'
import { didSentence } from '../cases/move-words.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { requireCase } from '../cases/require-case.ts'
import type { Stale } from '../cases/stale.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { caseOfNote, versionsOf } from './note.reads.ts'
import type { NoteRow } from './note.store.ts'
import { type NoteParts, type NoteWritten, noteWritten, sealNote } from './write-note.ts'

export interface AmendNoteAsk extends OnceAsk {
  readonly noteId: string
  /** Of the note the form was made on. */
  readonly expectedVersion: number
  readonly words: string
}
