import { LEVELS } from '@oh/disclosure'
import type { PeriodKind } from '@oh/kernel'
import type { TallyShown } from './preparation.ts'

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year']

/** Tallies of one measure from the finest to the coarsest: by level, then by length of period. */
export function finestFirst(tally: readonly TallyShown[]): TallyShown[] {
  return tally.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || lengthOf(a) - lengthOf(b))
}

/**
 * The grains of the same measure that are one step coarser than `row` and show a greater share of their figures: the next
 * longer period of the same level, and the next higher level for the same length of period. None where nothing is gained.
 */
export function gainsOf(row: TallyShown, tally: readonly TallyShown[]): TallyShown[] {
  const ofMeasure = finestFirst(tally.filter(({ measure }) => measure === row.measure))
  const longer = ofMeasure.find((other) => other.level === row.level && lengthOf(other) > lengthOf(row))
  const higher = ofMeasure.find((other) => other.kind === row.kind && isHigher(other, row))
  return [longer, higher].filter((other): other is TallyShown => other !== undefined && shareShown(other) > shareShown(row))
}

/** 0 to 1; 1 where there is nothing to show. */
export function shareShown({ shown, cells }: Pick<TallyShown, 'shown' | 'cells'>): number {
  return cells === 0 ? 1 : shown / cells
}

const lengthOf = ({ kind }: TallyShown) => KINDS.indexOf(kind)
const isHigher = (other: TallyShown, row: TallyShown) => LEVELS.indexOf(other.level) > LEVELS.indexOf(row.level)
