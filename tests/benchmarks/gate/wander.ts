import type { Chance } from './chance.ts'
import type { Reading } from './reader.ts'

/** How few values may be left to a secret. */
export const FEWEST = 5

const LONGEST = 30
const LOOKED_AT = 40
const ROUNDS = 6
const STEPS = 16

/**
 * Wanders from the truth through worlds that the attacker cannot tell from it, and notes which values each secret takes on
 * the way. Returns the values of the secrets that took fewer than FEWEST, by row: of those too little is known yet.
 */
export function wander(reading: Reading, chance: Chance): Map<number, ReadonlySet<number>> {
  const world = new World(reading, chance)
  const isLeft = (row: number) => world.valuesOf(row).size < FEWEST
  let left = reading.secrets.filter(isLeft)
  for (let round = 0; round < ROUNDS && left.length > 0; round += 1) {
    for (const row of left) for (let step = 0; step < STEPS && isLeft(row); step += 1) world.push(row)
    left = left.filter(isLeft)
    // from the truth again, so that a corner that was wandered into is left
    world.goHome()
  }
  return new Map(left.map((row) => [row, world.valuesOf(row)]))
}

class World {
  private readonly reading: Reading
  private readonly chance: Chance
  private readonly value: Int32Array
  private readonly sum: Int32Array
  private readonly least: Float64Array
  private readonly most: Float64Array
  private readonly rowsOf: readonly Int32Array[]
  private readonly free: readonly Int32Array[]
  private readonly seen = new Map<number, Set<number>>()
  private readonly broken = new Set<number>()
  private readonly trail: [unknown: number, step: number][] = []

  constructor(reading: Reading, chance: Chance) {
    this.reading = reading
    this.chance = chance
    this.value = Int32Array.from(reading.truth)
    this.sum = Int32Array.from(reading.rows, ({ unknowns }) => unknowns.reduce((sum, each) => sum + (this.value[each] ?? 0), 0))
    this.least = Float64Array.from(reading.rows, (row) => row.least)
    this.most = Float64Array.from(reading.rows, (row) => row.most)
    const rowsOf = reading.truth.map((): number[] => [])
    for (const row of reading.secrets) this.seen.set(row, new Set([this.sum[row] ?? 0]))
    for (const [row, { unknowns, least, most, id }] of reading.rows.entries()) {
      const sum = this.sum[row] ?? 0
      if (sum < least || sum > most) throw new RangeError(`${id} is printed as what it is not.`)
      if (this.seen.has(row) || least > 0 || most < 1e9) for (const unknown of unknowns) rowsOf[unknown]?.push(row)
    }
    this.rowsOf = rowsOf.map((rows) => Int32Array.from(rows))
    this.free = reading.rows.map(({ unknowns }) => Int32Array.from(unknowns.filter((unknown) => reading.isKnown[unknown] !== 1)))
  }

  valuesOf(row: number): ReadonlySet<number> {
    return this.seen.get(row) ?? new Set()
  }

  /** Changes the row by one, if the rest of the world can be made to fit. */
  push(row: number): void {
    const [least, most] = [this.least[row] ?? 0, this.most[row] ?? 0]
    const [now, seen] = [this.sum[row] ?? 0, this.seen.get(row)]
    const beside = [now + 1, now - 1].filter((each) => !seen?.has(each))
    const want = beside[this.chance.below(beside.length)] ?? now + (this.chance.below(2) === 0 ? 1 : -1)
    if (want < least || want > most) return
    const from = this.trail.length
    this.bound(row, want, want)
    let length = 0
    while (this.broken.size > 0 && length < LONGEST && this.mend(row, from)) length += 1
    if (this.broken.size > 0) this.back(from)
    else this.note(from)
    this.bound(row, least, most)
  }

  private bound(row: number, least: number, most: number): void {
    this.least[row] = least
    this.most[row] = most
    this.judge(row)
  }

  goHome(): void {
    this.back(0)
  }

  private mend(first: number, from: number): boolean {
    const all = [...this.broken]
    const row = this.broken.has(first) ? first : (all[this.chance.below(all.length)] ?? 0)
    const step = (this.sum[row] ?? 0) < (this.least[row] ?? 0) ? 1 : -1
    const unknown = this.pick(this.free[row] ?? new Int32Array(), step, from)
    if (unknown === undefined) return false
    this.change(unknown, step)
    return true
  }

  /** Of some unknowns of the row the one that breaks least, and that was not changed the other way just now. */
  private pick(free: Int32Array, step: number, from: number): number | undefined {
    let [best, bestHarm]: [number | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
    const looks = Math.min(LOOKED_AT, free.length)
    const stride = 1 + this.chance.below(Math.max(1, free.length - 1))
    let place = this.chance.below(Math.max(1, free.length))
    const changed = new Set(this.trail.slice(from).map(([unknown]) => this.reading.ownerOf[unknown]))
    for (let look = 0; look < looks; look += 1) {
      const unknown = free[place] ?? 0
      place = (place + stride) % free.length
      if ((this.value[unknown] ?? 0) + step < 0 || this.isUndone(unknown, step, from)) continue
      // a contributor who changed already is better, as what he gains in one place he may lose in another
      const harm = this.harm(unknown, step) + (changed.has(this.reading.ownerOf[unknown]) ? 0 : 0.5)
      if (harm < bestHarm) [best, bestHarm] = [unknown, harm]
    }
    return best
  }

  private isUndone(unknown: number, step: number, from: number): boolean {
    for (let at = from; at < this.trail.length; at += 1)
      if (this.trail[at]?.[0] === unknown && this.trail[at]?.[1] !== step) return true
    return false
  }

  private harm(unknown: number, step: number): number {
    let harm = 0
    for (const row of this.rowsOf[unknown] ?? []) {
      const [before, least, most] = [this.sum[row] ?? 0, this.least[row] ?? 0, this.most[row] ?? 0]
      harm += off(before + step, least, most) - off(before, least, most)
    }
    return harm
  }

  private change(unknown: number, step: number): void {
    this.trail.push([unknown, step])
    this.value[unknown] = (this.value[unknown] ?? 0) + step
    for (const row of this.rowsOf[unknown] ?? []) {
      this.sum[row] = (this.sum[row] ?? 0) + step
      this.judge(row)
    }
  }

  private judge(row: number): void {
    if (off(this.sum[row] ?? 0, this.least[row] ?? 0, this.most[row] ?? 0) > 0) this.broken.add(row)
    else this.broken.delete(row)
  }

  private back(length: number): void {
    while (this.trail.length > length) {
      const [unknown, step] = this.trail.pop() ?? [0, 0]
      this.change(unknown, -step)
      this.trail.pop()
    }
  }

  private note(from: number): void {
    for (const [unknown] of this.trail.slice(from))
      for (const row of this.rowsOf[unknown] ?? []) this.seen.get(row)?.add(this.sum[row] ?? 0)
  }
}

/** How far a sum is outside of its bounds. */
function off(sum: number, least: number, most: number): number {
  return sum < least ? least - sum : Math.max(0, sum - most)
}
