import { catalogueRow, type JointCell } from '@oh/disclosure'
import { type Month, monthsOf, periodKind, REASON_GROUPS, STAFF_GROUPS, type TrustCode } from '@oh/kernel'
import type { GridPlace } from '@oh/measures'
import { idOf } from './cell-name.ts'
import { areasOf, type Contribution, periodsClosedBy } from './make-cells.ts'
import { type CountedPart, monthsOfPart } from './populations.ts'
import type { When, YearLeaves } from './year-leaves.ts'

/** Figures of one trust that are too fine to be shown: nobody may learn them from those that are. */
export function watchedCells(part: CountedPart, months: readonly Month[], leaves: YearLeaves, when: When = 'now'): JointCell[] {
  return months.flatMap(periodsClosedBy).flatMap((period) =>
    areasOf(period).flatMap(({ level, code }): JointCell[] => {
      if (level !== 'trust' || catalogueRow(part.measure, level, period)) return []
      const of = leaves.of([code as TrustCode], monthsOfPart(part, period), part.measure, when)
      return of.leaves.length > 0
        ? [{ id: idOf({ measure: part.measure, level, area: code, period }), level, use: 'watched', ...of }]
        : []
    }),
  )
}

/**
 * Quarters and years of one trust divided by one dimension, which are too fine to be shown. By both there is nothing that a
 * reader could take apart: nothing is shown by both, and to watch it takes longer than all the rest.
 */
export function watchedPlaces(
  { measure }: CountedPart,
  months: readonly Month[],
  sent: readonly Contribution[],
  leaves: YearLeaves,
  when: When = 'now',
): JointCell[] {
  const has = new Set(sent.flatMap(({ employer, month, grids }) => (grids?.has(measure) ? [`${employer} ${month}`] : [])))
  const longer = months.flatMap(periodsClosedBy).filter((period) => periodKind(period) !== 'month')
  return longer.flatMap((period) =>
    areasOf(period).flatMap(({ level, code }): JointCell[] => {
      if (level !== 'trust' || !monthsOf(period).every((month) => has.has(`${code} ${month}`))) return []
      return ONE_WAY.map((place): JointCell => {
        const of = leaves.of([code as TrustCode], monthsOf(period), measure, when, place)
        return { id: idOf({ measure, level, area: code, period, ...place }), level, use: 'watched', ...of }
      })
    }),
  )
}

/** Every staff group, and every group of reasons. */
const ONE_WAY: readonly Partial<GridPlace>[] = [
  ...STAFF_GROUPS.map(({ id: staffGroup }) => ({ staffGroup })),
  ...REASON_GROUPS.map(({ id: reasonGroup }) => ({ reasonGroup })),
]

/** What a trust has put in and taken out of a count, by month, quarter and year: the difference of two figures, and few people. */
export function watchedChanges({ changes }: YearLeaves, months: readonly Month[]): JointCell[] {
  const seen = new Set<string>()
  return months.flatMap(periodsClosedBy).flatMap((period) => {
    const inPeriod = monthsOf(period)
    const found = new Map<string, number[]>()
    for (const { employer, month, measure, what, leaf } of changes) {
      const id = `${measure} ${what} trust ${employer} ${period}`
      if (inPeriod.includes(month)) found.set(id, [...(found.get(id) ?? []), leaf])
    }
    return [...found].flatMap(([id, leaves]): JointCell[] => {
      const sum = leaves.join(' ')
      if (seen.has(sum)) return []
      seen.add(sum)
      return [{ id, level: 'trust', use: 'watched', leaves }]
    })
  })
}
