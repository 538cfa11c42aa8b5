/** As good as without a bound; sums of people stay far below. */
export const UNBOUNDED = 2 ** 30

/** How few values may be left to a protected figure: fewer than these are too narrow. */
export const FEWEST_VALUES = 5

/** A sum of unknowns, of which the attacker knows that it lies between two bounds, both included. */
export interface Row {
  readonly unknowns: readonly number[]
  readonly least: number
  readonly most: number
}

/** Somebody who knows some of the unknowns exactly, beside what the public knows. */
export interface Insider {
  readonly name: string
  /** The value of each unknown he knows. */
  readonly knows: ReadonlyMap<number, number>
  /** Bounds of rows that stand for him instead of the public ones: by row. */
  readonly instead: ReadonlyMap<number, { readonly least: number; readonly most: number }>
}

/**
 * What is known of unknown whole numbers, 0 or more: rows that are published, and rows that are not (least 0, most
 * UNBOUNDED). The protected rows are those of which nobody may learn a value, nor fewer than FEWEST_VALUES of them.
 */
export interface System {
  readonly unknowns: number
  readonly rows: readonly Row[]
  readonly protectedRows: readonly number[]
}

/**
 * A problem for the solver: the least or the most of a sum of unknowns, all whole numbers, 0 or more. `weights` says how many
 * times each of the sum counts, a whole number; once each unless given.
 */
export interface IntegerProblem {
  readonly unknowns: number
  readonly sense: 'least' | 'most'
  readonly sum: readonly number[]
  readonly weights?: readonly number[]
  readonly rows: readonly Row[]
}

/** `proved` only with an optimum that is proved; a solver that ran out of time says so. */
export type IntegerAnswer =
  | { readonly kind: 'proved'; readonly value: number; readonly at: readonly number[] }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'out-of-time' }

/** A solver of integer problems. It may take its time, within a limit of its own. */
export type Solve = (problem: IntegerProblem) => IntegerAnswer
