import type { Count } from '@oh/measures'
import { type Attacker, attackersAmong, type Insiders, knowersOf } from './attackers.ts'
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
  /** Each of its owners' own sums is shown for the same period, so that even a sum of few owners tells none of them more. */
  readonly contributorsShown?: boolean
  /** The total as it was sent, where there is one; it must be the sum of the leaves. */
  readonly total?: Count
}

/** All cells that share leaves with each other, of one measure. */
export interface JointTable {
  /** Whether the numerator is a part of the denominator, or the denominator is all there is (numerators are 0). */
  readonly kind: 'share' | 'whole'
  readonly leaves: readonly JointLeaf[]
  readonly cells: readonly JointCell[]
  /** Groups of owners that one party knows the counts of; each owner knows his own in any case. */
  readonly insiders?: readonly Insiders[]
}

/** The three sums of a cell, in the order of its rows in the system. */
export const PARTS = ['numerator', 'rest', 'denominator'] as const
export type Part = (typeof PARTS)[number]

export function rowOf(cell: number, part: Part): number {
  return cell * PARTS.length + PARTS.indexOf(part)
}

/** A row of which nobody may learn a value, and for whom: everybody (undefined) or the one attacker that it is small to. */
export interface Target {
  readonly row: number
  readonly attacker: number | undefined
}

/** What is to be said of one cell before neighbours are suppressed for it. */
export interface PrimaryFigure extends ProtectedCount {
  /** Suppressed by a rule about the cell alone. */
  readonly hidden: { readonly numerator: boolean; readonly denominator: boolean }
}

export interface JointSystem extends Start {
  readonly attackers: readonly Attacker[]
  readonly figures: readonly PrimaryFigure[]
  readonly targets: readonly Target[]
  /** What each cell counts, and what each attacker has of it. */
  readonly shares: readonly Shares[]
}

export interface Shares {
  readonly count: Count
  /** By attacker, of those who have a part in it. */
  readonly of: ReadonlyMap<number, Count>
  /** Parties in it, of which each knows his own part. */
  readonly knowers: number
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
 * - an insider: all of his own leaves beside, or those of all the owners he knows the counts of. What a figure leaves to the
 *   others when he takes his own away is protected as
 *   a figure is, by the attack: a figure of many is rounded, and mostly leaves as many values as a mark would. Only where he
 *   is of few himself is there a rule, as then the mark alone would tell him how few the others can be (see leavesFew).
 */
export function jointSystem(
  table: JointTable,
  policy: DisclosurePolicy,
  earlier: ReadonlyMap<string, ProtectedCount>,
): JointSystem {
  const owners = [...new Set(table.leaves.map(({ owner }) => owner))]
  const attackers = attackersAmong(owners, table.insiders ?? [])
  const numberOf = new Map(owners.map((owner, number) => [owner, number]))
  const ownerOfLeaf = table.leaves.map(({ owner }) => numberOf.get(owner) ?? -1)
  const shares = table.cells.map((cell) => sharesOf(cell, table, ownerOfLeaf, attackers, policy))
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
    ownersOf: attackers.map((attacker) => attacker.owners),
    isGiven: Uint8Array.from(table.leaves.flatMap(({ isAll }) => [isWhole ? 1 : 0, isAll ? 1 : 0])),
    instead: ownBounds(table, shownAs, shares, policy),
    // a numerator and what it leaves of its whole are one figure
    figureOf: Int32Array.from(rows, (_, row) => (row % PARTS.length === 1 ? row - 1 : row)),
    attackers,
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
  { system, truth, ownerOf, isGiven, instead, attackers }: JointSystem,
  isOpen: Uint8Array,
  attacker: number,
): { readonly system: System; readonly insider: Insider | undefined } {
  const rows = system.rows.map((row, at) => (isOpen[at] === 1 ? { ...row, ...free } : row))
  const owned = new Set(attackers[attacker]?.owners)
  const given = [...truth.keys()].filter((unknown) => isGiven[unknown] === 1 || owned.has(ownerOf[unknown] ?? PUBLIC))
  const own = instead.get(attacker) ?? []
  const insider: Insider = {
    name: attackers[attacker]?.name ?? 'the public',
    knows: new Map(given.map((unknown) => [unknown, truth[unknown] ?? 0])),
    instead: new Map(own.map(({ row, least, most }) => [row, { least, most }])),
  }
  return { system: { ...system, rows }, insider: given.length > 0 ? insider : undefined }
}

/** Whether what the row leaves without the attacker's own is of few people, so that he may not learn it. */
export function isSmallTo({ shares }: JointSystem, attacker: number, row: number): boolean {
  const [cell, part] = [shares[Math.floor(row / PARTS.length)], PARTS[row % PARTS.length]]
  if (!cell || !part) return false
  const own = cell.of.get(attacker)
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
const nobody: Count = { numerator: 0, denominator: 0 }
const noShares: Shares = { count: nobody, of: new Map(), knowers: 0, floor: 0 }

function sharesOf(
  cell: JointCell,
  { leaves }: JointTable,
  ownerOfLeaf: readonly number[],
  attackers: readonly Attacker[],
  policy: DisclosurePolicy,
): Shares {
  const byOwner = new Map<number, Count>()
  let floor = policy.floor
  const add = (at: number, isRest: boolean) => {
    const [leaf, owner] = [leaves[at], ownerOfLeaf[at]]
    if (!leaf || owner === undefined) throw new RangeError(`${cell.id} is made of a count that is not there.`)
    const { numerator, denominator } = leaf.count
    byOwner.set(owner, plus(byOwner.get(owner) ?? nobody, { numerator: isRest ? 0 : numerator, denominator }))
    floor = Math.max(floor, leaf.floor ?? 0)
  }
  for (const at of cell.leaves) add(at, false)
  for (const at of cell.restLeaves ?? []) add(at, true)
  const of = new Map(byOwner)
  for (const [attacker, { owners }] of attackers.entries()) {
    const own = owners.length > 1 ? owners.flatMap((owner) => byOwner.get(owner) ?? []) : []
    if (own.length > 0) of.set(attacker, own.reduce(plus))
  }
  return { count: [...byOwner.values()].reduce(plus, nobody), of, knowers: knowersOf(new Set(byOwner.keys()), attackers), floor }
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
  { level, use, contributorsShown = false }: JointCell,
  shares: Shares,
  isWhole: boolean,
  policy: DisclosurePolicy,
): PrimaryFigure {
  const { count, knowers, floor } = shares
  if (use !== 'published' || knowers === 0) return nothing
  const shown = protect({ kind: 'person', level, count, contributors: knowers, floor, contributorsShown }, policy)
  const few = level === 'trust' || level === 'england' ? [] : PARTS.filter((part) => leavesFew(part, shares))
  const isFew = few.some((part) => part !== 'denominator')
  const denominator = few.includes('denominator') ? confidential : shown.denominator
  const numerator = isWhole ? notApplicable : isFew && isValue(shown.numerator) ? confidential : shown.numerator
  return {
    numerator,
    denominator,
    hidden: { numerator: numerator === confidential, denominator: denominator === confidential },
  }
}

function rowsOf(cell: JointCell, figure: ProtectedCount, shares: Shares, policy: DisclosurePolicy) {
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

interface Bounds {
  readonly least: number
  readonly most: number
}
const free: Bounds = { least: 0, most: UNBOUNDED }

/** What the published figure says of one sum of the cell. */
function boundsOf(part: Part, cell: JointCell, figure: ProtectedCount, shares: Shares, policy: DisclosurePolicy): Bounds {
  const shown = figureOf(part, figure)
  if (!isValue(shown)) return { least: 0, most: mostMarked(part, cell, shown, shares, policy) }
  if (cell.level === 'england') return part === 'rest' ? free : roundedFrom(shown, 0, policy)
  if (part === 'rest') return { least: shares.floor, most: UNBOUNDED }
  return shown.value === 0 ? { least: 0, most: 0 } : roundedFrom(shown, shares.floor, policy)
}

/** Whether the figure is hidden for how few contribute to it: then its mark says nothing of how many people there are. */
function isOfTooFew({ level, contributorsShown }: JointCell, { knowers }: Shares, policy: DisclosurePolicy): boolean {
  return level !== 'trust' && knowers < policy.fewestContributors && contributorsShown !== true
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
  return level !== 'trust' && leavesFew(part, shares) ? 2 * (floor - 1) : UNBOUNDED
}

/**
 * For each attacker with a part in a sum that is told to be of few: beside his own, the others may be as many as would leave
 * the mark there. Only where that is more than everybody is told; so nobody's bounds are narrower than the public's.
 */
function ownBounds(
  { cells }: JointTable,
  shownAs: readonly ProtectedCount[],
  shares: readonly Shares[],
  policy: DisclosurePolicy,
): Map<number, OwnBounds[]> {
  const found = new Map<number, OwnBounds[]>()
  for (const [at, cell] of cells.entries()) {
    const [shown, share] = [shownAs[at] ?? nothing, shares[at] ?? noShares]
    if (cell.use !== 'published' || cell.level === 'trust') continue
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

function figureOf(part: Part, { numerator, denominator }: ProtectedCount): Shown {
  return part === 'denominator' ? denominator : numerator
}

function roundedFrom({ value }: { readonly value: number }, floor: number, { roundTo }: DisclosurePolicy): Bounds {
  return { least: Math.max(floor, value - Math.floor(roundTo / 2)), most: value + Math.ceil(roundTo / 2) - 1 }
}

function targetsOf(cell: JointCell, at: number, { count, of, floor }: Shares, isWhole: boolean): Target[] {
  if (cell.use === 'live')
    return PARTS.filter((part) => cell.told?.[part] && !isValue(cell.told[part])).map((part) => ({
      row: rowOf(at, part),
      attacker: undefined,
    }))
  const parts = (each: Count) => sensitiveParts(each, floor).filter((part) => !isWhole || part === 'denominator')
  if (cell.use === 'watched') {
    const counts = { numerator: count.numerator, rest: count.denominator - count.numerator, denominator: count.denominator }
    const few = PARTS.filter((part) => counts[part] > 0 && counts[part] < floor && !(isWhole && part !== 'denominator'))
    return few.map((part) => ({ row: rowOf(at, part), attacker: undefined }))
  }
  if (cell.level === 'england') return []
  const own = parts(count)
  const forInsiders =
    cell.level === 'trust'
      ? []
      : [...of].flatMap(([attacker, share]) =>
          parts(less(count, share))
            .filter((part) => !own.includes(part))
            .map((part) => ({ row: rowOf(at, part), attacker })),
        )
  return [...own.map((part) => ({ row: rowOf(at, part), attacker: undefined })), ...forInsiders]
}

function sumOf({ numerator, denominator }: Count, part: Part): number {
  return { numerator, rest: denominator - numerator, denominator }[part]
}

function plus(one: Count, other: Count): Count {
  return { numerator: one.numerator + other.numerator, denominator: one.denominator + other.denominator }
}

function less(count: Count, own: Count): Count {
  return { numerator: count.numerator - own.numerator, denominator: count.denominator - own.denominator }
}
