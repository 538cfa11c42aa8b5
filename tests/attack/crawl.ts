import { type Month, monthsOf, type Period, type PeriodKind, periodKind, periodOf } from '@oh/kernel'
import type { Caller } from '../network/caller.ts'
import { type FigureRead, keyOf } from './figures.ts'

const PART = '{ value mark }'
const FIGURE = `{ measure level area period numerator ${PART} denominator ${PART} ratio ${PART} contributors expected staffCovered publication policy }`
const CATALOGUE = '{ england { catalogue { measure grains { level kind } } } }'
const PUBLICATIONS = `query ($before: Int) { england { publications(first: 100, before: $before) {
  number month digest withdrawal { kind } } } }`
const COMPARED = (
  edition: string,
) => `query ($measure: ID!, $level: FigureLevel!, $kind: PeriodKind!, $period: String, $after: ID, $publication: Int) {
  england { comparison(measure: $measure, level: $level, kind: $kind, period: $period, first: 100, after: $after, publication: $publication${edition}) ${FIGURE} } }`
const SERIES = `query ($area: ID!, $measure: ID!, $kind: PeriodKind!) { england {
  series(area: $area, measure: $measure, kind: $kind, last: 120) ${FIGURE}
  published(measure: $measure, kind: $kind, last: 120) ${FIGURE} } }`
const OF_SYSTEM = `query ($area: ID!, $measure: ID!, $kind: PeriodKind!) { ics(code: $area) {
  published(measure: $measure, kind: $kind, last: 120) ${FIGURE} } }`

const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year']
/** Systems are asked for in each edition; of other levels there is one. */
const EDITIONS: Readonly<Record<string, readonly string[]>> = { ics: [', edition: "2022"', ', edition: "2026"'] }
const PAGE = 100

export interface PublicationRead {
  readonly number: number
  readonly month: Month
  readonly digest: string
  readonly withdrawal: { readonly kind: string } | null
}

/** Every publication that the reader is told of, withdrawn ones too, newest first. */
export async function publicationsReadBy(reader: Caller): Promise<readonly PublicationRead[]> {
  const found: PublicationRead[] = []
  for (let before: number | undefined; ; before = found.at(-1)?.number) {
    const { england } = await reader.get(PUBLICATIONS, { before })
    found.push(...england.publications)
    if (england.publications.length < PAGE) return found
  }
}

/**
 * Every figure that the reader is given when he asks for all that the catalogue has: all measures, levels, editions, lengths
 * of period and periods that a publication closed, page by page; of one publication, withdrawn or not, when it is named. By
 * key; throws when the same figure is answered in two ways.
 */
export async function figuresReadBy(reader: Caller, publication?: number): Promise<ReadonlyMap<string, FigureRead>> {
  const { england } = await reader.get(CATALOGUE)
  const months = (await publicationsReadBy(reader)).map(({ month }) => month)
  const closed = (kind: PeriodKind) =>
    months.map((month) => periodOf(kind, month)).filter((period, at) => monthsOf(period).at(-1) === months[at])
  const found = new Map<string, FigureRead>()
  for (const { measure, grains } of england.catalogue as readonly CatalogueRead[])
    for (const { level, kind } of grains)
      for (const edition of EDITIONS[level] ?? [''])
        for (const period of new Set(closed(kind))) {
          const from = publication === undefined ? {} : { publication }
          await compare(reader, edition, { measure, level, kind, period, ...from }, found)
        }
  return found
}

interface CatalogueRead {
  readonly measure: string
  readonly grains: readonly { readonly level: FigureRead['level']; readonly kind: PeriodKind }[]
}

async function compare(
  reader: Caller,
  edition: string,
  ask: {
    readonly measure: string
    readonly level: string
    readonly kind: PeriodKind
    readonly period: Period
    readonly publication?: number
  },
  found: Map<string, FigureRead>,
): Promise<void> {
  for (let after: string | undefined; ; ) {
    const { data, errors } = await reader.ask(COMPARED(edition), { ...ask, after })
    // what may not be read is no figure; anything else that goes wrong would make the attack look weaker than it is
    if (errors.some(({ extensions }) => extensions?.code !== 'FORBIDDEN')) throw new Error(JSON.stringify(errors))
    const page: readonly FigureRead[] = data?.england?.comparison ?? []
    for (const figure of page) take(figure, found)
    if (page.length < PAGE) return
    after = page.at(-1)?.area
  }
}

/** The same areas asked for one by one: series of England and of an area, and what the area itself says. */
export async function seriesReadBy(
  reader: Caller,
  areas: readonly string[],
  measures: readonly string[],
): Promise<readonly FigureRead[]> {
  const found: FigureRead[] = []
  for (const area of areas)
    for (const measure of measures)
      for (const kind of KINDS) {
        const { england } = await reader.get(SERIES, { area, measure, kind })
        const { ics } = await reader.get(OF_SYSTEM, { area, measure, kind })
        // an area that is no system of today answers nothing of itself
        found.push(...england.series, ...england.published, ...(ics?.published ?? []))
      }
  return found
}

function take(figure: FigureRead, found: Map<string, FigureRead>): void {
  const key = keyOf(figure)
  const before = found.get(key)
  if (before && JSON.stringify(before) !== JSON.stringify(figure)) throw new Error(`${key} is answered in two ways.`)
  found.set(key, figure)
}

/** A figure of a grid, as the graph answers it. */
export interface GridFigureRead extends FigureRead {
  readonly staffGroup: { readonly id: string } | null
  readonly reasonGroup: { readonly id: string } | null
}

const GRIDS = '{ england { catalogue { measure grids { by grains { level kind } } } } }'
const GRID = `query ($area: ID!, $measure: ID!, $by: FiguresBy!, $kind: PeriodKind!, $period: String!) { england {
  grid(area: $area, measure: $measure, by: $by, kind: $kind, period: $period) ${FIGURE.replace('{', '{ staffGroup { id } reasonGroup { id }')} } }`

/**
 * Every figure of a grid that the reader is given of these areas and periods when he asks for all that the catalogue has. By
 * key; throws when anything but a refusal goes wrong.
 */
export async function gridsReadBy(
  reader: Caller,
  areas: readonly Pick<FigureRead, 'level' | 'area'>[],
  periods: readonly Period[],
): Promise<ReadonlyMap<string, GridFigureRead>> {
  const { england } = await reader.get(GRIDS)
  const found = new Map<string, GridFigureRead>()
  for (const { measure, grids } of england.catalogue as readonly GridsRead[])
    for (const { by, grains } of grids)
      for (const { level, kind } of grains)
        for (const { area } of areas.filter((each) => each.level === level))
          for (const period of periods.filter((each) => periodKind(each) === kind)) {
            const { data, errors } = await reader.ask(GRID, { area, measure, by, kind, period })
            if (errors.some(({ extensions }) => !['FORBIDDEN', 'NOT_FOUND'].includes(String(extensions?.code))))
              throw new Error(JSON.stringify(errors))
            for (const figure of (data?.england?.grid ?? []) as readonly GridFigureRead[]) found.set(gridKeyOf(figure), figure)
          }
  return found
}

interface GridsRead {
  readonly measure: string
  readonly grids: readonly {
    readonly by: string
    readonly grains: readonly { readonly level: FigureRead['level']; readonly kind: PeriodKind }[]
  }[]
}

export const gridKeyOf = (figure: GridFigureRead): string =>
  `${keyOf(figure)} ${figure.staffGroup?.id ?? ''}/${figure.reasonGroup?.id ?? ''}`
