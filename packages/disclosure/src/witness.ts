import { FEWEST_VALUES, type System, UNBOUNDED } from './system.ts'

/** A whole solution of everything that is known, as what it changes in the truth: unknown, change, unknown, change and so on. */
export type Witness = Int32Array

/** What the walk starts from. */
export interface Start {
  readonly system: System
  /** The true value of each unknown: the one solution that is there without a search. */
  readonly truth: Int32Array
  /** Whose each unknown is, as a number from 0; he knows it when he is the attacker. */
  readonly ownerOf: Int32Array
  /** Unknowns that everybody knows, such as the part of a count that has none. */
  readonly isGiven: Uint8Array
  /** Bounds of rows that stand for an owner instead of the public ones. */
  readonly instead: ReadonlyMap<number, readonly OwnBounds[]>
}

export interface OwnBounds {
  readonly row: number
  readonly least: number
  readonly most: number
}

interface Opening {
  rows: number[] | undefined
  cost: number
}

/** The public as an attacker, who owns nothing. */
export const PUBLIC = -1

const LONGEST_CHAIN = 20
const LOOKED_AT = 40
/** Takes the next one looked at from elsewhere in the row. */
const STRIDE = 7
const TRIES = 12

/**
 * Looks for witnesses: from the truth, one unknown is changed by one, and as long as a row is broken by it, another in
 * that row is changed to mend it. What closes is a new solution of the whole system, found without a solver. Finding none
 * proves nothing; a found one is a proof, and `holds` checks it apart from the search.
 */
export class Walk {
  /** 1 for a row that was opened: its bounds, an owner's own included, say nothing. */
  readonly isOpen: Uint8Array
  private readonly least: Int32Array
  private readonly most: Int32Array
  private readonly start: Start
  private readonly rowStart: Int32Array
  private readonly rowUnknowns: Int32Array
  private readonly unknownStart: Int32Array
  private readonly unknownRows: Int32Array
  private readonly value: Int32Array
  private readonly sum: Int32Array
  private readonly trueSum: Int32Array
  private readonly brokenAt: Int32Array
  private readonly broken: number[] = []
  private readonly trail: number[] = []
  private readonly ownAt = new Map<number, (OwnBounds & { readonly owner: number })[]>()
  private readonly sumChanged: Int32Array
  private readonly stampOf: Int32Array
  private stamp = 0
  private readonly movedIn: Int32Array
  private readonly movedBy: Int8Array
  private readonly touched: Int32Array
  private walkNumber = 0
  private chain = 0
  private tries = TRIES
  private seed = 1
  private attacker = PUBLIC

  constructor(start: Start) {
    const { rows, unknowns } = start.system
    this.start = start
    this.isOpen = new Uint8Array(rows.length)
    this.least = Int32Array.from(rows, (row) => row.least)
    this.most = Int32Array.from(rows, (row) => row.most)
    this.rowStart = starts(rows.map((row) => row.unknowns.length))
    this.rowUnknowns = Int32Array.from(rows.flatMap((row) => row.unknowns))
    const uses = new Int32Array(unknowns)
    for (const unknown of this.rowUnknowns) uses[unknown] = (uses[unknown] ?? 0) + 1
    this.unknownStart = starts([...uses])
    this.unknownRows = new Int32Array(this.rowUnknowns.length)
    const next = this.unknownStart.slice()
    for (const [at, row] of rows.entries())
      for (const unknown of row.unknowns) {
        const place = next[unknown] ?? 0
        this.unknownRows[place] = at
        next[unknown] = place + 1
      }
    this.value = start.truth.slice()
    this.sum = Int32Array.from(rows, (row) => row.unknowns.reduce((total, one) => total + (start.truth[one] ?? 0), 0))
    this.trueSum = this.sum.slice()
    this.brokenAt = new Int32Array(rows.length).fill(-1)
    this.sumChanged = new Int32Array(rows.length)
    this.stampOf = new Int32Array(rows.length)
    for (const [owner, bounds] of start.instead)
      for (const own of bounds) {
        const at = this.ownAt.get(own.row) ?? []
        at.push({ ...own, owner })
        this.ownAt.set(own.row, at)
      }
    this.movedIn = new Int32Array(unknowns)
    this.movedBy = new Int8Array(unknowns)
    this.touched = new Int32Array(1 + start.ownerOf.reduce((most, owner) => Math.max(most, owner), 0))
  }

  /** The true sum of a row. */
  truthOf(row: number): number {
    return this.trueSum[row] ?? 0
  }

  /**
   * Witnesses in which the row takes FEWEST_VALUES values together with the truth, as many as were found otherwise. Each
   * row without a bound (least 0, most UNBOUNDED) is free. The effort, from 1, is how long it looks.
   */
  witnesses(row: number, attacker: number, effort = 1): Witness[] {
    this.tries = TRIES * effort
    return this.as(attacker, row, () => {
      const found: Witness[] = []
      for (const step of [1, -1]) {
        while (found.length < FEWEST_VALUES - 1 && this.reach(row, (this.sum[row] ?? 0) + step)) found.push(this.changes())
        this.rewind(0)
      }
      return found
    })
  }

  /**
   * The cheapest set of rows that was found whose opening lets the row take a value more. `costOf` is infinite for what
   * may not be opened. No rows at all when it can take one as things stand; undefined when nothing was found.
   */
  opening(row: number, attacker: number, costOf: (row: number) => number): number[] | undefined {
    return this.as(attacker, row, () => {
      const best: Opening = { rows: undefined, cost: Number.POSITIVE_INFINITY }
      for (const step of [1, -1]) {
        let reached = true
        for (let more = 1; reached && more < FEWEST_VALUES; more += 1) {
          const want = (this.sum[row] ?? 0) + step
          const kept = this.trail.length
          reached = this.reach(row, want)
          if (!reached) this.weigh(row, want, kept, costOf, best)
        }
        this.rewind(0)
      }
      return best.rows
    })
  }

  /** Opens a row, so that nothing is known of it any more, or closes it again. */
  open(row: number, isOpen = true): void {
    const { least, most } = this.start.system.rows[row] ?? { least: 0, most: UNBOUNDED }
    this.isOpen[row] = isOpen ? 1 : 0
    this.bound(row, isOpen ? 0 : least, isOpen ? UNBOUNDED : most)
  }

  /** The owners whose unknowns the public's witness changes, or whose own bounds it breaks: for them it is no witness. */
  ownersAgainst(witness: Witness, against: Set<number>): void {
    for (let at = 0; at < witness.length; at += 2) against.add(this.start.ownerOf[witness[at] ?? 0] ?? PUBLIC)
    for (const row of this.rowsChanged(witness)) {
      if (this.isOpen[row] === 1) continue
      const sum = this.sumChanged[row] ?? 0
      for (const { owner, least, most } of this.ownAt.get(row) ?? []) if (sum < least || sum > most) against.add(owner)
    }
  }

  /** Whether a witness that was found for anybody is one for this attacker. */
  isWitnessFor(witness: Witness, attacker: number): boolean {
    for (let at = 0; at < witness.length; at += 2) if (this.start.ownerOf[witness[at] ?? 0] === attacker) return false
    return this.rowsChanged(witness).every((row) => {
      const sum = this.sumChanged[row] ?? 0
      const { least, most } = this.boundsFor(row, attacker)
      return sum >= least && sum <= most
    })
  }

  /** What the row sums to in a witness. */
  sumIn(witness: Witness, row: number): number {
    return this.sumsIn(row)(witness)
  }

  /** The same for many witnesses of one row. */
  sumsIn(row: number): (witness: Witness) => number {
    const isIn = new Uint8Array(this.start.system.unknowns)
    for (const unknown of this.start.system.rows[row]?.unknowns ?? []) isIn[unknown] = 1
    return (witness) => {
      let sum = this.truthOf(row)
      for (let at = 0; at < witness.length; at += 2) if (isIn[witness[at] ?? 0] === 1) sum += witness[at + 1] ?? 0
      return sum
    }
  }

  /** The bounds of a row for an attacker. */
  boundsFor(row: number, attacker: number): { readonly least: number; readonly most: number } {
    if (this.isOpen[row] === 1) return { least: 0, most: UNBOUNDED }
    const own = attacker === PUBLIC ? undefined : this.ownAt.get(row)?.find(({ owner }) => owner === attacker)
    return own ?? { least: this.least[row] ?? 0, most: this.most[row] ?? 0 }
  }

  /** The rows that the witness changes; what they sum to in it is left in `sumChanged`. */
  private rowsChanged(witness: Witness): number[] {
    const rows: number[] = []
    this.stamp += 1
    for (let at = 0; at < witness.length; at += 2) {
      const unknown = witness[at] ?? 0
      for (let use = this.unknownStart[unknown] ?? 0; use < (this.unknownStart[unknown + 1] ?? 0); use += 1) {
        const row = this.unknownRows[use] ?? 0
        if (this.stampOf[row] !== this.stamp) {
          this.stampOf[row] = this.stamp
          this.sumChanged[row] = this.trueSum[row] ?? 0
          rows.push(row)
        }
        this.sumChanged[row] = (this.sumChanged[row] ?? 0) + (witness[at + 1] ?? 0)
      }
    }
    return rows
  }

  private as<Result>(attacker: number, row: number, work: () => Result): Result {
    this.attacker = attacker
    this.walkNumber += 1
    this.seed = row * 2_654_435_761 + attacker + 7
    const own = (this.start.instead.get(attacker) ?? []).filter((each) => this.isOpen[each.row] === 0)
    const before = own.map((each) => ({ row: each.row, least: this.least[each.row] ?? 0, most: this.most[each.row] ?? 0 }))
    for (const { row: at, least, most } of own) this.bound(at, least, most)
    const result = work()
    for (const { row: at, least, most } of before) this.bound(at, least, most)
    return result
  }

  private bound(row: number, least: number, most: number): void {
    this.least[row] = least
    this.most[row] = most
  }

  /** Tries to bring the row to the sum, with everything else in its bounds; leaves the state as it was if it cannot. */
  private reach(row: number, want: number): boolean {
    return this.pinned(row, want, () => {
      const from = this.trail.length
      for (let tries = 0; tries < this.tries; tries += 1) {
        if (this.close(row)) return true
        this.rewind(from)
      }
      return false
    })
  }

  /** The same, remembering which rows were broken on the way, as those are what stands against it. */
  private weigh(row: number, want: number, from: number, costOf: (row: number) => number, best: Opening): void {
    if (want < (this.least[row] ?? 0) || want > (this.most[row] ?? 0)) return
    // what may not be opened must be mended, so it comes first
    const isFixed = (each: number) => costOf(each) === Number.POSITIVE_INFINITY
    this.pinned(row, want, () => {
      for (let tries = 0; tries < this.tries; tries += 1) {
        this.close(row, isFixed, () => {
          if (this.brokenAt[row] !== -1) return
          const cost = this.broken.reduce((total, each) => total + costOf(each), 0)
          if (cost < best.cost) Object.assign(best, { cost, rows: [...this.broken] })
        })
        this.rewind(from)
      }
    })
  }

  private pinned<Result>(row: number, want: number, work: () => Result): Result | false {
    const [least, most] = [this.least[row] ?? 0, this.most[row] ?? 0]
    if (want < least || want > most) return false
    this.bound(row, want, want)
    this.mark(row)
    const result = work()
    this.bound(row, least, most)
    this.mark(row)
    return result
  }

  /** One chain: mends one broken row after another. True when nothing is broken any more. */
  private close(first: number, isFirst: (row: number) => boolean = () => false, seen?: () => void): boolean {
    this.chain += 1
    for (let length = 0; length < LONGEST_CHAIN; length += 1) {
      if (this.broken.length === 0) return true
      const chosen = this.broken.find(isFirst) ?? this.broken[this.dice(this.broken.length)] ?? first
      const row = this.brokenAt[first] !== -1 ? first : chosen
      if (!this.mend(row)) return false
      seen?.()
    }
    return this.broken.length === 0
  }

  /**
   * Changes by one the unknown of the row that breaks least elsewhere; then one of an owner who has changed already, as a
   * witness is good against all others; among equals, chance decides.
   */
  private mend(row: number): boolean {
    const { rowStart, rowUnknowns, touched, walkNumber } = this
    const { ownerOf } = this.start
    const step = (this.sum[row] ?? 0) < (this.least[row] ?? 0) ? 1 : -1
    const from = rowStart[row] ?? 0
    const length = (rowStart[row + 1] ?? 0) - from
    const looks = Math.min(LOOKED_AT, length)
    let place = this.dice(length)
    let best = -1
    let bestScore = UNBOUNDED
    for (let look = 0; look < looks; look += 1) {
      const unknown = rowUnknowns[from + place] ?? 0
      place += STRIDE
      if (place >= length) place %= length
      if (!this.mayChange(unknown, step)) continue
      const isNew = touched[ownerOf[unknown] ?? 0] !== walkNumber
      const score = 2 * this.harm(unknown, step) + (isNew ? 1 : 0)
      if (score > bestScore || (score === bestScore && this.dice(3) !== 0)) continue
      best = unknown
      bestScore = score
    }
    if (best < 0) return false
    this.change(best, step)
    this.trail.push(best, step)
    touched[ownerOf[best] ?? 0] = walkNumber
    return true
  }

  private mayChange(unknown: number, step: number): boolean {
    const { ownerOf, isGiven } = this.start
    if (isGiven[unknown] === 1 || ownerOf[unknown] === this.attacker || (this.value[unknown] ?? 0) + step < 0) return false
    return this.movedIn[unknown] !== this.chain || this.movedBy[unknown] === step
  }

  /** By how much more, or less, the rows would be broken. */
  private harm(unknown: number, step: number): number {
    const { unknownRows, sum, least, most } = this
    const end = this.unknownStart[unknown + 1] ?? 0
    let harm = 0
    for (let use = this.unknownStart[unknown] ?? 0; use < end; use += 1) {
      const row = unknownRows[use] ?? 0
      const now = sum[row] ?? 0
      if (step > 0) {
        if (now >= (most[row] ?? 0)) harm += 1
        else if (now < (least[row] ?? 0)) harm -= 1
      } else if (now <= (least[row] ?? 0)) harm += 1
      else if (now > (most[row] ?? 0)) harm -= 1
    }
    return harm
  }

  private change(unknown: number, step: number): void {
    this.value[unknown] = (this.value[unknown] ?? 0) + step
    this.movedIn[unknown] = this.chain
    this.movedBy[unknown] = step
    for (let use = this.unknownStart[unknown] ?? 0; use < (this.unknownStart[unknown + 1] ?? 0); use += 1) {
      const row = this.unknownRows[use] ?? 0
      this.sum[row] = (this.sum[row] ?? 0) + step
      this.mark(row)
    }
  }

  /** Keeps the list of broken rows. */
  private mark(row: number): void {
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

  private rewind(length: number): void {
    while (this.trail.length > length) {
      const step = this.trail.pop() ?? 0
      this.change(this.trail.pop() ?? 0, -step)
    }
    this.chain += 1
    if (length === 0) this.walkNumber += 1
  }

  private changes(): Witness {
    const net = new Map<number, number>()
    for (let at = 0; at < this.trail.length; at += 2) {
      const unknown = this.trail[at] ?? 0
      net.set(unknown, (net.get(unknown) ?? 0) + (this.trail[at + 1] ?? 0))
    }
    return Int32Array.from([...net].filter(([, change]) => change !== 0).flat())
  }

  /** A whole number from 0 to below the limit, the same in every run. */
  private dice(limit: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) | 0
    return limit > 0 ? (this.seed >>> 8) % limit : 0
  }
}

/**
 * Checks witnesses apart from the search that found them: from the system, the truth and the changes alone. What is
 * returned says whether the truth, with those changes, is a whole solution of all that the attacker knows. Throws
 * RangeError when the truth itself is none.
 */
export function checker({ system, truth, ownerOf, isGiven, instead }: Start, isOpen: Uint8Array) {
  const rowsOf = Array.from({ length: system.unknowns }, (): number[] => [])
  const sums = system.rows.map((row, at) => {
    for (const unknown of row.unknowns) rowsOf[unknown]?.push(at)
    const sum = row.unknowns.reduce((total, unknown) => total + (truth[unknown] ?? 0), 0)
    if (isOpen[at] !== 1 && (sum < row.least || sum > row.most))
      throw new RangeError(`Row ${at} is published as ${row.least} to ${row.most} and sums to ${sum}.`)
    return sum
  })
  const ownOf = new Map([...instead].map(([owner, bounds]) => [owner, new Map(bounds.map((each) => [each.row, each]))]))
  return (witness: Witness, attacker: number): boolean => {
    const changed = new Map<number, number>()
    for (let at = 0; at < witness.length; at += 2) {
      const [unknown, change] = [witness[at] ?? 0, witness[at + 1] ?? 0]
      if (ownerOf[unknown] === attacker || isGiven[unknown] === 1 || (truth[unknown] ?? 0) + change < 0) return false
      for (const row of rowsOf[unknown] ?? []) changed.set(row, (changed.get(row) ?? 0) + change)
    }
    return [...changed].every(([row, change]) => {
      const bounds = ownOf.get(attacker)?.get(row) ?? system.rows[row]
      const sum = (sums[row] ?? 0) + change
      return isOpen[row] === 1 || (bounds !== undefined && sum >= bounds.least && sum <= bounds.most)
    })
  }
}

function starts(lengths: readonly number[]): Int32Array {
  const result = new Int32Array(lengths.length + 1)
  for (const [at, length] of lengths.entries()) result[at + 1] = (result[at] ?? 0) + length
  return result
}
