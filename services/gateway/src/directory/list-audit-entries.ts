import { type AuditRow, audit, auditCursor, auditIdIn, namesOf, readAuditPage, searchAudit } from '@oh/audit'
import { type Role, roleTitle } from '@oh/auth'
import { type PageEnd, pageOf } from '@oh/graph'
import type { Instant } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Directory } from './context.ts'
import { type Denied, denial } from './denial.ts'

export interface AuditAsk {
  readonly about?: string | null | undefined
  readonly person?: string | null | undefined
  readonly first: number
  readonly after?: string | null | undefined
}

/** One act at the directory: ids and stable words beside the words for people. */
export interface AuditEntryView {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  /** Null for who holds no membership here. */
  readonly actorName: string | null
  readonly actorRole: string
  readonly action: string
  readonly what: string
  readonly resourceIds: readonly string[]
  readonly outcome: string
  readonly reasons: readonly string[]
}

export interface AuditPageView {
  readonly kind: 'listed'
  readonly rows: readonly AuditEntryView[]
  readonly pageInfo: PageEnd
}

/** "Who changed the federation?": the privacy officer of the directory reads its audit, less the own accesses. */
export function listAuditEntries(
  { db }: Pick<Directory, 'db'>,
  actor: Actor & { kind: 'person' },
  ask: AuditAsk,
): Promise<Denied | AuditPageView> {
  const page = readAuditPage(ask)
  const person = auditIdIn(ask.person)
  const search = { subject: auditIdIn(ask.about), people: person === undefined ? undefined : [person], notBy: actor.person }
  return asActor(db, actor, async (tx) => {
    const denied = await denial(tx, 'directoryAudit.read', [], 'audit')
    if (denied) return denied
    const found = await searchAudit(tx, search, page)
    const { rows, pageInfo } = pageOf(found, page.first, auditCursor)
    const ids = rows.map(({ id }) => id)
    await audit(tx, { action: 'directoryAudit.read', resource: 'audit', ids, outcome: 'allowed' })
    const names = await namesOf(
      tx,
      rows.map((row) => row.actor),
    )
    return { kind: 'listed', rows: rows.map((row) => viewOf(row, names.get(row.actor))), pageInfo }
  })
}

/** What was done, for people. An action without words of its own is shown by its name, so nothing is passed over. */
const WORDS: Readonly<Record<string, string>> = {
  'member.invite': 'Invited a member',
  'member.approve': 'Approved a member’s key',
  'member.suspend': 'Suspended, resumed or retired a member',
  'member.heartbeat': 'Became active',
  'member.changeKey': 'Handed in a key',
  'directoryAudit.read': 'Looked at the audit of the directory',
}

function viewOf(
  { actorKind, roles, onBehalfOf: _, resource: __, subject: ___, ...row }: AuditRow,
  name: string | undefined,
): AuditEntryView {
  const titles = roles.map((role) => roleTitle(role as Role) ?? role).join(', ')
  return {
    ...row,
    actorName: name ?? null,
    actorRole: actorKind === 'person' ? titles || 'No role at the directory' : 'The directory itself',
    what: WORDS[row.action] ?? `Used the directory (${row.action})`,
  }
}
