import { type AuditEntryView, type AuditPage, type AuditRow, namesOf, searchAudit } from '@oh/audit'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { actorRoleWords, auditWords, outcomeWords } from './audit-words.ts'

export interface EntriesAsk {
  readonly page: AuditPage
  readonly subject: string | undefined
  readonly person: string | undefined
}

/** "Who saw this escalation?": the privacy officer reads the audit of this pool, less the own accesses. One more row than asked for when there are more. */
export function listEntries(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  { page, subject, person }: EntriesAsk,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly AuditEntryView[] }> {
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

function viewOf(row: AuditRow, actorName: string | undefined): AuditEntryView {
  const { actorKind: _kind, roles: _roles, ...shown } = row
  return {
    ...shown,
    actorName,
    actorRole: actorRoleWords(row),
    what: auditWords(row),
    outcomeTitle: outcomeWords(row),
  }
}
