import type { Level } from '@oh/disclosure'
import { asPeriod, type Period, type PeriodKind, periodKind } from '@oh/kernel'
import { findMeasure, GRID_MEASURES } from '@oh/measures'
import { findIcs, REGIONS } from '@oh/organisations'
import { gridCsv } from '../figures/figures-csv.ts'
import type { AnyMeasure } from '../national/choice.ts'
import { wrongChoice } from '../national/wrong-choice.view.tsx'
import { download, type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { askGrid, type DividedFigures, type GridChoice, gridKindOf } from './ask-grid.ts'
import { GridView, noGrid } from './grid.view.tsx'

export interface NamedArea {
  readonly level: Level
  readonly code: string
  readonly name: string
}

/** What the address asks for; every word of it is one that there is. */
export interface GridAsked extends GridChoice {
  readonly of: AnyMeasure
  readonly at: NamedArea
  readonly kind: PeriodKind
}

/** The figures that the address asks for, or the page that says why there are none. */
async function divided(visit: Visit, show: (asked: GridAsked, period: Period, found: DividedFigures) => Reply): Promise<Reply> {
  const asked = readAsked(visit)
  if (!('of' in asked)) return page({ ...wrongChoice(asked), status: 404 })
  const found = await askGrid(visit, asked)
  const period = found.staff[0]?.period ?? found.reasons[0]?.period
  if (period === undefined) return page({ ...noGrid(asked), status: 404 })
  return show(asked, period, found)
}

function readAsked({ query }: Visit): GridAsked | Parameters<typeof wrongChoice>[0] {
  const [measureId, code, text] = [query('measure') || (GRID_MEASURES[0] ?? ''), query('area') || ENGLAND.code, query('period')]
  const of = GRID_MEASURES.some((id) => id === measureId) ? findMeasure(measureId) : undefined
  if (!of) return { wrong: 'measure', asked: measureId }
  const at = areaNamed(code)
  const kind = at && gridKindOf(at.level)
  if (!at || !kind) return { wrong: 'system', asked: code }
  const period = text ? asPeriod(text) : undefined
  if (text && (!period || periodKind(period) !== kind)) return { wrong: 'period', asked: text }
  return { of, at, kind, measure: of.id, area: at.code, period }
}

const ENGLAND: NamedArea = { level: 'england', code: 'ENG', name: 'England' }

function areaNamed(code: string): NamedArea | undefined {
  if (code === ENGLAND.code) return ENGLAND
  const region = REGIONS.find((each) => each.code === code)
  if (region) return { level: 'region', ...region }
  const ics = findIcs(code)
  return ics && { level: 'ics', code, name: ics.name }
}

const showGrid = (visit: Visit) =>
  divided(visit, (asked, period, found) =>
    page({
      title: `By staff group and reason, ${asked.at.name}`,
      section: '/national',
      wide: true,
      body: <GridView asked={asked} period={period} found={found} />,
    }),
  )

const downloadGrid = (visit: Visit) =>
  divided(visit, ({ of, at }, period, { staff, reasons }) =>
    download(`${of.id}-${at.code}-${period.replace('/', '-')}-divided.csv`, gridCsv(of, at.name, staff, reasons)),
  )

/** Figures divided by who was referred and why, for whoever may read figures of the area. */
export const gridPages: readonly PageRoute[] = [
  { method: 'GET', path: '/national/divided', answer: showGrid },
  { method: 'GET', path: '/national/divided/figures.csv', answer: downloadGrid },
]
