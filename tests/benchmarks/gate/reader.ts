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
  for (const { id, level, leaves, use } of table.cells) {
    const [all, own] = [countsOf(table, leaves), countsOf(table, leaves, isOwn)]
    const owners = new Set(leaves.flatMap((leaf) => table.leaves[leaf]?.owner ?? []))
    const parties = partiesIn(owners, table)
    const others = minus(all, own)
    for (const part of PARTS) {
      const figure = figures.get(id)
      const text = figure && print(part === 'denominator' ? figure.denominator : figure.numerator)
      // one mark is printed for those counted and those left: that somebody is few is told by it, and not who
      const isEither = part === 'rest' && all.denominator >= FLOOR && isSecret('numerator', all)
      const isTold = isSecret(part, all) && !isEither && (level === 'trust' || parties >= 3)
      const [least, most] = text === undefined ? [0, ENDLESS] : understood(text, part, level, isTold, own[part])
      const unknowns = leaves.flatMap(
        (leaf) => ({ numerator: [2 * leaf], rest: [2 * leaf + 1], denominator: [2 * leaf, 2 * leaf + 1] })[part],
      )
      const isWatched = use === 'watched' && others[part] > 0 && others[part] < FLOOR
      const at = rows.push({ id: `${id} ${part}`, unknowns, least, most }) - 1
      if (isWatched || (use === 'published' && level !== 'england' && isSecret(part, others))) secrets.push(at)
    }
  }
  return {
    name,
    rows,
    truth: table.leaves.flatMap(({ count }) => [count.numerator, count.denominator - count.numerator]),
    ownerOf: table.leaves.flatMap((leaf) => [leaf.owner, leaf.owner]),
    isKnown: Uint8Array.from(table.leaves.flatMap((leaf) => (isOwn(leaf.owner) ? [1, 1] : [0, 0]))),
    secrets,
  }
}

function print(shown: Shown): string {
  return isValue(shown) ? String(shown.value) : `[${shown.mark}]`
}

/** The least and the most that the printed figure lets a sum be. */
function understood(text: string, part: Part, level: Level, isTold: boolean, own: number): readonly [number, number] {
  if (text === '[c]') return isTold ? [0, own > 0 && level !== 'trust' ? own + FLOOR - 1 : FLOOR - 1] : [0, ENDLESS]
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
