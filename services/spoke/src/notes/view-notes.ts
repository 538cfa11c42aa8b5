import type { TextLimits } from '@oh/casework'
import type { Instant, NoteId, WorkerId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { type RecordTexts, textsOfOne } from '../workers/record-key.ts'
import { versionsOf } from './note.reads.ts'
import type { NoteRow } from './note.store.ts'

export interface NoteVersion {
  readonly version: number
  readonly words: string
  readonly authorName: string
  readonly writtenAt: Instant
}

/** A note as it reads now, with every version it has had. */
export interface NoteView extends NoteVersion {
  readonly id: NoteId
  /** The oldest first; the last is the one that counts. */
  readonly versions: readonly NoteVersion[]
}

export const NOTE_TEXT = { max: 20_000, required: true, multiline: true } as const satisfies TextLimits

/** Where one version of a note is sealed. */
export const notePlace = ({ id, version }: Pick<NoteRow, 'id' | 'version'>) =>
  ({ table: 'note', row: id, column: 'words', version }) as const

/** Notes of one worker's record, opened, in the order of the ids. */
export async function viewNotes(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  worker: WorkerId,
  ids: readonly NoteId[],
): Promise<NoteView[]> {
  const rows = await versionsOf(tx, ids)
  if (rows.length === 0) return []
  const texts = await textsOfOne(tx, spoke, worker)
  return ids.flatMap((id) => {
    const versions = rows.filter((row) => row.id === id).map((row) => viewVersion(row, texts))
    const latest = versions.at(-1)
    return latest ? [{ id, ...latest, versions }] : []
  })
}

function viewVersion(row: NoteRow, texts: RecordTexts): NoteVersion {
  const { version, authorName, writtenAt } = row
  return { version, authorName, writtenAt, words: texts.open(notePlace(row), row.words) }
}
