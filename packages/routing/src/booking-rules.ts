import { holdsOn, type RefusalRule } from '@oh/kernel'
import type { RightWord } from './accreditation.ts'
import { conflictsOf } from './conflicts.ts'
import { type GradeBar, gradeBars, gradeOf } from './grades.ts'
import type { StandingSession, WaitingCase } from './sessions.ts'
import type { Specialist } from './specialist.ts'

export type BookingBar =
  | RightWord
  | GradeBar
  | 'gate-not-alive'
  | 'pool-not-named'
  | 'specialist-unknown'
  | 'specialist-away'
  | 'skill-missing'
  | 'same-department'
  | 'on-exclusion-list'
  | 'accepted-by-another'
  | 'out-of-reach'
  | 'session-over'
  | 'short-notice'
  | 'session-too-short'
  | 'caseload-full'

export interface BookingFacts {
  readonly waiting: WaitingCase
  readonly standing: StandingSession
}

/** Hours like 0.1 and 0.2 do not add up exactly; a millionth of a minute is no time at all. */
const SLACK_MINUTES = 1e-6

/** Whole minutes that a case takes: a part of a minute counts as one. */
export function minutesTaken(hours: number): number {
  return Math.ceil(hours * 60 - SLACK_MINUTES)
}

/** Whole minutes that a session has: a part of a minute is not counted. */
export function minutesFree(hours: number): number {
  return Math.floor(hours * 60 + SLACK_MINUTES)
}

function sameDepartment({ waiting, standing: { specialist } }: BookingFacts): boolean {
  return inSameDepartment(waiting, specialist)
}

function inSameDepartment(waiting: WaitingCase, specialist: Specialist | undefined): boolean {
  if (specialist?.employer !== waiting.employer || waiting.department === undefined) return false
  const worker = { employer: waiting.employer, department: waiting.department, excluded: [] }
  return conflictsOf({ worker, specialist }).kind === 'refused'
}

function reaches({ waiting, standing: { session } }: BookingFacts): boolean {
  const byVideo = session.virtual ?? session.site == null
  return (session.site != null && session.site === waiting.site) || (byVideo && waiting.virtualAllowed)
}

/**
 * Hard rules of a booking that one case and one session decide between them. The specialist's rights on the day of the
 * session come before these, from the table of rights.
 */
export const BOOKING_RULES: readonly RefusalRule<BookingBar, BookingFacts>[] = [
  {
    refuses: 'gate-not-alive',
    when: ({ waiting }) => waiting.gateAlive === false,
    source: 'Clinical rules 3: nothing goes on about a worker whose consent no longer holds',
  },
  {
    refuses: 'pool-not-named',
    when: ({ standing }) => !standing.isNamed,
    source: 'Our proposal: a neighbour lends by an agreement that the policy names',
  },
  {
    refuses: 'specialist-unknown',
    when: ({ standing }) => standing.specialist === undefined,
    source: 'Our proposal: nobody is booked whose rights cannot be read',
  },
  {
    refuses: 'specialist-away',
    when: ({ standing }) => (standing.specialist?.away ?? []).some((leave) => holdsOn(standing.on, leave)),
    source: 'Our proposal: leave entered after the session was planned counts',
  },
  {
    refuses: 'skill-missing',
    when: ({ waiting, standing }) => standing.specialist !== undefined && !standing.specialist.skills.includes(waiting.skill),
    source: 'GMC Good medical practice: work within the limits of your competence',
  },
  {
    refuses: 'same-department',
    when: sameDepartment,
    source: 'FOM, Good Occupational Medical Practice 2017, part 3: avoid acting where one is also a departmental colleague',
  },
  {
    refuses: 'on-exclusion-list',
    when: ({ waiting, standing }) => waiting.excluded.includes(standing.session.specialistId),
    source: 'Our proposal: whoever the worker objects to, or has a conflict of interest, is never booked',
  },
  {
    refuses: 'accepted-by-another',
    when: ({ waiting, standing }) => waiting.acceptedBy !== undefined && waiting.acceptedBy !== standing.session.specialistId,
    source: 'Our proposal: whoever accepted by name sees the worker',
  },
  {
    refuses: 'out-of-reach',
    when: (facts) => !reaches(facts),
    source: 'Our proposal: the worker is seen at the own site, or by video when that is right for the case',
  },
  {
    refuses: 'session-over',
    when: ({ standing }) => standing.over,
    source: 'Our proposal: a session that closed takes no more bookings',
  },
  {
    refuses: 'short-notice',
    when: ({ waiting, standing }) => !standing.notice[waiting.urgency === 'urgent' ? 'urgent' : 'standard'],
    source: 'Our proposal: three working days of notice, one when it is urgent',
  },
  {
    refuses: 'session-too-short',
    when: ({ waiting, standing }) => minutesTaken(waiting.hours) > minutesFree(standing.session.hours),
    source: 'Our proposal: a case is seen in one session, whole',
  },
]

/** Every reason against booking the case into the session: rights first, then the rows in table order, then the grade; none when it may be. */
export function barsOf(facts: BookingFacts): BookingBar[] {
  const { rights } = facts.standing
  return [...rights, ...BOOKING_RULES.filter((rule) => rule.when(facts)).map((rule) => rule.refuses), ...beyondGrade(facts)]
}

/** Whether any reason at all stands against it: `barsOf` without the list, for plans that ask it a million times. */
export function isBarred(facts: BookingFacts): boolean {
  if (facts.standing.rights.length > 0) return true
  for (const rule of BOOKING_RULES) if (rule.when(facts)) return true
  return beyondGrade(facts).length > 0
}

function beyondGrade({ waiting, standing }: BookingFacts): readonly GradeBar[] {
  const { specialist, supervisor, on, secondTierSkills } = standing
  if (specialist === undefined || gradeOf(specialist) === 'accredited-specialist') return []
  const listed = supervisor !== undefined && waiting.excluded.includes(supervisor.specialistId)
  return gradeBars({
    specialist,
    supervisor,
    on,
    skills: [waiting.skill],
    urgency: waiting.urgency,
    secondTierSkills,
    supervisorInConflict: listed || inSameDepartment(waiting, supervisor),
  })
}
