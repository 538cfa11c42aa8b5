import { attack, type JointTable, PARTS, type Row, type Solve, type System, UNBOUNDED } from '@oh/disclosure'

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

/** The few counts most likely to give way are tried, and one that does is enough. */
const TRIED = 6

/** Whether the public holds a count of 1 to 7 people to fewer than five values, when the table is shown by the rule. */
export function isBroken(table: JointTable, rule: Rule, solve: Solve): boolean {
  const few: { readonly row: number; readonly others: number }[] = []
  const rows = table.cells.flatMap((cell, at) =>
    PARTS.map((part, partAt): Row => {
      const unknowns = cell.leaves.flatMap((leaf) =>
        part === 'numerator' ? [leaf * 2] : part === 'rest' ? [leaf * 2 + 1] : [leaf * 2, leaf * 2 + 1],
      )
      const count = cell.leaves.reduce((sum, leaf) => {
        const { numerator, denominator } = table.leaves[leaf]?.count ?? { numerator: 0, denominator: 0 }
        return sum + { numerator, rest: denominator - numerator, denominator }[part]
      }, 0)
      const isShown = cell.use === 'published' && part !== 'rest'
      if (isShown && isFew(count)) few.push({ row: at * PARTS.length + partAt, others: cell.leaves.length })
      return { unknowns, ...(isShown ? rule(count) : { least: 0, most: UNBOUNDED }) }
    }),
  )
  const tried = few.toSorted((a, b) => b.others - a.others).slice(0, TRIED)
  return tried.some(({ row }) => {
    const system: System = { unknowns: table.leaves.length * 2, rows, protectedRows: [row] }
    return attack(system, [], solve).some(({ verdict }) => verdict === 'exact' || verdict === 'narrow')
  })
}
