import { isValue, type JointTable, type Level, type ProtectedCount, type Shown } from '@oh/disclosure'

/*
 * What a reader makes of figures as they are printed, and what he may not find out. Nothing here knows how the gate works:
 * the rules are those that a publication states of itself, told once more.
 */

const FLOOR = 8
const AWAY = 2
const ENDLESS = 1e9
const PARTS = ['numerator', 'rest', 'denominator'] as const
type Part = (typeof PARTS)[number]

/** A sum of unknowns, two for each count that was sent: the numerator and what it leaves of its whole. */
export interface ReadRow {
  readonly id: string
  readonly unknowns: readonly number[]
  readonly least: number
  readonly most: number
}

/** What one attacker knows, and the rows of which he may not know fewer than five values. */
export interface Reading {
  readonly name: string
  readonly rows: readonly ReadRow[]
  readonly truth: readonly number[]
  /** Whose count each unknown is a part of. */
  readonly ownerOf: readonly string[]
  /** 1 for each unknown that he knows. */
  readonly isKnown: Uint8Array
  readonly secrets: readonly number[]
}

/** Who reads: the public, who sent nothing, or who knows the counts that some contributors sent. */
export interface Reader {
  readonly name: string
  readonly contributors: readonly string[]
}

/** The public, each contributor, and each party that knows the counts of several of those who are there. */
export function readersOf({ leaves, insiders = [] }: JointTable): Reader[] {
  const owners = [...new Set(leaves.map(({ owner }) => owner))]
  const groups = insiders.map(({ name, owners: of }) => ({ name, contributors: owners.filter((owner) => of.includes(owner)) }))
  return [
    { name: 'the public', contributors: [] },
    ...owners.map((owner) => ({ name: owner, contributors: [owner] })),
    ...groups.filter(({ contributors }) => contributors.length > 1),
  ]
}

interface Counts {
  readonly numerator: number
  readonly rest: number
  readonly denominator: number
}

/**
 * What one reader makes of the figures. As the strictest reader he is told of each mark whether it stands for few people; a
 * contributor of few to such a sum knows that the mark may stand for the others alone.
 */
export function readingOf(
  table: JointTable,
  figures: ReadonlyMap<string, ProtectedCount>,
  { name, contributors }: Reader,
): Reading {
  const isOwn = (owner: string) => contributors.includes(owner)
  const rows: ReadRow[] = []
  const secrets: number[] = []
  const nobodyIn = leavesOfNobody(table)
  for (const cell of table.cells) {
    const { id, level, leaves, use } = cell
    const [all, own] = [countsOf(table, leaves), countsOf(table, leaves, isOwn)]
    const owners = new Set(leaves.flatMap((leaf) => table.leaves[leaf]?.owner ?? []))
    const parties = partiesIn(owners, table)
    const others = minus(all, own)
    const printed = figures.get(id)
    const isTaken = use === 'published' && contributors.length === 0 && all.numerator === 0 && isBesideFew(cell, table)
    for (const part of PARTS) {
      const text = printed && print(part === 'denominator' ? printed.denominator : printed.numerator)
      // one mark is printed for those counted and those left: that somebody is few is told by it, and not who; England's
      // figures are rounded whatever they count, so that its marks are for the sake of others
      const isEither = part === 'rest' && all.denominator >= FLOOR && isSecret('numerator', all)
      const isTold = isSecret(part, all) && !isEither && (level === 'trust' || (level !== 'england' && parties >= 3))
      // nobody of many would be printed as 0
      const isSomebody = isTold && part !== 'rest' && all[part] > 0 && (part === 'denominator' || all.denominator >= FLOOR)
      const [least, most] = text === undefined ? [0, ENDLESS] : understood(text, part, level, { isTold, isSomebody }, own[part])
      const unknowns = leaves.flatMap(
        (leaf) => ({ numerator: [2 * leaf], rest: [2 * leaf + 1], denominator: [2 * leaf, 2 * leaf + 1] })[part],
      )
      const at = rows.push({ id: `${id} ${part}`, unknowns, least, most }) - 1
      if (printed && leastPrinted(printed, part) <= 2 * (FLOOR - 1)) rows.push(...besideOthers(rows[at], part, cell, table))
      const isShownAsNobody = use === 'watched' && part === 'numerator' && leaves.every((leaf) => nobodyIn.has(leaf))
      const isFew = isSecret(part, others) && !isShownAsNobody && (use === 'watched' || level !== 'england')
      if (isFew || (isTaken && part === 'numerator')) secrets.push(at)
    }
  }
  return {
    name,
    rows: withoutNested(rows),
    truth: table.leaves.flatMap(({ count }) => [count.numerator, count.denominator - count.numerator]),
    ownerOf: table.leaves.flatMap((leaf) => [leaf.owner, leaf.owner]),
    isKnown: Uint8Array.from(table.leaves.flatMap((leaf) => (isOwn(leaf.owner) ? [1, 1] : [0, 0]))),
    secrets,
  }
}

/** Within a sum of few nobody is suppressed too, beside somebody: there a mark is taken for nobody as well. */
function withoutNested(rows: readonly ReadRow[]): ReadRow[] {
  const isFew = ({ least, most }: ReadRow) => least === 1 && most < ENDLESS
  const wholes = rows.filter(isFew)
  const isNested = ({ unknowns }: ReadRow) =>
    wholes.some((whole) => whole.unknowns.length > unknowns.length && unknowns.every((each) => whole.unknowns.includes(each)))
  return rows.map((row) => (isFew(row) && isNested(row) ? { ...row, least: 0 } : row))
}

/** How few a sum can be by what is printed of its figure; endless where it is marked. */
function leastPrinted({ numerator, denominator }: ProtectedCount, part: Part): number {
  const shown = part === 'denominator' ? denominator : numerator
  if (!isValue(shown)) return ENDLESS
  if (part !== 'rest') return shown.value - AWAY
  return isValue(denominator) ? denominator.value - shown.value - 2 * AWAY : 0
}

/**
 * What a sum that is printed says of its contributors, as few beside few would have been suppressed: of each, and of each who
 * knows several, his own or the others' are as many as the floor. The strictest reader is told which. What is printed as 0
 * says no more.
 */
function besideOthers(row: ReadRow | undefined, part: Part, cell: JointTable['cells'][number], table: JointTable): ReadRow[] {
  const { level, leaves, use } = cell
  if (!row || use !== 'published' || level === 'england' || row.most === 0) return []
  const all = countsOf(table, leaves)[part]
  return readersOf(table).flatMap(({ contributors }) => {
    const isOwn = (owner: string | undefined) => owner !== undefined && contributors.includes(owner)
    const own = countsOf(table, leaves, isOwn)[part]
    const isOthers = all - own >= FLOOR
    const unknowns = row.unknowns.filter((unknown) => isOwn(table.leaves[unknown >> 1]?.owner) !== isOthers)
    const isWhole = unknowns.length === row.unknowns.length || (!isOthers && own < FLOOR)
    return isWhole ? [] : [{ id: `${row.id} beside others`, unknowns, least: FLOOR, most: ENDLESS }]
  })
}

/** Whether some contributor of few is all that keeps the others of a figure's rest from being few, so that it is suppressed. */
function isBesideFew({ level, leaves }: JointTable['cells'][number], table: JointTable): boolean {
  const owners = new Set(leaves.flatMap((leaf) => table.leaves[leaf]?.owner ?? []))
  if (level === 'england' || (level !== 'trust' && partiesIn(owners, table) < 3)) return false
  return readersOf(table).some(({ contributors }) => {
    const own = countsOf(table, leaves, (owner) => contributors.includes(owner))
    return own.rest > 0 && own.rest < FLOOR && isSecret('rest', minus(countsOf(table, leaves), own))
  })
}

/** Counts in a figure of nobody that its own rule shows as 0: no part of it is a secret that is not shown itself. */
function leavesOfNobody(table: JointTable): ReadonlySet<number> {
  const isShown = (cell: JointTable['cells'][number]) => {
    const { numerator, denominator } = countsOf(table, cell.leaves)
    const owners = new Set(cell.leaves.flatMap((leaf) => table.leaves[leaf]?.owner ?? []))
    const isNobody = cell.use === 'published' && cell.level !== 'england' && numerator === 0 && denominator >= FLOOR
    return isNobody && (cell.level === 'trust' || partiesIn(owners, table) >= 3) && !isBesideFew(cell, table)
  }
  return new Set(table.cells.filter(isShown).flatMap(({ leaves }) => leaves))
}

function print(shown: Shown): string {
  return isValue(shown) ? String(shown.value) : `[${shown.mark}]`
}

/** The least and the most that the printed figure lets a sum be. */
function understood(
  text: string,
  part: Part,
  level: Level,
  { isTold, isSomebody }: { readonly isTold: boolean; readonly isSomebody: boolean },
  own: number,
): readonly [number, number] {
  const few = own > 0 ? own + FLOOR - 1 : FLOOR - 1
  if (text === '[c]') return isTold ? [isSomebody ? 1 : 0, few] : [0, ENDLESS]
  if (text === '[z]') return [0, ENDLESS]
  if (part === 'rest') return [level === 'england' ? 0 : FLOOR, ENDLESS]
  const value = Number(text)
  if (level === 'england') return [Math.max(0, value - AWAY), value + AWAY]
  return value === 0 ? [0, 0] : [Math.max(FLOOR, value - AWAY), value + AWAY]
}

/** Whether the part of these counts is of few people: 1 to 7 of it, of the rest or of the whole, or nobody or everybody of few. */
function isSecret(part: Part, { numerator, rest, denominator }: Counts): boolean {
  if (denominator > 0 && denominator < FLOOR) return true
  if (part === 'numerator') return numerator > 0 && numerator < FLOOR
  return part === 'rest' && denominator > 0 && rest < FLOOR
}

/** How many there are who do not know each other's counts, even through others of them. */
function partiesIn(owners: ReadonlySet<string>, { insiders = [] }: JointTable): number {
  const left = new Set(owners)
  let parties = 0
  for (const first of owners) {
    if (!left.delete(first)) continue
    parties += 1
    const party = [first]
    // the list grows while it is walked
    for (const one of party)
      for (const { owners: of } of insiders)
        if (of.includes(one)) for (const other of of) if (left.delete(other)) party.push(other)
  }
  return parties
}

function countsOf(table: JointTable, leaves: readonly number[], isCounted: (owner: string) => boolean = () => true): Counts {
  let [numerator, denominator] = [0, 0]
  for (const at of leaves) {
    const leaf = table.leaves[at]
    if (!leaf || !isCounted(leaf.owner)) continue
    numerator += leaf.count.numerator
    denominator += leaf.count.denominator
  }
  return { numerator, rest: denominator - numerator, denominator }
}

function minus(all: Counts, own: Counts): Counts {
  return {
    numerator: all.numerator - own.numerator,
    rest: all.rest - own.rest,
    denominator: all.denominator - own.denominator,
  }
}
