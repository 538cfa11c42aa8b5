import { type JointAsk, type JointProtection, type JointTable, POLICY, protectJointly, type Solve } from '@oh/disclosure'
import { attackAgain, type Outcome } from './attack-again.ts'
import { chanceFrom } from './chance.ts'
import { hierarchy, shapeOf } from './hierarchy.ts'

const SEED = 1_000

/** What is done with the n-th hierarchy: it is protected and attacked from what was published, or repaired as well as can be. */
export interface HierarchyAsk {
  readonly n: number
  readonly what: 'attack' | 'best'
}

export type HierarchyAnswer =
  | { readonly n: number; readonly what: 'refused'; readonly reason: string }
  | {
      readonly n: number
      readonly what: 'attack'
      /** Sums that the gate attacked itself. */
      readonly attacked: number
      /** Of the open parts, how many were suppressed. */
      readonly share: number
      readonly found: Outcome
      /** To protect it. */
      readonly seconds: number
    }
  /** How far the repair is off the best at most, as the share of its worth not proved to be needed; undefined where none was needed. */
  | { readonly n: number; readonly what: 'best'; readonly gap: number | undefined; readonly seconds: number }

/** The n-th of the random hierarchies; the same in every run. */
export function tableOf(n: number): JointTable {
  const chance = chanceFrom(SEED + n)
  return hierarchy(shapeOf(n, chance), chance)
}

export const protectedFrom = (table: JointTable, solve: Solve, more: Partial<JointAsk> = {}): JointProtection =>
  protectJointly({ table, policy: POLICY, earlier: new Map(), isInCatalogue: () => true, solve, ...more })

/** `patient` is what the attacker asks: it takes longer than the gate's solver, which refuses what is not solved soon. */
export function answerOf({ n, what }: HierarchyAsk, solve: Solve, patient: Solve): HierarchyAnswer {
  const table = tableOf(n)
  const began = performance.now()
  const done = protectedFrom(table, solve, { seeksBest: what === 'best' })
  const seconds = (performance.now() - began) / 1e3
  if (done.kind === 'refused') return { n, what: 'refused', reason: done.reasons[0] ?? '' }
  const { attacked, suppressed, open, cost, costAtLeast } = done.report
  if (what === 'best') return { n, what, gap: cost === 0 ? undefined : 1 - costAtLeast / cost, seconds }
  const figures = new Map(done.figures.map((figure) => [figure.id, figure]))
  return {
    n,
    what,
    attacked,
    share: suppressed / Math.max(1, open),
    found: attackAgain(table, figures, patient, chanceFrom(n)),
    seconds,
  }
}
