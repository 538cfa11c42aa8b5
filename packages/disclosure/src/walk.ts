import { type Lists, rowsOfUnknowns, unknownsOfRows } from './rows-of-unknowns.ts'
import { FEWEST_VALUES, UNBOUNDED } from './system.ts'
import { Trial } from './trial.ts'
import { PUBLIC, type Start, type Witness } from './witness.ts'

interface Opening {
  rows: number[] | undefined
  cost: number
}

const LONGEST_CHAIN = 20
const LOOKED_AT = 40
/** Takes the next one looked at from elsewhere in the row. */
const STRIDE = 7
const TRIES = 12
/** No chain changes a sum by as much. */
const FURTHEST = FEWEST_VALUES * LONGEST_CHAIN

/**
 * Looks for witnesses: from the truth, one unknown is changed by one, and as long as a row is broken by it, another in
 * that row is changed to mend it. What closes is a new solution of the whole system, found without a solver. Finding none
 * proves nothing; a found one is a proof, and `holds` checks it apart from the search.
 */
export class Walk {
  /** 1 for a row that was opened: its bounds say nothing. */
  readonly isOpen: Uint8Array
  private readonly start: Start
  private readonly trial: Trial
  private readonly unknownsOf: Lists
  /** The rows of each unknown that a chain may come to break, the tightest first. */
  private readonly tightRowsOf: Lists
  private readonly figureSeen: Int32Array
  private stamp = 0
  /** The last chain that changed an unknown, and by what: it does not change it back. */
  private readonly movedIn: Int32Array
  private readonly movedBy: Int8Array
  /** The last walk in which an unknown of the owner was changed. */
  private readonly touched: Int32Array
  private readonly isBarred: Uint8Array
  private walkNumber = 0
  private chain = 0
  private tries = TRIES
  private seed = 1

  constructor(start: Start) {
    const { rows, unknowns } = start.system
    this.start = start
    this.isOpen = new Uint8Array(rows.length)
    this.trial = new Trial(start.system, start.truth)
    this.unknownsOf = unknownsOfRows(rows)
    this.tightRowsOf = rowsOfUnknowns(unknowns, rows, this.tightest())
    this.figureSeen = new Int32Array(rows.length)
    this.movedIn = new Int32Array(unknowns)
    this.movedBy = new Int8Array(unknowns)
    const owners = 1 + start.ownerOf.reduce((most, owner) => Math.max(most, owner), 0)
    this.touched = new Int32Array(owners)
    this.isBarred = new Uint8Array(owners)
  }

  /** The true sum of a row. */
  truthOf(row: number): number {
    return this.trial.truthOf(row)
  }

  /**
   * Witnesses in which the row takes FEWEST_VALUES values together with the truth, as many as were found otherwise, none of
   * which changes what a barred attacker knows. They are witnesses for everybody who knows nothing of what they change, if
   * several attackers are barred or none; if it is one, for him, by his own bounds. The effort, from 1, is how long it looks.
   */
  witnesses(row: number, barred: readonly number[], effort = 1): Witness[] {
    return this.look(row, barred, effort).found
  }

  /**
   * The same, and the cheapest set of rows that was found whose opening lets the row take a value more; undefined when none
   * was found. `costOf` is infinite for what may not be opened.
   */
  look(
    row: number,
    barred: readonly number[],
    effort: number,
    costOf?: (row: number) => number,
  ): { readonly found: Witness[]; readonly opening: readonly number[] | undefined } {
    this.tries = TRIES * effort
    const best: Opening = { rows: undefined, cost: Number.POSITIVE_INFINITY }
    return this.without(barred, row, () => {
      const found: Witness[] = []
      for (const step of [1, -1]) {
        while (found.length < FEWEST_VALUES - 1) {
          const want = (this.trial.sum[row] ?? 0) + step
          if (!this.reach(row, want) && !(costOf && this.weigh(row, want, costOf, best))) break
          found.push(this.trial.changes())
        }
        this.rewind(0)
      }
      return { found, opening: best.rows }
    })
  }

  /** Opens a row, so that nothing is known of it any more, or closes it again. */
  open(row: number, isOpen = true): void {
    const { least, most } = this.start.system.rows[row] ?? { least: 0, most: UNBOUNDED }
    this.isOpen[row] = isOpen ? 1 : 0
    this.trial.bound(row, isOpen ? 0 : least, isOpen ? UNBOUNDED : most)
  }

  /** The owners whose unknowns the witness changes: for those who know what they sent it is none. */
  ownersIn(witness: Witness): Set<number> {
    const owners = new Set<number>()
    for (let at = 0; at < witness.length; at += 2) owners.add(this.start.ownerOf[witness[at] ?? 0] ?? PUBLIC)
    return owners
  }

  /** The opened rows that the witness would break if they were closed again. */
  rowsNeeded(witness: Witness): number[] {
    const { starts, all } = this.trial.rowsOf
    const changes = new Map<number, number>()
    for (let at = 0; at < witness.length; at += 2) {
      const unknown = witness[at] ?? 0
      for (let use = starts[unknown] ?? 0; use < (starts[unknown + 1] ?? 0); use += 1) {
        const row = all[use] ?? 0
        if (this.isOpen[row] === 1) changes.set(row, (changes.get(row) ?? 0) + (witness[at + 1] ?? 0))
      }
    }
    return [...changes].flatMap(([row, change]) => {
      const { least, most } = this.start.system.rows[row] ?? { least: 0, most: UNBOUNDED }
      const sum = this.truthOf(row) + change
      return sum < least || sum > most ? [row] : []
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

  private without<Result>(barred: readonly number[], row: number, work: () => Result): Result {
    this.walkNumber += 1
    this.seed = row * 2_654_435_761 + (barred[0] ?? PUBLIC) + 7
    const [attacker = PUBLIC] = barred
    const own = barred.length === 1 ? (this.start.instead.get(attacker) ?? []) : []
    const { trial } = this
    const before = own.map(({ row: at }) => ({ row: at, least: trial.least[at] ?? 0, most: trial.most[at] ?? 0 }))
    for (const each of own) trial.bound(each.row, each.least, each.most)
    const known = barred.flatMap((each) => this.start.ownersOf[each] ?? [])
    for (const owner of known) this.isBarred[owner] = 1
    const result = work()
    for (const owner of known) this.isBarred[owner] = 0
    for (const each of before) trial.bound(each.row, each.least, each.most)
    return result
  }

  /** The rows that a chain may come to break, those with the least room first. */
  private tightest(): number[] {
    const { rows, protectedRows } = this.start.system
    const isProtected = new Set(protectedRows)
    const room = rows.map(({ least, most }, at) =>
      Math.min(least > 0 ? this.truthOf(at) - least : UNBOUNDED, most - this.truthOf(at)),
    )
    const tight = [...rows.keys()].filter((at) => isProtected.has(at) || (room[at] ?? 0) < FURTHEST)
    return tight.toSorted((a, b) => (room[a] ?? 0) - (room[b] ?? 0))
  }

  /** Tries to bring the row to the sum, with everything else in its bounds; leaves the state as it was if it cannot. */
  private reach(row: number, want: number): boolean {
    return this.pinned(row, want, () => {
      const from = this.trial.length
      for (let tries = 0; tries < this.tries; tries += 1) {
        if (this.close(row)) return true
        this.rewind(from)
      }
      return false
    })
  }

  /** The same, remembering which rows were broken on the way, as those are what stands against it. */
  private weigh(row: number, want: number, costOf: (row: number) => number, best: Opening): boolean {
    // what may not be opened must be mended, so it comes first
    const isFixed = (each: number) => costOf(each) === Number.POSITIVE_INFINITY
    return this.pinned(row, want, () => {
      const from = this.trial.length
      for (let tries = 0; tries < this.tries; tries += 1) {
        const isClosed = this.close(row, isFixed, () => {
          if (this.trial.isBroken(row)) return
          const cost = this.costOfBroken(costOf, best.cost)
          if (cost > 0 && cost < best.cost) Object.assign(best, { cost, rows: [...this.trial.broken] })
        })
        if (isClosed) return true
        this.rewind(from)
      }
      return false
    })
  }

  private costOfBroken(costOf: (row: number) => number, limit: number): number {
    this.stamp += 1
    let cost = 0
    for (const row of this.trial.broken) {
      const figure = this.start.figureOf[row] ?? row
      if (this.figureSeen[figure] === this.stamp) continue
      this.figureSeen[figure] = this.stamp
      cost += costOf(row)
      if (cost >= limit) break
    }
    return cost
  }

  private pinned(row: number, want: number, work: () => boolean): boolean {
    const { trial } = this
    const [least, most] = [trial.least[row] ?? 0, trial.most[row] ?? 0]
    if (want < least || want > most) return false
    trial.bound(row, want, want)
    trial.mark(row)
    const result = work()
    trial.bound(row, least, most)
    trial.mark(row)
    return result
  }

  /** One chain: mends one broken row after another. True when nothing is broken any more. */
  private close(first: number, isFirst: (row: number) => boolean = () => false, seen?: () => void): boolean {
    const { trial } = this
    this.chain += 1
    for (let length = 0; length < LONGEST_CHAIN; length += 1) {
      if (trial.broken.length === 0) return true
      const chosen = trial.broken.find(isFirst) ?? trial.broken[this.dice(trial.broken.length)] ?? first
      if (!this.mend(trial.isBroken(first) ? first : chosen)) return false
      seen?.()
    }
    return trial.broken.length === 0
  }

  /**
   * Changes by one the unknown of the row that breaks least elsewhere; then one of an owner who has changed already, as a
   * witness is good against all others; among equals, chance decides.
   */
  private mend(row: number): boolean {
    const { unknownsOf, trial, touched, walkNumber } = this
    const { ownerOf } = this.start
    const step = (trial.sum[row] ?? 0) < (trial.least[row] ?? 0) ? 1 : -1
    const from = unknownsOf.starts[row] ?? 0
    const length = (unknownsOf.starts[row + 1] ?? 0) - from
    const looks = Math.min(LOOKED_AT, length)
    let place = this.dice(length)
    let best = -1
    let bestScore = UNBOUNDED
    for (let look = 0; look < looks; look += 1) {
      const unknown = unknownsOf.all[from + place] ?? 0
      place += STRIDE
      if (place >= length) place %= length
      if (!this.mayChange(unknown, step)) continue
      const isNew = touched[ownerOf[unknown] ?? 0] !== walkNumber
      const score = 2 * this.harm(unknown, step, bestScore / 2) + (isNew ? 1 : 0)
      if (score > bestScore || (score === bestScore && this.dice(3) !== 0)) continue
      best = unknown
      bestScore = score
    }
    if (best < 0) return false
    trial.change(best, step)
    this.movedIn[best] = this.chain
    this.movedBy[best] = step
    touched[ownerOf[best] ?? 0] = walkNumber
    return true
  }

  private mayChange(unknown: number, step: number): boolean {
    const { ownerOf, isGiven } = this.start
    if (isGiven[unknown] === 1 || this.isBarred[ownerOf[unknown] ?? 0] === 1 || (this.trial.value[unknown] ?? 0) + step < 0)
      return false
    return this.movedIn[unknown] !== this.chain || this.movedBy[unknown] === step
  }

  /** By how much more, or less, the rows would be broken; anything above the limit when it is more than that. */
  private harm(unknown: number, step: number, limit: number): number {
    const { starts, all } = this.tightRowsOf
    const { sum, least, most, broken } = this.trial
    const end = starts[unknown + 1] ?? 0
    // each broken row can be mended once at most
    const enough = limit + broken.length
    let harm = 0
    for (let use = starts[unknown] ?? 0; use < end && harm <= enough; use += 1) {
      const row = all[use] ?? 0
      const now = sum[row] ?? 0
      if (step > 0) {
        if (now >= (most[row] ?? 0)) harm += 1
        else if (now < (least[row] ?? 0)) harm -= 1
      } else if (now <= (least[row] ?? 0)) harm += 1
      else if (now > (most[row] ?? 0)) harm -= 1
    }
    return harm
  }

  private rewind(length: number): void {
    this.trial.rewind(length)
    this.chain += 1
    if (length === 0) this.walkNumber += 1
  }

  /** A whole number from 0 to below the limit, the same in every run. */
  private dice(limit: number): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) | 0
    return limit > 0 ? (this.seed >>> 8) % limit : 0
  }
}
