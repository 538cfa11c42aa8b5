import type { Level } from './catalogue.ts'
import type { FigurePart, JointAsk } from './joint-ask.ts'
import { type Goal, Proofs } from './joint-proofs.ts'
import type { JointSystem } from './joint-table.ts'
import { PARTS } from './shares.ts'
import { isValue } from './shown.ts'
import { Walk } from './walk.ts'
import { PUBLIC } from './witness.ts'

/** Cells at a higher level serve more readers, so they are the last to go. Whole numbers, so that sums are exact. */
const COST: Readonly<Record<Level, number>> = { trust: 5, ics: 7, region: 10, england: 100 }
/** What costs more than this is not opened as long as a search finds anything else. */
const DEAR = COST.ics

/** How long a search goes on before the solver is asked, and how long where a figure would be shown again. */
const MOST_EFFORT = 16
const MOST_EFFORT_AGAIN = 4
const LAST_EFFORT = 512
/** A figure that more proofs than this lean on, for each unit of its cost, stays suppressed without a search for others. */
const MOST_REDONE = 40
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
  /** What each figure says, by its first row. */
  private readonly rowsOf = new Map<number, number[]>()
  /** What is not to be opened just now, and what all that is opened may cost. */
  private barred: number | undefined
  private limit = Number.POSITIVE_INFINITY

  constructor(ask: JointAsk, joint: JointSystem) {
    this.ask = ask
    this.joint = joint
    this.walk = new Walk(joint)
    for (const [row, figure] of joint.figureOf.entries()) this.rowsOf.set(figure, [...(this.rowsOf.get(figure) ?? []), row])
    this.proofs = new Proofs(joint, this.walk, ask.solve)
  }

  /** Suppresses until all is proved, and no more than that. Returns the first that could not be: the others take long to try. */
  run(): Goal[] {
    for (const goal of this.proofs.goals.values()) if (!this.secure(goal)) return [goal]
    this.showAgain()
    this.improve()
    return this.recheck()
  }

  /**
   * Suppresses exactly these figures, each for a sum, instead of what was suppressed before. Returns the sums that are not
   * proved by a search then, each with an attacker. Sums that were proved with nothing suppressed are not looked at again.
   */
  tryWith(figures: ReadonlyMap<number, number>): { readonly row: number; readonly attacker: number }[] {
    const shown = [...this.secondary].filter((figure) => !figures.has(figure)).flatMap((figure) => this.rowsOf.get(figure) ?? [])
    for (const row of shown) this.walk.open(row, false)
    this.proofs.dropThoseThatNeed(shown, this.proofs.goalsThatNeed(shown))
    this.secondary.clear()
    for (const [figure, row] of figures) this.suppress(figure, row)
    return [...this.proofs.goals.values()].flatMap((goal) => {
      if (this.secure(goal, false)) return []
      const [attacker = PUBLIC] = this.proofs.attackersLeft(goal)
      return [{ row: goal.row, attacker }]
    })
  }

  /** Whether everything is proved, each proof checked once more. */
  holds(): boolean {
    return this.recheck().length === 0
  }

  /** Checks every proof once more. Returns the sums that are not proved by those that hold. */
  private recheck(): Goal[] {
    this.proofs.recheck()
    return [...this.proofs.goals.values()].filter((goal) => this.proofs.attackersLeft(goal).length > 0)
  }

  /** Proves a sum against everybody who may not learn it, opening figures as far as it must and may. */
  private secure(goal: Goal, mayOpen = true): boolean {
    for (;;) {
      const left = this.proofs.attackersLeft(goal)
      const [first] = left
      if (first === undefined) return true
      // one search without any of them is proof against them all
      if (left.length > 1) this.proofs.keep(goal.row, this.walk.witnesses(goal.row, left))
      if (this.proofs.covers(goal.row, first)) continue
      if (!(mayOpen ? this.proveByOpening(goal.row, first) : this.proveAsItIs(goal.row, first))) return false
    }
  }

  /** Looks for a proof against one attacker with what is suppressed already. */
  private proveAsItIs(row: number, attacker: number): boolean {
    for (let effort = 1; effort <= MOST_EFFORT_AGAIN; effort *= 4) {
      this.proofs.keep(row, this.walk.witnesses(row, barredBy(attacker), effort), attacker)
      if (this.proofs.covers(row, attacker)) return true
    }
    return false
  }

  /** Proves the sum against one attacker, after as many suppressions as it takes; dear ones only where no others do. */
  private proveByOpening(row: number, attacker: number): boolean {
    for (const most of [DEAR, Number.POSITIVE_INFINITY]) {
      for (let effort = 1; effort <= MOST_EFFORT; ) {
        const { found, opening } = this.walk.look(row, barredBy(attacker), effort, (each) => this.costOf(each, most))
        this.proofs.keep(row, found, attacker)
        if (this.proofs.covers(row, attacker)) return true
        if (!opening && this.limit < Number.POSITIVE_INFINITY) return false
        if (!opening) effort *= 4
        for (const each of opening ?? []) this.suppress(each, row)
        if (this.cost() >= this.limit) return false
      }
      for (const each of this.allShownWith(row, most)) this.suppress(each, row)
      this.proofs.keep(row, this.walk.witnesses(row, barredBy(attacker), MOST_EFFORT), attacker)
      if (this.proofs.covers(row, attacker)) return true
    }
    // a longer search takes a second where the solver takes many, and finds most of what there is
    this.proofs.keep(row, this.walk.witnesses(row, barredBy(attacker), LAST_EFFORT), attacker)
    return this.proofs.covers(row, attacker) || this.proofs.bySolver(row, attacker)
  }

  /** Every row still shown that shares an unknown with this one and costs no more: a last resort, of which much is shown again later. */
  private allShownWith(row: number, most: number): number[] {
    const { rows } = this.joint.system
    const own = new Set(rows[row]?.unknowns)
    const isShown = (each: number) => this.walk.isOpen[each] === 0 && this.costOf(each, most) < Number.POSITIVE_INFINITY
    return [...rows.keys()].filter((each) => isShown(each) && rows[each]?.unknowns.some((unknown) => own.has(unknown)))
  }

  /** Whether the row is of a figure that would be shown, and so may be suppressed. */
  isOpenable(row: number): boolean {
    const first = this.joint.figureOf[row] ?? row
    const at = Math.floor(first / PARTS.length)
    const [cell, figure] = [this.ask.table.cells[at], this.joint.figures[at]]
    const part: FigurePart = PARTS[first % PARTS.length] === 'denominator' ? 'denominator' : 'numerator'
    return cell?.use === 'published' && !this.ask.earlier.has(cell.id) && figure !== undefined && isValue(figure[part])
  }

  private costOf(row: number, most: number): number {
    const cost = this.costOfFigure(row)
    return this.isOpenable(row) && cost <= most && this.joint.figureOf[row] !== this.barred ? cost : Number.POSITIVE_INFINITY
  }

  /** What all that is suppressed costs. */
  cost(): number {
    let cost = 0
    for (const figure of this.secondary) cost += this.costOfFigure(figure)
    return cost
  }

  private suppress(row: number, target: number): void {
    const figure = this.joint.figureOf[row] ?? row
    for (const each of this.rowsOf.get(figure) ?? []) this.walk.open(each)
    this.secondary.add(figure)
    this.openedFor.set(figure, target)
  }

  /** Shows again what all the proofs can do without, the dearest first, and of equals the latest. */
  private showAgain(): void {
    const dear = [...this.secondary].reverse().toSorted((a, b) => this.costOfFigure(b) - this.costOfFigure(a))
    for (const figure of dear) this.showIfProved(figure, false)
  }

  /** What the suppression of a figure costs. */
  costOfFigure(figure: number): number {
    return COST[this.ask.table.cells[Math.floor(figure / PARTS.length)]?.level ?? 'england']
  }

  /** Tries each suppression once more: shown, with whatever else that takes, as long as the whole costs less. */
  private improve(): void {
    const dear = [...this.secondary].toSorted((a, b) => this.costOfFigure(b) - this.costOfFigure(a))
    for (const figure of dear.slice(0, MOST_TRIED)) if (this.secondary.has(figure)) this.showIfProved(figure, true)
  }

  /** Shows a figure again if everything can then be proved; if not, all is as it was. */
  private showIfProved(figure: number, mayOpen: boolean): boolean {
    const rows = this.rowsOf.get(figure) ?? []
    const broken = this.proofs.goalsThatNeed(rows)
    const before = { secondary: new Set(this.secondary), cost: this.cost() }
    for (const row of rows) this.walk.open(row, false)
    this.secondary.delete(figure)
    const putBack = this.proofs.dropThoseThatNeed(rows, broken)
    const first = this.openedFor.get(figure)
    const inOrder = broken.toSorted((a, b) => Number(b.row === first) - Number(a.row === first))
    this.barred = figure
    this.limit = before.cost
    const isProved =
      broken.length <= MOST_REDONE * this.costOfFigure(figure) && inOrder.every((goal) => this.secure(goal, mayOpen))
    this.barred = undefined
    this.limit = Number.POSITIVE_INFINITY
    if (isProved && this.cost() < before.cost) return true
    for (const each of this.secondary)
      if (!before.secondary.has(each)) for (const row of this.rowsOf.get(each) ?? []) this.walk.open(row, false)
    for (const row of rows) this.walk.open(row)
    putBack()
    this.secondary = before.secondary
    return false
  }
}

const barredBy = (attacker: number): readonly number[] => (attacker === PUBLIC ? [] : [attacker])
