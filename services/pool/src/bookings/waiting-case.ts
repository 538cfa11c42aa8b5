import { addMilliseconds, londonDateOf, type SpecialistId } from '@oh/kernel'
import { type Holders, hoursOf, type RoutingPolicy, type Session, scarcestOf, type WaitingCase } from '@oh/routing'
import type { Pool } from '../context.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
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

/** An escalation as routing books it by this policy. */
export function waitingCaseOf(
  row: CaseRow,
  excluded: readonly SpecialistId[],
  holders: Holders,
  policy: Pick<RoutingPolicy, 'caseHours'>,
): WaitingCase {
  const skill = scarcestOf(row.skills, holders) ?? 'general'
  return {
    caseId: row.id,
    employer: row.employer,
    department: row.department,
    skill,
    urgency: row.urgency,
    receivedOn: londonDateOf(row.receivedAt),
    dueOn: row.dueOn,
    hours: hoursOf(policy, { skill, urgency: row.urgency }),
    acceptedBy: row.acceptedBy ?? undefined,
    excluded,
    prefersOwnEmployer: row.prefersOwnEmployer,
    site: row.trust,
    virtualAllowed: row.seeWorker === 'virtual-allowed',
  }
}

const DAY_MS = 86_400_000

type SessionRead = Awaited<ReturnType<typeof sessionsWithTime>>[number]
type SessionWithTime = Omit<SessionRead, 'lentBy'> & Partial<Pick<SessionRead, 'lentBy'>>

/** A session as routing books it: closed to bookings a day before it begins. */
export function openSessionOf({ ics }: Pick<Pool, 'ics'>, { id, site, lentBy, ...row }: SessionWithTime): Session {
  const closesAt = addMilliseconds(row.startsAt, -DAY_MS)
  // one lent by a neighbour is used after the own ones
  return { ...row, sessionId: id, ics: lentBy ?? ics, closesAt, ...(site === null ? {} : { site }) }
}
