import type { ScopedTx } from '@oh/postgres'
import { note } from './note.table.ts'

export type NoteRow = typeof note.$inferSelect

/** Adds one version of a note. The older ones stay: nothing here is ever changed. */
export async function insertNote(tx: ScopedTx, row: NoteRow): Promise<void> {
  await tx.sql.insert(note).values(row)
}
