import { addMilliseconds, londonDateOf, type SpecialistId } from '@oh/kernel'
import { type Holders, type Session, scarcestOf, type WaitingCase } from '@oh/routing'
import type { Pool } from '../context.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
import { CASE_HOURS } from '../specialists/specialist.store.ts'
import type { sessionsWithTime } from './booking.store.ts'

type CaseRow = Pick<
  EscalationRow,
  | 'id'
  | 'employer'
  | 'department'
  | 'skills'
  | 'urgency'
  | 'receivedAt'
  | 'dueOn'
  | 'acceptedBy'
  | 'prefersOwnEmployer'
  | 'trust'
  | 'seeWorker'
>

/** An escalation as routing books it. */
export function waitingCaseOf(row: CaseRow, excluded: readonly SpecialistId[], holders: Holders): WaitingCase {
  return {
    caseId: row.id,
    employer: row.employer,
    department: row.department,
    skill: scarcestOf(row.skills, holders) ?? 'general',
    urgency: row.urgency,
    receivedOn: londonDateOf(row.receivedAt),
    dueOn: row.dueOn,
    hours: CASE_HOURS,
    acceptedBy: row.acceptedBy ?? undefined,
    excluded,
    prefersOwnEmployer: row.prefersOwnEmployer,
    site: row.trust,
    virtualAllowed: row.seeWorker === 'virtual-allowed',
  }
}

const DAY_MS = 86_400_000

/** A session as routing books it: closed to bookings a day before it begins. */
export function openSessionOf(
  { ics }: Pick<Pool, 'ics'>,
  { id, site, ...row }: Awaited<ReturnType<typeof sessionsWithTime>>[number],
): Session {
  const closesAt = addMilliseconds(row.startsAt, -DAY_MS)
  return { ...row, sessionId: id, ics, closesAt, ...(site === null ? {} : { site }) }
}
