import { isLateCancellation, isManagementReferral, reasonGroupOf } from '@oh/casework'
import {
  addDays,
  addMonths,
  firstDayOf,
  type Instant,
  type LondonDate,
  lastDayOf,
  londonDateOf,
  type Month,
  STAFF_GROUP_NOT_RECORDED,
  type TrustCode,
} from '@oh/kernel'
import type { AppointmentFact, EmployerFacts, ReferralFact } from '@oh/measures'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, gte, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { appointment, clinicSlot } from '../appointments/appointment.table.ts'
import { postsOn } from '../capacity/capacity.reads.ts'
import { CLINICAL_OCCUPATIONS } from '../capacity/occupations.ts'
import { caseTable } from '../cases/case.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import { referral } from '../referrals/referral.table.ts'
import { report } from '../reports/report.table.ts'
import { employersOn } from '../service/employer-names.reads.ts'
import { assignment } from '../workers/worker.table.ts'

export interface MonthOfEmployer {
  readonly facts: EmployerFacts
  /** Appointments of the month that are over and of which nobody has said whether the worker came: they count nowhere. */
  readonly unrecorded: number
}

/**
 * What this service's own tables say of one employer, as far as the measures of a month need it. Dates and counts leave
 * here, no person. For the counting part of the service, of an employer that was served at the month's end.
 */
export async function monthOfEmployer(tx: ScopedTx, employer: TrustCode, month: Month): Promise<MonthOfEmployer> {
  const appointments = await appointmentsDue(tx, employer, month)
  const served = await employersOn(tx, lastDayOf(month))
  const peopleServed = served.find(({ code }) => code === employer)?.staffServed ?? 0
  const everybody = served.reduce((sum, { staffServed }) => sum + staffServed, 0)
  const posts = await postsOn(tx, lastDayOf(month), CLINICAL_OCCUPATIONS)
  const wte = posts.reduce((sum, { inPost }) => sum + inPost, 0)
  return {
    facts: {
      referrals: await managementReferrals(tx, employer, month),
      reports: await reportsReady(tx, employer, month),
      appointments: appointments.flatMap(ended),
      escalations: await escalationsOf(tx, employer, month),
      peopleServed,
      clinicalWteHundredths: everybody === 0 ? 0 : Math.round((wte * peopleServed) / everybody),
    },
    unrecorded: appointments.filter(({ state }) => state === 'booked').length,
  }
}

/** Those that can count in the month: received by its end, and neither seen nor ended before the month that leads up to it. */
async function managementReferrals(tx: ScopedTx, employer: TrustCode, month: Month): Promise<ReferralFact[]> {
  const since = firstDayOf(addMonths(month, -1))
  const rows = await tx.sql
    .select({
      source: referral.source,
      state: referral.state,
      receivedOn: referral.receivedOn,
      triagedAt: referral.triagedAt,
      firstSeenOn: caseTable.firstSeenOn,
      closedOn: caseTable.closedOn,
      reason: referral.reason,
      staffGroup: assignment.staffGroup,
    })
    .from(referral)
    .innerJoin(assignment, eq(assignment.id, referral.assignmentId))
    .leftJoin(caseTable, eq(caseTable.referralId, referral.id))
    .where(
      and(
        eq(assignment.employer, employer),
        lte(referral.receivedOn, lastDayOf(month)),
        or(isNull(caseTable.firstSeenOn), gte(caseTable.firstSeenOn, since)),
        or(isNotNull(caseTable.firstSeenOn), isNull(caseTable.closedOn), gte(caseTable.closedOn, since)),
      ),
    )
  return rows
    .filter(({ source }) => isManagementReferral(source))
    .map(({ receivedOn, firstSeenOn, reason, staffGroup, ...rest }) => {
      const endedOn = firstSeenOn === null ? endOf(rest) : undefined
      const groups = { staffGroup: staffGroup ?? STAFF_GROUP_NOT_RECORDED, reasonGroup: reasonGroupOf(reason) }
      return { receivedOn, ...groups, ...(firstSeenOn && { firstSeenOn }), ...(endedOn && { endedOn }) }
    })
}

interface Ending {
  readonly state: typeof referral.$inferSelect.state
  readonly triagedAt: Instant | null
  readonly closedOn: LondonDate | null
}

function endOf({ state, triagedAt, closedOn }: Ending): LondonDate | undefined {
  if (state === 'sent-back' && triagedAt !== null) return londonDateOf(triagedAt)
  return closedOn ?? undefined
}

async function appointmentsDue(tx: ScopedTx, employer: TrustCode, month: Month) {
  const rows = await tx.sql
    .select({ startsAt: clinicSlot.startsAt, state: appointment.state, endedAt: appointment.endedAt })
    .from(appointment)
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .innerJoin(caseTable, eq(caseTable.id, appointment.caseId))
    .innerJoin(assignment, eq(assignment.id, caseTable.assignmentId))
    .where(and(eq(assignment.employer, employer), aroundMonth(clinicSlot.startsAt, month)))
  const [first, last] = [firstDayOf(month), lastDayOf(month)]
  return rows.map((row) => ({ ...row, on: londonDateOf(row.startsAt) })).filter(({ on }) => on >= first && on <= last)
}

function ended({ on, state, startsAt, endedAt }: Awaited<ReturnType<typeof appointmentsDue>>[number]): AppointmentFact[] {
  if (state === 'booked') return []
  if (state !== 'cancelled') return [{ on, end: state }]
  return [{ on, end: endedAt !== null && isLateCancellation({ startsAt }, endedAt) ? 'cancelled-late' : 'cancelled' }]
}

async function reportsReady(tx: ScopedTx, employer: TrustCode, month: Month) {
  const rows = await tx.sql
    .select({ startsAt: clinicSlot.startsAt, readyAt: report.readyAt })
    .from(report)
    .innerJoin(appointment, eq(appointment.id, report.appointmentId))
    .innerJoin(clinicSlot, eq(clinicSlot.id, appointment.slotId))
    .innerJoin(caseTable, eq(caseTable.id, report.caseId))
    .innerJoin(assignment, eq(assignment.id, caseTable.assignmentId))
    .where(and(eq(assignment.employer, employer), aroundMonth(report.readyAt, month)))
  return rows.map(({ startsAt, readyAt }) => ({ assessedOn: londonDateOf(startsAt), readyOn: londonDateOf(readyAt) }))
}

async function escalationsOf(tx: ScopedTx, employer: TrustCode, month: Month) {
  const rows = await tx.sql
    .select({ sentAt: escalation.sentAt, dueOn: escalation.dueOn, answeredAt: escalation.answeredAt })
    .from(escalation)
    .innerJoin(caseTable, eq(caseTable.id, escalation.caseId))
    .innerJoin(assignment, eq(assignment.id, caseTable.assignmentId))
    .where(
      and(
        eq(assignment.employer, employer),
        or(aroundMonth(escalation.sentAt, month), aroundMonth(escalation.answeredAt, month)),
      ),
    )
  return rows.map(({ sentAt, dueOn, answeredAt }) => ({
    sentOn: londonDateOf(sentAt),
    dueOn,
    ...(answeredAt && { answeredOn: londonDateOf(answeredAt) }),
  }))
}

/** A day more on either side: which London day a moment lies on is for the definitions to weigh. */
function aroundMonth(moment: PgColumn, month: Month): SQL | undefined {
  const [from, to] = [addDays(firstDayOf(month), -1), addDays(lastDayOf(month), 2)]
  return and(gte(moment, sql`${from}::date`), lt(moment, sql`${to}::date`))
}
