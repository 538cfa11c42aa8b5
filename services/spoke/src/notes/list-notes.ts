import { audit } from '@oh/audit'
import { badInput, cursorOf, type PageEnd, pageOf, readPage } from '@oh/graph'
import { type Instant, isInstant, isUuid, type NoteId } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import { findCase } from '../cases/case.reads.ts'
import { requireCase } from '../cases/require-case.ts'
import type { Spoke } from '../context.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { deny } from '../memberships/permitted.ts'
import { withRecords } from '../workers/with-records.ts'
import { caseOfNote, noteStarts } from './note.reads.ts'
import { type NoteView, viewNotes } from './view-notes.ts'

export interface NotePage {
  readonly kind: 'listed'
  readonly rows: readonly NoteView[]
  readonly pageInfo: PageEnd
}

/** One page of a case's notes, the newest first, each with its versions. For clinicians of the service, never on the own record. */
export function listNotes(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: { readonly caseId: string; readonly first: number; readonly after?: string | null | undefined },
): Promise<Denied | NotePage> {
  const page = readPage(ask, 2)
  const after = page.after && openCursor(page.after)
  return withRecords(spoke, actor, async (tx) => {
    const asked = { action: 'clinicalNote.read', resource: 'note' } as const
    const found = await requireCase(tx, { ...asked, id: ask.caseId, find: (scoped) => findCase(scoped, ask.caseId) })
    if (isDenied(found)) return found
    const starts = await noteStarts(tx, { caseId: found.id, first: page.first, after })
    const { rows, pageInfo } = pageOf(starts, page.first, (row) => cursorOf(row.writtenAt, row.id))
    const ids = rows.map(({ id }) => id)
    await audit(tx, { ...asked, ids, subject: found.workerId, outcome: 'allowed' })
    return { kind: 'listed', rows: await viewNotes(tx, spoke, found.workerId, ids), pageInfo }
  })
}

/** One note of a case, with its versions. */
export function readNote(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: { readonly caseId: string; readonly id: string },
): Promise<Denied | { readonly kind: 'read'; readonly note: NoteView }> {
  return withRecords(spoke, actor, async (tx) => {
    const action = 'clinicalNote.read'
    const found = await requireCase(tx, { action, id: ask.caseId, find: (scoped) => findCase(scoped, ask.caseId) })
    if (isDenied(found)) return found
    const asked = { action, resource: 'note', subject: found.workerId } as const
    const isOfCase = (await caseOfNote(tx, ask.id)) === found.id
    const [note] = isOfCase ? await viewNotes(tx, spoke, found.workerId, [ask.id as NoteId]) : []
    if (!note) return deny(tx, 'hidden', asked)
    await audit(tx, { ...asked, ids: [note.id], outcome: 'allowed' })
    return { kind: 'read', note }
  })
}

function openCursor([at = '', id = '']: readonly string[]) {
  if (!isInstant(at) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { writtenAt: at as Instant, id: id as NoteId }
}
