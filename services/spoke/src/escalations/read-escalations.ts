import { audit } from '@oh/audit'
import type { CaseId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { findCase } from '../cases/case.reads.ts'
import { requireCase } from '../cases/require-case.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { volumeReasons } from '../workers/record-volume.reads.ts'
import { withRecords } from '../workers/with-records.ts'
import { escalationsOf, findEscalation } from './escalation.reads.ts'
import type { EscalationRow } from './escalation.store.ts'
import { idsAskedFor } from './known-ids.ts'
import { mayReadWords, type SentView, viewEscalations } from './view-escalations.ts'

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'memberKey'>

/** What was sent up of one case, the newest first; undefined for those who may not know of it. */
export function readEscalationsOfCase(spoke: Parts, actor: Actor, id: CaseId): Promise<SentView[] | undefined> {
  return withRecords(spoke, actor, async (tx) => {
    const find = () => findCase(tx, id)
    const found = await requireCase(tx, { action: 'poolCase.readStatus', id, find })
    if (isDenied(found)) return undefined
    const rows = await escalationsOf(tx, [found.id])
    await recordReading(tx, rows)
    return viewEscalations(tx, spoke, rows)
  })
}

/** One sent escalation, for the service that sent it. */
export function readEscalation(
  spoke: Parts,
  actor: Actor,
  id: string,
): Promise<Denied | { readonly kind: 'read'; readonly escalation: SentView }> {
  return withRecords(spoke, actor, async (tx) => {
    const found = await findEscalation(tx, id)
    const asked = {
      action: 'poolCase.readStatus',
      resource: 'escalation',
      ids: idsAskedFor(id),
      subject: found?.workerId,
    } as const
    const isColleague = found !== undefined && found.workerPerson !== callerOf(tx)
    const denied = await permitted(tx, { ...asked, holds: isColleague ? ['service'] : [] })
    if (denied || !found) return denied ?? { kind: 'hidden' }
    await recordReading(tx, [found])
    const [escalation] = await viewEscalations(tx, spoke, [found])
    return escalation ? { kind: 'read', escalation } : { kind: 'hidden' }
  })
}

/** One row for each record: who opened its words, or only saw how it stands. */
async function recordReading(tx: ScopedTx, rows: readonly EscalationRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  await audit(tx, {
    action: mayReadWords(tx, first) ? 'clinicalNote.read' : 'poolCase.readStatus',
    resource: 'escalation',
    ids: rows.map(({ id }) => id),
    subject: first.workerId,
    outcome: 'allowed',
    reasons: await volumeReasons(tx, [first.workerId]),
  })
}
