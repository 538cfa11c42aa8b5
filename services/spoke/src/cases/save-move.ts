import type { Case, CaseEventKind } from '@oh/casework'
import type { CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { ownName } from '../memberships/membership.reads.ts'
import { deadlineSettings } from '../settings/setting.reads.ts'
import { findCase, latestEscalations } from './case.reads.ts'
import { type CaseRow, insertMove, updateCase } from './case.store.ts'
import { milestonesOf, nextDueOn } from './milestones.ts'

/**
 * Keeps a move that the rules have allowed: the case one version on, its next due date, and the move in its history.
 * `byName` names who moved it where the caller is no person of this service, such as the specialist whose opinion came
 * in. Escalation rows are written first: their dates are clocks of the case.
 */
export async function saveMove(
  tx: ScopedTx,
  found: CaseRow,
  moved: Case,
  event: CaseEventKind,
  byName?: string,
): Promise<CaseRow> {
  const name = byName ?? (await actorName(tx))
  const changed: CaseRow = {
    ...found,
    state: moved.state,
    version: moved.version,
    appointmentId: moved.appointment ?? null,
    firstSeenOn: moved.firstSeenOn ?? null,
    escalationId: moved.escalation ?? null,
    opinionId: moved.opinion ?? null,
    outcome: moved.outcome ?? null,
    reviewOn: moved.reviewOn ?? null,
    closedOn: moved.closedOn ?? null,
    changedAt: tx.now,
    changedByName: name,
  }
  const row = { ...changed, nextDueOn: await dueOn(tx, changed) }
  const { id, ...change } = row
  await updateCase(tx, id, change)
  await insertMove(tx, {
    caseId: id,
    version: row.version,
    event,
    fromState: found.state,
    toState: row.state,
    at: tx.now,
    by: actorId(tx),
    byName: name,
  })
  return row
}

/** Brings the next due date up to date when a clock has changed without a move, such as an escalation that was accepted. */
export async function refreshNextDue(tx: ScopedTx, id: CaseId): Promise<void> {
  const row = await findCase(tx, id)
  if (row) await updateCase(tx, id, { nextDueOn: await dueOn(tx, row) })
}

/** When a case's first open deadline falls due, by its row and its latest escalation. */
export async function dueOn(tx: ScopedTx, row: CaseRow) {
  const escalations = await latestEscalations(tx, [row.id])
  const settings = await deadlineSettings(tx)
  return nextDueOn(milestonesOf(row, escalations.get(row.id)), settings(row.receivedOn), tx.today)
}

/** The name the history keeps for whoever acts. */
export async function actorName(tx: ScopedTx): Promise<string> {
  return (await ownName(tx)) ?? 'The service'
}

/** The id the history keeps for whoever acts. */
export function actorId({ actor }: ScopedTx): string {
  if (actor.kind === 'person') return actor.person
  return actor.kind === 'member' ? actor.member : actor.part
}
