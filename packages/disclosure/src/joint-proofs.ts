import { isSmallTo, type JointSystem } from './joint-table.ts'
import { nearbyIn } from './nearby.ts'
import { FEWEST_VALUES, type IntegerProblem, type Row, type Solve, UNBOUNDED } from './system.ts'
import { FAR } from './told.ts'
import type { Walk } from './walk.ts'
import { checker, PUBLIC, type Witness } from './witness.ts'

/** A protected sum, and who may not learn it: everybody, or only attackers to whom it is small. */
export interface Goal {
  readonly row: number
  readonly isPublic: boolean
  readonly attackers: readonly number[]
}

/** A whole solution beside the truth: what the row comes to in it, and whose counts it changes. */
export interface Proved {
  readonly witness: Witness
  readonly value: number
  readonly owners: ReadonlySet<number>
  /** The one attacker for whom it is a solution, by his own bounds; unless given, all who know nothing of what it changes. */
  readonly only: number | undefined
  /** The suppressed rows without which it is none. */
  readonly needs: readonly number[]
}

/** Problems that the solver may leave unanswered before it is asked no more. */
const MOST_UNANSWERED = 3

/** How many unknowns the solver is asked about at once: more than hang together with a sum mostly, and few enough for a second or two. */
const MOST_NEARBY = 1_800

/** What is proved so far of every protected sum: which values it can take, and against whom. */
export class Proofs {
  readonly goals: ReadonlyMap<number, Goal>
  private readonly joint: JointSystem
  private readonly walk: Walk
  private readonly solve: Solve
  private readonly proofs = new Map<number, readonly Proved[]>()
  /** The sums of which some proof needed a suppressed row, once at least. */
  private readonly neededBy = new Map<number, Set<number>>()
  private readonly insiders: readonly number[]
  /** By owner, the attackers who know what he sent: who knows more comes first, as what is proof against him often is for all. */
  private readonly whoKnow: readonly (readonly number[])[]
  private near: ReturnType<typeof nearbyIn> | undefined
  private unanswered = 0

  constructor(joint: JointSystem, walk: Walk, solve: Solve) {
    this.joint = joint
    this.insiders = [...joint.attackers.keys()]
    this.whoKnow = whoKnow(joint)
    this.walk = walk
    this.solve = solve
    this.goals = goalsOf(joint)
  }

  of(row: number): readonly Proved[] {
    return this.proofs.get(row) ?? []
  }

  /** The true value of a sum. */
  truthOf(row: number): number {
    return this.walk.truthOf(row)
  }

  /** Pairs of a sum and an attacker who may not learn it. */
  pairs(): number {
    let pairs = 0
    for (const { row, isPublic, attackers } of this.goals.values())
      pairs += isPublic ? 1 + this.insiders.filter((each) => isSmallTo(this.joint, each, row)).length : attackers.length
    return pairs
  }

  /** Against whom the sum is not proved yet: the public before insiders, and of those the ones who know a proof to be none. */
  attackersLeft({ row, isPublic, attackers }: Goal): number[] {
    if (!isPublic) return attackers.filter((each) => !this.covers(row, each))
    if (!this.covers(row, PUBLIC)) return [PUBLIC]
    const changed = new Set(this.of(row).flatMap((proved) => [...proved.owners]))
    const better = new Set([...changed].flatMap((owner) => this.whoKnow[owner] ?? []))
    return [...better].filter((each) => !this.covers(row, each) && isSmallTo(this.joint, each, row))
  }

  covers(row: number, attacker: number): boolean {
    const values = new Set<number>()
    const known = this.joint.ownersOf[attacker] ?? []
    for (const { value, owners, only } of this.of(row))
      if (only === undefined ? !known.some((owner) => owners.has(owner)) : only === attacker) values.add(value)
    return values.size >= FEWEST_VALUES - 1
  }

  /** Keeps what was found against one attacker, or against several at once. */
  keep(row: number, witnesses: readonly Witness[], attacker: number = PUBLIC): void {
    const only = this.joint.instead.has(attacker) ? attacker : undefined
    const valueIn = this.walk.sumsIn(row)
    const proved = witnesses.map((witness) => ({
      witness,
      value: valueIn(witness),
      owners: this.walk.ownersIn(witness),
      only,
      needs: this.walk.rowsNeeded(witness),
    }))
    for (const { needs } of proved)
      for (const each of needs) this.neededBy.set(each, (this.neededBy.get(each) ?? new Set()).add(row))
    this.proofs.set(row, [...this.of(row), ...proved])
  }

  /**
   * Asks the solver for a whole solution at each value near the truth, of a large table among what lies near the sum alone. What
   * it does not answer in time is no proof. Whether the sum is proved against the attacker then.
   */
  bySolver(row: number, attacker: number): boolean {
    this.near ??= nearbyIn(this.joint)
    const { unknowns, rows, sum } = this.near(row, { isOpen: this.walk.isOpen, attacker, most: MOST_NEARBY })
    const truth = unknowns.map((unknown) => this.joint.truth[unknown] ?? 0)
    const now = sum.reduce((total, number) => total + (truth[number] ?? 0), 0)
    for (const step of [1, -1, 2, -2, 3, -3, 4, -4]) {
      const value = now + step
      if (value < 0 || this.unanswered > MOST_UNANSWERED || this.covers(row, attacker)) continue
      const answer = this.solve(nearest(truth, [...rows, { unknowns: sum, least: value, most: value }]))
      if (answer.kind === 'out-of-time') this.unanswered += 1
      if (answer.kind !== 'proved') continue
      const changes = unknowns.flatMap((unknown, number) => {
        const change = (answer.at[number] ?? 0) - (truth[number] ?? 0)
        return change === 0 ? [] : [unknown, change]
      })
      const people = changes.reduce((total, change, at) => total + (at % 2 === 1 ? Math.abs(change) : 0), 0)
      // what lies so far off is not in the system
      if (people < FAR) this.keep(row, [Int32Array.from(changes)], attacker)
    }
    return this.covers(row, attacker)
  }

  /** The goals with a proof that needs one of the rows to be suppressed. */
  goalsThatNeed(rows: readonly number[]): Goal[] {
    const some = new Set(rows.flatMap((row) => [...(this.neededBy.get(row) ?? [])]))
    return [...some].filter((of) => this.of(of).some((each) => needsAny(each, rows))).flatMap((of) => this.goals.get(of) ?? [])
  }

  /** Drops the proofs of some goals that need one of the rows to be suppressed. What is returned puts all back. */
  dropThoseThatNeed(rows: readonly number[], goals: readonly Goal[]): () => void {
    const before = goals.map(({ row }) => [row, this.of(row)] as const)
    for (const [row, proved] of before)
      this.proofs.set(
        row,
        proved.filter((each) => !needsAny(each, rows)),
      )
    return () => {
      for (const [row, proved] of before) this.proofs.set(row, proved)
    }
  }

  /** Checks every proof once more, apart from the search, and drops those that do not hold. */
  recheck(): void {
    const holds = checker(this.joint, this.walk.isOpen)
    for (const [row, proved] of this.proofs)
      this.proofs.set(
        row,
        proved.filter(({ witness, only }) => holds(witness, only)),
      )
  }
}

/**
 * The problem of the whole solution that differs from the truth by the fewest people. Behind the unknowns stands for each by
 * how much it is less than in truth at least: their sum, twice, beside that of the unknowns is the difference.
 */
function nearest(truth: readonly number[], rows: readonly Row[]): IntegerProblem {
  const unknowns = [...truth.keys()]
  const lessBy = unknowns.map((unknown) => unknown + truth.length)
  const apart = unknowns.map((unknown) => ({
    unknowns: [unknown, unknown + truth.length],
    least: truth[unknown] ?? 0,
    most: UNBOUNDED,
  }))
  return {
    unknowns: 2 * truth.length,
    sense: 'least',
    sum: [...unknowns, ...lessBy],
    weights: [...unknowns.map(() => 1), ...lessBy.map(() => 2)],
    rows: [...rows, ...apart],
  }
}

function needsAny({ needs }: Proved, rows: readonly number[]): boolean {
  return needs.some((each) => rows.includes(each))
}

function whoKnow({ attackers }: JointSystem): number[][] {
  const singles = attackers.filter(({ owners }) => owners.length === 1)
  return singles.map((_, owner) => [...attackers.keys()].reverse().filter((each) => attackers[each]?.owners.includes(owner)))
}

/** The targets by row. */
function goalsOf({ targets }: JointSystem): Map<number, Goal> {
  const goals = new Map<number, Goal>()
  for (const { row, attacker } of targets) {
    const goal = goals.get(row) ?? { row, isPublic: false, attackers: [] }
    const attackers = attacker === undefined ? goal.attackers : [...goal.attackers, attacker]
    goals.set(row, { row, isPublic: goal.isPublic || attacker === undefined, attackers })
  }
  return goals
}
