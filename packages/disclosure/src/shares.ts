import type { Count } from '@oh/measures'
import { type Attacker, knowersOf } from './attackers.ts'
import type { JointCell, JointTable } from './joint-table.ts'
import type { DisclosurePolicy } from './policy.ts'

/** The three sums of a cell, in the order of its rows in the system. */
export const PARTS = ['numerator', 'rest', 'denominator'] as const
export type Part = (typeof PARTS)[number]

export function rowOf(cell: number, part: Part): number {
  return cell * PARTS.length + PARTS.indexOf(part)
}

/** What a cell counts, and who has how much of it. */
export interface Shares {
  readonly count: Count
  /** By attacker, of those who have a part in it. */
  readonly of: ReadonlyMap<number, Count>
  /** Parties in it, of which each knows his own part. */
  readonly knowers: number
  readonly floor: number
}

const nobody: Count = { numerator: 0, denominator: 0 }
export const noShares: Shares = { count: nobody, of: new Map(), knowers: 0, floor: 0 }

/** What the leaves of a cell come to, all in all and of each attacker. */
export function sharesOf(
  cell: JointCell,
  { leaves }: JointTable,
  ownerOfLeaf: readonly number[],
  attackers: readonly Attacker[],
  policy: DisclosurePolicy,
): Shares {
  const byOwner = new Map<number, Count>()
  let floor = policy.floor
  const add = (at: number, isRest: boolean) => {
    const [leaf, owner] = [leaves[at], ownerOfLeaf[at]]
    if (!leaf || owner === undefined) throw new RangeError(`${cell.id} is made of a count that is not there.`)
    const { numerator, denominator } = leaf.count
    byOwner.set(owner, plus(byOwner.get(owner) ?? nobody, { numerator: isRest ? 0 : numerator, denominator }))
    floor = Math.max(floor, leaf.floor ?? 0)
  }
  for (const at of cell.leaves) add(at, false)
  for (const at of cell.restLeaves ?? []) add(at, true)
  const of = new Map(byOwner)
  for (const [attacker, { owners }] of attackers.entries()) {
    const own = owners.length > 1 ? owners.flatMap((owner) => byOwner.get(owner) ?? []) : []
    if (own.length > 0) of.set(attacker, own.reduce(plus))
  }
  const knowers = knowersOf(new Set(byOwner.keys()), attackers)
  return { count: [...byOwner.values()].reduce(plus, nobody), of, knowers, floor: Math.max(policy.floor, cell.floor ?? floor) }
}

/**
 * Whether one attacker, of few himself, is all that keeps the others in the sum from being few. Then the sum is suppressed
 * as one of few is: or else its mark would tell him that all of them together are few, and so how many the others can be.
 */
export function leavesFew(part: Part, { count, of, floor }: Shares): boolean {
  return [...of.values()].some((own) => {
    const mine = sumOf(own, part)
    return mine > 0 && mine < floor && sensitiveParts(less(count, own), floor).includes(part)
  })
}

/** Which sums of a count say something of few people: by the floor, what it leaves included, and all or nobody of few. */
export function sensitiveParts({ numerator, denominator }: Count, floor: number): readonly Part[] {
  const isFew = (count: number) => count > 0 && count < floor
  if (isFew(denominator)) return PARTS
  const rest = denominator - numerator
  return [...(isFew(numerator) ? (['numerator'] as const) : []), ...(denominator > 0 && rest < floor ? (['rest'] as const) : [])]
}

export function sumOf({ numerator, denominator }: Count, part: Part): number {
  return { numerator, rest: denominator - numerator, denominator }[part]
}

function plus(one: Count, other: Count): Count {
  return { numerator: one.numerator + other.numerator, denominator: one.denominator + other.denominator }
}

export function less(count: Count, own: Count): Count {
  return { numerator: count.numerator - own.numerator, denominator: count.denominator - own.denominator }
}
