import { fileURLToPath } from 'node:url'
import type { Solve } from '@oh/routing'
import loader from 'highs'

/** The package describes its ES form as if it were the CommonJS one. */
const load = loader as unknown as typeof loader.default

/** Seconds for one plan. The pool waits so long at most, once a working day, and then plans by turns. */
const MOST_SECONDS = 1

let loading: ReturnType<typeof load> | undefined

/**
 * HiGHS as the morning's plan asks it, loaded once. Only what is proven best is an answer: what has been found when the time
 * is up would depend on how busy the machine is. Undefined when HiGHS cannot be loaded, and no answer when it breaks, since
 * a plan by turns can do without; the next morning loads it anew.
 */
export async function solver({ seconds = MOST_SECONDS }: { readonly seconds?: number } = {}): Promise<Solve | undefined> {
  // in a bundle the name is changed to that of the copy beside it
  loading ??= load({ locateFile: () => fileURLToPath(import.meta.resolve('highs/runtime')) })
  const highs = await loading.catch(forget)
  return highs && ((model) => answerOf(highs, model, seconds))
}

function answerOf(highs: Awaited<ReturnType<typeof load>>, model: string, seconds: number): ReturnType<Solve> {
  try {
    // plans less than one case apart are as good as each other
    const solved = highs.solve(model, { output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.4 })
    if (solved.Status !== 'Optimal') return undefined
    const columns = Object.entries(solved.Columns).map(([name, column]) => [name, 'Primal' in column ? column.Primal : 0])
    return { columns: Object.fromEntries(columns) }
  } catch {
    return forget()
  }
}

function forget(): undefined {
  loading = undefined
}
