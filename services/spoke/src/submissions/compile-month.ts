import { createHash } from 'node:crypto'
import type { Month } from '@oh/kernel'
import { countGrid, countMonth, type GridCount, type MeasureId } from '@oh/measures'
import { actingAs, type ScopedTx } from '@oh/postgres'
import type { ServedOn } from '../service/employer-names.reads.ts'
import { disclosureFloor } from '../settings/setting.reads.ts'
import { monthOfEmployer } from './facts.reads.ts'

export interface CompiledMonth {
  readonly month: Month
  readonly employer: ServedOn
  readonly floor: number
  readonly counts: readonly {
    readonly measure: MeasureId
    readonly version: number
    readonly numerator: number
    readonly denominator: number
  }[]
  /** Of the measures that have one: how their counts are made up, place by place. */
  readonly grid: readonly GridCount[]
  /** The same figures under the same floor give the same text. */
  readonly digest: string
  /** The same of the counts alone, as months were signed off before there were grids. */
  readonly digestOfCounts: string
  /** Appointments of the month that nobody has recorded as attended or missed. */
  readonly unrecorded: number
}

/** One employer's month by the pure definitions, counted now from this service's own tables. For a month that is over. */
export async function compileMonth(tx: ScopedTx, employer: ServedOn, month: Month): Promise<CompiledMonth> {
  const { facts, unrecorded } = await actingAs(tx, 'counting', () => monthOfEmployer(tx, employer.code, month))
  const floor = await disclosureFloor(tx)
  const counts = countMonth(facts, month).map(({ measure, version, count }) => ({ measure, version, ...count }))
  const grid = countGrid(facts, month)
  const digestOf = (figures: readonly object[]) =>
    createHash('sha256')
      .update(JSON.stringify([month, employer.code, floor, figures.map((count) => Object.values(count))]))
      .digest('hex')
  const digests = { digest: digestOf([...counts, ...grid]), digestOfCounts: digestOf(counts) }
  return { month, employer, floor, counts, grid, ...digests, unrecorded }
}
