import { audit } from '@oh/audit'
import { badInput, type PageEnd, pageOf } from '@oh/graph'
import type { Instant, PersonId } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { type AuditRow, namesOf, searchAudit } from './access.reads.ts'
import { accessCursor, readAccessPage } from './access-cursor.ts'
import { accessWords, actorRoleWords, outcomeWords } from './access-words.ts'

export interface EntriesAsk {
  readonly subject?: string | null | undefined
  readonly person?: string | null | undefined
  readonly first: number
  readonly after?: string | null | undefined
}

/** One access as the privacy officer reads it: ids and stable words beside the words for people. */
export interface EntryView {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  /** Null for who holds no membership here. */
  readonly actorName: string | null
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

export interface EntryPage {
  readonly kind: 'listed'
  readonly rows: readonly EntryView[]
  readonly pageInfo: PageEnd
}

/** "Who saw what?": the privacy officer reads the audit of this service, less the own accesses. */
export function listEntries(spoke: Pick<Spoke, 'db'>, actor: Actor, ask: EntriesAsk): Promise<Denied | EntryPage> {
  const page = readAccessPage(ask)
  const subject = readId(ask.subject)
  const person = readId(ask.person) as PersonId | undefined
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'audit.read', resource: 'audit' } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    const found = await searchAudit(tx, { subject, person, notBy: callerOf(tx) }, page)
    const { rows, pageInfo } = pageOf(found, page.first, accessCursor)
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    const names = await namesOf(
      tx,
      rows.map((row) => row.actor),
    )
    return { kind: 'listed', rows: rows.map((row) => viewEntry(row, names.get(row.actor))), pageInfo }
  })
}

/** An id of a person, a member or a record is printable ASCII; whatever else was typed finds nothing and is not looked for. */
function readId(text: string | null | undefined): string | undefined {
  if (!text) return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(text)) throw badInput('This is not an id. Copy it from a row of the audit.')
  return text
}

function viewEntry(row: AuditRow, name: string | undefined): EntryView {
  const { actorKind: _kind, roles: _roles, ...shown } = row
  return {
    ...shown,
    actorName: name ?? null,
    actorRole: actorRoleWords(row),
    what: accessWords(row),
    outcomeTitle: outcomeWords(row),
  }
}
