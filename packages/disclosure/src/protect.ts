import type { Count } from '@oh/measures'
import type { CatalogueRow, Level } from './catalogue.ts'
import type { DisclosurePolicy } from './policy.ts'
import { confidential, isValue, notApplicable, type Shown } from './shown.ts'

/** A figure as it may leave the exact store. */
export interface ProtectedCount {
  readonly numerator: Shown
  readonly denominator: Shown
}

/** One cell before it is protected. */
export interface ExactCell {
  readonly kind: CatalogueRow['kind']
  readonly level: Level
  readonly count: Count
  /** Organisations in the figure, 1 or more. */
  readonly contributors: number
  /** The highest floor that a contributor asks for; one below the policy's changes nothing. */
  readonly floor?: number
  /** Every contributor's own figure is shown for the same period, so that this one tells none of them more. */
  readonly contributorsShown?: boolean
}

/**
 * What may be shown of one cell, each part from its own exact value. Of a resource cell the numerator is exact and the
 * denominator, people served, is rounded, or confidential where they are few below England. Of person cells: nothing of
 * a figure that few organisations make and that is not made of shown ones; below England a numerator, its complement or a
 * denominator of 1 to 7 (or to below the contributors' higher floor) is confidential, and so is a numerator that is
 * nobody of few, or everybody; England is rounded alone. A denominator of 0 makes the numerator not applicable.
 * Throws RangeError unless both parts are whole numbers, 0 or more.
 */
export function protect(cell: ExactCell, policy: DisclosurePolicy): ProtectedCount {
  const { numerator, denominator } = cell.count
  if (!isCount(numerator) || !isCount(denominator)) throw new RangeError(`${numerator} of ${denominator} is no count.`)
  if (cell.kind === 'resource') return { numerator: { value: numerator }, denominator: peopleServed(cell, policy) }
  if (isTooNarrow(cell, policy)) return { numerator: confidential, denominator: confidential }
  if (denominator === 0) return { numerator: notApplicable, denominator: { value: 0 } }
  if (cell.level === 'england') return { numerator: rounded(numerator, policy), denominator: rounded(denominator, policy) }
  return protectedBelowEngland(cell.count, Math.max(policy.floor, cell.floor ?? 0), policy)
}

/** A ratio from what is published and nothing else: the mark of whichever part is not shown; `z` for nobody. */
export function ratioOf({ numerator, denominator }: ProtectedCount): Shown {
  if (!isValue(denominator)) return denominator
  if (!isValue(numerator)) return numerator
  return denominator.value === 0 ? notApplicable : { value: numerator.value / denominator.value }
}

/** Decimal places of a percentage: none for a published denominator under the policy's thousand, else one. */
export function percentPlaces(denominator: number, policy: DisclosurePolicy): 0 | 1 {
  return denominator < policy.wholePercentBelow ? 0 : 1
}

/** The nearest multiple of the policy's step. */
export function roundCount(count: number, { roundTo }: DisclosurePolicy): number {
  return Math.round(count / roundTo) * roundTo
}

function peopleServed({ level, count: { denominator }, floor = 0 }: ExactCell, policy: DisclosurePolicy): Shown {
  const isFew = denominator > 0 && denominator < Math.max(policy.floor, floor)
  return isFew && level !== 'england' ? confidential : rounded(denominator, policy)
}

function isTooNarrow({ level, contributors, contributorsShown }: ExactCell, { fewestContributors }: DisclosurePolicy): boolean {
  return level !== 'trust' && contributors < fewestContributors && contributorsShown !== true
}

function protectedBelowEngland({ numerator, denominator }: Count, floor: number, policy: DisclosurePolicy): ProtectedCount {
  const isFew = (count: number) => count > 0 && count < floor
  if (isFew(denominator)) return { numerator: confidential, denominator: confidential }
  const hidden = isFew(numerator) || isFew(denominator - numerator) || numerator === denominator
  return { numerator: hidden ? confidential : rounded(numerator, policy), denominator: rounded(denominator, policy) }
}

function rounded(count: number, policy: DisclosurePolicy): Shown {
  return { value: roundCount(count, policy) }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
