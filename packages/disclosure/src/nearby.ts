import { type Row, UNBOUNDED } from './system.ts'
import { PUBLIC, type Start } from './witness.ts'

/** A part of a system: some unknowns, numbered from 0, and what is known of them while all others are as in truth. */
export interface Nearby {
  /** The unknowns of the system, in the order of their numbers here. */
  readonly unknowns: readonly number[]
  readonly rows: readonly Row[]
  /** Those of the row asked about. */
  readonly sum: readonly number[]
}

interface NearbyAsk {
  /** 1 for a row that says nothing. */
  readonly isOpen: Uint8Array
  /** What he knows is as in truth, and his own bounds stand. */
  readonly attacker: number
  /** How many unknowns there may be; the row's own always are. */
  readonly most: number
}

/**
 * Finds what lies near a row: its unknowns, and those that stand beside them in the smallest sums that say something, as many
 * sums as have room. With all others held as in truth, a whole solution of the part is one of the whole system, and proves as
 * much; that there is none proves nothing, unless the part is all that hangs together.
 */
export function nearbyIn({ system, truth, ownerOf, ownersOf, isGiven, instead }: Start) {
  const rowsOf = Array.from({ length: system.unknowns }, (): number[] => [])
  for (const [at, row] of system.rows.entries()) for (const unknown of row.unknowns) rowsOf[unknown]?.push(at)
  const unknownsOf = (at: number) => system.rows[at]?.unknowns ?? []
  return (row: number, { isOpen, attacker, most }: NearbyAsk): Nearby => {
    const own = new Map((instead.get(attacker) ?? []).map((each) => [each.row, each]))
    const known = new Set(ownersOf[attacker])
    const isFree = (unknown: number) => isGiven[unknown] !== 1 && !known.has(ownerOf[unknown] ?? PUBLIC)
    const boundsOf = (at: number) => own.get(at) ?? system.rows[at] ?? { least: 0, most: UNBOUNDED }
    const saysSomething = (at: number) => isOpen[at] !== 1 && (boundsOf(at).least > 0 || boundsOf(at).most < UNBOUNDED)
    const numberOf = new Map<number, number>()
    const beside = new Set<number>()
    const waiting = new Set<number>()
    const add = (at: number) => {
      waiting.delete(at)
      for (const unknown of unknownsOf(at)) {
        if (!isFree(unknown) || numberOf.has(unknown)) continue
        numberOf.set(unknown, numberOf.size)
        for (const each of rowsOf[unknown] ?? []) {
          if (beside.has(each) || !saysSomething(each)) continue
          beside.add(each)
          waiting.add(each)
        }
      }
    }
    add(row)
    for (;;) {
      const room = most - numberOf.size
      const next = smallest(waiting, (at) => unknownsOf(at).length)
      if (next === undefined || unknownsOf(next).length > room) break
      add(next)
    }
    const rows = [...beside].map((at) => {
      const [inside, outside] = [
        unknownsOf(at).filter((one) => numberOf.has(one)),
        unknownsOf(at).filter((one) => !numberOf.has(one)),
      ]
      const fixed = outside.reduce((sum, unknown) => sum + (truth[unknown] ?? 0), 0)
      const { least, most: highest } = boundsOf(at)
      return {
        unknowns: inside.flatMap((one) => numberOf.get(one) ?? []),
        least: Math.max(0, least - fixed),
        most: highest - fixed,
      }
    })
    return { unknowns: [...numberOf.keys()], rows, sum: unknownsOf(row).flatMap((unknown) => numberOf.get(unknown) ?? []) }
  }
}

function smallest(some: ReadonlySet<number>, sizeOf: (one: number) => number): number | undefined {
  let [found, size] = [undefined as number | undefined, Number.POSITIVE_INFINITY]
  for (const one of some) if (sizeOf(one) < size) [found, size] = [one, sizeOf(one)]
  return found
}
