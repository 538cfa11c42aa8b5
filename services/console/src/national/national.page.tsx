import { type Month, type Period, type periodKind, periodOf } from '@oh/kernel'
import { findIcs, REGIONS } from '@oh/organisations'
import { drawnOf } from '../figures/course.ts'
import type { Figure } from '../figures/figure.ts'
import { figuresCsv } from '../figures/figures-csv.ts'
import { askCourse } from '../figures/series.ts'
import { download, type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { askComparison, type Comparison } from './ask-comparison.ts'
import { type Choice, readChoice } from './choice.ts'
import { compareSystems } from './compare.ts'
import { NationalView } from './national.view.tsx'
import { nothingPublished, wrongChoice } from './wrong-choice.view.tsx'

const EDITION = '2022'
const areaName = (code: string) =>
  code === 'ENG' ? 'England' : (findIcs(code)?.name ?? REGIONS.find((region) => region.code === code)?.name ?? code)

/** The figures that the address asks for, or the page that says why there are none. */
async function published(
  visit: Visit,
  show: (choice: Choice, period: Period, comparison: Comparison) => Reply | Promise<Reply>,
): Promise<Reply> {
  const choice = readChoice(visit.query)
  if ('wrong' in choice) return page({ ...wrongChoice(choice), status: 404 })
  const comparison = await askComparison(visit, choice)
  const { period, course, publications } = comparison
  if (period === undefined) {
    const withdrawn = publications.find(
      ({ periods, withdrawal }) => withdrawal && choice.period && periods.includes(choice.period),
    )
    return page({ ...nothingPublished(choice, course.at(-1)?.period, withdrawn), status: 404 })
  }
  return show(choice, period, comparison)
}

const showNational = (visit: Visit) =>
  published(visit, async (choice, period, comparison) => {
    const { measure, system } = choice
    const edition = comparison.publication?.edition ?? EDITION
    const compared = compareSystems(measure, comparison.systems, edition)
    return page({
      title: `${measure.short}, England`,
      section: '/national',
      wide: true,
      body: (
        <NationalView
          choice={choice}
          period={period}
          periods={periodsOf(choice, comparison)}
          edition={edition}
          comparison={comparison}
          compared={compared}
          course={system && (await courseOfSystem(visit, choice, system.code))}
        />
      ),
    })
  })

async function courseOfSystem(visit: Visit, { measure }: Choice, code: string): Promise<readonly Figure[]> {
  const { months, quarters } = await askCourse(visit, code, measure.id)
  return drawnOf(measure, months, quarters)
}

/** Every period that the publications closed and for which systems are compared by the measure, newest first. */
function periodsOf({ kinds }: Choice, { publications }: Comparison): Period[] {
  const closed = kinds.flatMap((kind) =>
    publications
      .toSorted((a, b) => (a.month > b.month ? -1 : 1))
      .flatMap(({ month }) => (closes(month, kind) ? [periodOf(kind, month)] : [])),
  )
  return [...new Set(closed)]
}

function closes(month: Month, kind: ReturnType<typeof periodKind>): boolean {
  const of = Number(month.slice(5))
  return kind === 'month' || (kind === 'quarter' ? of % 3 === 0 : of === 3)
}

const downloadComparison = (visit: Visit) =>
  published(visit, ({ measure }, period, { whole, regions, systems }) =>
    download(
      `${measure.id}-${period.replace('/', '-')}.csv`,
      figuresCsv(measure, [...(whole ? [whole] : []), ...regions, ...systems], areaName),
    ),
  )

async function downloadSeries(visit: Visit): Promise<Reply> {
  const area = visit.query('area') || 'ENG'
  const choice = readChoice((name) => (name === 'measure' ? visit.query(name) : undefined))
  if ('wrong' in choice) return page({ ...wrongChoice(choice), status: 404 })
  if (area !== 'ENG' && !findIcs(area)) return page({ ...wrongChoice({ wrong: 'system', asked: area }), status: 404 })
  const { months, quarters } = await askCourse(visit, area, choice.measure.id)
  return download(`${choice.measure.id}-${area}.csv`, figuresCsv(choice.measure, [...months, ...quarters], areaName))
}

/** England's systems by published figures: for the national lead, and for whoever leads a system. */
export const nationalPages: readonly PageRoute[] = [
  { method: 'GET', path: '/national', answer: showNational },
  { method: 'GET', path: '/national/figures.csv', answer: downloadComparison },
  { method: 'GET', path: '/national/series.csv', answer: downloadSeries },
]
