import { type Period, periodKind } from '@oh/kernel'
import { findMeasure, MEASURES } from '@oh/measures'
import { FIGURE, figuresOf } from '../figures/figure.ts'
import { figuresCsv } from '../figures/figures-csv.ts'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { type AnyMeasure, kindsOf } from '../national/choice.ts'
import { download, type PageRoute, page, type Reply, type Visit } from '../page.ts'
import { PUBLICATION, type PublicationShown } from './publication.ts'
import { areaName, csvColumns, type OfPublication, publicationFiguresContent } from './publication-figures.view.tsx'

const FACTS = graphql(
  `
  query PublicationByNumber($before: Int!) {
    england { publications(first: 1, before: $before) { ...PublicationFacts } }
  }
`,
  [PUBLICATION],
)

/** Systems: more than any edition has. */
const FIGURES = graphql(
  `
  query FiguresOfPublication($number: Int!, $measure: ID!, $kind: PeriodKind!, $period: String!) {
    england {
      systems: comparison(measure: $measure, level: ics, kind: $kind, period: $period, first: 60, publication: $number) { ...PublishedFigure }
      regions: comparison(measure: $measure, level: region, kind: $kind, period: $period, first: 10, publication: $number) { ...PublishedFigure }
      whole: comparison(measure: $measure, level: england, kind: $kind, period: $period, first: 1, publication: $number) { ...PublishedFigure }
    }
  }
`,
  [FIGURE],
)

/** The publication of the address with the figures of one measure and period, whether it stands or not. */
async function read(visit: Visit): Promise<OfPublication> {
  const { ask, param, query } = visit
  const number = Number(param('number'))
  const measure = findMeasure(query('measure') || MEASURES[0].id)
  const isNumber = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 - 1
  if (!isNumber || !measure) throw new AnswerRefused('NOT_FOUND', [], false)
  const { england } = await ask(FACTS, { before: number + 1 })
  const publication: PublicationShown | undefined = england.publications?.find((each) => each.number === number)
  if (!publication) throw new AnswerRefused('NOT_FOUND', [], false)
  const period = periodOf(publication, measure, query('period'))
  if (period === undefined) return { publication, measure, period, figures: [] }
  const variables = { number, measure: measure.id, kind: periodKind(period), period }
  const { whole, regions, systems } = (await ask(FIGURES, variables)).england
  return { publication, measure, period, figures: figuresOf([...(whole ?? []), ...(regions ?? []), ...(systems ?? [])]) }
}

/** The period that is asked for, or the shortest of the publication for which the measure is published; undefined for none. */
function periodOf({ periods }: PublicationShown, { id }: AnyMeasure, asked: string | undefined): Period | undefined {
  const published = (periods as readonly Period[]).filter((period) => kindsOf(id).includes(periodKind(period)))
  return published.find((period) => period === asked) ?? published[0]
}

async function show(visit: Visit): Promise<Reply> {
  const isStatistician = visit.viewer.roles.includes('statistician')
  return page(publicationFiguresContent(await read(visit), isStatistician))
}

async function downloadFigures(visit: Visit): Promise<Reply> {
  const { publication, measure, period, figures } = await read(visit)
  if (period === undefined) throw new AnswerRefused('NOT_FOUND', [], false)
  const name = `publication-${publication.number}-${measure.id}-${period.replace('/', '-')}.csv`
  return download(name, figuresCsv(measure, figures, areaName, csvColumns(publication)))
}

/** The figures of one publication by its number, withdrawn or not, for whoever may read figures. */
export const publicationFiguresPages: readonly PageRoute[] = [
  { method: 'GET', path: '/publications/number/:number', answer: show },
  { method: 'GET', path: '/publications/number/:number/figures.csv', answer: downloadFigures },
]
