import { type Lists, rowsOfUnknowns } from './rows-of-unknowns.ts'
import type { Row, System } from './system.ts'
import type { Witness } from './witness.ts'

/**
 * Values tried for the unknowns, which begin as the truth: the sum of each row over them, and which rows are out of their
 * bounds. Every change can be taken back.
 */
export class Trial {
  /** The rows whose sums are out of their bounds, in no order that says anything. */
  readonly broken: number[] = []
  readonly value: Int32Array
  readonly sum: Int32Array
  readonly least: Int32Array
  readonly most: Int32Array
  /** For each unknown all of its rows. */
  readonly rowsOf: Lists
  private readonly brokenAt: Int32Array
  private readonly trueSum: Int32Array
  private readonly trail: number[] = []

  constructor({ rows, unknowns }: System, truth: Int32Array) {
    this.value = truth.slice()
    this.sum = Int32Array.from(rows, (row: Row) => row.unknowns.reduce((total, one) => total + (truth[one] ?? 0), 0))
    this.trueSum = this.sum.slice()
    this.least = Int32Array.from(rows, (row) => row.least)
    this.most = Int32Array.from(rows, (row) => row.most)
    this.rowsOf = rowsOfUnknowns(unknowns, rows, [...rows.keys()])
    this.brokenAt = new Int32Array(rows.length).fill(-1)
  }

  /** The true sum of a row. */
  truthOf(row: number): number {
    return this.trueSum[row] ?? 0
  }

  isBroken(row: number): boolean {
    return this.brokenAt[row] !== -1
  }

  /** Other bounds for a row. It is looked at whether they break it only by `mark`, or at its next change. */
  bound(row: number, least: number, most: number): void {
    this.least[row] = least
    this.most[row] = most
  }

  /** Changes an unknown, to be taken back by `rewind`. */
  change(unknown: number, by: number): void {
    this.trail.push(unknown, by)
    this.shift(unknown, by)
  }

  /** How far the changes have come, for `rewind`. */
  get length(): number {
    return this.trail.length
  }

  /** Takes the changes back that came after. */
  rewind(length: number): void {
    while (this.trail.length > length) {
      const by = this.trail.pop() ?? 0
      this.shift(this.trail.pop() ?? 0, -by)
    }
  }

  /** What differs from the truth by now. */
  changes(): Witness {
    const net = new Map<number, number>()
    for (let at = 0; at < this.trail.length; at += 2) {
      const unknown = this.trail[at] ?? 0
      net.set(unknown, (net.get(unknown) ?? 0) + (this.trail[at + 1] ?? 0))
    }
    return Int32Array.from([...net].filter(([, change]) => change !== 0).flat())
  }

  /** Keeps the list of broken rows. */
  mark(row: number): void {
    const sum = this.sum[row] ?? 0
    const isBroken = sum < (this.least[row] ?? 0) || sum > (this.most[row] ?? 0)
    const at = this.brokenAt[row] ?? -1
    if (isBroken && at === -1) this.brokenAt[row] = this.broken.push(row) - 1
    if (isBroken || at === -1) return
    const last = this.broken.pop()
    this.brokenAt[row] = -1
    if (last === undefined || last === row) return
    this.broken[at] = last
    this.brokenAt[last] = at
  }

  private shift(unknown: number, by: number): void {
    const { starts, all } = this.rowsOf
    this.value[unknown] = (this.value[unknown] ?? 0) + by
    for (let use = starts[unknown] ?? 0; use < (starts[unknown + 1] ?? 0); use += 1) {
      const row = all[use] ?? 0
      this.sum[row] = (this.sum[row] ?? 0) + by
      this.mark(row)
    }
  }
}
