import type { JointSystem } from './joint-table.ts'
import { FEWEST_VALUES, type IntegerProblem, type Row, type Solve, UNBOUNDED } from './system.ts'
import { PUBLIC } from './witness.ts'

/** Figures one of which at least any repair must suppress, and the sum for whose sake. */
export interface Conflict {
  readonly figures: readonly number[]
  readonly row: number
}

/** Problems that may be asked for one table: a second or two of a processor as a rule, for a month of England too. */
const MOST_PROBLEMS = 150
/** Of these, so many may be left unanswered. */
const MOST_UNANSWERED = 3
/**
 * How much of a table is looked at around one sum. Whatever lies further off counts as suppressed already, which can only
 * make a bound lower; problems of this size are solved in milliseconds.
 */
const MOST_ROWS = 120
const MOST_IN_ROW = 400

/** What an attacker knows around one sum: its rows, in terms of unknowns taken together that are in the same ones. */
interface Near {
  /** The rows by their numbers in the system, the sum's own first: what they are made of and what is published of them. */
  readonly rows: ReadonlyMap<number, Row>
  readonly unknowns: number
  /** What the sum is of, and what it truly comes to, without what the attacker knows. */
  readonly sum: readonly number[]
  readonly truth: number
}

/**
 * Finds figures that cannot all be shown. Opening more never narrows a sum, so where an attacker holds a sum to fewer than
 * FEWEST_VALUES values with some figures shown and all others hidden, every repair has to hide one of those that are shown.
 */
export class Conflicts {
  private readonly joint: JointSystem
  private readonly solve: Solve
  private readonly mayOpen: (row: number) => boolean
  private readonly rowsOf: readonly (readonly number[])[]
  private problems = 0
  private unanswered = 0

  /** `mayOpen` says of a row whether its figure may be suppressed at all. */
  constructor(joint: JointSystem, solve: Solve, mayOpen: (row: number) => boolean) {
    this.joint = joint
    this.solve = solve
    this.mayOpen = mayOpen
    const { rows, unknowns } = joint.system
    const rowsOf = Array.from({ length: unknowns }, (): number[] => [])
    for (const [at, { unknowns: own, least, most }] of rows.entries()) {
      const saysNothing = least <= 0 && most >= UNBOUNDED
      if (!saysNothing && own.length <= MOST_IN_ROW) for (const unknown of own) rowsOf[unknown]?.push(at)
    }
    this.rowsOf = rowsOf
  }

  /** Whether the problems that may be asked are used up. */
  get isSpent(): boolean {
    return this.problems >= MOST_PROBLEMS || this.unanswered > MOST_UNANSWERED
  }

  /**
   * As few figures as are enough to hold the sum down to an attacker, none of them hidden already. Undefined when that is
   * not proved: it may be safe, or the reason too far off, or the solver at the end of its time.
   */
  of(row: number, attacker: number, hidden: ReadonlySet<number>): Conflict | undefined {
    const near = this.near(row, attacker)
    const figureOf = (each: number) => this.joint.figureOf[each] ?? each
    const seen = [...near.rows.keys()].filter((each) => !this.mayOpen(each) || !hidden.has(figureOf(each)))
    const isHeldBy = (figures: ReadonlySet<number>) =>
      this.isHeld(
        near,
        seen.filter((each) => !this.mayOpen(each) || figures.has(figureOf(each))),
      )
    const figures = new Set(seen.filter(this.mayOpen).map(figureOf))
    if (near.sum.length === 0 || figures.size === 0 || !isHeldBy(figures)) return undefined
    // the furthest first, many at a time and then fewer
    for (let many = Math.ceil(figures.size / 2); many >= 1; many = many > 1 ? Math.ceil(many / 2) : 0) {
      const far = [...figures].reverse()
      for (let at = 0; at < far.length; at += many) {
        const some = far.slice(at, at + many)
        for (const each of some) figures.delete(each)
        if (!isHeldBy(figures)) for (const each of some) figures.add(each)
      }
    }
    return { figures: [...figures], row }
  }

  /** The rows around one, nearest first and, as near, the shortest first. */
  private rowsNear(row: number): number[] {
    const { rows } = this.joint.system
    const length = (each: number) => rows[each]?.unknowns.length ?? 0
    const found = new Set([row])
    let ring = [row]
    while (ring.length > 0 && found.size < MOST_ROWS) {
      const next = new Set(ring.flatMap((each) => (rows[each]?.unknowns ?? []).flatMap((unknown) => this.rowsOf[unknown] ?? [])))
      const further = [...next].filter((each) => !found.has(each))
      ring = further.toSorted((a, b) => length(a) - length(b) || a - b).slice(0, MOST_ROWS - found.size)
      for (const each of ring) found.add(each)
    }
    return [...found]
  }

  private near(row: number, attacker: number): Near {
    const { system, truth, isGiven, ownerOf, attackers, instead } = this.joint
    const at = this.rowsNear(row)
    const owners = new Set(attackers[attacker]?.owners)
    const isKnown = (unknown: number) => isGiven[unknown] === 1 || owners.has(ownerOf[unknown] ?? PUBLIC)
    const rowsOf = new Map<number, number[]>()
    for (const each of at)
      for (const unknown of system.rows[each]?.unknowns ?? [])
        if (!isKnown(unknown)) rowsOf.set(unknown, [...(rowsOf.get(unknown) ?? []), each])
    const numbers = new Map<string, number>()
    const made = new Map(at.map((each) => [each, new Set<number>()]))
    for (const rows of rowsOf.values()) {
      const name = rows.join(' ')
      const number = numbers.get(name) ?? numbers.size
      numbers.set(name, number)
      for (const each of rows) made.get(each)?.add(number)
    }
    const sumOf = (unknowns: readonly number[]) => unknowns.reduce((sum, unknown) => sum + (truth[unknown] ?? 0), 0)
    const own = new Map((instead.get(attacker) ?? []).map((each) => [each.row, each]))
    const rows = at.map((each): [number, Row] => {
      const { unknowns = [] } = system.rows[each] ?? {}
      const { least, most } = own.get(each) ?? system.rows[each] ?? { least: 0, most: UNBOUNDED }
      const known = sumOf(unknowns.filter(isKnown))
      return [each, { unknowns: [...(made.get(each) ?? [])], least: Math.max(0, least - known), most: most - known }]
    })
    const unknown = (system.rows[row]?.unknowns ?? []).filter((each) => !isKnown(each))
    return { rows: new Map(rows), unknowns: numbers.size, sum: [...(made.get(row) ?? [])], truth: sumOf(unknown) }
  }

  /** Whether an attacker who sees these rows alone holds the sum to fewer than FEWEST_VALUES values, as is proved. */
  private isHeld({ rows, unknowns, sum, truth }: Near, seen: readonly number[]): boolean {
    // whatever lies further up than is needed does not matter, and a sum without an end has no most
    const reach: Row = { unknowns: sum, least: 0, most: truth + FEWEST_VALUES - 1 }
    const problem = { unknowns, sum, rows: [reach, ...seen.flatMap((each) => rows.get(each) ?? [])] }
    const least = this.ask({ ...problem, sense: 'least' })
    if (least === undefined || truth - least >= FEWEST_VALUES - 1) return false
    const most = this.ask({ ...problem, sense: 'most' })
    return most !== undefined && most - least < FEWEST_VALUES - 1
  }

  private ask(problem: IntegerProblem): number | undefined {
    if (this.isSpent) return undefined
    this.problems += 1
    const answer = this.solve(problem)
    if (answer.kind === 'out-of-time') this.unanswered += 1
    return answer.kind === 'proved' ? answer.value : undefined
  }
}

/**
 * The cheapest figures that have one of each conflict in them, by the cost of each: what the cheapest repair costs is no less,
 * as it must be such a set too. Undefined when the solver does not say.
 */
export function cheapestOf(
  conflicts: readonly Conflict[],
  costOf: (figure: number) => number,
  solve: Solve,
): { readonly figures: readonly number[]; readonly cost: number } | undefined {
  if (conflicts.length === 0) return { figures: [], cost: 0 }
  const figures = [...new Set(conflicts.flatMap((each) => each.figures))]
  const numberOf = new Map(figures.map((figure, number) => [figure, number]))
  const answer = solve({
    unknowns: figures.length,
    sense: 'least',
    sum: [...figures.keys()],
    weights: figures.map(costOf),
    rows: conflicts.map((each) => ({
      unknowns: each.figures.flatMap((figure) => numberOf.get(figure) ?? []),
      least: 1,
      most: UNBOUNDED,
    })),
  })
  if (answer.kind !== 'proved') return undefined
  return { figures: figures.filter((_, number) => (answer.at[number] ?? 0) > 0), cost: answer.value }
}
