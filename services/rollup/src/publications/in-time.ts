import { addMonths, type TrustCode } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import type { Contribution } from './make-cells.ts'

/**
 * Who is seen in time was received in the same month or in the month before, as ten working days are less than a month. So
 * the two measures count the same people: those of a month's received (which stand under the next month, when each has had
 * the ten days) are among those seen in time of these two months.
 */
export const IN_TIME = { seen: 'seen-within-10', received: 'received-seen-within-10' } as const satisfies Record<
  string,
  MeasureId
>

/** How many were seen in time in a month, and how many of those received the month before. */
export interface InTime {
  readonly seen: number
  readonly received: number
}

/** The people of one month's two figures by who is in which. Whole numbers, 0 or more. */
export interface Shared {
  /** Received the month before and seen in this one: in both figures of this month. */
  readonly crossed: number
  /** Received and seen in this month: among those seen now, and among those received of the next month's figure. */
  readonly within: number
  /** Received and seen in the month before: among those received of this month's figure. */
  readonly withinBefore: number
  /** Whether those are the month before's `within`; else its counts and this month's do not go together. */
  readonly follows: boolean
}

/**
 * One way in which the counts of successive months can be of the same people. Which of them is true is told to nobody: of
 * those that are possible it is the middle. Where no way goes on over the next month, that month begins anew.
 */
export function sharedInTime(counts: readonly InTime[]): Shared[] {
  const shared: Shared[] = []
  let left = counts
  while (left.length > 0) {
    const { length, first } = longestRun(left)
    let withinBefore = first
    for (const [at, { seen, received }] of left.slice(0, length).entries()) {
      const crossed = received - withinBefore
      shared.push({ crossed, within: seen - crossed, withinBefore, follows: at > 0 })
      withinBefore = seen - crossed
    }
    left = left.slice(length)
  }
  return shared
}

/** How many months go together, and how many of the first month's received were then seen in the month before. */
function longestRun(counts: readonly InTime[]): { readonly length: number; readonly first: number } {
  let [least, most, drift, length] = [0, Number.POSITIVE_INFINITY, 0, 0]
  for (const { seen, received } of counts) {
    // nobody may be fewer than nobody, neither among those who cross into the month nor among those within it
    const next = drift + seen - received
    const [from, to] = [Math.max(least, -next), Math.min(most, received - drift)]
    if (from > to) break
    ;[least, most, drift, length] = [from, to, next, length + 1]
  }
  return { length, first: Math.floor((least + most) / 2) }
}

/** People who are in one figure or in two: under their name they are the same in both. */
export interface Group {
  readonly name: string
  readonly people: number
}

/** Of an employer's month of a measure those in time, in groups; undefined where they are tied to nothing. */
export type GroupsInTime = (named: Pick<Contribution, 'employer' | 'month'>, measure: MeasureId) => readonly Group[] | undefined

/**
 * Groups of everybody in time, over successive months of each employer. `goesOn` says whether an employer's month and the
 * one before were counted by the same hand; else they are tied to nothing.
 */
export function groupsInTime(
  sent: readonly Contribution[],
  goesOn: (month: Contribution, before: Contribution) => boolean,
): GroupsInTime {
  const groups = new Map<string, Group[]>()
  for (const run of runsOf(sent, goesOn)) addGroups(run, groups)
  return (named, measure) => groups.get(keyOf(named, measure))
}

/** An employer's month of which both measures were counted. */
interface MonthInTime extends InTime {
  readonly contribution: Contribution
}

/** Months of one employer after each other. */
function runsOf(sent: readonly Contribution[], goesOn: (month: Contribution, before: Contribution) => boolean): MonthInTime[][] {
  const runs: MonthInTime[][] = []
  const latest = new Map<TrustCode, MonthInTime[]>()
  for (const contribution of sent.toSorted((a, b) => a.month.localeCompare(b.month))) {
    const { employer, month, counts } = contribution
    const [seen, received] = [counts.get(IN_TIME.seen)?.numerator, counts.get(IN_TIME.received)?.numerator]
    if (seen === undefined || received === undefined) continue
    const last = latest.get(employer)?.at(-1)?.contribution
    const isNext = last !== undefined && addMonths(last.month, 1) === month && goesOn(contribution, last)
    const run = (isNext ? latest.get(employer) : undefined) ?? []
    if (!isNext) runs.push(run)
    run.push({ contribution, seen, received })
    latest.set(employer, run)
  }
  return runs
}

function addGroups(run: readonly MonthInTime[], groups: Map<string, Group[]>): void {
  const add = ({ contribution }: MonthInTime, measure: MeasureId, group: Group) => {
    const key = keyOf(contribution, measure)
    groups.set(key, [...(groups.get(key) ?? []), group])
  }
  const shared = sharedInTime(run)
  for (const [index, { crossed, within, withinBefore, follows }] of shared.entries()) {
    const [month, before] = [run[index] as MonthInTime, run[index - 1]]
    const name = `${month.contribution.employer} ${month.contribution.month}`
    const earlier = { name: `${name} before`, people: withinBefore }
    for (const measure of Object.values(IN_TIME)) add(month, measure, { name: `${name} crossed`, people: crossed })
    add(month, IN_TIME.received, earlier)
    if (follows && before) add(before, IN_TIME.seen, earlier)
    // no count of those received tells yet who was both received and seen in this month
    if (!shared[index + 1]?.follows) add(month, IN_TIME.seen, { name: `${name} within`, people: within })
  }
}

const keyOf = ({ employer, month }: Pick<Contribution, 'employer' | 'month'>, measure: MeasureId) =>
  `${employer} ${month} ${measure}`
