import type { JointLeaf } from '@oh/disclosure'
import type { Month, TrustCode } from '@oh/kernel'
import type { Count, MeasureId } from '@oh/measures'
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

  constructor({ kind, parts }: Population, sent: readonly Contribution[]) {
    for (const contribution of sent)
      for (const part of parts) {
        const count = countOf(part, contribution)
        if (count) this.placed.set(keyOf(contribution, part.measure), this.place(kind, contribution, part, count))
      }
  }

  /** Of one employer's month; nothing when the measure was not counted. */
  at(employer: TrustCode, month: Month, measure: MeasureId): Placed {
    return this.placed.get(keyOf({ employer, month }, measure)) ?? NOWHERE
  }

  /** Of many employers and months together. */
  of(employers: readonly TrustCode[], months: readonly Month[], measure: MeasureId): Placed {
    const all = employers.flatMap((employer) => months.map((month) => this.at(employer, month, measure)))
    return { leaves: all.flatMap(({ leaves }) => leaves), restLeaves: all.flatMap(({ restLeaves }) => restLeaves) }
  }

  private place(kind: Population['kind'], contribution: Contribution, { measure }: CountedPart, count: Count): Placed {
    const { employer, month, floor } = contribution
    const add = (leaf: Pick<JointLeaf, 'count' | 'isAll'>) => this.leaves.push({ owner: employer, floor, ...leaf }) - 1
    const rest = REST_OF[measure]
    const beside = rest && this.at(employer, month, rest)
    // whoever counted otherwise counts other people, as far as anybody can tell: then nothing ties the two
    if (beside && contribution.counts.get(rest)?.denominator === count.denominator - count.numerator) {
      const all = { numerator: count.numerator, denominator: count.numerator }
      return { leaves: [add({ count: all, isAll: true })], restLeaves: beside.leaves }
    }
    const same = kind === 'whole' ? this.sameOf(contribution, count) : undefined
    return same ?? { leaves: [add({ count })], restLeaves: [] }
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
