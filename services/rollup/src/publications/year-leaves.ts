import type { JointLeaf } from '@oh/disclosure'
import type { Month, TrustCode } from '@oh/kernel'
import type { Count, GridPlace, MeasureId } from '@oh/measures'
import type { Divide } from './divide-counts.ts'
import type { Contribution } from './make-cells.ts'
import { type CountedPart, type Population, REST_OF } from './populations.ts'

/** Which leaves make one employer's month of a measure. */
export interface Placed {
  readonly leaves: readonly number[]
  /** Those all of whose people are in the rest. */
  readonly restLeaves: readonly number[]
}

const NOWHERE: Placed = { leaves: [], restLeaves: [] }

/** Everything that was sent of a population, each count of people once. */
export class YearLeaves {
  readonly leaves: JointLeaf[] = []
  private readonly placed = new Map<string, Placed>()
  /** Of each leaf the place in its grid; undefined where that was not told. */
  private readonly places: (Partial<GridPlace> | undefined)[] = []
  private readonly divide: Divide | undefined

  /** Without `divide` a count of an employer's month is one leaf. */
  constructor({ kind, parts }: Population, sent: readonly Contribution[], divide?: Divide) {
    this.divide = divide
    for (const contribution of sent)
      for (const part of parts) {
        const count = countOf(part, contribution)
        if (count) this.placed.set(keyOf(contribution, part.measure), this.place(kind, contribution, part, count))
      }
  }

  /** Whether counts are told apart by their places in grids. */
  get isDivided(): boolean {
    return this.divide !== undefined
  }

  /** Of one employer's month; nothing when the measure was not counted. */
  at(employer: TrustCode, month: Month, measure: MeasureId): Placed {
    return this.placed.get(keyOf({ employer, month }, measure)) ?? NOWHERE
  }

  /** Of many employers and months together: everything, or what was counted at one staff group, one group of reasons or both. */
  of(
    employers: readonly TrustCode[],
    months: readonly Month[],
    measure: MeasureId,
    { staffGroup, reasonGroup }: Partial<GridPlace> = {},
  ): Placed {
    const all = employers.flatMap((employer) => months.map((month) => this.at(employer, month, measure)))
    const leaves = all.flatMap((each) => each.leaves)
    const isThere = (leaf: number) =>
      (staffGroup === undefined || this.places[leaf]?.staffGroup === staffGroup) &&
      (reasonGroup === undefined || this.places[leaf]?.reasonGroup === reasonGroup)
    const isWhole = staffGroup === undefined && reasonGroup === undefined
    return { leaves: isWhole ? leaves : leaves.filter(isThere), restLeaves: all.flatMap(({ restLeaves }) => restLeaves) }
  }

  /** How many people there are in all of them. */
  denominatorOf({ leaves, restLeaves }: Placed): number {
    return [...leaves, ...restLeaves].reduce((sum, leaf) => sum + (this.leaves[leaf]?.count.denominator ?? 0), 0)
  }

  private place(kind: Population['kind'], contribution: Contribution, { measure }: CountedPart, count: Count): Placed {
    const { employer, month, floor } = contribution
    const add = (leaf: Pick<JointLeaf, 'count' | 'isAll'>, at?: Partial<GridPlace>) => {
      this.places.push(at)
      return this.leaves.push({ owner: employer, floor, ...leaf }) - 1
    }
    const rest = REST_OF[measure]
    const beside = rest && this.at(employer, month, rest)
    // whoever counted otherwise counts other people, as far as anybody can tell: then nothing ties the two
    if (beside && contribution.counts.get(rest)?.denominator === count.denominator - count.numerator) {
      const all = { numerator: count.numerator, denominator: count.numerator }
      return { leaves: [add({ count: all, isAll: true })], restLeaves: beside.leaves }
    }
    const same = kind === 'whole' ? this.sameOf(contribution, count) : undefined
    if (same) return same
    const places = this.divide?.(contribution, measure)
    if (!places) return { leaves: [add({ count })], restLeaves: [] }
    const counted = places.map(({ numerator, denominator, ...at }) => add({ count: { numerator, denominator } }, at))
    return { leaves: counted, restLeaves: [] }
  }

  /** Where the same people were counted for another measure. */
  private sameOf(contribution: Contribution, { denominator }: Count): Placed | undefined {
    const known = [...contribution.counts.keys()].map((measure) => this.placed.get(keyOf(contribution, measure)))
    return known.find((placed) => placed?.leaves.some((leaf) => this.leaves[leaf]?.count.denominator === denominator))
  }
}

const keyOf = ({ employer, month }: Pick<Contribution, 'employer' | 'month'>, measure: string) =>
  `${employer} ${month} ${measure}`

function countOf({ measure, part }: CountedPart, { counts }: Contribution): Count | undefined {
  const count = counts.get(measure)
  return count && part !== 'both' ? { numerator: 0, denominator: count[part] } : count
}
