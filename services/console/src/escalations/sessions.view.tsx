import type { Instant } from '@oh/kernel'
import { appointmentDay } from '../cases/appointment-time.ts'

/** When a specialist sees the worker, as the pool told. */
export interface SpecialistSession {
  readonly id: string
  readonly startsAt: Instant
  readonly how: string
  readonly siteName: string | null
  readonly specialistName: string
  readonly state: string
}

interface SessionLinesProps {
  /** None at a home service that does not know of sessions yet. */
  readonly sessions: readonly SpecialistSession[] | null
  /** Whom it is said to. */
  readonly to: 'team' | 'worker'
}

/** What stands, and what stands no more, one sentence each; why it was cancelled is nobody's business here. */
export function SessionLines({ sessions, to }: SessionLinesProps) {
  if (!hasSessions(sessions)) return null
  return (
    <ul class="nhsuk-list">
      {sessions.map((session) => (
        <li>{wordsOf(session, to)}</li>
      ))}
    </ul>
  )
}

/** Whether there is anything to say of sessions. */
export function hasSessions(sessions: readonly SpecialistSession[] | null): sessions is readonly SpecialistSession[] {
  return sessions !== null && sessions.length > 0
}

function wordsOf(session: SpecialistSession, to: SessionLinesProps['to']): string {
  if (session.state === 'cancelled') return cancelledWords(session)
  if (session.state === 'booked') return bookedWords(session, to)
  return overWords(session, to)
}

function overWords({ state, specialistName, startsAt }: SpecialistSession, to: SessionLinesProps['to']): string {
  const when = appointmentDay(startsAt)
  if (state === 'attended') return `${to === 'worker' ? 'You were seen' : 'Seen'} by ${specialistName} on ${when}.`
  return `The session on ${when} did not take place.`
}

function bookedWords(session: SpecialistSession, to: SessionLinesProps['to']): string {
  const where = session.how === 'video' ? 'by video' : `at ${session.siteName ?? 'the trust'}`
  const begin = to === 'worker' ? 'You are to be seen' : 'To be seen'
  return `${begin} by ${session.specialistName} on ${appointmentDay(session.startsAt)}, ${where}.`
}

const cancelledWords = ({ startsAt }: SpecialistSession): string =>
  `The session on ${appointmentDay(startsAt)} is cancelled and will not take place.`
