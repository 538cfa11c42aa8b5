import type { JointCell, JointTable } from './joint-table.ts'
import type { DisclosurePolicy } from './policy.ts'
import type { ProtectedCount } from './protect.ts'
import { leavesFew, noShares, PARTS, type Part, rowOf, type Shares, sensitiveParts, sumOf } from './shares.ts'
import { isValue, type Shown } from './shown.ts'
import { type Row, UNBOUNDED } from './system.ts'
import type { OwnBounds } from './witness.ts'

/** No proof changes a sum by as many people. */
export const FAR = 256

/** The three sums of a cell with what is told of each. */
export function rowsOf(cell: JointCell, figure: ProtectedCount, shares: Shares, policy: DisclosurePolicy) {
  const apart = (cell.restLeaves ?? []).flatMap((leaf) => [leaf * 2, leaf * 2 + 1])
  const unknowns = {
    numerator: cell.leaves.map((leaf) => leaf * 2),
    rest: [...cell.leaves.map((leaf) => leaf * 2 + 1), ...apart],
  }
  const leavesOf = { ...unknowns, denominator: [...unknowns.numerator, ...unknowns.rest] }
  const bounds = (part: Part): Bounds => {
    if (cell.use === 'live') return boundsTold(cell.told?.[part], cell.level === 'england' ? 0 : shares.floor, policy)
    if (cell.use === 'watched' || shares.knowers === 0) return free
    return boundsOf(part, cell, figure, shares, policy)
  }
  return PARTS.map((part) => ({ unknowns: leavesOf[part], ...bounds(part) }))
}

/** What a count told elsewhere says of itself: below England nobody is told as 0, so that confidential is 1 or more. */
function boundsTold(shown: Shown | undefined, floor: number, policy: DisclosurePolicy): Bounds {
  if (!shown) return free
  if (isValue(shown)) return shown.value === 0 && floor > 0 ? { least: 0, most: 0 } : roundedFrom(shown, floor, policy)
  return shown.mark === 'c' && floor > 0 ? { least: 1, most: floor - 1 } : free
}

export interface Bounds {
  readonly least: number
  readonly most: number
}
export const free: Bounds = { least: 0, most: UNBOUNDED }

/** What the published figure says of one sum of the cell. */
function boundsOf(part: Part, cell: JointCell, figure: ProtectedCount, shares: Shares, policy: DisclosurePolicy): Bounds {
  const shown = figureOf(part, figure)
  if (!isValue(shown)) return boundsMarked(part, cell, shown, shares, policy)
  if (cell.level === 'england') return part === 'rest' ? free : roundedFrom(shown, 0, policy)
  if (part === 'rest') return { least: shares.floor, most: UNBOUNDED }
  return shown.value === 0 ? { least: 0, most: 0 } : roundedFrom(shown, shares.floor, policy)
}

/** Whether the figure is hidden for how few contribute to it: then its mark says nothing of how many people there are. */
export function isOfTooFew({ level, contributorsShown }: JointCell, { knowers }: Shares, policy: DisclosurePolicy): boolean {
  return level !== 'trust' && knowers < policy.fewestContributors && contributorsShown !== true
}

/**
 * What the mark says of the sum. Nobody of a decent whole is shown as 0, so whoever takes the mark for that of few takes it
 * for 1 or more; of a whole of few, nobody and everybody are marked as well.
 */
function boundsMarked(part: Part, cell: JointCell, shown: Shown, shares: Shares, policy: DisclosurePolicy): Bounds {
  const most = mostMarked(part, cell, shown, shares, policy)
  const isOfFew = part === 'numerator' && sensitiveParts(shares.count, shares.floor).includes('denominator')
  return { least: most === UNBOUNDED || part === 'rest' || isOfFew ? 0 : 1, most }
}

/**
 * The rows with those marks taken for nobody as well that stand within a sum of few. Four quarters of somebody each would
 * leave a year of few no five values, whatever is hidden beside; and nobody is hidden there too, to keep the others apart.
 */
export function nestedMarks(rows: readonly Row[], { cells }: JointTable, shares: readonly Shares[]): Row[] {
  const isFew = ({ least, most }: Row, at: number) => {
    const cell = Math.floor(at / PARTS.length)
    return cells[cell]?.use === 'published' && least === 1 && most === (shares[cell]?.floor ?? 0) - 1
  }
  const few = rows.filter(isFew).map(({ unknowns }) => new Set(unknowns))
  const isWithin = ({ unknowns }: Row) =>
    few.some((whole) => whole.size > unknowns.length && unknowns.every((unknown) => whole.has(unknown)))
  return rows.map((row, at) => (isFew(row, at) && isWithin(row) ? { ...row, least: 0 } : row))
}

/** The most that a marked sum can be: of few people, or of few beside few; anything, of other marks. */
function mostMarked(part: Part, cell: JointCell, shown: Shown, shares: Shares, policy: DisclosurePolicy): number {
  const { level } = cell
  const { count, floor } = shares
  if (isValue(shown) || shown.mark !== 'c' || level === 'england') return UNBOUNDED
  if (isOfTooFew(cell, shares, policy)) return UNBOUNDED
  const few = sensitiveParts(count, floor)
  // the mark is one for both: that either is of few is told by it, and not which
  const isEither = part === 'rest' && few.includes('numerator') && !few.includes('denominator')
  if (few.includes(part)) return isEither ? UNBOUNDED : floor - 1
  return leavesFew(part, shares) ? 2 * (floor - 1) : UNBOUNDED
}

/**
 * For each attacker with a part in a sum that is told to be of few: beside his own, the others may be as many as would leave
 * the mark there. Only where that is more than everybody is told; so nobody's bounds are narrower than the public's.
 */
export function ownBounds(
  { cells }: JointTable,
  shownAs: readonly ProtectedCount[],
  shares: readonly Shares[],
  policy: DisclosurePolicy,
): Map<number, OwnBounds[]> {
  const found = new Map<number, OwnBounds[]>()
  for (const [at, cell] of cells.entries()) {
    const [shown, share] = [shownAs[at], shares[at] ?? noShares]
    if (!shown || cell.use !== 'published') continue
    for (const part of PARTS) {
      const told = mostMarked(part, cell, figureOf(part, shown), share, policy)
      for (const [attacker, own] of told < UNBOUNDED ? share.of : []) {
        const least = sumOf(own, part)
        const most = least + share.floor - 1
        if (most > told) found.set(attacker, [...(found.get(attacker) ?? []), { row: rowOf(at, part), least, most }])
      }
    }
  }
  return found
}

/**
 * What a shown sum says beside its rounding: that it is not of few beside few, or else it were suppressed (see leavesFew). So
 * of each attacker in it, his own or the others' are no fewer than the floor, and everybody is taken to know which. Sums that
 * are large enough for it in any case say no more by this; what lies further off than any proof goes is left out, whatever
 * else of the cell is suppressed later. `of` is the row of the sum.
 */
export function splitsOf(
  cell: JointCell,
  at: number,
  figure: ProtectedCount,
  { count, of, floor }: Shares,
  sums: readonly Row[],
  isOwn: (unknown: number, attacker: number) => boolean,
): (Row & { readonly of: number })[] {
  if (cell.use !== 'published' || cell.level === 'england') return []
  return PARTS.flatMap((part) => {
    const row = sums[rowOf(at, part)]
    if (!row || !isValue(figureOf(part, figure)) || row.most === 0 || row.least >= 2 * floor - 1) return []
    return [...of].flatMap(([attacker, own]) => {
      const [mine, all] = [sumOf(own, part), sumOf(count, part)]
      const isOthers = all - mine >= floor
      if (!isOthers && mine < floor) return []
      if ((isOthers ? all - mine : mine) >= floor + FAR) return []
      const unknowns = row.unknowns.filter((unknown) => isOwn(unknown, attacker) !== isOthers)
      return unknowns.length === row.unknowns.length ? [] : [{ unknowns, least: floor, most: UNBOUNDED, of: rowOf(at, part) }]
    })
  })
}

function figureOf(part: Part, { numerator, denominator }: ProtectedCount): Shown {
  return part === 'denominator' ? denominator : numerator
}

function roundedFrom({ value }: { readonly value: number }, floor: number, { roundTo }: DisclosurePolicy): Bounds {
  return { least: Math.max(floor, value - Math.floor(roundTo / 2)), most: value + Math.ceil(roundTo / 2) - 1 }
}
