import type { Month, ReasonGroup, StaffGroup } from '@oh/kernel'
import { type Count, GRID_PLACES, type GridPlace } from '@oh/measures'
import type { Trust, TrustType } from '@oh/organisations'
import { chanceOf } from './chance.ts'

/**
 * Of every hundred referrals, how many are of each staff group. Assumption: near the shares of the staff of trusts (NHS
 * Workforce Statistics), nurses and support staff referred somewhat more and doctors less.
 */
const STAFF: Readonly<Record<StaffGroup, number>> = {
  doctors: 6,
  nurses: 29,
  midwives: 2,
  'ambulance-staff': 1,
  'scientific-therapeutic-technical': 12,
  'clinical-support': 30,
  'infrastructure-support': 16,
  'not-recorded': 4,
}

/** Where a kind of trust has other staff than the rest. */
const STAFF_OF: Readonly<Partial<Record<TrustType, Partial<Record<StaffGroup, number>>>>> = {
  ambulance: { doctors: 0, nurses: 3, midwives: 0, 'ambulance-staff': 52, 'scientific-therapeutic-technical': 1 },
  'mental-health': { midwives: 0, 'scientific-therapeutic-technical': 18 },
  community: { doctors: 2, midwives: 0 },
}

/** Of every hundred referrals, how many are about what. Assumption. */
const REASONS: Readonly<Record<ReasonGroup, number>> = {
  'absence-and-return': 44,
  stress: 21,
  'caused-by-work': 12,
  'fitness-and-adjustments': 17,
  'conduct-or-retirement': 6,
}

/** How much more of those who are not seen in time is about each reason. Assumption: what must be seen face to face waits longer. */
const SLOWER: Readonly<Record<ReasonGroup, number>> = {
  'absence-and-return': 1,
  stress: 0.8,
  'caused-by-work': 1.3,
  'fitness-and-adjustments': 1,
  'conduct-or-retirement': 1.6,
}

/**
 * How a made-up count is made up, by staff group and group of reasons: the places at which anything was counted, which add
 * up to the count. The same for the same trust, month and count, and drawn apart from the counts, which it leaves alone.
 */
export function syntheticGrid(
  trust: Pick<Trust, 'code' | 'type'>,
  month: Month,
  { numerator, denominator }: Count,
): (GridPlace & Count)[] {
  const chance = chanceOf('grid', trust.code, month)
  const staff = { ...STAFF, ...STAFF_OF[trust.type] }
  const weightOf = ({ staffGroup, reasonGroup }: GridPlace) => staff[staffGroup] * REASONS[reasonGroup]
  const inTime = drawn(numerator, GRID_PLACES.map(weightOf), () => chance.even())
  const late = drawn(
    denominator - numerator,
    GRID_PLACES.map((place) => weightOf(place) * SLOWER[place.reasonGroup]),
    () => chance.even(),
  )
  return GRID_PLACES.flatMap((place, at) => {
    const seen = inTime[at] ?? 0
    const all = seen + (late[at] ?? 0)
    return all === 0 ? [] : [{ ...place, numerator: seen, denominator: all }]
  })
}

/** How many of `count` fall to each of the weights. */
function drawn(count: number, weights: readonly number[], even: () => number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const found = weights.map(() => 0)
  for (let drawn = 0; drawn < count; drawn += 1) {
    let left = even() * total
    const at = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    found[at] = (found[at] ?? 0) + 1
  }
  return found
}
