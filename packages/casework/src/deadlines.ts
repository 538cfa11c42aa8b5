import { addDays, addWorkingDays, type LondonDate, workingDaysBetween } from '@oh/kernel'
import type { DeadlineSettings } from './deadline-settings.ts'

/** The dates of a case that start and stop its clocks: London days, each absent until it has come. */
export interface Milestones {
  readonly receivedOn: LondonDate
  readonly triagedOn?: LondonDate
  readonly firstSeenOn?: LondonDate
  /** The assessment a report is written about. */
  readonly assessedOn?: LondonDate
  /** When the report could be read by the worker; how long the worker then takes is the worker's own choice. */
  readonly reportReadyOn?: LondonDate
  /** The latest escalation; its own dates, when it has them, stand before the service's settings. */
  readonly escalation?: {
    readonly sentOn: LondonDate
    readonly acceptBy?: LondonDate
    readonly dueOn?: LondonDate
    readonly acceptedOn?: LondonDate
    readonly opinionOn?: LondonDate
    readonly endedOn?: LondonDate
  }
  readonly absentSince?: LondonDate
  readonly backOn?: LondonDate
  /** When the absent worker was asked how things are. */
  readonly promptedOn?: LondonDate
  readonly closedOn?: LondonDate
  readonly pauses?: readonly Pause[]
}

/** A stretch in which one clock stands still, from a day up to the day it runs on; open when it has no `to`. */
export interface Pause {
  readonly clock: ClockId
  readonly from: LondonDate
  readonly to?: LondonDate
  readonly why: string
}

interface ClockRow {
  readonly id: string
  readonly title: string
  /** Why there is such a clock, what starts and what stops it, for the nurse who asks. */
  readonly why: string
  readonly source: string
  readonly startsOn: (dates: Milestones) => LondonDate | undefined
  readonly stopsOn: (dates: Milestones) => LondonDate | undefined
  /** Something other than closing the case that makes the clock pointless. */
  readonly overtakenOn?: (dates: Milestones) => LondonDate | undefined
  readonly dueOn: (startsOn: LondonDate, settings: DeadlineSettings, dates: Milestones) => LondonDate
}

const MOHAWK = 'MoHaWK, occupational health indicators, round 3'
const OWN_TARGET = 'Own target, to be confirmed by a clinician'
const FIT_FOR_WORK = 'NHS Health at Work Network, response to the Work, Health and Disability green paper, 2017, paragraph 7'

/** Every clock of a case: what starts it, what stops it, how long it is, and why. */
export const CLOCKS = [
  {
    id: 'triage',
    title: 'Triage the referral',
    why: 'Runs from receipt until the referral is accepted or sent back.',
    source: OWN_TARGET,
    startsOn: ({ receivedOn }) => receivedOn,
    stopsOn: ({ triagedOn }) => triagedOn,
    dueOn: (from, settings) => addWorkingDays(from, settings.triageWorkingDays),
  },
  {
    id: 'first-appointment',
    title: 'See the worker',
    why: 'Runs from receipt of the referral until the worker is seen for the first time: seen, not offered.',
    source: MOHAWK,
    startsOn: ({ receivedOn }) => receivedOn,
    stopsOn: ({ firstSeenOn }) => firstSeenOn,
    dueOn: (from, settings) => addWorkingDays(from, settings.firstAppointmentWorkingDays),
  },
  {
    id: 'report',
    title: 'Have the report ready for the worker',
    why: 'Runs from the assessment until the worker can read the report. The time the worker then takes is not counted.',
    source: MOHAWK,
    startsOn: ({ assessedOn }) => assessedOn,
    stopsOn: ({ reportReadyOn }) => reportReadyOn,
    dueOn: (from, settings) => addWorkingDays(from, settings.reportWorkingDays),
  },
  {
    id: 'escalation-accepted',
    title: 'A specialist accepts the escalation',
    why: 'Runs from sending the escalation until a specialist has accepted it.',
    source: OWN_TARGET,
    startsOn: ({ escalation }) => escalation?.sentOn,
    stopsOn: ({ escalation }) => escalation?.acceptedOn,
    overtakenOn: ({ escalation }) => escalation?.endedOn,
    dueOn: (from, settings, { escalation }) =>
      escalation?.acceptBy ?? addWorkingDays(from, settings.escalationAcceptedWorkingDays),
  },
  {
    id: 'opinion',
    title: 'The specialist gives an opinion',
    why: 'Runs from sending the escalation until the opinion is back.',
    source: OWN_TARGET,
    startsOn: ({ escalation }) => escalation?.sentOn,
    stopsOn: ({ escalation }) => escalation?.opinionOn,
    overtakenOn: ({ escalation }) => escalation?.endedOn,
    dueOn: (from, settings, { escalation }) => escalation?.dueOn ?? addWorkingDays(from, settings.opinionWorkingDays),
  },
  {
    id: 'absence-prompt',
    title: 'Ask the absent worker how things are',
    why: 'Runs from the first day of absence until the worker is asked, seen or back. The worker may decline.',
    source: FIT_FOR_WORK,
    startsOn: ({ absentSince }) => absentSince,
    stopsOn: ({ promptedOn, firstSeenOn, backOn }) => earliest(promptedOn, firstSeenOn, backOn),
    dueOn: (from, settings, dates) => notBeforeTriage(addDays(from, 7 * settings.absencePromptWeeks), settings, dates),
  },
  {
    id: 'absence-escalation',
    title: 'Escalate, as the worker is not back',
    why: 'Runs from the first day of absence until the case is escalated or the worker is back; runs again when the escalation ends without an opinion.',
    source: FIT_FOR_WORK,
    startsOn: ({ absentSince }) => absentSince,
    stopsOn: ({ escalation, backOn }) => earliest(cameToNothing(escalation) ? undefined : escalation?.sentOn, backOn),
    dueOn: (from, settings, dates) => notBeforeTriage(addDays(from, 7 * settings.absenceEscalateWeeks), settings, dates),
  },
] as const satisfies readonly ClockRow[]
export type ClockId = (typeof CLOCKS)[number]['id']

export type DeadlineStanding = 'met' | 'met-late' | 'due' | 'due-today' | 'late'

/** One clock of one case on one day. `pausedWorkingDays` are already in `dueOn`. */
export interface Deadline {
  readonly clock: ClockId
  readonly title: string
  readonly why: string
  readonly source: string
  readonly startsOn: LondonDate
  readonly dueOn: LondonDate
  readonly metOn?: LondonDate
  readonly pausedWorkingDays: number
  readonly standing: DeadlineStanding
}

/**
 * What is due in a case, and how it stands on a London day. One row per clock that has started, in table order; a clock
 * that closing the case (or ending the escalation) has overtaken is left out. What was done late stays `met-late`.
 * Throws RangeError when a date lies outside the years whose bank holidays are known.
 */
export function deadlinesOf(dates: Milestones, settings: DeadlineSettings, today: LondonDate): Deadline[] {
  return CLOCKS.flatMap((clock) => deadlineOf(clock, dates, settings, today) ?? [])
}

/** How a deadline stands on a day; what is met, once met, never changes. */
export function standingOf(dueOn: LondonDate, metOn: LondonDate | undefined, today: LondonDate): DeadlineStanding {
  if (metOn !== undefined) return metOn <= dueOn ? 'met' : 'met-late'
  if (today === dueOn) return 'due-today'
  return today < dueOn ? 'due' : 'late'
}

/** The deadline still open that falls due first, undefined when nothing is due. */
export function worstDeadline(deadlines: readonly Deadline[]): Deadline | undefined {
  return deadlines.filter(isOpen).reduce<Deadline | undefined>((a, b) => (a && a.dueOn <= b.dueOn ? a : b), undefined)
}

/** A row of a worklist, as far as its order goes. */
export interface WorklistOrder {
  readonly worst: Pick<Deadline, 'dueOn'> | undefined
  readonly openedOn: LondonDate
  readonly id: string
}

/**
 * Order of a worklist, for `sort`: the longest late first, then today's, then those to come; cases with nothing due last;
 * the older case first among equals. A total order, so that pages never shuffle.
 */
export function worstDeadlineFirst(a: WorklistOrder, b: WorklistOrder): number {
  return (
    textOrder(a.worst?.dueOn ?? '9999', b.worst?.dueOn ?? '9999') || textOrder(a.openedOn, b.openedOn) || textOrder(a.id, b.id)
  )
}

/** A deadline in words on a day: "due in 3 working days", "due today", "2 working days late", "met", "met late". */
export function dueInWords(deadline: Pick<Deadline, 'dueOn' | 'standing'>, today: LondonDate): string {
  switch (deadline.standing) {
    case 'met':
      return 'met'
    case 'met-late':
      return 'met late'
    case 'due-today':
      return 'due today'
    case 'due':
      return inWords(workingDaysBetween(today, deadline.dueOn), (days) => `due in ${days}`, 'due before the next working day')
    case 'late':
      return inWords(workingDaysBetween(deadline.dueOn, today), (days) => `${days} late`, 'late since the last working day')
  }
}

function deadlineOf(clock: ClockRow & { id: ClockId }, dates: Milestones, settings: DeadlineSettings, today: LondonDate) {
  const startsOn = clock.startsOn(dates)
  if (startsOn === undefined) return undefined
  const metOn = clock.stopsOn(dates)
  if (metOn === undefined && (dates.closedOn ?? clock.overtakenOn?.(dates)) !== undefined) return undefined
  const pausedWorkingDays = pausedOn(clock.id, dates, settings, metOn ?? today)
  const dueOn = addWorkingDays(clock.dueOn(startsOn, settings, dates), pausedWorkingDays)
  const { id, title, why, source } = clock
  const standing = standingOf(dueOn, metOn, today)
  return {
    clock: id,
    title,
    why,
    source,
    startsOn,
    dueOn,
    ...(metOn && { metOn }),
    pausedWorkingDays,
    standing,
  } satisfies Deadline
}

function pausedOn(clock: ClockId, dates: Milestones, settings: DeadlineSettings, until: LondonDate): number {
  const days = (dates.pauses ?? [])
    .filter((pause) => pause.clock === clock)
    .map(({ from, to }) => Math.max(0, workingDaysBetween(from, to !== undefined && to < until ? to : until)))
  return Math.min(
    settings.mostPausedWorkingDays,
    days.reduce((sum, one) => sum + one, 0),
  )
}

/** A worker long absent before the referral came is not late on arrival: the service has its triage time first. */
function notBeforeTriage(due: LondonDate, settings: DeadlineSettings, dates: Milestones): LondonDate {
  const triaged = addWorkingDays(dates.receivedOn, settings.triageWorkingDays)
  return due > triaged ? due : triaged
}

/** Withdrawn, or ended otherwise, before a specialist had answered: as if it had not been sent. */
function cameToNothing(escalation: Milestones['escalation']): boolean {
  return escalation?.endedOn !== undefined && escalation.opinionOn === undefined
}

function earliest(...dates: (LondonDate | undefined)[]): LondonDate | undefined {
  return dates.filter((date) => date !== undefined).reduce<LondonDate | undefined>((a, b) => (a && a <= b ? a : b), undefined)
}

function isOpen({ standing }: Deadline): boolean {
  return standing === 'due' || standing === 'due-today' || standing === 'late'
}

function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function inWords(count: number, say: (days: string) => string, none: string): string {
  if (count === 0) return none
  return say(count === 1 ? '1 working day' : `${count} working days`)
}
