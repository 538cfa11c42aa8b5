import type { Skill } from '@oh/routing'
import { applyChanges, type Compared, type Estimate, type Played, type Predicted, predict } from '@oh/simulation'
import type { WhatIfInput } from './what-if-kind.ts'

export const MEASURES = ['wait', 'in-target', 'use'] as const
export const METHODS = ['formula', 'simulation'] as const

/** A figure and where it lies: of a simulation the 95 % interval of its mean, of a formula what brackets it. */
export interface Between {
  /** Undefined where there is none: nobody can ever be seen. */
  readonly value: number | undefined
  readonly low: number | undefined
  readonly high: number | undefined
}

/** One figure of the base world beside that of the changed one. */
export interface WhatIfFigure {
  /** Undefined: of all cases. */
  readonly skill: Skill | undefined
  /** Mean wait in working days; share seen in target; share of clinic hours used, or of a skill's queue needed. */
  readonly measure: (typeof MEASURES)[number]
  readonly method: (typeof METHODS)[number]
  readonly base: Between | undefined
  readonly changed: Between | undefined
  /** Changed less base; of a simulation by seeds in pairs. */
  readonly difference: Between | undefined
}

/** What the formula says, at once; what the simulation says, when it is done. For all cases first, then by skill. Pure. */
export function figuresOf(input: WhatIfInput, compared: Compared | undefined): WhatIfFigure[] {
  const changed = applyChanges(input.world, input.changes)
  const after = changed.kind === 'changed' ? changed.world : input.world
  const [base, other] = [predict(input.world), predict(after)]
  return [...byFormula(base, other), ...(compared ? bySimulation(compared) : [])]
}

/** Whether the formula finds a steady state without any surge, before and after. */
export function stabilityOf({ world, changes }: WhatIfInput): { readonly base: boolean; readonly changed: boolean } {
  const changed = applyChanges(world, changes)
  return { base: predict(world).stable, changed: predict(changed.kind === 'changed' ? changed.world : world).stable }
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined)
const exact = (given: number): Between => {
  const value = finite(given)
  return { value, low: value, high: value }
}
const middle = ({ low, high }: { readonly low: number; readonly high: number }): Between => ({
  value: (low + high) / 2,
  low,
  high,
})

const less = (base: Between | undefined, changed: Between | undefined): Between | undefined =>
  base?.value === undefined || changed?.value === undefined ? undefined : exact(changed.value - base.value)

function byFormula(base: Predicted, changed: Predicted): WhatIfFigure[] {
  const row = (skill: Skill | undefined, measure: WhatIfFigure['measure'], one?: Between, other?: Between): WhatIfFigure => ({
    ...{ skill, measure, method: 'formula', base: one, changed: other, difference: less(one, other) },
  })
  const skills = [...new Set([...base.bySkill, ...changed.bySkill].map(({ skill }) => skill))]
  return [
    row(undefined, 'wait', exact(base.meanWait), exact(changed.meanWait)),
    row(undefined, 'in-target', middle(base.ok), middle(changed.ok)),
    row(undefined, 'use', exact(base.use), exact(changed.use)),
    ...skills.flatMap((skill) => {
      const [one, other] = [base, changed].map(({ bySkill }) => bySkill.find((each) => each.skill === skill))
      return [
        row(skill, 'wait', one && exact(one.meanWait), other && exact(other.meanWait)),
        row(skill, 'in-target', one && middle(one.ok), other && middle(other.ok)),
        row(skill, 'use', one && exact(one.load), other && exact(other.load)),
      ]
    }),
  ]
}

const estimated = ({ mean, low, high }: Estimate): Between => ({ value: mean, low, high })

function bySimulation({ base, changed, difference }: Compared): WhatIfFigure[] {
  const row = (measure: WhatIfFigure['measure'], of: (world: Played) => Estimate, apart: Estimate): WhatIfFigure => ({
    ...{ skill: undefined, measure, method: 'simulation' },
    ...{ base: estimated(of(base)), changed: estimated(of(changed)), difference: estimated(apart) },
  })
  const skills = [...new Set([...base.bySkill, ...changed.bySkill].map(({ skill }) => skill))].sort()
  return [
    row('wait', ({ meanWait }) => meanWait, difference.meanWait),
    row('in-target', ({ ok }) => ok, difference.ok),
    row('use', ({ use }) => use, difference.use),
    ...skills.flatMap((skill) => {
      const [one, other] = [base, changed].map(({ bySkill }) => bySkill.find((each) => each.skill === skill))
      const ofSkill = (measure: 'wait' | 'in-target', figure: 'meanWait' | 'ok'): WhatIfFigure => {
        const [before, after] = [one && estimated(one[figure]), other && estimated(other[figure])]
        return { skill, measure, method: 'simulation', base: before, changed: after, difference: less(before, after) }
      }
      return [ofSkill('wait', 'meanWait'), ofSkill('in-target', 'ok')]
    }),
  ]
}
