import { badInput, cursorOf, readMomentPage } from '@oh/graph'
import type { AuditPage, AuditRow } from './audit.reads.ts'
import type { ChainPart } from './verify.ts'

/** Entries of the chain that one request may have checked: a second or two of work. */
export const MOST_ENTRIES = 20_000

/** The page of the audit that was asked for; throws a clear input error for a link that is none. */
export function readAuditPage(ask: { readonly first: number; readonly after?: string | null | undefined }): AuditPage {
  return readMomentPage(ask)
}

export const auditCursor = (row: Pick<AuditRow, 'at' | 'id'>): string => cursorOf(row.at, row.id)

/**
 * What is looked for in the audit: undefined when nothing was typed. Throws a clear input error for what can be no id of
 * anything: ids are visible ASCII, of people at most 255 characters (OpenID Connect Core 2).
 */
export function auditIdIn(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text === '') return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(text)) throw badInput('This is not an id. Copy it from a row of the audit.')
  return text
}

/** The part of the chain that was asked for: 1 to 20,000 entries behind the last that was checked, or behind none. */
export function chainPartIn({ first, after }: { readonly first: number; readonly after: number }): Required<ChainPart> {
  if (first < 1 || first > MOST_ENTRIES) throw badInput(`Ask for 1 to ${MOST_ENTRIES} entries.`)
  if (after < 0) throw badInput('Start from the number of an entry that was checked, or from 0.')
  return { most: first, after }
}
