import { holdsOn, type LondonDate, londonDateOf, workingDaysBetween } from '@oh/kernel'
import type { AllocateAsk, Booking } from './allocate.ts'
import type { Session, WaitingCase } from './sessions.ts'
import type { Specialist } from './specialist.ts'

/** What can be wrong with a plan of bookings. */
export type BookingFault =
  | 'gate-closed'
  | 'foreign-pool'
  | 'unknown-specialist'
  | 'right-missing'
  | 'beyond-grade'
  | 'away'
  | 'skill-missing'
  | 'same-department'
  | 'on-exclusion-list'
  | 'accepted-by-another'
  | 'out-of-reach'
  | 'session-over'
  | 'short-notice'
  | 'too-long'
  | 'booked-from-nowhere'
  | 'other-hours'
  | 'double-booking'
  | 'overfull-session'
  | 'over-the-cap'

const SLACK_HOURS = 1e-9

/**
 * Which hard rules bar one case from one session, worked out again on purpose without the rule tables, so that a fault in
 * these cannot hide here. The caseload cap depends on a whole plan: see `faultsOf`.
 */
export function barsByHand({ now, policy, specialists }: AllocateAsk, waiting: WaitingCase, session: Session): BookingFault[] {
  const specialist = specialists.find((row) => row.specialistId === session.specialistId)
  if (specialist === undefined) return ['unknown-specialist']
  const { role, accredited, agreement, indemnity, honoraryContract, away = [] } = specialist
  const day = londonDateOf(session.startsAt)
  const found: BookingFault[] = []
  if (waiting.gateAlive === false) found.push('gate-closed')
  if (session.pool !== undefined && !policy.neighbours.includes(session.pool)) found.push('foreign-pool')
  const { grade = 'accredited-specialist' } = specialist
  const asked = [agreement, indemnity, honoraryContract, ...(grade === 'accredited-specialist' ? [accredited] : [])]
  for (const right of asked) if (right === undefined || !holdsOn(day, right)) found.push('right-missing')
  if (role !== undefined && !holdsOn(day, role)) found.push('right-missing')
  if (isBeyondGrade({ policy, specialists }, waiting, specialist, day)) found.push('beyond-grade')
  if (away.some((leave) => holdsOn(day, leave))) found.push('away')
  if (!specialist.skills.includes(waiting.skill)) found.push('skill-missing')
  if (specialist.employer === waiting.employer && specialist.department === waiting.department) found.push('same-department')
  if (waiting.excluded.includes(specialist.specialistId)) found.push('on-exclusion-list')
  if (waiting.acceptedBy !== undefined && waiting.acceptedBy !== specialist.specialistId) found.push('accepted-by-another')
  const inPerson = session.site != null && session.site === waiting.site
  const byVideo = session.virtual === true || (session.virtual === undefined && session.site == null)
  if (!inPerson && !(byVideo && waiting.virtualAllowed)) found.push('out-of-reach')
  if (now > session.closesAt || now >= session.startsAt) found.push('session-over')
  const needed = waiting.urgency === 'urgent' ? policy.closeWorkingDays.urgent : policy.closeWorkingDays.standard
  if (day < londonDateOf(now) || workingDaysBetween(londonDateOf(now), day) < needed) found.push('short-notice')
  if (waiting.hours > session.hours + SLACK_HOURS) found.push('too-long')
  return found
}

/** A trainee may do what the supervisor may do that day; the second tier keeps to its list. */
function isBeyondGrade(
  { policy, specialists }: Pick<AllocateAsk, 'policy' | 'specialists'>,
  waiting: WaitingCase,
  { grade, supervisor }: Specialist,
  day: LondonDate,
): boolean {
  const { skill, urgency, employer, department, excluded } = waiting
  if (grade === 'second-tier') {
    if (urgency === 'urgent' || /^(blood-borne-virus|ill-health-retirement|fitness-to-practise)$/.test(skill)) return true
    return !(policy.secondTierSkills ?? ['general', 'skin', 'respiratory', 'hand-arm-vibration']).includes(skill)
  }
  if (grade !== 'trainee') return false
  const senior = specialists.find((row) => row.specialistId === supervisor)
  if (senior === undefined || (senior.grade ?? 'accredited-specialist') !== 'accredited-specialist') return true
  const { role = { from: day }, accredited, agreement, indemnity, honoraryContract, away = [] } = senior
  const rights = [role, accredited, agreement, indemnity, honoraryContract]
  if (rights.some((right) => right === undefined || !holdsOn(day, right))) return true
  if (away.some((leave) => holdsOn(day, leave)) || !senior.skills.includes(skill)) return true
  return excluded.includes(senior.specialistId) || (senior.employer === employer && senior.department === department)
}

/**
 * Every fault of a plan of bookings for the ask it answers: rules broken by a booking, double bookings, overfull sessions,
 * specialists over their cap. Empty for a plan without fault, whoever made it. Departments are compared letter by letter.
 */
export function faultsOf(ask: AllocateAsk, bookings: readonly Booking[]): BookingFault[] {
  const faults: BookingFault[] = []
  for (const booking of bookings) {
    const waiting = ask.cases.find(({ caseId }) => caseId === booking.caseId)
    const session = ask.sessions.find(({ sessionId }) => sessionId === booking.sessionId)
    if (waiting === undefined || session === undefined) faults.push('booked-from-nowhere')
    else faults.push(...barsByHand(ask, waiting, session))
    if (waiting !== undefined && booking.hours !== waiting.hours) faults.push('other-hours')
  }
  if (new Set(bookings.map((row) => row.caseId)).size !== bookings.length) faults.push('double-booking')
  for (const { sessionId, hours } of ask.sessions) {
    const used = bookings.filter((row) => row.sessionId === sessionId).reduce((sum, row) => sum + row.hours, 0)
    if (used > hours + SLACK_HOURS) faults.push('overfull-session')
  }
  return [...faults, ...overTheCap(ask, bookings)]
}

function overTheCap({ cases, sessions, specialists, workloads }: AllocateAsk, bookings: readonly Booking[]): BookingFault[] {
  return specialists.flatMap(({ specialistId, caseloadCap }): BookingFault[] => {
    const own = new Set(sessions.filter((row) => row.specialistId === specialistId).map((row) => row.sessionId))
    const newHere = new Set(cases.filter(({ acceptedBy }) => acceptedBy === undefined).map((row) => row.caseId))
    const taken = bookings.filter((row) => own.has(row.sessionId) && newHere.has(row.caseId)).length
    const row = workloads?.find((each) => each.specialistId === specialistId)
    const accepted = cases.filter(({ acceptedBy }) => acceptedBy === specialistId).length
    const before = workloads === undefined ? accepted : (row?.openOffers ?? 0) + (row?.openCases ?? 0)
    return taken > 0 && before + taken > caseloadCap ? ['over-the-cap'] : []
  })
}
