import { type AuditRow, audit, auditCursor, auditIdIn, readAuditPage, searchAudit } from '@oh/audit'
import { badInput, type PageEnd, pageOf } from '@oh/graph'
import type { Instant } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { accessWords, actorRoleWords, outcomeWords } from './access-words.ts'
import { actorNames, peopleNamed } from './actor-names.reads.ts'

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
  const page = readAuditPage(ask)
  const subject = auditIdIn(ask.subject)
  const person = personIn(ask.person)
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'audit.read', resource: 'audit' } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    const people = person === undefined ? undefined : [person, ...(await peopleNamed(tx, person))]
    const found = await searchAudit(tx, { subject, people, notBy: callerOf(tx) }, page)
    const { rows, pageInfo } = pageOf(found, page.first, auditCursor)
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    const names = await actorNames(
      tx,
      rows.map((row) => row.actor),
    )
    return { kind: 'listed', rows: rows.map((row) => viewEntry(row, names.get(row.actor))), pageInfo }
  })
}

const LONGEST_NAME = 100

/** A sign-in name, or a name as people say it; undefined when nothing was typed. */
function personIn(text: string | null | undefined): string | undefined {
  const name = text?.trim()
  if (!name || /^[\x21-\x7e]+$/.test(name)) return auditIdIn(name)
  if (name.length > LONGEST_NAME || !/^[\p{L}\p{M}\p{N} .,'’-]+$/u.test(name)) throw badInput('This is no name of a person.')
  return name
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
