import type { Level } from './catalogue.ts'
import type { FigurePart, JointAsk } from './joint-ask.ts'
import { type Goal, Proofs } from './joint-proofs.ts'
import { type JointSystem, PARTS } from './joint-table.ts'
import { isValue } from './shown.ts'
import { Walk } from './walk.ts'
import { PUBLIC } from './witness.ts'

/** Cells at a higher level serve more readers, so they are the last to go. */
const COST: Readonly<Record<Level, number>> = { trust: 1, ics: 1.4, region: 2, england: 20 }

/** How long a search goes on before the solver is asked. */
const MOST_EFFORT = 16
/** A figure that more proofs than this lean on stays suppressed without a search for others. */
const MOST_REDONE = 200
/** So many suppressions are tried once more for cheaper ones. */
const MOST_TRIED = 24

/**
 * The repair of one table while it is under way: which figures are suppressed for a neighbour, so that all can be proved. A
 * figure is told by its first row: the numerator stands for itself and for what it leaves of its whole.
 */
export class Repair {
  readonly proofs: Proofs
  /** Figures suppressed for a neighbour, in order. */
  secondary = new Set<number>()
  /** For which sum each was suppressed: most likely what cannot do without it. */
  readonly openedFor = new Map<number, number>()
  private readonly ask: JointAsk
  private readonly joint: JointSystem
  private readonly walk: Walk
  /** What is not to be opened just now, and what all that is opened may cost. */
  private barred: number | undefined
  private limit = Number.POSITIVE_INFINITY

  constructor(ask: JointAsk, joint: JointSystem) {
    this.ask = ask
    this.joint = joint
    this.walk = new Walk(joint)
    this.proofs = new Proofs(joint, this.walk, ask.solve)
  }

  /** Suppresses until all is proved, and no more than that. Returns what could not be. */
  run(): Goal[] {
    const goals = [...this.proofs.goals.values()]
    const unsafe = goals.filter((goal) => !this.secure(goal))
    if (unsafe.length > 0) return unsafe
    this.showAgain()
    this.improve()
    this.proofs.recheck()
    return goals.filter((goal) => this.proofs.attackersLeft(goal).length > 0)
  }

  /** Proves a sum against everybody who may not learn it, opening figures as far as it must and may. */
  private secure(goal: Goal, mayOpen = true): boolean {
    for (;;) {
      const left = this.proofs.attackersLeft(goal)
      const [first] = left
      if (first === undefined) return true
      // one search without any of them is proof against them all
      if (left.length > 1) this.proofs.keep(goal.row, this.walk.witnesses(goal.row, left))
      if (!this.proofs.covers(goal.row, first) && !this.prove(goal.row, first, mayOpen)) return false
    }
  }

  /** Proves the sum against one attacker, after as many suppressions as it takes. */
  private prove(row: number, attacker: number, mayOpen: boolean): boolean {
    const barred = attacker === PUBLIC ? [] : [attacker]
    for (let effort = 1; effort <= MOST_EFFORT; ) {
      const costOf = mayOpen ? (each: number) => this.costOf(each) : undefined
      const { found, opening } = this.walk.look(row, barred, effort, costOf)
      this.proofs.keep(row, found, attacker)
      if (this.proofs.covers(row, attacker)) return true
      if (!mayOpen) return false
      if (!opening && this.limit < Number.POSITIVE_INFINITY) return false
      if (!opening) effort *= 4
      for (const each of opening ?? (effort > MOST_EFFORT ? this.allShownWith(row) : [])) this.suppress(each, row)
      if (this.cost() >= this.limit) return false
    }
    this.proofs.keep(row, this.walk.witnesses(row, barred, MOST_EFFORT), attacker)
    return this.proofs.covers(row, attacker) || this.proofs.bySolver(row, attacker)
  }

  /** Every row still shown that shares an unknown with this one: the last resort, of which much is shown again later. */
  private allShownWith(row: number): number[] {
    const { rows } = this.joint.system
    const own = new Set(rows[row]?.unknowns)
    const isShown = (each: number) => this.walk.isOpen[each] === 0 && this.costOf(each) < Number.POSITIVE_INFINITY
    return [...rows.keys()].filter((each) => isShown(each) && rows[each]?.unknowns.some((unknown) => own.has(unknown)))
  }

  private costOf(row: number): number {
    const at = Math.floor(row / PARTS.length)
    const [cell, figure] = [this.ask.table.cells[at], this.joint.figures[at]]
    const part: FigurePart = PARTS[row % PARTS.length] === 'denominator' ? 'denominator' : 'numerator'
    const isOpenable = cell && figure && cell.use === 'published' && !this.ask.earlier.has(cell.id) && isValue(figure[part])
    return isOpenable && this.joint.figureOf[row] !== this.barred ? COST[cell.level] : Number.POSITIVE_INFINITY
  }

  private cost(): number {
    let cost = 0
    for (const figure of this.secondary) cost += this.levelCost(figure)
    return cost
  }

  private suppress(row: number, target: number): void {
    const figure = this.joint.figureOf[row] ?? row
    for (const each of this.rowsOf(figure)) this.walk.open(each)
    this.secondary.add(figure)
    this.openedFor.set(figure, target)
  }

  private rowsOf(figure: number): number[] {
    return figure % PARTS.length === 0 ? [figure, figure + 1] : [figure]
  }

  /** Shows again what all the proofs can do without, the dearest first, and of equals the latest. */
  private showAgain(): void {
    const dear = [...this.secondary].reverse().toSorted((a, b) => this.levelCost(b) - this.levelCost(a))
    for (const figure of dear) this.showIfProved(figure, false)
  }

  private levelCost(figure: number): number {
    return COST[this.ask.table.cells[Math.floor(figure / PARTS.length)]?.level ?? 'england']
  }

  /** Tries each suppression once more: shown, with whatever else that takes, as long as the whole costs less. */
  private improve(): void {
    const dear = [...this.secondary].toSorted((a, b) => this.levelCost(b) - this.levelCost(a))
    for (const figure of dear.slice(0, MOST_TRIED)) if (this.secondary.has(figure)) this.showIfProved(figure, true)
  }

  /** Shows a figure again if everything can then be proved; if not, all is as it was. */
  private showIfProved(figure: number, mayOpen: boolean): boolean {
    const rows = this.rowsOf(figure)
    const broken = this.proofs.goalsThatNeed(rows)
    const before = { secondary: new Set(this.secondary), cost: this.cost() }
    for (const row of rows) this.walk.open(row, false)
    this.secondary.delete(figure)
    const putBack = this.proofs.dropThoseThatNeed(rows, broken)
    const first = this.openedFor.get(figure)
    const inOrder = broken.toSorted((a, b) => Number(b.row === first) - Number(a.row === first))
    this.barred = figure
    this.limit = before.cost
    const isProved = broken.length <= MOST_REDONE && inOrder.every((goal) => this.secure(goal, mayOpen))
    this.barred = undefined
    this.limit = Number.POSITIVE_INFINITY
    if (isProved && this.cost() < before.cost) return true
    for (const each of this.secondary)
      if (!before.secondary.has(each)) for (const row of this.rowsOf(each)) this.walk.open(row, false)
    for (const row of rows) this.walk.open(row)
    putBack()
    this.secondary = before.secondary
    return false
  }
}
