import { type Insider, type System, UNBOUNDED } from './system.ts'

/**
 * The values that each row takes in all the worlds that an attacker cannot tell from the truth, by going through every one of
 * them in which no unknown is more than `most`. For small systems; none where nothing fits.
 */
export function everyWorld({ unknowns, rows }: System, insider: Insider | undefined, most: number): ReadonlySet<number>[] {
  const bounds = rows.map((row, at) => insider?.instead.get(at) ?? row)
  const rowsOf = Array.from({ length: unknowns }, (): number[] => [])
  // rows that say nothing are only read off
  const says = bounds.map((row) => row.least > 0 || row.most < UNBOUNDED)
  for (const [at, row] of rows.entries()) if (says[at]) for (const unknown of row.unknowns) rowsOf[unknown]?.push(at)
  const left = rows.map((row) => row.unknowns.length)
  const sums = rows.map(() => 0)
  const value = Array.from({ length: unknowns }, () => 0)
  const found = rows.map(() => new Set<number>())
  const fits = (at: number) => {
    const [{ least = 0, most: highest = UNBOUNDED } = {}, sum] = [bounds[at], sums[at] ?? 0]
    return sum <= highest && sum + (left[at] ?? 0) * most >= least
  }
  const visit = (unknown: number): void => {
    if (unknown === unknowns) {
      for (const [at, row] of rows.entries())
        found[at]?.add(says[at] ? (sums[at] ?? 0) : row.unknowns.reduce((sum, one) => sum + (value[one] ?? 0), 0))
      return
    }
    const own = insider?.knows.get(unknown)
    const mine = rowsOf[unknown] ?? []
    for (const at of mine) left[at] = (left[at] ?? 0) - 1
    for (let each = own ?? 0; each <= (own ?? most); each += 1) {
      value[unknown] = each
      for (const at of mine) sums[at] = (sums[at] ?? 0) + each
      if (mine.every(fits)) visit(unknown + 1)
      for (const at of mine) sums[at] = (sums[at] ?? 0) - each
    }
    for (const at of mine) left[at] = (left[at] ?? 0) + 1
  }
  visit(0)
  return found
}
