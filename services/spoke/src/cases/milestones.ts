import { type DeadlineSettings, deadlinesOf, type Milestones, worstDeadline } from '@oh/casework'
import { type EscalationId, type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import type { CaseRow } from './case.store.ts'

/** Sorts behind every real due date. */
export const NOTHING_DUE = '9999-12-31' as LondonDate

/** The dates of an escalation that start and stop clocks. */
export interface EscalationDates {
  readonly id: EscalationId
  readonly sentAt: Instant
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  readonly acceptedAt: Instant | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
}

type Dated = Pick<CaseRow, 'receivedOn' | 'openedOn' | 'firstSeenOn' | 'absentSince' | 'closedOn' | 'escalationId' | 'changedAt'>

/** The dates of a case's row and its latest escalation that start and stop its clocks. No report clock: an assessment may need no report, and nobody says which. */
export function milestonesOf(row: Dated, escalation: EscalationDates | undefined): Milestones {
  return {
    receivedOn: row.receivedOn,
    triagedOn: row.openedOn,
    ...(row.firstSeenOn && { firstSeenOn: row.firstSeenOn }),
    ...(row.absentSince && { absentSince: row.absentSince }),
    ...(row.closedOn && { closedOn: row.closedOn }),
    ...(escalation && { escalation: escalationMilestones(row, escalation) }),
  }
}

/** When the first of the case's open deadlines falls due; NOTHING_DUE when none runs. */
export function nextDueOn(milestones: Milestones, settings: DeadlineSettings, today: LondonDate): LondonDate {
  return worstDeadline(deadlinesOf(milestones, settings, today))?.dueOn ?? NOTHING_DUE
}

function escalationMilestones(row: Dated, dates: EscalationDates): NonNullable<Milestones['escalation']> {
  const isOver = row.escalationId !== dates.id && dates.answeredAt === null
  const endedAt = dates.withdrawnAt ?? (isOver ? row.changedAt : undefined)
  return {
    sentOn: londonDateOf(dates.sentAt),
    acceptBy: dates.acceptBy,
    dueOn: dates.dueOn,
    ...(dates.acceptedAt && { acceptedOn: londonDateOf(dates.acceptedAt) }),
    ...(dates.answeredAt && { opinionOn: londonDateOf(dates.answeredAt) }),
    ...(endedAt && { endedOn: londonDateOf(endedAt) }),
  }
}
