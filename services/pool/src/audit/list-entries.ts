import { type AuditPage, type AuditRow, namesOf, searchAudit } from '@oh/audit'
import type { Instant } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { actorRoleWords, auditWords, outcomeWords } from './audit-words.ts'

export interface EntriesAsk {
  readonly page: AuditPage
  readonly subject: string | undefined
  readonly person: string | undefined
}

/** One access as the privacy officer reads it: ids and stable words beside the words for people. */
export interface EntryView {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  /** Undefined for who never had a role here. */
  readonly actorName: string | undefined
  readonly actorRole: string
  readonly action: string
  readonly what: string
  readonly resource: string
  readonly resourceIds: readonly string[]
  readonly subject: string | null
  readonly outcome: string
  readonly outcomeTitle: string
  readonly reasons: readonly string[]
  readonly onBehalfOf: string | null
}

/** "Who saw this escalation?": the privacy officer reads the audit of this pool, less the own accesses. One more row than asked for when there are more. */
export function listEntries(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  { page, subject, person }: EntriesAsk,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly EntryView[] }> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'audit.read', resource: 'audit', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const found = await searchAudit(
      tx,
      { subject, people: person === undefined ? undefined : [person], notBy: caller.person },
      page,
    )
    await allowedFor(tx, { ...access, ids: found.slice(0, page.first).map(({ id }) => id) })
    const names = await namesOf(
      tx,
      found.map(({ actor }) => actor),
    )
    return { kind: 'listed', rows: found.map((row) => viewOf(row, names.get(row.actor))) }
  })
}

function viewOf(row: AuditRow, actorName: string | undefined): EntryView {
  const { actorKind: _kind, roles: _roles, ...shown } = row
  return {
    ...shown,
    actorName,
    actorRole: actorRoleWords(row),
    what: auditWords(row),
    outcomeTitle: outcomeWords(row),
  }
}
