import type { IcsCode, Instant, LondonDate, SessionId } from '@oh/kernel'
import type { Session, Specialist, WaitingCase } from '@oh/routing'
import type { SimulatedService } from './world.ts'

/** A case with the moment of its arrival: no plan hears of it before. */
export interface SimCase extends WaitingCase {
  readonly receivedAt: Instant
}

/** A session that is cancelled at this moment; whoever is booked in it is booked again. */
export interface FallenAway {
  readonly sessionId: SessionId
  readonly at: Instant
}

/**
 * All that will happen in a region apart from what a plan decides. Drawn from a world, or read from what has happened.
 * A plan is told of it day by day.
 */
export interface Future {
  readonly ics: IcsCode
  readonly startsOn: LondonDate
  /** The working days that are played, in order. What is due after the last of them is judged only when it was seen. */
  readonly days: readonly LondonDate[]
  readonly cases: readonly SimCase[]
  readonly sessions: readonly Session[]
  readonly specialists: readonly Specialist[]
  readonly fallsAway: readonly FallenAway[]
  /** Cases whose worker does not come to the first appointment: its hours are lost, and another one is needed. */
  readonly didNotAttend: ReadonlySet<WaitingCase['caseId']>
  /** Cases that need a second appointment, and within how many working days after the first. */
  readonly followUps?: ReadonlyMap<WaitingCase['caseId'], number> | undefined
  readonly services: readonly SimulatedService[]
}
