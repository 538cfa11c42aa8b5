import { type CaseId, type Instant, isUuid, type NoteId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, lt, or } from 'drizzle-orm'
import type { NoteRow } from './note.store.ts'
import { note } from './note.table.ts'

/** First versions of the case's notes and one more, the newest written first: what a page of notes is ordered by. */
export async function noteStarts(
  tx: ScopedTx,
  page: {
    readonly caseId: CaseId
    readonly first: number
    readonly after?: { writtenAt: Instant; id: NoteId } | undefined
  },
): Promise<Pick<NoteRow, 'id' | 'writtenAt'>[]> {
  const { after } = page
  const behind = after && or(lt(note.writtenAt, after.writtenAt), and(eq(note.writtenAt, after.writtenAt), lt(note.id, after.id)))
  return tx.sql
    .select({ id: note.id, writtenAt: note.writtenAt })
    .from(note)
    .where(and(eq(note.caseId, page.caseId), eq(note.version, 1), behind))
    .orderBy(desc(note.writtenAt), desc(note.id))
    .limit(page.first + 1)
}

/** Every version of these notes, the oldest first. */
export async function versionsOf(tx: ScopedTx, ids: readonly NoteId[]): Promise<NoteRow[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select()
    .from(note)
    .where(inArray(note.id, [...ids]))
    .orderBy(asc(note.version))
}

/** The case a note belongs to, for those who may see the note. */
export async function caseOfNote(tx: ScopedTx, id: string): Promise<CaseId | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select({ caseId: note.caseId })
    .from(note)
    .where(eq(note.id, id as NoteId))
    .limit(1)
  return row?.caseId
}
