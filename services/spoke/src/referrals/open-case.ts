import { createHash } from 'node:crypto'
import { openCase as casework } from '@oh/casework'
import { type CaseId, caseReferenceFrom } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { type CaseRow, insertCase, insertMove } from '../cases/case.store.ts'
import { NOTHING_DUE } from '../cases/milestones.ts'
import { actorName, dueOn } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { ReferralRow } from './referral.store.ts'

/** Two cases of a service share a reference less than once in a million: five draws are more than enough. */
const DRAWS = 5

/** Opens the case of a referral that was accepted, under a reference that no other case of the service has. */
export async function openCase(tx: ScopedTx, spoke: Pick<Spoke, 'newId'>, referral: ReferralRow): Promise<CaseId> {
  const { id, state, version, openedOn } = casework(spoke.newId() as CaseId, tx.today)
  const person = callerOf(tx)
  const name = await actorName(tx)
  const draft = {
    id,
    state,
    version,
    openedOn,
    workerId: referral.workerId,
    workerPerson: referral.workerPerson,
    referrer: referral.source === 'self' ? null : referral.referredBy,
    assignmentId: referral.assignmentId,
    referralId: referral.id,
    openedAt: tx.now,
    openedBy: person,
    receivedOn: referral.receivedOn,
    firstSeenOn: null,
    appointmentId: null,
    escalationId: null,
    opinionId: null,
    absentSince: referral.absentSince,
    outcome: null,
    reviewOn: null,
    closedOn: null,
    changedAt: tx.now,
    changedByName: name,
  }
  const due = await dueOn(tx, { ...draft, reference: caseReferenceFrom(new Uint8Array(8)), nextDueOn: NOTHING_DUE })
  await insertUnderFreeReference(tx, spoke, { ...draft, nextDueOn: due })
  await insertMove(tx, {
    caseId: id,
    version,
    event: 'opened',
    fromState: null,
    toState: state,
    at: tx.now,
    by: person,
    byName: name,
  })
  return id
}

async function insertUnderFreeReference(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'newId'>,
  row: Omit<CaseRow, 'reference'>,
): Promise<void> {
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const bytes = createHash('sha256').update(spoke.newId()).digest()
    if (await insertCase(tx, { ...row, reference: caseReferenceFrom(bytes) })) return
  }
  throw new Error('No free case reference could be drawn.')
}
