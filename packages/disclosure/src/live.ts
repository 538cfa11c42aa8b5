import type { DisclosurePolicy } from './policy.ts'
import { protect, roundCount } from './protect.ts'
import { confidential, notApplicable, type Shown } from './shown.ts'

/** A live count of people of one service: nobody is shown, 1 to below the floor is confidential, the rest is rounded. */
export function showCount(count: number, policy: DisclosurePolicy, floor: number = policy.floor): Shown {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is no count.`)
  if (count > 0 && count < Math.max(floor, policy.floor)) return confidential
  return { value: roundCount(count, policy) }
}

/**
 * A live count of people who are a part of others that are shown beside it: what is left over is protected as the part
 * itself is, and so is a part that is everybody. Throws RangeError for more than the whole.
 */
export function showPart(count: number, of: number, policy: DisclosurePolicy, floor: number = policy.floor): Shown {
  if (count > of) throw new RangeError(`${count} is no part of ${of}.`)
  if (of === 0) return showCount(count, policy)
  const cell = { kind: 'person', level: 'trust', count: { numerator: count, denominator: of }, contributors: 1, floor } as const
  return protect(cell, policy).numerator
}

/**
 * A live count of people of several services together, of which so many have some: confidential also when they are so few
 * that each could tell the others' share from its own.
 */
export function showTotal(count: number, contributors: number, policy: DisclosurePolicy): Shown {
  return count > 0 && contributors < policy.fewestContributors ? confidential : showCount(count, policy)
}

/**
 * The median of what was measured on people, such as waits in working days: confidential on fewer people than the floor,
 * not applicable on nobody. Source: NHS Digital, HES analysis guide, 2018: a median on 1 to 7 people is not shown.
 */
export function showMedian(values: readonly number[], policy: DisclosurePolicy, floor: number = policy.floor): Shown {
  if (values.length === 0) return notApplicable
  if (values.length < Math.max(floor, policy.floor)) return confidential
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1] ?? 0
  const high = sorted[Math.floor(middle)] ?? low
  return { value: Math.round((low + high) / 2) }
}
