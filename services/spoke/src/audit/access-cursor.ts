import { badInput, cursorOf, readPage } from '@oh/graph'
import { type Instant, isInstant, isUuid } from '@oh/kernel'
import type { AccessPage, AuditRow } from './access.reads.ts'

/** The page of the audit that was asked for; throws a clear input error for a link that is none. */
export function readAccessPage(ask: { readonly first: number; readonly after?: string | null | undefined }): AccessPage {
  const { first, after } = readPage(ask, 2)
  if (!after) return { first }
  const [at = '', id = ''] = after
  if (!isInstant(at) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { first, after: { at: at as Instant, id } }
}

export const accessCursor = (row: Pick<AuditRow, 'at' | 'id'>): string => cursorOf(row.at, row.id)
