import type { IcsCode, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import type { Skill, Urgency } from '@oh/routing'

/** A number between 0 and 1, both included. */
export type Share = number

/** A service whose workers are escalated. */
export interface SimulatedService {
  readonly employer: TrustCode
  /** Where its workers are seen in person. */
  readonly site: string
  /** Its share of all arriving cases; the shares of a world add up to 1. */
  readonly arrivals: Share
  /** Its share of the accepted need, for fairness; the shares of a world add up to 1. */
  readonly need: Share
}

/** One clinic session of a specialist, every week on the same day. */
export interface WeeklySession {
  /** Monday is 1, Friday 5. */
  readonly weekday: 1 | 2 | 3 | 4 | 5
  /** Hour on the clock in London. */
  readonly startsAtHour: number
  readonly hours: number
  /** Absent: by video only. */
  readonly site?: string | undefined
  readonly virtual: boolean
}

export interface SimulatedSpecialist {
  readonly specialistId: SpecialistId
  readonly employer: TrustCode
  readonly department: string
  readonly skills: readonly Skill[]
  readonly caseloadCap: number
  readonly sessions: readonly WeeklySession[]
  /** Of a neighbouring ICS, which lends these sessions; absent: of the own ICS. */
  readonly lentBy?: IcsCode | undefined
}

/** More arrivals for some weeks. */
export interface Surge {
  /** Weeks count from 0; from `fromWeek` until the end of the week before `untilWeek`. */
  readonly fromWeek: number
  readonly untilWeek: number
  readonly factor: number
}

/** What is assumed of the cases that arrive. Every share is of cases, every map adds up to 1. */
export interface Arrivals {
  /** Cases a week on average, without surge. Arrivals are a Poisson process over working days. */
  readonly casesPerWeek: number
  readonly surge?: Surge | undefined
  readonly skills: Readonly<Partial<Record<Skill, Share>>>
  readonly urgencies: Readonly<Record<Urgency, Share>>
  /** Hours of a session that a case takes. */
  readonly hours: readonly { readonly hours: number; readonly share: Share }[]
  /** Working days from receipt to due date. */
  readonly dueWorkingDays: Readonly<Record<Urgency, number>>
  /** The chance that a given specialist is excluded from a given case: conflict of interest or objection. */
  readonly conflict: Share
  /** May be seen by video. */
  readonly virtual: Share
  /** Does not attend; the hours are lost, and the case is booked again once. */
  readonly didNotAttend: Share
  /** Needs a second appointment, wanted with the same specialist, due `dueWorkingDays.routine` after the first. */
  readonly followUp: Share
}

/** What is assumed of the time of specialists. */
export interface Availability {
  /** Of the sessions planned, the share that is held; the rest is leave known before anything is booked. */
  readonly held: Share
  /** Of the sessions that are held, the share that falls away on the morning itself: who was booked is booked again. */
  readonly fallsAway: Share
}

/**
 * A made-up region: everything that a simulation assumes, as plain data. Nothing else is assumed anywhere, so a page that
 * shows a world shows every assumption.
 */
export interface World {
  readonly ics: IcsCode
  /** A Monday. */
  readonly startsOn: LondonDate
  /** Weeks in which cases arrive; sessions go on until the last of them is due. */
  readonly weeks: number
  readonly services: readonly SimulatedService[]
  readonly specialists: readonly SimulatedSpecialist[]
  readonly arrivals: Arrivals
  readonly availability: Availability
}
