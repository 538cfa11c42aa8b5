import { type AuditEntryView, type AuditPage, type AuditRow, audit, namesOf, searchAudit } from '@oh/audit'
import { asActor } from '@oh/postgres'
import { type Access, type Denied, denied } from '../access.ts'
import type { Caller, Rollup } from '../context.ts'
import { actorRoleWords, auditWords, outcomeWords } from './audit-words.ts'

export interface EntriesAsk {
  readonly page: AuditPage
  /** A month, a submission or another id that was touched. */
  readonly about: string | undefined
  readonly person: string | undefined
}

/** "Who used the figures?": the privacy officer reads the audit of the rollup, less the own accesses. One more row than asked for when there are more. */
export function listEntries(
  { db }: Pick<Rollup, 'db'>,
  caller: Caller,
  { page, about, person }: EntriesAsk,
): Promise<Denied | { readonly kind: 'listed'; readonly rows: readonly AuditEntryView[] }> {
  return asActor(db, caller, async (tx) => {
    const access: Access = { action: 'audit.read', resource: 'audit', ids: [] }
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const search = { subject: about, people: person === undefined ? undefined : [person], notBy: caller.person }
    const found = await searchAudit(tx, search, page)
    await audit(tx, { ...access, ids: found.slice(0, page.first).map(({ id }) => id), outcome: 'allowed' })
    const names = await namesOf(
      tx,
      found.map(({ actor }) => actor),
    )
    return { kind: 'listed', rows: found.map((row) => viewOf(row, names.get(row.actor))) }
  })
}

function viewOf(row: AuditRow, actorName: string | undefined): AuditEntryView {
  const { actorKind: _kind, roles: _roles, ...shown } = row
  return { ...shown, actorName, actorRole: actorRoleWords(row), what: auditWords(row), outcomeTitle: outcomeWords(row) }
}
