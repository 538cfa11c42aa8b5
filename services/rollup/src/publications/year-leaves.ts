import type { JointLeaf } from '@oh/disclosure'
import type { Month, TrustCode } from '@oh/kernel'
import type { Count, GridPlace, MeasureId } from '@oh/measures'
import type { Divide } from './divide-counts.ts'
import { type Group, type GroupsInTime, groupsInTime, IN_TIME } from './in-time.ts'
import type { Contribution } from './make-cells.ts'
import { type Piece, paired, pieceOf } from './pieces.ts'
import { type CountedPart, type Population, REST_OF } from './populations.ts'
import type { Knowledge } from './who-knows.ts'

/** Which leaves make one employer's month of a measure. */
export interface Placed {
  readonly leaves: readonly number[]
  /** Those all of whose people are in the rest. */
  readonly restLeaves: readonly number[]
}

/** `now` is what is to be published; `before` what was, where a year is refreshed. The same for every other table. */
export type When = 'now' | 'before'

/** What a restatement put in or took out of one count, where there was a count before: of nobody else than its owner. */
export interface Change {
  readonly employer: TrustCode
  readonly month: Month
  readonly measure: MeasureId
  readonly what: 'added' | 'taken away' | 'added to the rest' | 'taken from the rest'
  readonly leaf: number
}

const NOWHERE: Placed = { leaves: [], restLeaves: [] }
const WHENS: readonly When[] = ['now', 'before']

/** By what places counts are divided, now and before. */
export type Divisions = Readonly<Record<When, Divide>>

/**
 * Everything that was sent of a population, each count of people once. A count that was restated is what stayed of it, which
 * both figures have, and what was added or taken away, which one of them has: whoever reads both knows their difference.
 */
export class YearLeaves {
  readonly leaves: JointLeaf[] = []
  readonly changes: Change[] = []
  private readonly placed: Readonly<Record<When, Map<string, Placed>>> = { now: new Map(), before: new Map() }
  private readonly floors: Readonly<Record<When, Map<string, number>>> = { now: new Map(), before: new Map() }
  /** Of each leaf the place in its grid; undefined where that was not told. */
  private readonly places: (Partial<GridPlace> | undefined)[] = []
  private readonly divide: Divisions | undefined
  private readonly ownerOf: Knowledge['ownerOf']
  private readonly inTime: GroupsInTime
  /** Leaves of people who may stand in two figures, by the name of their group. */
  private readonly shared = new Map<string, number>()

  /** Without `divide` a count of an employer's month is one leaf, or two where it was restated. */
  constructor(
    { kind, parts }: Population,
    ownerOf: Knowledge['ownerOf'],
    sent: readonly Contribution[],
    before: readonly Contribution[] = sent,
    divide?: Divisions,
  ) {
    this.divide = divide
    this.ownerOf = ownerOf
    const earlier = new Map(before.map((each) => [keyOf(each), each]))
    const now = new Map(sent.map((each) => [keyOf(each), each]))
    const both = (each: Named): Two => ({ now: now.get(keyOf(each)), before: earlier.get(keyOf(each)) })
    const hasStayed = (two: Two) =>
      two.now !== undefined &&
      two.before !== undefined &&
      isSame(parts, two.now, two.before) &&
      parts.every((part) => this.isDividedAlike(two, part))
    const stayed = sent.filter((each) => hasStayed(both(each)))
    // who is counted by another service, or under another floor, is another's to know or to hide
    const goesOn = (month: Contribution, last: Contribution) =>
      ownerOf(month.employer, month.month) === ownerOf(last.employer, last.month) && month.floor === last.floor
    const isTiedInTime = Object.values(IN_TIME).every((measure) => parts.some((part) => part.measure === measure))
    this.inTime = isTiedInTime ? groupsInTime(stayed, goesOn) : () => undefined
    for (const each of [...sent, ...before.filter((one) => !now.has(keyOf(one)))]) {
      const two = both(each)
      for (const when of WHENS) this.floors[when].set(keyOf(each), two[when]?.floor ?? 0)
      for (const part of parts) {
        if (two.now && hasStayed(two)) this.placeOnce(kind, two.now, part)
        else this.placeApart(kind, two, part)
      }
    }
  }

  /** Whether counts are told apart by their places in grids. */
  get isDivided(): boolean {
    return this.divide !== undefined
  }

  /** Of one employer's month; nothing when the measure was not counted. */
  at(employer: TrustCode, month: Month, measure: MeasureId, when: When = 'now'): Placed {
    return this.placed[when].get(keyOfMeasure({ employer, month }, measure)) ?? NOWHERE
  }

  /** Of many employers and months together: everything, or what was counted at one staff group, one group of reasons or both. */
  of(
    employers: readonly TrustCode[],
    months: readonly Month[],
    measure: MeasureId,
    when: When = 'now',
    { staffGroup, reasonGroup }: Partial<GridPlace> = {},
  ): Placed {
    const all = employers.flatMap((employer) => months.map((month) => this.at(employer, month, measure, when)))
    const isThere = (leaf: number) =>
      (staffGroup === undefined || this.places[leaf]?.staffGroup === staffGroup) &&
      (reasonGroup === undefined || this.places[leaf]?.reasonGroup === reasonGroup)
    return {
      leaves: all.flatMap(({ leaves }) => leaves).filter(isThere),
      restLeaves: all.flatMap(({ restLeaves }) => restLeaves).filter(isThere),
    }
  }

  /** How many people there are in all of them. */
  denominatorOf({ leaves, restLeaves }: Placed): number {
    return [...leaves, ...restLeaves].reduce((sum, leaf) => sum + (this.leaves[leaf]?.count.denominator ?? 0), 0)
  }

  /** The highest floor that one of the employers asked for. */
  floorOf(employers: readonly TrustCode[], months: readonly Month[], when: When): number {
    const all = employers.flatMap((employer) => months.map((month) => this.floors[when].get(keyOf({ employer, month })) ?? 0))
    return Math.max(0, ...all)
  }

  /** Whether the count is made up now as it was before. */
  private isDividedAlike({ now, before }: Two, { measure }: CountedPart): boolean {
    if (!this.divide || !now || !before || now === before) return true
    const [new_, old] = [this.divide.now(now, measure), this.divide.before(before, measure)]
    return JSON.stringify(new_) === JSON.stringify(old)
  }

  private placeOnce(kind: Population['kind'], contribution: Contribution, part: CountedPart): void {
    const count = countOf(part, contribution)
    if (!count) return
    const placed = this.place(kind, contribution, part, count)
    for (const when of WHENS) this.placed[when].set(keyOfMeasure(contribution, part.measure), placed)
  }

  private place(kind: Population['kind'], contribution: Contribution, { measure }: CountedPart, count: Count): Placed {
    const { employer, month } = contribution
    const rest = REST_OF[measure]
    // whoever counted otherwise counts other people, as far as anybody can tell: then nothing ties the two
    if (rest && isTied(contribution, rest, count)) {
      const all = { numerator: count.numerator, denominator: count.numerator }
      return { leaves: [this.add(contribution, { count: all, isAll: true })], restLeaves: this.at(employer, month, rest).leaves }
    }
    const same = kind === 'whole' ? this.sameOf(contribution, count, 'now') : undefined
    if (same) return same
    const places = this.divide?.now(contribution, measure)
    const groups = this.inTime(contribution, measure)
    if (groups) return this.placeInTime(contribution, groups, count)
    if (!places) return { leaves: [this.add(contribution, { count })], restLeaves: [] }
    const counted = places.map(({ numerator, denominator, ...at }) =>
      this.add(contribution, { count: { numerator, denominator } }, at),
    )
    return { leaves: counted, restLeaves: [] }
  }

  /** Those in time, each group once however many figures it stands in, and those left of the whole. */
  private placeInTime(contribution: Contribution, groups: readonly Group[], { numerator, denominator }: Count): Placed {
    const add = (people: number) => this.add(contribution, { count: { numerator: people, denominator: people }, isAll: true })
    const leaves = groups.map(({ name, people }) => {
      const leaf = this.shared.get(name) ?? add(people)
      this.shared.set(name, leaf)
      return leaf
    })
    return { leaves, restLeaves: [add(denominator - numerator)] }
  }

  /** What is not the same now and before, piece by piece: those counted, and those left of the whole. */
  private placeApart(kind: Population['kind'], two: Two, { measure, part }: CountedPart): void {
    const own: Record<When, readonly Piece[] | undefined> = { now: undefined, before: undefined }
    const found: Partial<Record<When, Placed>> = {}
    for (const when of WHENS) {
      const contribution = two[when]
      const count = contribution && countOf({ measure, part }, contribution)
      if (!contribution || !count) continue
      const rest = REST_OF[measure]
      const same = kind === 'whole' ? this.sameOf(contribution, count, when) : undefined
      if (same) found[when] = same
      else if (rest !== undefined && isTied(contribution, rest, count)) {
        const beside = this.at(contribution.employer, contribution.month, rest, when)
        found[when] = { leaves: [], restLeaves: [...beside.leaves, ...beside.restLeaves] }
        own[when] = [{ counted: count.numerator }]
      } else {
        const places: readonly (Partial<GridPlace> & Count)[] = this.divide?.[when](contribution, measure) ?? [count]
        own[when] = places.map((each) => pieceOf(kind, each))
      }
    }
    const placed = { now: found.now ?? NOWHERE, before: found.before ?? NOWHERE }
    for (const { at, now, before } of paired(own.now, own.before)) {
      const counted = this.pieces(kind, two, measure, at, now?.counted, before?.counted, ['added', 'taken away'])
      const rest = this.pieces(kind, two, measure, at, now?.rest, before?.rest, ['added to the rest', 'taken from the rest'])
      for (const when of WHENS) {
        const { leaves, restLeaves } = placed[when]
        placed[when] = { leaves: [...leaves, ...counted[when]], restLeaves: [...restLeaves, ...rest[when]] }
      }
    }
    for (const when of WHENS) {
      const contribution = two[when]
      if (contribution && countOf({ measure, part }, contribution))
        this.placed[when].set(keyOfMeasure(contribution, measure), placed[when])
    }
  }

  /** The leaves of one number now and before: what stayed, and the difference in the greater of the two. */
  private pieces(
    kind: Population['kind'],
    two: Two,
    measure: MeasureId,
    at: Partial<GridPlace> | undefined,
    now: number | undefined,
    before: number | undefined,
    [added, taken]: readonly [Change['what'], Change['what']],
  ): Readonly<Record<When, readonly number[]>> {
    const contribution = two.now ?? two.before
    if (!contribution || (now === undefined && before === undefined)) return { now: [], before: [] }
    // a leaf of whom all are counted, or left, as it stands among the leaves or those of the rest
    const add = (people: number) =>
      kind === 'whole'
        ? this.add(contribution, { count: { numerator: 0, denominator: people } }, at)
        : this.add(contribution, { count: { numerator: people, denominator: people }, isAll: true }, at)
    if (now === undefined) return { now: [], before: [add(before ?? 0)] }
    if (before === undefined) return { now: [add(now)], before: [] }
    const stayed = add(Math.min(now, before))
    if (now === before) return { now: [stayed], before: [stayed] }
    const leaf = add(Math.abs(now - before))
    const { employer, month } = contribution
    this.changes.push({ employer, month, measure, what: now > before ? added : taken, leaf })
    return now > before ? { now: [stayed, leaf], before: [stayed] } : { now: [stayed], before: [stayed, leaf] }
  }

  private add(
    { employer, month, floor }: Contribution,
    leaf: Pick<JointLeaf, 'count' | 'isAll'>,
    at?: Partial<GridPlace>,
  ): number {
    this.places.push(at)
    return this.leaves.push({ owner: this.ownerOf(employer, month), floor, ...leaf }) - 1
  }

  /** Where the same people were counted for another measure. */
  private sameOf(contribution: Contribution, { denominator }: Count, when: When): Placed | undefined {
    const known = [...contribution.counts.keys()].map((measure) => this.placed[when].get(keyOfMeasure(contribution, measure)))
    return known.find((placed) => placed && placed.leaves.length > 0 && this.sumOf(placed) === denominator)
  }

  private sumOf({ leaves }: Placed): number {
    return leaves.reduce((sum, leaf) => sum + (this.leaves[leaf]?.count.denominator ?? 0), 0)
  }
}

/** What a service sent of an employer's month now and before, where it did. */
interface Two {
  readonly now: Contribution | undefined
  readonly before: Contribution | undefined
}

type Named = Pick<Contribution, 'employer' | 'month'>
const keyOf = ({ employer, month }: Named) => `${employer} ${month}`
const keyOfMeasure = (named: Named, measure: string) => `${keyOf(named)} ${measure}`

/** Whether the same was counted of the population. */
function isSame(parts: Population['parts'], now: Contribution, before: Contribution): boolean {
  return parts.every((part) => {
    const [one, other] = [countOf(part, now), countOf(part, before)]
    return one?.numerator === other?.numerator && one?.denominator === other?.denominator
  })
}

/** Whether the rest of this count is all that the other measure counts. */
function isTied({ counts }: Contribution, rest: MeasureId, { numerator, denominator }: Count): boolean {
  return counts.get(rest)?.denominator === denominator - numerator
}

function countOf({ measure, part }: CountedPart, { counts }: Contribution): Count | undefined {
  const count = counts.get(measure)
  return count && part !== 'both' ? { numerator: 0, denominator: count[part] } : count
}
