import type { Count, Measure } from './definitions.ts'

/** Why a count deserves a second look before it is signed off. None of them makes it wrong. */
export type LookAgain = 'nothing-counted' | 'much-more' | 'much-less' | 'share-jumped'

/** As few as this change by chance: nothing is made of them. */
const FEW = 8
const MANY_ENOUGH = 20
const TIMES = 2
const POINTS = 0.2
const ROUNDING = 1e-9

/**
 * What a head of service should look at again in a month's count, beside the same measure's count of the month sent before
 * (undefined for the first). `nothing-counted`: 0 of 0. `much-more`, `much-less`: what was counted at least doubled or
 * halved, by 8 or more. `share-jumped`: the share moved by 20 percentage points, out of 20 or more both times. The
 * thresholds are our own, to be confirmed by a head of service.
 */
export function lookAgain({ counts }: Pick<Measure, 'counts'>, now: Count, before: Count | undefined): readonly LookAgain[] {
  if (now.denominator === 0) return ['nothing-counted']
  if (!before) return []
  // posts are counted in the numerator; of people, how many there were to count
  const [were, are] = counts === 'posts' ? [before.numerator, now.numerator] : [before.denominator, now.denominator]
  const found: LookAgain[] = []
  if (Math.abs(are - were) >= FEW && are >= TIMES * were) found.push('much-more')
  if (Math.abs(are - were) >= FEW && were >= TIMES * are) found.push('much-less')
  const isShare = counts === 'people' && Math.min(now.denominator, before.denominator) >= MANY_ENOUGH
  if (isShare && Math.abs(ratio(now) - ratio(before)) >= POINTS - ROUNDING) found.push('share-jumped')
  return found
}

const ratio = ({ numerator, denominator }: Count): number => numerator / denominator
