import { addDays, addWorkingDays, type EscalationId, type Instant, type LondonDate, londonDateOf } from '@oh/kernel'
import { byNumber, byText, firstDifference } from './compare.ts'
import { holdersOf, type Skill, scarcityOf } from './skills.ts'

/** What decides which escalation is routed first. */
export interface Queued {
  readonly escalationId: EscalationId
  readonly skills: readonly Skill[]
  readonly dueOn: LondonDate
  readonly receivedAt: Instant
}

export interface OrderAsk<Escalation extends Queued> {
  readonly now: Instant
  readonly escalations: readonly Escalation[]
  /** The pool's specialists: they say how scarce a skill is. */
  readonly specialists: readonly { readonly skills: readonly Skill[] }[]
  /** `starvationDays` in working days. */
  readonly settings: { readonly starvationDays: number }
}

/**
 * The last due date (London) that is more than `starvationDays` working days past on `today`: what was due on it or
 * earlier goes first. One date for a whole list. Throws RangeError when `starvationDays` is not a whole number of 0 or more.
 */
export function starvedIfDueBy(today: LondonDate, starvationDays: number): LondonDate {
  let date = addDays(today, -1)
  while (addWorkingDays(date, starvationDays) >= today) date = addDays(date, -1)
  return date
}

/**
 * The escalations in the order in which they are routed: those late beyond the starvation guard first, then earliest due
 * date, then the one whose scarcest skill fewest specialists have, then first received, then id. Returns a new list; the
 * order of the input makes no difference. Empty input gives an empty list.
 */
export function inRoutingOrder<Escalation extends Queued>({
  now,
  escalations,
  specialists,
  settings,
}: OrderAsk<Escalation>): Escalation[] {
  if (escalations.length === 0) return []
  const starved = starvedIfDueBy(londonDateOf(now), settings.starvationDays)
  const holders = holdersOf(specialists)
  const guarded = ({ dueOn }: Escalation) => (dueOn <= starved ? 0 : 1)
  return [...escalations].sort((one, other) =>
    firstDifference(
      guarded(one) - guarded(other),
      byText(one.dueOn, other.dueOn),
      byNumber(scarcityOf(one.skills, holders), scarcityOf(other.skills, holders)),
      byText(one.receivedAt, other.receivedAt),
      byText(one.escalationId, other.escalationId),
    ),
  )
}
