import { allocate, type Solve } from '@oh/routing'
import type { Plan } from '@oh/simulation'
import type { Highs } from './bound.ts'

/** What a pool waits for in a morning, so that the row is what a pool does on this machine. */
const MOST_SECONDS = 1

/** `allocate` with a solver, as a pool runs it: only what is proven best in time is an answer. */
export function withOptimiser(highs: Highs): Plan {
  const solve: Solve = (model) => {
    const solved = highs.solve(model, { output_flag: false, time_limit: MOST_SECONDS, mip_rel_gap: 0, mip_abs_gap: 0.4 })
    if (solved.Status !== 'Optimal') return undefined
    const columns = Object.entries(solved.Columns).map(([name, column]) => [name, 'Primal' in column ? column.Primal : 0])
    return { columns: Object.fromEntries(columns) }
  }
  return (ask) => allocate({ ...ask, solve })
}
