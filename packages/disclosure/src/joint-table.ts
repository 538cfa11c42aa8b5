import type { Count } from '@oh/measures'
import { type Attacker, attackersAmong, type Insiders } from './attackers.ts'
import type { Level } from './catalogue.ts'
import type { DisclosurePolicy } from './policy.ts'
import { type ProtectedCount, protect } from './protect.ts'
import { leavesFew, less, noShares, PARTS, type Part, rowOf, type Shares, sensitiveParts, sharesOf } from './shares.ts'
import { confidential, isValue, notApplicable, type Shown } from './shown.ts'
import type { Insider, Row, System } from './system.ts'
import { free, nestedMarks, ownBounds, rowsOf, splitsOf } from './told.ts'
import { PUBLIC, type Start } from './witness.ts'

/** One contributor's count of one month, or of one month and one cell of a grid: what nothing published is finer than. */
export interface JointLeaf {
  /** Who knows it. A contributor of whose counts others know different parts is several owners, and a group of them. */
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
  /** The floor under which it stands, where that is not the highest that the owners of its leaves ask for. */
  readonly floor?: number
  /** The total as it was sent, where there is one; it must be the sum of the leaves. */
  readonly total?: Count
}

/** All cells that share leaves with each other: figures of the same people. */
export interface JointTable {
  /** Whether the numerator is a part of the denominator, or the denominator is all there is (numerators are 0). */
  readonly kind: 'share' | 'whole'
  readonly leaves: readonly JointLeaf[]
  readonly cells: readonly JointCell[]
  /** Groups of owners that one party knows the counts of; each owner knows his own in any case. */
  readonly insiders?: readonly Insiders[]
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
  /** Unknowns that are told elsewhere to be 0. */
  readonly empty: ReadonlySet<number>
}

/**
 * The system of everything published in the table, before repair, with what was published of it earlier as it stood.
 *
 * What an attacker is taken to know:
 * - the rounding, and that a count shown below England, and what it leaves of its whole, is 0 or no smaller than the floor;
 * - of a figure that a rule about the cell alone suppresses, that it is 1 to below the floor; in a small whole, and within
 *   another sum of few, it may be 0, as nobody is suppressed there too. A zero that is suppressed as a neighbour must look like
 *   any other. Where those counted and those left are both few, he is told of the former alone: the one mark does not say of
 *   which it is. A neighbour's mark says nothing;
 * - of a total that is shown, that it is not of few beside few, as it would be suppressed then (see splitsOf);
 * - an insider: all of his own leaves beside, or those of all the owners he knows the counts of. What a figure leaves to the
 *   others when he takes his own away is protected as a figure is, by the attack: a figure of many is rounded, and mostly
 *   leaves as many values as a mark would. Only where he is of few himself is there a rule, as then the mark alone would tell
 *   him how few the others can be (see leavesFew). Who knows as many as the floor or more of a sum that is suppressed by that
 *   rule, as the insiders of two contributors of few may, takes the mark for one that may be a neighbour's (see ownBounds).
 *
 * What he may not learn: each sum of few people, and nobody or everybody of few, be it suppressed or never shown; and the
 * nobody in a figure that is suppressed for another part of the cell. Nobody of a decent whole is shown as 0 and no secret,
 * and so are its parts that are never shown, and what is told elsewhere to be 0. That a figure of too few contributors is
 * suppressed says nothing of its count, so it is a secret only where the count is one.
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
  const sums = nestedMarks(
    table.cells.flatMap((cell, at) => rowsOf(cell, shownAs[at] ?? nothing, shares[at] ?? noShares, policy)),
    table,
    shares,
  )
  const splits = table.cells.flatMap((cell, at) =>
    splitsOf(cell, at, shownAs[at] ?? nothing, shares[at] ?? noShares, sums, (unknown, attacker) =>
      (attackers[attacker]?.owners ?? []).includes(ownerOfLeaf[unknown >> 1] ?? PUBLIC),
    ),
  )
  const rows: Row[] = [...sums, ...splits]
  const system: System = { unknowns: table.leaves.length * 2, rows, protectedRows: [] }
  const isGiven = Uint8Array.from(table.leaves.flatMap(({ isAll }) => [isWhole ? 1 : 0, isAll ? 1 : 0]))
  const empty = { live: emptiedBy('live', table, rows), published: emptiedBy('published', table, rows) }
  const isSecret = (cell: JointCell, { row, attacker }: Target) => {
    const owned = new Set(attackers[attacker ?? PUBLIC]?.owners)
    const isTold = (unknown: number) => empty.live.has(unknown) || (cell.use === 'watched' && empty.published.has(unknown))
    return rows[row]?.unknowns.some(
      (unknown) => isGiven[unknown] !== 1 && !isTold(unknown) && !owned.has(ownerOfLeaf[unknown >> 1] ?? PUBLIC),
    )
  }
  const targets = table.cells.flatMap((cell, at) =>
    targetsOf(cell, at, shares[at] ?? noShares, figures[at] ?? nothing, isWhole, policy).filter((each) => isSecret(cell, each)),
  )
  return {
    system: { ...system, protectedRows: [...new Set(targets.map(({ row }) => row))] },
    truth: Int32Array.from(table.leaves.flatMap(({ count }) => [count.numerator, count.denominator - count.numerator])),
    ownerOf: Int32Array.from(ownerOfLeaf.flatMap((owner) => [owner, owner])),
    ownersOf: attackers.map((attacker) => attacker.owners),
    isGiven,
    instead: ownBounds(table, shownAs, shares, policy),
    // a numerator and what it leaves of its whole are one figure
    figureOf: Int32Array.from([...sums.keys(), ...splits.map(({ of }) => of)], (row) =>
      row % PARTS.length === 1 ? row - 1 : row,
    ),
    attackers,
    figures,
    targets,
    shares,
    empty: empty.live,
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
export function isSmallTo({ system, shares, ownerOf, ownersOf, empty }: JointSystem, attacker: number, row: number): boolean {
  const [cell, part] = [shares[Math.floor(row / PARTS.length)], PARTS[row % PARTS.length]]
  if (!cell || !part) return false
  const own = cell.of.get(attacker)
  if (own === undefined) return true
  const owners = ownersOf[attacker] ?? []
  const isLeft = (unknown: number) => !empty.has(unknown) && !owners.includes(ownerOf[unknown] ?? PUBLIC)
  return sensitiveParts(less(cell.count, own), cell.floor).includes(part) && !!system.rows[row]?.unknowns.some(isLeft)
}

const nothing: PrimaryFigure = {
  numerator: notApplicable,
  denominator: notApplicable,
  hidden: { numerator: false, denominator: false },
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
  const few = level === 'england' ? [] : PARTS.filter((part) => leavesFew(part, shares))
  const isFew = few.some((part) => part !== 'denominator')
  const denominator = few.includes('denominator') ? confidential : shown.denominator
  const numerator = isWhole ? notApplicable : isFew && isValue(shown.numerator) ? confidential : shown.numerator
  return {
    numerator,
    denominator,
    hidden: { numerator: numerator === confidential, denominator: denominator === confidential },
  }
}

function targetsOf(
  cell: JointCell,
  at: number,
  { count, of, knowers, floor }: Shares,
  { hidden }: PrimaryFigure,
  isWhole: boolean,
  policy: DisclosurePolicy,
): Target[] {
  if (cell.use === 'live')
    return PARTS.filter((part) => cell.told?.[part] && !isValue(cell.told[part])).map((part) => ({
      row: rowOf(at, part),
      attacker: undefined,
    }))
  if (cell.use === 'published' && cell.level === 'england') return []
  const parts = (each: Count) => sensitiveParts(each, floor).filter((part) => !isWhole || part === 'denominator')
  const own = parts(count)
  const isHiddenNobody = hidden.numerator && count.numerator === 0 && knowers >= policy.fewestContributors
  if (isHiddenNobody && !own.includes('numerator')) own.push('numerator')
  const forInsiders = [...of].flatMap(([attacker, share]) =>
    parts(less(count, share))
      .filter((part) => !own.includes(part))
      .map((part) => ({ row: rowOf(at, part), attacker })),
  )
  return [...own.map((part) => ({ row: rowOf(at, part), attacker: undefined })), ...forInsiders]
}

/** The unknowns that figures of one use tell to be 0, as all of those that nobody is in. */
function emptiedBy(use: JointCell['use'], { cells }: JointTable, rows: readonly Row[]): ReadonlySet<number> {
  return new Set(
    rows.flatMap(({ unknowns, most }, at) => (most === 0 && cells[Math.floor(at / PARTS.length)]?.use === use ? unknowns : [])),
  )
}
