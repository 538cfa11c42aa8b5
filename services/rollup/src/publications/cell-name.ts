import { catalogueRow, isInGrid, type JointCell } from '@oh/disclosure'
import type { Period } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import type { FigureCell } from './make-cells.ts'

/** Which figure a cell of a table is. */
export type CellName = Pick<FigureCell, 'measure' | 'level' | 'area' | 'period' | 'staffGroup' | 'reasonGroup'>

/** The name by which a figure is known from one publication to the next: of a grid with its place, of the whole without. */
export function idOf({ measure, level, area, period, staffGroup, reasonGroup }: CellName): string {
  const place = staffGroup || reasonGroup ? ` ${staffGroup ?? EVERY}/${reasonGroup ?? EVERY}` : ''
  return `${measure} ${level} ${area}${place} ${period}`
}

/** Stands in a name for a dimension that a figure is not divided by. */
const EVERY = 'every'

/** Which measure a name is of. */
export const measureOfId = (id: string): MeasureId => id.split(' ')[0] as MeasureId

/** Whether the catalogue has the cell. */
export function isInCatalogue({ id, level }: Pick<JointCell, 'id' | 'level'>): boolean {
  const words = id.split(' ').filter((word) => word !== REPLACED)
  const [measure, period] = [measureOfId(id), words.at(-1) as Period]
  if (words.length === WORDS_OF_WHOLE) return catalogueRow(measure, level, period) !== undefined
  const [staffGroup = EVERY, reasonGroup = EVERY] = words[WORDS_OF_WHOLE - 1]?.split('/') ?? []
  const place = { ...(staffGroup !== EVERY && { staffGroup }), ...(reasonGroup !== EVERY && { reasonGroup }) }
  return isInGrid({ measure, ...place }, level, period)
}

/** Stands in the name of a figure that a refresh replaces. */
const REPLACED = 'replaced'

/** Measure, level, area and period. */
const WORDS_OF_WHOLE = 4

/** The name of a figure that a refresh replaces: the measure first and the period last, as in every other. */
export function replacedId(id: string): string {
  const [measure = '', ...rest] = id.split(' ')
  return [measure, REPLACED, ...rest].join(' ')
}
