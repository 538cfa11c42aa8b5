import { audit } from '@oh/audit'
import { readPage } from '@oh/graph'
import { type Actor, asActor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import { asReferrerSees, viewWorkers, type WorkerView } from './view-workers.ts'
import { lineOf } from './worker.reads.ts'

/** The workers whom the caller manages today: whom a manager may refer. Says nothing of any record. */
export function listMyTeam(
  spoke: Pick<Spoke, 'db'>,
  actor: Actor,
  ask: { readonly first: number },
): Promise<Denied | { kind: 'found'; workers: WorkerView[] }> {
  const { first } = readPage(ask, 0)
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'referral.create', resource: 'worker' } as const
    const denied = await permitted(tx, { ...asked, holds: [] })
    if (denied) return denied
    if (!tx.roles.has('referrer')) return deny(tx, 'hidden', asked)
    const rows = await lineOf(tx, callerOf(tx), first)
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed', reasons: ['own-line'] })
    const workers = await viewWorkers(tx, rows)
    return { kind: 'found', workers: workers.map(asReferrerSees) }
  })
}
