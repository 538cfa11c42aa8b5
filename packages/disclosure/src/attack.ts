import { FEWEST_VALUES, type Insider, type IntegerProblem, type Row, type Solve, type System, UNBOUNDED } from './system.ts'

/** What an attacker can say of one protected row. `insider` is undefined for the public. */
export interface Finding {
  readonly row: number
  readonly insider: string | undefined
  /** `exact` one value fits; `narrow` fewer than FEWEST_VALUES; `unproved` the solver ran out of time, so it counts as neither. */
  readonly verdict: 'exact' | 'narrow' | 'wide' | 'unproved'
  readonly least: number
  readonly most: number
}

/**
 * The least and the most that each protected row can be, over all whole solutions of what is known, for the public and
 * for each insider in turn (rows of his own unknowns alone are left out). Only the part of the system that hangs together
 * with the row is solved. Without a proof in the solver's time the finding is `unproved`.
 * Throws RangeError for a system that has no solution: what was published contradicts itself.
 */
export function attack(system: System, insiders: readonly Insider[], solve: Solve): Finding[] {
  return [undefined, ...insiders].flatMap((insider) => {
    const partsOf = components(system, insider)
    return system.protectedRows
      .filter((row) => unknownsOf(system, row).some((unknown) => !insider?.knows.has(unknown)))
      .map((row) => findingOf(system, row, insider, partsOf(row), solve))
  })
}

function findingOf(system: System, row: number, insider: Insider | undefined, part: Connected, solve: Solve): Finding {
  const known = sumOf(unknownsOf(system, row).map((unknown) => insider?.knows.get(unknown) ?? 0))
  const sum = unknownsOf(system, row).flatMap((unknown) => part.numberOf.get(unknown) ?? [])
  const ask = (sense: IntegerProblem['sense']) => solve({ unknowns: part.numberOf.size, sense, sum, rows: part.rows })
  const [least, most] = [ask('least'), ask('most')]
  if (least.kind === 'impossible' || most.kind === 'impossible')
    throw new RangeError(`What is known contradicts itself: nothing fits row ${row}.`)
  const of = { row, insider: insider?.name }
  if (least.kind !== 'proved' || most.kind !== 'proved') return { ...of, verdict: 'unproved', least: 0, most: UNBOUNDED }
  const values = most.value - least.value + 1
  const verdict = values === 1 ? 'exact' : values < FEWEST_VALUES ? 'narrow' : 'wide'
  return { ...of, verdict, least: least.value + known, most: most.value + known }
}

/** The unknowns and rows that hang together, renumbered from 0. */
export interface Connected {
  readonly numberOf: ReadonlyMap<number, number>
  readonly rows: readonly Row[]
}

/** Finds the part of the system that hangs together with a row: rows that say something join the unknowns in them. */
export function components(system: System, insider: Insider | undefined): (row: number) => Connected {
  const open = (row: number) => unknownsOf(system, row).filter((unknown) => !insider?.knows.has(unknown))
  const bounded = system.rows.flatMap((row, at) => {
    const { least, most } = insider?.instead.get(at) ?? row
    if (least <= 0 && most >= UNBOUNDED) return []
    const known = sumOf(row.unknowns.map((unknown) => insider?.knows.get(unknown) ?? 0))
    return [{ unknowns: open(at), least: Math.max(0, least - known), most: most - known }]
  })
  const rowsOf = Array.from({ length: system.unknowns }, (): Row[] => [])
  for (const row of bounded) for (const unknown of row.unknowns) rowsOf[unknown]?.push(row)
  return (row) => {
    const found = new Set(open(row))
    const rows = new Set<Row>()
    // the set grows while it is walked, until nothing new hangs on
    for (const unknown of found)
      for (const joined of rowsOf[unknown] ?? []) {
        rows.add(joined)
        for (const other of joined.unknowns) found.add(other)
      }
    const numberOf = new Map([...found].map((unknown, number) => [unknown, number]))
    const renumbered = [...rows].map((each) => ({ ...each, unknowns: each.unknowns.flatMap((one) => numberOf.get(one) ?? []) }))
    return { numberOf, rows: renumbered }
  }
}

function unknownsOf(system: System, row: number): readonly number[] {
  return system.rows[row]?.unknowns ?? []
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
