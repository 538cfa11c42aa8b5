import { attack, type JointTable, type ProtectedCount, type Solve, type System, UNBOUNDED, Walk } from '@oh/disclosure'
import type { Chance } from './chance.ts'
import { type Reading, readersOf, readingOf } from './reader.ts'
import { FEWEST, wander } from './wander.ts'

/** Secrets that were attacked by the public and all who know more, by what the attacker gets. */
export interface Outcome {
  secrets: number
  exact: number
  narrow: number
  unproved: number
}

/** How long worlds are looked for, against 1 for the gate's first search. */
const EFFORT = 64

/**
 * Attacks a table from the printed figures alone, as the public, as each contributor and as each group of them. A secret that takes five values in
 * worlds that the attacker cannot tell from the truth is safe. Such worlds are wandered through first; what is left is looked
 * for with the gate's own search, of which each world is checked against what was printed. The least and the most of any
 * secret that is still left are asked of the solver.
 */
export function attackAgain(
  table: JointTable,
  figures: ReadonlyMap<string, ProtectedCount>,
  solve: Solve,
  chance: Chance,
): Outcome {
  const outcome: Outcome = { secrets: 0, exact: 0, narrow: 0, unproved: 0 }
  for (const reader of readersOf(table)) {
    const reading = readingOf(table, figures, reader)
    outcome.secrets += reading.secrets.length
    for (const row of undecided(reading, chance)) {
      const verdict = solved(reading, row, solve)
      if (verdict !== 'wide') outcome[verdict] += 1
    }
  }
  return outcome
}

/** The secrets of which neither wandering nor the gate's search, checked world by world, finds enough values. */
export function undecided(reading: Reading, chance: Chance): readonly number[] {
  const left = wander(reading, chance)
  return left.size > 0 ? sought(reading, left) : []
}

/** The secrets for which the gate's search, started from the reading, finds too few worlds that are none to the reader. */
function sought(reading: Reading, left: ReadonlyMap<number, ReadonlySet<number>>): number[] {
  const owners = [...new Set(reading.ownerOf)]
  const walk = new Walk({
    system: systemOf(reading, [...left.keys()]),
    truth: Int32Array.from(reading.truth),
    ownerOf: Int32Array.from(reading.ownerOf, (owner) => owners.indexOf(owner)),
    ownersOf: owners.map((_, owner) => [owner]),
    isGiven: reading.isKnown,
    instead: new Map(),
    figureOf: Int32Array.from(reading.rows.keys()),
  })
  return [...left.keys()].filter((row) => {
    const values = new Set(left.get(row))
    // leaving one contributor as he is, and then another, leads to other worlds
    for (const still of [[], ...owners.map((_, owner) => [owner])]) {
      if (values.size >= FEWEST) break
      for (const changes of walk.witnesses(row, still, EFFORT)) {
        const world = worldOf(reading, changes)
        if (world) values.add(sumIn(reading, row, world))
      }
    }
    return values.size < FEWEST
  })
}

/** The truth with the changes, if the reader cannot tell it from the truth. */
function worldOf(reading: Reading, changes: Int32Array): readonly number[] | undefined {
  const world = [...reading.truth]
  for (let at = 0; at < changes.length; at += 2) {
    const unknown = changes[at] ?? 0
    if (reading.isKnown[unknown] === 1) return undefined
    world[unknown] = (world[unknown] ?? 0) + (changes[at + 1] ?? 0)
  }
  return fits(reading, world) ? world : undefined
}

/** Whether the reader cannot tell the world from the truth. */
function fits(reading: Reading, world: readonly number[]): boolean {
  const isPrinted = ({ least, most }: Reading['rows'][number], row: number) => {
    const sum = sumIn(reading, row, world)
    return sum >= least && sum <= most
  }
  return world.every((value) => value >= 0) && reading.rows.every(isPrinted)
}

function sumIn({ rows }: Reading, row: number, world: readonly number[]): number {
  let sum = 0
  for (const unknown of rows[row]?.unknowns ?? []) sum += world[unknown] ?? 0
  return sum
}

function solved(reading: Reading, row: number, solve: Solve) {
  const { name, truth, isKnown } = reading
  const knows = new Map([...truth.entries()].filter(([unknown]) => isKnown[unknown] === 1))
  const findings = attack(systemOf(reading, [row]), knows.size > 0 ? [{ name, knows, instead: new Map() }] : [], solve)
  return findings.at(-1)?.verdict ?? 'unproved'
}

function systemOf({ rows, truth }: Reading, protectedRows: readonly number[]): System {
  return {
    unknowns: truth.length,
    rows: rows.map(({ unknowns, least, most }) => ({ unknowns, least, most: Math.min(most, UNBOUNDED) })),
    protectedRows,
  }
}
