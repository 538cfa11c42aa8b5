import { type AuditRow, accessesTo, audit, auditCursor, readAuditPage } from '@oh/audit'
import { type PageEnd, pageOf } from '@oh/graph'
import type { Instant } from '@oh/kernel'
import { type Actor, asActor } from '@oh/postgres'
import { accessWords, actorRoleWords, outcomeWords } from '../audit/access-words.ts'
import { actorNames } from '../audit/actor-names.reads.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import { workerOfPerson } from '../workers/worker.reads.ts'
import { ownTraces } from './my-record.reads.ts'
import { toldAccesses } from './told-accesses.ts'

/** One access to the own record, in words only: whose else a list showed is nobody's business. */
export interface AccessView {
  readonly at: Instant
  readonly who: string
  readonly role: string
  readonly what: string
  readonly outcomeTitle: string
}

export interface AccessListed {
  readonly kind: 'listed'
  readonly rows: readonly AccessView[]
  readonly pageInfo: PageEnd
}

/** "Who saw my record": every access to it and every attempt, the pool's specialists included, the newest first. */
export function whoSawMyRecord(
  spoke: Pick<Spoke, 'db'>,
  actor: Actor,
  ask: { readonly first: number; readonly after?: string | null | undefined },
): Promise<Denied | AccessListed> {
  const page = readAuditPage(ask)
  return asActor(spoke.db, actor, async (tx) => {
    const caller = callerOf(tx)
    const worker = await workerOfPerson(tx, caller)
    const asked = { action: 'audit.read', resource: 'own-record', subject: worker?.id } as const
    const denied = await permitted(tx, { ...asked, holds: worker ? ['own'] : [] })
    if (denied || !worker || !tx.roles.has('worker')) return denied ?? deny(tx, 'hidden', asked)
    const { ids, specialists } = await ownTraces(tx, caller)
    const found = await accessesTo(tx, [worker.id, ...ids], page)
    const { rows, pageInfo } = pageOf(found, page.first, auditCursor)
    await audit(tx, { ...asked, ids: [], outcome: 'allowed' })
    const people = rows.filter(({ actorKind }) => actorKind === 'person').map((row) => row.actor)
    const names = new Map([...specialists, ...(await actorNames(tx, people))])
    return { kind: 'listed', rows: toldAccesses(rows).map((row) => viewAccess(row, caller, names)), pageInfo }
  })
}

function viewAccess(row: AuditRow, caller: string, names: ReadonlyMap<string, string>): AccessView {
  const role = actorRoleWords(row)
  return {
    at: row.at,
    who:
      row.actor === caller ? 'You' : row.actorKind === 'person' ? (names.get(row.actor) ?? 'Somebody without a role here') : role,
    role,
    what: accessWords(row),
    outcomeTitle: outcomeWords(row),
  }
}
