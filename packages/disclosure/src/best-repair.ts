import type { JointAsk } from './joint-ask.ts'
import { type Conflict, Conflicts, cheapestOf } from './joint-bound.ts'
import { Repair } from './joint-repair.ts'
import type { JointSystem } from './joint-table.ts'

/** What any repair must suppress at least, as far as is proved: parts of figures, and their weighted cost. */
export interface AtLeast {
  readonly figures: number
  readonly cost: number
}

/** So often the cheapest figures that settle all known conflicts are tried. */
const MOST_ROUNDS = 60
/** A table of so many rows is small enough to ask the solver about the whole of it, in milliseconds. */
const SMALL = 400

/**
 * The best repair that is found, beginning with one that holds, and what the best there is must cost at least. Conflicts are
 * collected, and the cheapest figures that settle all of them are tried: where everything can then be proved, no repair is
 * cheaper; where not, what fails gives further conflicts (an implicit hitting set). It ends with a repair as cheap as the
 * bound, or with the work that may be done, and then the bound stands below the repair.
 */
export function bestRepair(
  ask: JointAsk,
  joint: JointSystem,
  repair: Repair,
): { readonly repair: Repair; readonly atLeast: AtLeast } {
  const trial = new Repair(ask, joint)
  const search = new Conflicts(joint, ask.solve, (row) => repair.isOpenable(row))
  const isSmall = joint.system.rows.length <= SMALL
  const conflicts: Conflict[] = []
  let [best, cost] = [repair, 0]
  for (let round = 0; round < MOST_ROUNDS && cost < best.cost() && !search.isSpent; round += 1) {
    const cheapest = cheapestOf(conflicts, (figure) => repair.costOfFigure(figure), ask.solve)
    if (!cheapest) break
    cost = cheapest.cost
    if (cost >= best.cost()) break
    const failing = trial.tryWith(settling(cheapest.figures, conflicts))
    const hidden = new Set(cheapest.figures)
    const found = failing.map(({ row, attacker }) => search.of(row, attacker, hidden))
    conflicts.push(...found.flatMap((each) => each ?? []))
    if (found.some((each) => each !== undefined)) continue
    // no reason was found against these figures: they are the best if the solver proves what the search could not
    if (isSmall && failing.every(({ row, attacker }) => trial.proofs.bySolver(row, attacker)) && trial.holds()) best = trial
    break
  }
  return { repair: best, atLeast: { cost, figures: cheapestOf(conflicts, () => 1, ask.solve)?.cost ?? 0 } }
}

/** Each figure with a sum that it is suppressed for. */
function settling(figures: readonly number[], conflicts: readonly Conflict[]): Map<number, number> {
  const settled = figures.map(
    (figure) => [figure, conflicts.find((each) => each.figures.includes(figure))?.row ?? figure] as const,
  )
  return new Map(settled)
}
