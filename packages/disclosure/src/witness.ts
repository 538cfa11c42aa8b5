import type { System } from './system.ts'

/** A whole solution of everything that is known, as what it changes in the truth: unknown, change, unknown, change and so on. */
export type Witness = Int32Array

/** What a search for witnesses starts from, and a check of them. */
export interface Start {
  readonly system: System
  /** The true value of each unknown: the one solution that is there without a search. */
  readonly truth: Int32Array
  /** Whose each unknown is, as a number from 0; he knows it when he is the attacker. */
  readonly ownerOf: Int32Array
  /** Unknowns that everybody knows, such as the part of a count that has none. */
  readonly isGiven: Uint8Array
  /** Bounds of rows that stand for an owner instead of the public ones, and are no narrower. */
  readonly instead: ReadonlyMap<number, readonly OwnBounds[]>
  /** Rows that are opened together and cost once, by a number for each row; each row alone unless given. */
  readonly figureOf: Int32Array
}

export interface OwnBounds {
  readonly row: number
  readonly least: number
  readonly most: number
}

/** The public as an attacker, who owns nothing. */
export const PUBLIC = -1

/**
 * Checks witnesses apart from the search that found them: from the system, the truth and the changes alone. What is
 * returned says whether the truth, with those changes, is a whole solution of all that the attacker knows; without one,
 * of all that the public knows. Throws RangeError when the truth itself is none.
 */
export function checker({ system, truth, ownerOf, isGiven, instead }: Start, isOpen: Uint8Array) {
  const ownOf = new Map([...instead].map(([owner, bounds]) => [owner, new Map(bounds.map((each) => [each.row, each]))]))
  const rowsOf = Array.from({ length: system.unknowns }, (): number[] => [])
  const sums = system.rows.map((row, at) => {
    let sum = 0
    for (const unknown of row.unknowns) sum += truth[unknown] ?? 0
    if (isOpen[at] === 1) return sum
    for (const unknown of row.unknowns) rowsOf[unknown]?.push(at)
    if (sum < row.least || sum > row.most)
      throw new RangeError(`Row ${at} is published as ${row.least} to ${row.most} and sums to ${sum}.`)
    return sum
  })
  const changes = new Int32Array(system.rows.length)
  return (witness: Witness, attacker: number = PUBLIC): boolean => {
    const own = ownOf.get(attacker)
    const changed: number[] = []
    let fits = true
    for (let at = 0; at < witness.length; at += 2) {
      const [unknown, change] = [witness[at] ?? 0, witness[at + 1] ?? 0]
      if (ownerOf[unknown] === attacker || isGiven[unknown] === 1 || (truth[unknown] ?? 0) + change < 0) fits = false
      for (const row of rowsOf[unknown] ?? []) {
        changes[row] = (changes[row] ?? 0) + change
        changed.push(row)
      }
    }
    for (const at of changed) {
      const row = own?.get(at) ?? system.rows[at]
      const sum = (sums[at] ?? 0) + (changes[at] ?? 0)
      if (!row || sum < row.least || sum > row.most) fits = false
    }
    for (const at of changed) changes[at] = 0
    return fits
  }
}
