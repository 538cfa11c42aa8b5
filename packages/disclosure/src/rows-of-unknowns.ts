import type { Row } from './system.ts'

/** Lists of whole numbers in one array: the list of number n runs from `starts[n]` to before `starts[n + 1]`. */
export interface Lists {
  readonly starts: Int32Array
  readonly all: Int32Array
}

/** For each row its unknowns. */
export function unknownsOfRows(rows: readonly Row[]): Lists {
  return { starts: startsOf(rows.map((row) => row.unknowns.length)), all: Int32Array.from(rows.flatMap((row) => row.unknowns)) }
}

/** For each unknown its rows, of those given and in their order. */
export function rowsOfUnknowns(unknowns: number, rows: readonly Row[], some: readonly number[]): Lists {
  const uses = new Int32Array(unknowns)
  for (const at of some) for (const unknown of rows[at]?.unknowns ?? []) uses[unknown] = (uses[unknown] ?? 0) + 1
  const found = { starts: startsOf([...uses]), all: new Int32Array(uses.reduce((total, each) => total + each, 0)) }
  const next = found.starts.slice()
  for (const at of some)
    for (const unknown of rows[at]?.unknowns ?? []) {
      const place = next[unknown] ?? 0
      found.all[place] = at
      next[unknown] = place + 1
    }
  return found
}

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (const [at, length] of lengths.entries()) starts[at + 1] = (starts[at] ?? 0) + length
  return starts
}
