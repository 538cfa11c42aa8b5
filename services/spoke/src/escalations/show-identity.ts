import { audit } from '@oh/audit'
import { decide } from '@oh/auth'
import type { TrustCode } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { findCase } from '../cases/case.reads.ts'
import { closedBecause } from '../consents/closed-because.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import { viewWorkers } from '../workers/view-workers.ts'
import { withRecords } from '../workers/with-records.ts'
import { workersById } from '../workers/worker.reads.ts'
import { findEscalation } from './escalation.reads.ts'
import type { EscalationRow } from './escalation.store.ts'
import { idsAskedFor } from './known-ids.ts'

/**
 * As much of the worker as a specialist needs to know whether a conflict must be declared, and what the worker was told:
 * name, employer, post (clinical rules, section 3). The same department was ruled out before, by the pool's routing.
 */
export interface IdentityCard {
  readonly kind: 'identity'
  readonly fullName: string
  readonly employer: TrustCode
  readonly employerName: string
  readonly jobTitle: string
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring'>

/**
 * Who the worker is: for the OH team, and for the specialist who accepted and the supervisor of a trainee who did, while no conflict is declared, the ground is
 * live, and the nurse has not yet acted on the opinion. Everyone else is answered as if there were no such escalation.
 */
export function showIdentity(spoke: Parts, actor: Actor, id: string): Promise<Denied | IdentityCard> {
  return withRecords(spoke, actor, async (tx) => {
    const found = await findEscalation(tx, id)
    const asSpecialist = tx.roles.size === 0 || [found?.acceptedBy, found?.supervisorPerson].includes(callerOf(tx))
    const denied = asSpecialist ? await deniedToSpecialist(tx, spoke, id, found) : await deniedToTeam(tx, id, found)
    if (denied || !found) return denied ?? { kind: 'hidden' }
    const action = asSpecialist ? 'poolCase.readIdentity' : 'case.read'
    await audit(tx, { action, resource: 'identity-card', ids: idsAskedFor(id), subject: found.workerId, outcome: 'allowed' })
    return (await cardOf(tx, found)) ?? { kind: 'hidden' }
  })
}

/** The specialist holds no membership here: the accepted row makes the caller one, for this escalation. */
async function deniedToSpecialist(
  tx: ScopedTx,
  spoke: Parts,
  id: string,
  found: EscalationRow | undefined,
): Promise<Denied | undefined> {
  const reason = await closedBecause(tx, spoke, found, callerOf(tx))
  const holds = reason === undefined ? (['claimed'] as const) : []
  const decision = decide({ action: 'poolCase.readIdentity', roles: ['specialist'], holds })
  if (decision === 'allowed') return undefined
  return deny(tx, decision, {
    action: 'poolCase.readIdentity',
    resource: 'identity-card',
    ids: idsAskedFor(id),
    subject: found?.workerId,
  })
}

function deniedToTeam(tx: ScopedTx, id: string, found: EscalationRow | undefined): Promise<Denied | undefined> {
  const holds = found ? [found.workerPerson === callerOf(tx) ? ('own' as const) : ('service' as const)] : []
  return permitted(tx, { action: 'case.read', resource: 'identity-card', ids: idsAskedFor(id), subject: found?.workerId, holds })
}

async function cardOf(tx: ScopedTx, { caseId, workerId }: EscalationRow): Promise<IdentityCard | undefined> {
  const found = await findCase(tx, caseId)
  const [worker] = await viewWorkers(tx, await workersById(tx, [workerId]))
  const assignment = worker?.assignments.find(({ id }) => id === found?.assignmentId)
  if (!worker || !assignment) return undefined
  const { employer, employerName, jobTitle } = assignment
  return { kind: 'identity', fullName: worker.fullName, employer, employerName, jobTitle }
}
