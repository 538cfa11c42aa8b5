import { fileURLToPath } from 'node:url'
import { type IntegerProblem, type Row, type Solve, UNBOUNDED } from '@oh/disclosure'
import highsModule from 'highs'

/** The types are those of the library's CommonJS form, where the loader is one step further in than it is here. */
const loadHighs = highsModule as unknown as typeof highsModule.default

/** Longest time for one problem. What is not proved by then is not published. */
const SECONDS = 20

/** Presolve stays off, as it loses solutions (see the test). The gap may be anything under 1, as sums are whole. */
const OPTIONS = { presolve: 'off', mip_rel_gap: 0, mip_abs_gap: 0.5, random_seed: 1, output_flag: false } as const

/**
 * HiGHS as the solver of the attack on figures. Loads once; each problem is solved on its own. A problem too large for its
 * memory ends it for good: that one and all after it are answered as those that ran out of time.
 */
export async function openSolver(seconds: number = SECONDS): Promise<Solve> {
  // in a bundle the name is changed to that of the copy beside it
  const highs = await loadHighs({ locateFile: () => fileURLToPath(import.meta.resolve('highs/runtime')) })
  let isBroken = false
  const solved = (problem: IntegerProblem) => {
    try {
      return highs.solve(inWords(problem), { ...OPTIONS, time_limit: seconds })
    } catch {
      isBroken = true
      return undefined
    }
  }
  return (problem) => {
    if (problem.rows.some(isContradiction)) return { kind: 'impossible' }
    const found = isBroken ? undefined : solved(problem)
    if (!found) return { kind: 'out-of-time' }
    const { Status: status, Columns: columns } = found
    if (status === 'Infeasible') return { kind: 'impossible' }
    if (status !== 'Optimal') return { kind: 'out-of-time' }
    const at = Array.from({ length: problem.unknowns }, (_, unknown) => Math.round(columns[`x${unknown}`]?.Primal ?? 0))
    const sum = (unknowns: readonly number[], weights: readonly number[] = []) =>
      unknowns.reduce((total, unknown, place) => total + (weights[place] ?? 1) * (at[unknown] ?? 0), 0)
    // the solver reckons in fractions: what it found must be whole and fit, or it is no answer
    const fits = problem.rows.every(({ unknowns, least, most }) => sum(unknowns) >= least && sum(unknowns) <= most)
    return fits ? { kind: 'proved', value: sum(problem.sum, problem.weights), at } : { kind: 'out-of-time' }
  }
}

/** A row without unknowns that is not 0, which the problem's language cannot say. */
function isContradiction({ unknowns, least, most }: Row): boolean {
  return least > most || (unknowns.length === 0 && (least > 0 || most < 0))
}

/** The problem in the CPLEX LP format. */
function inWords({ unknowns, sense, sum, weights, rows }: IntegerProblem): string {
  const names = Array.from({ length: unknowns }, (_, unknown) => `x${unknown}`)
  const total = (each: readonly number[], times: readonly number[] = []) =>
    each.map((unknown, place) => `${times[place] ?? 1} x${unknown}`).join('\n + ')
  const constraints = rows
    .filter((row) => row.unknowns.length > 0)
    .flatMap((row) => [
      ...(row.least > 0 ? [` ${total(row.unknowns)} >= ${row.least}`] : []),
      ...(row.most < UNBOUNDED ? [` ${total(row.unknowns)} <= ${row.most}`] : []),
    ])
  // a column in no row must still be there, and a solver wants some row
  const all = [` ${[...names, 'nothing'].join('\n + ')} >= 0`, ...constraints]
  return [
    sense === 'least' ? 'Minimize' : 'Maximize',
    ` goal: ${sum.length > 0 ? total(sum, weights) : 'nothing'}`,
    'Subject To',
    ...all,
    'Bounds',
    ' nothing = 0',
    'Generals',
    ...names.map((name) => ` ${name}`),
    'End',
  ].join('\n')
}
