import { type JointCell, POLICY, showCount } from '@oh/disclosure'
import type { Month, TrustCode } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import type { YearAsk } from './population-year.ts'
import type { Population } from './populations.ts'
import type { Knowledge } from './who-knows.ts'
import type { Placed, YearLeaves } from './year-leaves.ts'

/**
 * What services tell of themselves at the end of a month, live: how many wait and how many are served, each as `showCount`
 * rounds it. A service tells of all its employers together. Whoever leads an ICS may have asked on that very day.
 */
export function toldLive(
  { parts, id }: Population,
  { months, sent }: YearAsk,
  leaves: YearLeaves,
  { servicesOfMany }: Knowledge,
): JointCell[] {
  const [part] = parts
  if (!part) return []
  const alone = [...new Set(sent.map(({ employer }) => employer))].map((employer) => [employer])
  return months.flatMap((month) =>
    [...alone, ...servicesOfMany(month)].flatMap((owners): JointCell[] => {
      const of = leavesTold(owners, month, part.measure, leaves)
      if (of.leaves.length === 0) return []
      const floor = Math.max(POLICY.floor, leaves.floorOf(owners, [month], 'before'))
      const told = { denominator: showCount(leaves.denominatorOf(of), POLICY, floor) }
      return [{ id: `live ${id} ${owners.join('+')} ${month}`, level: 'trust', use: 'live', ...of, told }]
    }),
  )
}

/** What was counted at the time: a correction came later. */
function leavesTold(owners: readonly TrustCode[], month: Month, measure: MeasureId, leaves: YearLeaves): Placed {
  const all = owners.map((owner) => {
    const before = leaves.at(owner, month, measure, 'before')
    return before.leaves.length > 0 ? before : leaves.at(owner, month, measure)
  })
  return { leaves: all.flatMap((each) => each.leaves), restLeaves: all.flatMap((each) => each.restLeaves) }
}
