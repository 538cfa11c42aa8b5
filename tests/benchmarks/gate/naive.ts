import { attack, type JointCell, type JointTable, type Row, type Solve, type System } from '@oh/disclosure'

/** How a simple gate shows a count, as the bounds in which a reader then knows it to lie. */
type Rule = (count: number) => { readonly least: number; readonly most: number }

const isFew = (count: number) => count > 0 && count < 8
const hidden = { least: 1, most: 7 }

/** The simple gates that are measured beside the joint one. None of them weighs one figure against another. */
export const NAIVE: Readonly<Record<string, Rule>> = {
  naivePrimary: (count) => (isFew(count) ? hidden : { least: count, most: count }),
  naiveRounded: (count) => {
    if (isFew(count) || count === 0) return count === 0 ? { least: 0, most: 0 } : hidden
    const shown = Math.round(count / 5) * 5
    return { least: Math.max(8, shown - 2), most: shown + 2 }
  },
  naiveMidpoint: (count) => {
    const top = Math.ceil(count / 6) * 6
    return { least: Math.max(0, top - 5), most: top }
  },
}

/** So many counts of a table are tried, and one that gives way is enough. */
const TRIED = 40

/**
 * Whether the public holds a count of 1 to 7 people to fewer than five values, when the table is shown by the rule. Only
 * figures of the same period are looked at together, so that a table may be broken that is not found to be.
 */
export function isBroken(table: JointTable, rule: Rule, solve: Solve): boolean {
  const shown = table.cells.flatMap((cell) => (cell.use === 'published' ? shownSums(cell, table, rule) : []))
  const few = shown.filter(({ count }) => isFew(count)).toSorted((a, b) => b.unknowns.length - a.unknowns.length)
  return few.slice(0, TRIED).some((target) => {
    const beside = shown.filter(({ period }) => period === target.period)
    const system = merged([target, ...beside])
    return attack(system, [], solve).some(({ verdict }) => verdict === 'exact' || verdict === 'narrow')
  })
}

interface ShownSum extends Row {
  readonly period: string
  readonly count: number
}

/** The numerator and the denominator of a cell as the rule shows them. */
function shownSums({ id, leaves }: JointCell, table: JointTable, rule: Rule): ShownSum[] {
  const counts = leaves.flatMap((leaf) => table.leaves[leaf]?.count ?? [])
  const period = id.split(' ')[1] ?? ''
  const numerators = leaves.map((leaf) => leaf * 2)
  const sums = [
    { unknowns: numerators, count: counts.reduce((sum, { numerator }) => sum + numerator, 0) },
    {
      unknowns: [...numerators, ...leaves.map((leaf) => leaf * 2 + 1)],
      count: counts.reduce((sum, { denominator }) => sum + denominator, 0),
    },
  ]
  return sums.map((sum) => ({ ...sum, period, ...rule(sum.count) }))
}

/** The rows as a system of which the first is protected; unknowns that are in the same rows are taken as one. */
function merged(rows: readonly Row[]): System {
  const rowsOf = new Map<number, number[]>()
  for (const [at, { unknowns }] of rows.entries())
    for (const unknown of unknowns) rowsOf.set(unknown, [...(rowsOf.get(unknown) ?? []), at])
  const alike = [...new Set([...rowsOf.values()].map((each) => each.join(' ')))]
  const members = rows.map((): number[] => [])
  for (const [unknown, each] of alike.entries()) for (const row of each.split(' ')) members[Number(row)]?.push(unknown)
  return {
    unknowns: alike.length,
    rows: rows.map(({ least, most }, at) => ({ unknowns: members[at] ?? [], least, most })),
    protectedRows: [0],
  }
}
