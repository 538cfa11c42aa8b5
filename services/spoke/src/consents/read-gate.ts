import { audit } from '@oh/audit'
import type { CaseId } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import { findCase } from '../cases/case.reads.ts'
import { requireCase } from '../cases/require-case.ts'
import type { Spoke } from '../context.ts'
import { isDenied } from '../memberships/denied.ts'
import { withRecords } from '../workers/with-records.ts'
import { type GateView, viewGates } from './view-gate.ts'

/** The gate of a case, for its worker and the clinicians of the service; undefined for others, and while none is recorded. */
export function readGate(spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>, actor: Actor, id: CaseId): Promise<GateView | undefined> {
  return withRecords(spoke, actor, async (tx) => {
    const find = () => findCase(tx, id)
    const found = await requireCase(tx, { action: 'case.read', id, find, shutBy: ['status-and-dates', 'no-clinical-fields'] })
    if (isDenied(found)) return undefined
    const gate = (await viewGates(tx, spoke, [found.id])).get(found.id)
    const ids = gate ? [gate.id] : []
    await audit(tx, { action: 'case.read', resource: 'gate', ids, subject: found.workerId, outcome: 'allowed' })
    return gate
  })
}
