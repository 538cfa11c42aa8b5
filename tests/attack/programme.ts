import highsModule from 'highs'

/** A sum of unknowns between two bounds, both included. */
interface Bounded {
  readonly unknowns: readonly number[]
  readonly least: number
  readonly most: number
}

/** Whole numbers, 0 or more, of which is known what the rows say; those that are known already are fixed. */
export interface Programme {
  readonly unknowns: number
  readonly rows: readonly Bounded[]
  readonly fixed: ReadonlyMap<number, number>
  /** A bound to each unknown that is so high that it says nothing. */
  readonly mostOfOne: number
}

export interface Found {
  /** `optimal` is the furthest there is; `cut-off` is the furthest that was found in time. */
  readonly kind: 'optimal' | 'cut-off' | 'impossible'
  readonly at: readonly number[] | undefined
}

/** Makes a weighed sum of unknowns as large as it can be, in fractions or in whole numbers, within so many seconds. */
export type Ask = (programme: Programme, weights: ReadonlyMap<number, number>, isWhole: boolean, seconds: number) => Found

/** The types are those of the library's CommonJS form, where the loader is one step further in than it is here. */
const loadHighs = highsModule as unknown as typeof highsModule.default

/**
 * HiGHS, by itself: the attack shares no solver and no settings with what it attacks. A problem too large for its memory ends
 * it for good: that one and all after it are cut off.
 */
export async function openProgrammes(): Promise<Ask> {
  const highs = await loadHighs()
  let isBroken = false
  const solved = (...problem: Parameters<typeof highs.solve>) => {
    try {
      return isBroken ? undefined : highs.solve(...problem)
    } catch {
      isBroken = true
      return undefined
    }
  }
  return (programme, weights, isWhole, seconds) => {
    // its presolve of whole numbers loses solutions, and then a bound would be no bound
    const how = isWhole ? ({ presolve: 'off', mip_rel_gap: 0 } as const) : ({ presolve: 'on' } as const)
    const options = { ...how, output_flag: false, time_limit: seconds, random_seed: 1 }
    const found = solved(written(programme, weights, isWhole), options)
    if (!found) return { kind: 'cut-off', at: undefined }
    const { Status: status, Columns: columns } = found
    if (status === 'Infeasible') return { kind: 'impossible', at: undefined }
    const at = Array.from({ length: programme.unknowns }, (_, unknown) => columns[`x${unknown}`]?.Primal ?? Number.NaN)
    const isThere = at.every((each) => Number.isFinite(each))
    return { kind: status === 'Optimal' ? 'optimal' : 'cut-off', at: isThere ? at : undefined }
  }
}

/** The programme in the CPLEX LP format. */
function written(
  { unknowns, rows, fixed, mostOfOne }: Programme,
  weights: ReadonlyMap<number, number>,
  isWhole: boolean,
): string {
  const names = Array.from({ length: unknowns }, (_, unknown) => `x${unknown}`)
  const total = (each: readonly number[]) => each.map((unknown) => `x${unknown}`).join('\n + ')
  const goal = [...weights].map(([unknown, weight]) => ` ${weight < 0 ? '-' : '+'} ${Math.abs(weight)} x${unknown}`)
  const most = unknowns * mostOfOne
  const constraints = rows.flatMap((row) => {
    if (row.unknowns.length === 0) return []
    if (row.least === row.most) return [` ${total(row.unknowns)} = ${row.least}`]
    return [
      ...(row.least > 0 ? [` ${total(row.unknowns)} >= ${row.least}`] : []),
      ...(row.most < most ? [` ${total(row.unknowns)} <= ${row.most}`] : []),
    ]
  })
  return [
    'Maximize',
    ` goal: ${[...goal, ' + 0 nothing'].join('\n')}`,
    'Subject To',
    // a column in no row must still be there
    ` ${[...names, 'nothing'].join('\n + ')} >= 0`,
    ...constraints,
    'Bounds',
    ' nothing = 0',
    ...names.map((name, unknown) => {
      const known = fixed.get(unknown)
      return known === undefined ? ` ${name} <= ${mostOfOne}` : ` ${name} = ${known}`
    }),
    ...(isWhole ? ['Generals', ...names.map((name) => ` ${name}`)] : []),
    'End',
  ].join('\n')
}
