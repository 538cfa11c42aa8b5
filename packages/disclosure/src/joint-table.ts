import type { Count } from '@oh/measures'
import type { Level } from './catalogue.ts'
import type { DisclosurePolicy } from './policy.ts'
import { type ProtectedCount, protect } from './protect.ts'
import { confidential, isValue, notApplicable, type Shown } from './shown.ts'
import { type Insider, type System, UNBOUNDED } from './system.ts'
import { type OwnBounds, PUBLIC, type Start } from './witness.ts'

/** One contributor's count of one month, or of one month and one cell of a grid: what nothing published is finer than. */
export interface JointLeaf {
  readonly owner: string
  readonly count: Count
  /** The floor its owner asks for; one below the policy's changes nothing. */
  readonly floor?: number
  /** By what is counted, everybody is in the numerator, and everybody knows that nobody is left: as those cancelled late. */
  readonly isAll?: boolean
}

/** A sum of leaves over organisations, grid or time. */
export interface JointCell {
  /** Stable from one publication to the next. */
  readonly id: string
  readonly level: Level
  readonly leaves: readonly number[]
  /** Leaves all of whose people are in the rest of the cell: of appointments due, those that were not cancelled. */
  readonly restLeaves?: readonly number[]
  /**
   * `published` is shown or marked; `watched` is never shown, but nobody may learn it: a trust's month, for one. `live` is
   * told elsewhere, as a count of those waiting today, and stands as it is.
   */
  readonly use: 'published' | 'watched' | 'live'
  /** Of a live cell, the sums that are told of it and how: each rounded by the policy, or confidential as 1 to below the floor. */
  readonly told?: Readonly<Partial<Record<Part, Shown>>>
  /** The floor under which it stands, where that is not the highest that the owners of its leaves ask for. */
  readonly floor?: number
  /** The total as it was sent, where there is one; it must be the sum of the leaves. */
  readonly total?: Count
}

/** All cells that share leaves with each other, of one measure. */
export interface JointTable {
  /** Whether the numerator is a part of the denominator, or the denominator is all there is (numerators are 0). */
  readonly kind: 'share' | 'whole'
  readonly leaves: readonly JointLeaf[]
  readonly cells: readonly JointCell[]
}

/** The three sums of a cell, in the order of its rows in the system. */
export const PARTS = ['numerator', 'rest', 'denominator'] as const
export type Part = (typeof PARTS)[number]

export function rowOf(cell: number, part: Part): number {
  return cell * PARTS.length + PARTS.indexOf(part)
}

/** A row of which nobody may learn a value, and for whom: everybody (undefined) or the one owner that it is small to. */
export interface Target {
  readonly row: number
  readonly owner: number | undefined
}

/** What is to be said of one cell before neighbours are suppressed for it. */
export interface PrimaryFigure extends ProtectedCount {
  /** Suppressed by a rule about the cell alone. */
  readonly hidden: { readonly numerator: boolean; readonly denominator: boolean }
}

export interface JointSystem extends Start {
  readonly owners: readonly string[]
  readonly figures: readonly PrimaryFigure[]
  readonly targets: readonly Target[]
  /** What each cell counts, and what each owner has of it. */
  readonly shares: readonly Shares[]
}

export interface Shares {
  readonly count: Count
  readonly of: ReadonlyMap<number, Count>
  readonly floor: number
}

/**
 * The system of everything published in the table, before repair, with what was published of it earlier as it stood.
 *
 * What an attacker is taken to know:
 * - the rounding, and that a count shown below England, and what it leaves of its whole, is 0 or no smaller than the floor;
 * - of a figure that a rule about the cell alone suppresses, that it is below the floor. It may be 0: a zero is suppressed
 *   in a small whole or as a neighbour, and must look like any other. Where those counted and those left are both few, he is
 *   told of the former alone: the one mark does not say of which it is. A neighbour's mark says nothing;
 * - an insider: all of his own leaves beside. What a figure leaves to the others when he takes his own away is protected as
 *   a figure is, by the attack: a figure of many is rounded, and mostly leaves as many values as a mark would. Only where he
 *   is of few himself is there a rule, as then the mark alone would tell him how few the others can be (see leavesFew).
 */
export function jointSystem(
  table: JointTable,
  policy: DisclosurePolicy,
  earlier: ReadonlyMap<string, ProtectedCount>,
): JointSystem {
  const owners = [...new Set(table.leaves.map(({ owner }) => owner))]
  const numberOf = new Map(owners.map((owner, number) => [owner, number]))
  const ownerOfLeaf = table.leaves.map(({ owner }) => numberOf.get(owner) ?? -1)
  const shares = table.cells.map((cell) => sharesOf(cell, table, ownerOfLeaf, policy))
  const isWhole = table.kind === 'whole'
  const figures = table.cells.map((cell, at) => primaryFigure(cell, shares[at] ?? noShares, isWhole, policy))
  const shownAs = table.cells.map((cell, at) => earlier.get(cell.id) ?? figures[at] ?? nothing)
  const rows = table.cells.flatMap((cell, at) => rowsOf(cell, shownAs[at] ?? nothing, shares[at] ?? noShares, policy))
  const system: System = { unknowns: table.leaves.length * 2, rows, protectedRows: [] }
  const targets = table.cells.flatMap((cell, at) => targetsOf(cell, at, shares[at] ?? noShares, isWhole))
  return {
    system: { ...system, protectedRows: [...new Set(targets.map(({ row }) => row))] },
    truth: Int32Array.from(table.leaves.flatMap(({ count }) => [count.numerator, count.denominator - count.numerator])),
    ownerOf: Int32Array.from(ownerOfLeaf.flatMap((owner) => [owner, owner])),
    isGiven: Uint8Array.from(table.leaves.flatMap(({ isAll }) => [isWhole ? 1 : 0, isAll ? 1 : 0])),
    instead: ownBounds(table, shownAs, shares, policy),
    // a numerator and what it leaves of its whole are one figure
    figureOf: Int32Array.from(rows, (_, row) => (row % PARTS.length === 1 ? row - 1 : row)),
    owners,
    figures,
    targets,
    shares,
  }
}

/**
 * The system with the opened rows saying nothing, and an attacker as the exact attack takes him: his own unknowns, what
 * everybody is given, and his own bounds. The public knows only what is given.
 */
export function knownTo(
  { system, truth, ownerOf, isGiven, instead, owners }: JointSystem,
  isOpen: Uint8Array,
  attacker: number,
): { readonly system: System; readonly insider: Insider | undefined } {
  const rows = system.rows.map((row, at) => (isOpen[at] === 1 ? { ...row, ...free } : row))
  const given = [...truth.keys()].filter(
    (unknown) => isGiven[unknown] === 1 || (attacker !== PUBLIC && ownerOf[unknown] === attacker),
  )
  const own = instead.get(attacker) ?? []
  const insider: Insider = {
    name: owners[attacker] ?? 'the public',
    knows: new Map(given.map((unknown) => [unknown, truth[unknown] ?? 0])),
    instead: new Map(own.map(({ row, least, most }) => [row, { least, most }])),
  }
  return { system: { ...system, rows }, insider: given.length > 0 ? insider : undefined }
}

/** Whether what the row leaves without the owner's own is of few people, so that he may not learn it. */
export function isSmallTo({ shares }: JointSystem, owner: number, row: number): boolean {
  const [cell, part] = [shares[Math.floor(row / PARTS.length)], PARTS[row % PARTS.length]]
  if (!cell || !part) return false
  const own = cell.of.get(owner)
  return own === undefined || sensitiveParts(less(cell.count, own), cell.floor).includes(part)
}

/** Which sums of a count say something of few people: by the floor, what it leaves included, and all or nobody of few. */
export function sensitiveParts({ numerator, denominator }: Count, floor: number): readonly Part[] {
  const isFew = (count: number) => count > 0 && count < floor
  if (isFew(denominator)) return PARTS
  const rest = denominator - numerator
  return [...(isFew(numerator) ? (['numerator'] as const) : []), ...(denominator > 0 && rest < floor ? (['rest'] as const) : [])]
}

const nothing: PrimaryFigure = {
  numerator: notApplicable,
  denominator: notApplicable,
  hidden: { numerator: false, denominator: false },
}
const noShares: Shares = { count: { numerator: 0, denominator: 0 }, of: new Map(), floor: 0 }

function sharesOf(cell: JointCell, { leaves }: JointTable, ownerOfLeaf: readonly number[], policy: DisclosurePolicy): Shares {
  const of = new Map<number, Count>()
  let [numerator, denominator, floor] = [0, 0, policy.floor]
  const add = (at: number, isRest: boolean) => {
    const [leaf, owner] = [leaves[at], ownerOfLeaf[at]]
    if (!leaf || owner === undefined) throw new RangeError(`${cell.id} is made of a count that is not there.`)
    const [before, counted] = [of.get(owner), isRest ? 0 : leaf.count.numerator]
    of.set(owner, {
      numerator: (before?.numerator ?? 0) + counted,
      denominator: (before?.denominator ?? 0) + leaf.count.denominator,
    })
    numerator += counted
    denominator += leaf.count.denominator
    floor = Math.max(floor, leaf.floor ?? 0)
  }
  for (const at of cell.leaves) add(at, false)
  for (const at of cell.restLeaves ?? []) add(at, true)
  return { count: { numerator, denominator }, of, floor: Math.max(policy.floor, cell.floor ?? floor) }
}

/**
 * Whether one contributor, of few himself, is all that keeps the others in the sum from being few. Then the sum is suppressed
 * as one of few is: or else its mark would tell him that all of them together are few, and so how many the others can be.
 */
function leavesFew(part: Part, { count, of, floor }: Shares): boolean {
  return [...of.values()].some((own) => {
    const mine = sumOf(own, part)
    return mine > 0 && mine < floor && sensitiveParts(less(count, own), floor).includes(part)
  })
}

/** The cell by its own rule. */
function primaryFigure(
  { level, use }: JointCell,
  { count, of, floor }: Shares,
  isWhole: boolean,
  policy: DisclosurePolicy,
): PrimaryFigure {
  if (use !== 'published' || of.size === 0) return nothing
  const shown = protect({ kind: 'person', level, count, contributors: of.size, floor }, policy)
  const few = level === 'trust' || level === 'england' ? [] : PARTS.filter((part) => leavesFew(part, { count, of, floor }))
  const isFew = few.some((part) => part !== 'denominator')
  const denominator = few.includes('denominator') ? confidential : shown.denominator
  const numerator = isWhole ? notApplicable : isFew && isValue(shown.numerator) ? confidential : shown.numerator
  return {
    numerator,
    denominator,
    hidden: { numerator: numerator === confidential, denominator: denominator === confidential },
  }
}

function rowsOf(cell: JointCell, figure: ProtectedCount, { count, floor, of }: Shares, policy: DisclosurePolicy) {
  const apart = (cell.restLeaves ?? []).flatMap((leaf) => [leaf * 2, leaf * 2 + 1])
  const unknowns = {
    numerator: cell.leaves.map((leaf) => leaf * 2),
    rest: [...cell.leaves.map((leaf) => leaf * 2 + 1), ...apart],
  }
  const leavesOf = { ...unknowns, denominator: [...unknowns.numerator, ...unknowns.rest] }
  const bounds = (part: Part): Bounds => {
    if (cell.use === 'live') return boundsTold(cell.told?.[part], cell.level === 'england' ? 0 : floor, policy)
    if (cell.use === 'watched' || of.size === 0) return free
    return boundsOf(part, cell, figure, { count, floor, of }, policy)
  }
  return PARTS.map((part) => ({ unknowns: leavesOf[part], ...bounds(part) }))
}

/** What a count told elsewhere says of itself: below England nobody is told as 0, so that confidential is 1 or more. */
function boundsTold(shown: Shown | undefined, floor: number, policy: DisclosurePolicy): Bounds {
  if (!shown) return free
  if (isValue(shown)) return shown.value === 0 && floor > 0 ? { least: 0, most: 0 } : roundedFrom(shown, floor, policy)
  return shown.mark === 'c' && floor > 0 ? { least: 1, most: floor - 1 } : free
}

interface Bounds {
  readonly least: number
  readonly most: number
}
const free: Bounds = { least: 0, most: UNBOUNDED }

/** What the published figure says of one sum of the cell. */
function boundsOf(
  part: Part,
  { level }: JointCell,
  figure: ProtectedCount,
  { count, floor, of }: Shares,
  policy: DisclosurePolicy,
): Bounds {
  const figureOf = { numerator: figure.numerator, rest: figure.numerator, denominator: figure.denominator }[part]
  if (isValue(figureOf)) {
    if (level === 'england') return part === 'rest' ? free : roundedFrom(figureOf, 0, policy)
    if (part === 'rest') return { least: floor, most: UNBOUNDED }
    return figureOf.value === 0 ? { least: 0, most: 0 } : roundedFrom(figureOf, floor, policy)
  }
  if (figureOf.mark !== 'c' || level === 'england') return free
  if (level !== 'trust' && of.size < policy.fewestContributors) return free
  const few = sensitiveParts(count, floor)
  // the mark is one for both: that either is of few is told by it, and not which
  const isEither = part === 'rest' && few.includes('numerator') && !few.includes('denominator')
  if (few.includes(part)) return isEither ? free : { least: 0, most: floor - 1 }
  return level !== 'trust' && leavesFew(part, { count, of, floor }) ? { least: 0, most: 2 * (floor - 1) } : free
}

/** For each owner of few in a sum that is told to be of few: the others may be as many as would leave the mark there. */
function ownBounds(
  { cells }: JointTable,
  shownAs: readonly ProtectedCount[],
  shares: readonly Shares[],
  policy: DisclosurePolicy,
): Map<number, OwnBounds[]> {
  const found = new Map<number, OwnBounds[]>()
  for (const [at, { level, use }] of cells.entries()) {
    const { count, of, floor } = shares[at] ?? noShares
    if (use !== 'published' || level === 'trust' || level === 'england' || of.size < policy.fewestContributors) continue
    for (const part of sensitiveParts(count, floor)) {
      const figure = part === 'denominator' ? shownAs[at]?.denominator : shownAs[at]?.numerator
      if (!figure || isValue(figure) || figure.mark !== 'c') continue
      for (const [owner, own] of of) {
        const mine = sumOf(own, part)
        if (mine > 0)
          found.set(owner, [...(found.get(owner) ?? []), { row: rowOf(at, part), least: mine, most: mine + floor - 1 }])
      }
    }
  }
  return found
}

function roundedFrom({ value }: { readonly value: number }, floor: number, { roundTo }: DisclosurePolicy): Bounds {
  return { least: Math.max(floor, value - Math.floor(roundTo / 2)), most: value + Math.ceil(roundTo / 2) - 1 }
}

function targetsOf(cell: JointCell, at: number, { count, of, floor }: Shares, isWhole: boolean): Target[] {
  if (cell.use === 'live')
    return PARTS.filter((part) => cell.told?.[part] && !isValue(cell.told[part])).map((part) => ({
      row: rowOf(at, part),
      owner: undefined,
    }))
  const parts = (each: Count) => sensitiveParts(each, floor).filter((part) => !isWhole || part === 'denominator')
  if (cell.use === 'watched') {
    const counts = { numerator: count.numerator, rest: count.denominator - count.numerator, denominator: count.denominator }
    const few = PARTS.filter((part) => counts[part] > 0 && counts[part] < floor && !(isWhole && part !== 'denominator'))
    return few.map((part) => ({ row: rowOf(at, part), owner: undefined }))
  }
  if (cell.level === 'england') return []
  const own = parts(count)
  const forOwners =
    cell.level === 'trust'
      ? []
      : [...of].flatMap(([owner, share]) =>
          parts(less(count, share))
            .filter((part) => !own.includes(part))
            .map((part) => ({ row: rowOf(at, part), owner })),
        )
  return [...own.map((part) => ({ row: rowOf(at, part), owner: undefined })), ...forOwners]
}

function sumOf({ numerator, denominator }: Count, part: Part): number {
  return { numerator, rest: denominator - numerator, denominator }[part]
}

function less(count: Count, own: Count): Count {
  return { numerator: count.numerator - own.numerator, denominator: count.denominator - own.denominator }
}
