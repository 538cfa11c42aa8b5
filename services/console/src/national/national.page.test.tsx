import { icsList, REGIONS } from '@oh/organisations'
import { print } from 'graphql'
import { describe, expect, it } from 'vitest'
import { documents } from '../graphql.ts'
import { visitPage } from '../testing/visit.ts'
import { nationalPages } from './national.page.tsx'

type Value = { readonly value: number | null; readonly mark: string | null }
const value = (given: number): Value => ({ value: given, mark: null })
const mark = (given: string): Value => ({ value: null, mark: given })
const figure = (area: string, change: object = {}) => ({
  ...{ area, period: '2026-09', contributors: 4, expected: 5, staffCovered: 91, publication: 36, policy: 0, synthetic: true },
  ...{ numerator: value(195), denominator: value(300), ratio: value(0.65) },
  ...change,
})
const systems = icsList('2022')
const [first, second] = [systems[0]?.code, systems[1]?.code]
/** The first is far above all others, the second is confidential; every other is as England is. */
const shown = systems.map(({ code }) => {
  if (code === first) return figure(code, { numerator: value(295), ratio: value(295 / 300) })
  if (code === second) return figure(code, { numerator: mark('c'), denominator: mark('c'), ratio: mark('c') })
  return figure(code)
})
const months = Array.from(
  { length: 14 },
  (_, at) => `${2025 + Math.floor((at + 7) / 12)}-${String(((at + 7) % 12) + 1).padStart(2, '0')}`,
)
const england = (change: object = {}) => ({
  NationalComparison: {
    england: {
      systems: shown.toReversed(),
      regions: REGIONS.map(({ code }) => figure(code)),
      whole: [],
      course: months.map((period) => figure('ENG', { period, contributors: 196, expected: 201, denominator: value(6_200) })),
      publications: months.toReversed().map((month, at) => ({
        ...{ number: 36 - at, month, edition: '2022', publishedAt: '2026-10-20T09:00:00.000Z' },
        ...{ periods: [month], withdrawal: null },
      })),
      ...change,
    },
  },
})
const CourseOfArea = {
  england: { months: months.map((period) => figure('QYG', { period })), quarters: [figure('QYG', { period: '2026/27-Q2' })] },
}
const visit = (address: string, answers: object = england()) =>
  visitPage(nationalPages, address, { roles: ['national-lead'], answers: { CourseOfArea, ...answers } })
/** Codes of the systems in the table, top to bottom. */
const cellsOf = (html: string) => {
  const [, from = ''] = html.split('id="systems-table-caption"')
  const [table = ''] = from.split('</table>')
  return [...table.matchAll(/<a href="\/ics\/(\w+)/g)].map(([, code]) => code)
}

describe('the national page', () => {
  it('says first what stands out, and that the rest is no evidence', async () => {
    const { html } = await visit('/national')
    expect(html).toContain(
      `Of the 41 integrated care systems with a published figure, ${systems[0]?.name} is higher than chance and the usual spread explain. The others do not differ by more than that.`,
    )
    expect(html).toContain('1 system lies above the 99.8% limits, and none below. None lies between')
  })

  it('says that noise is noise', async () => {
    const { html } = await visit('/national', england({ systems: systems.map(({ code }) => figure(code)) }))
    expect(html).toContain('None of the 42 integrated care systems with a published figure differs from all of them together')
    expect(html).toContain('No system lies beyond the 99.8% limits. None lies between the 95% and the 99.8% limits.')
  })

  it('says what the funnel stands around: the systems shown, taken together, and not England', async () => {
    const { html } = await visit('/national')
    const [, from = ''] = html.split('id="funnel-heading"')
    const [funnel = ''] = from.split('id="tiles-heading"')
    expect(funnel).toContain('The systems shown, taken together: 66%.')
    expect(funnel).toContain('Limits at 95% and 99.8% around the figure of the systems shown, taken together (66%)')
    expect(funnel).toContain('Compared with all of them together')
    expect(funnel).toContain('Above the 99.8% limits')
    expect(funnel).toContain('Below the 99.8% limits')
    expect(funnel).not.toContain('England')
    expect(html).not.toContain('Compared with England')
  })

  it('shows every system in region order, whatever order they came in, and no rank', async () => {
    const { html } = await visit('/national')
    expect(cellsOf(html)).toEqual(systems.map(({ code }) => code))
    expect(html).not.toMatch(/>\s*rank\s*</i)
  })

  it.each([
    ['value', 'ascending', systems[2]?.code, second],
    ['value', 'descending', first, second],
    ['standing', 'ascending', first, second],
  ])('sorts by %s %s when it is asked, and what has no figure comes last', async (sort, dir, top, bottom) => {
    const { html } = await visit(`/national?sort=${sort}&dir=${dir}`)
    expect([cellsOf(html)[0], cellsOf(html).at(-1)]).toEqual([top, bottom])
    expect(html).toMatch(new RegExp(`aria-sort="${dir}"><a class="nhsuk-link" href="[^"]*sort=${sort}&amp;dir=`))
    expect(html).toContain('A place in it is no rank')
  })

  it('ignores a column that is none', async () => {
    expect(cellsOf((await visit('/national?sort=league&dir=up')).html)).toEqual(systems.map(({ code }) => code))
  })

  it('shows a mark as [c], says it as a word, and explains all three near the table', async () => {
    const { html } = await visit('/national')
    expect(html).toContain('<span aria-hidden="true">[c]</span><span class="nhsuk-u-visually-hidden">confidential</span>')
    for (const words of ['confidential: so few', 'not available: it', 'not applicable: there was nobody'])
      expect(html).toContain(words)
    expect(html).toContain('Not compared')
  })

  it('says that figures are made up, of which publication and how complete', async () => {
    const { html } = await visit('/national')
    expect(html).toContain('These figures are made up (synthetic).')
    expect(html).toContain('Publication 36, made on 20 October 2026 at 10am')
    expect(html).toContain('196 of 201')
    expect(html).toContain('4 of 5 (91%)')
    const real = { systems: shown.map((each) => ({ ...each, synthetic: false })) }
    const course = months.map((period) => figure('ENG', { period, synthetic: false }))
    expect((await visit('/national', england({ ...real, course }))).html).not.toContain('synthetic')
  })

  it('draws England and one chosen system', async () => {
    const { html, asked } = await visit('/national?ics=QYG')
    expect(html).toContain('England over time')
    expect(html).toContain('Cheshire and Merseyside over time')
    expect(asked.map(({ operation }) => operation)).toEqual(['NationalComparison', 'CourseOfArea'])
  })

  it('asks once, and no more of a long history than it draws', async () => {
    const { asked } = await visit('/national')
    expect(asked).toEqual([
      {
        operation: 'NationalComparison',
        variables: { measure: 'seen-within-10', kind: 'month', period: null, course: 'month', older: false },
      },
    ])
    const printed = [...documents().values()].map((document) => print(document)).filter((text) => text.includes('england'))
    const counts = printed.flatMap((text) => [...text.matchAll(/(?:first|last): ([$\w]+)/g)].map(([, count]) => Number(count)))
    expect(counts.length).toBeGreaterThan(4)
    expect(Math.max(...counts)).toBeLessThanOrEqual(60)
  })

  it('asks for the figure of England besides where it is not the newest of its course', async () => {
    const whole = [figure('ENG', { period: '2025/26', ratio: value(0.5), denominator: value(90_000) })]
    const older = england({ systems: shown.map((each) => ({ ...each, period: '2025/26' })), whole })
    const { html, asked } = await visit('/national?period=2025/26', older)
    expect(asked[0]?.variables).toMatchObject({ kind: 'year', period: '2025/26', course: 'month', older: true })
    expect(html).toContain('<dt>England</dt><dd>50.0%</dd>')
    expect(html).toContain('England, April 2025 to March 2026')
  })

  it('says of posts that nothing stands out by chance, and draws no funnel', async () => {
    const { html } = await visit('/national?measure=clinical-wte-per-1000')
    expect(html).toContain('Posts are counted, and not the outcome of chance')
    expect(html).not.toContain('id="funnel-heading"')
    expect(html).not.toContain('Compared with')
  })

  it('says when a measure is not published by month, and shows its newest quarter', async () => {
    const { html, asked } = await visit('/national?measure=escalations-per-1000&period=2026-09')
    expect(html).toContain('is published by quarter and financial year, and not by month. This is the newest quarter.')
    expect(asked[0]?.variables).toMatchObject({ kind: 'quarter', period: null, course: 'quarter' })
  })
})

describe('an address that names nothing', () => {
  it.each([
    ['/national?measure=league-table', 'There is no such measure'],
    ['/national?period=2026-13', 'There is no such period'],
    ['/national?period=2026/28', 'There is no such period'],
    ['/national?ics=QXX', 'There is no such integrated care system'],
    ['/national?ics=%3Cscript%3E', 'There is no such integrated care system'],
    ['/national/figures.csv?measure=x', 'There is no such measure'],
    ['/national/series.csv?area=RWE', 'There is no such integrated care system'],
  ])('%s is a page that says so', async (address, heading) => {
    const { html, reply, asked } = await visit(address)
    expect(reply).toMatchObject({ kind: 'page', status: 404, title: heading })
    expect(html).not.toContain('<script>')
    expect(asked).toEqual([])
  })

  it('says of a period whose publication was withdrawn why, and leads to the figures as they were', async () => {
    const none = { systems: [], regions: [], whole: [] }
    const withdrawal = { kind: 'withdrawn', at: '2026-10-21T09:00:00.000Z', byName: 'Ann Lee', reason: 'Made wrongly' }
    const publications = [
      {
        number: 36,
        month: '2026-09',
        edition: '2022',
        publishedAt: '2026-10-20T09:00:00.000Z',
        periods: ['2026-09'],
        withdrawal,
      },
    ]
    const { html } = await visit('/national?period=2026-09', england({ ...none, publications }))
    expect(html).toContain('Withdrawn</strong> Made wrongly. Ann Lee, 21 October 2026 at 10am')
    expect(html).toContain('href="/publications/number/36"')
  })

  it('says that nothing is published for a month, and leads to the newest', async () => {
    const { html, reply } = await visit('/national?period=2031-01', england({ systems: [], whole: [], regions: [] }))
    expect(reply).toMatchObject({ status: 404, title: 'Nothing is published for January 2031' })
    expect(html).toContain('Go to the newest figures: September 2026')
  })

  it('says that nothing is published yet', async () => {
    const none = { systems: [], whole: [], regions: [], course: [], publications: [] }
    expect((await visit('/national', england(none))).reply).toMatchObject({ status: 404, title: 'Nothing is published yet' })
  })
})

describe('a download', () => {
  it('holds England, the regions and every system, marks as text', async () => {
    const { reply } = await visit('/national/figures.csv')
    if (reply.kind !== 'file') throw new Error('A download is a file.')
    expect(reply.name).toBe('seen-within-10-2026-09.csv')
    expect(reply.text.split('\r\n')).toHaveLength(1 + 1 + 7 + 42 + 1)
    expect(reply.text).toContain(`2026-09,${second},`)
    expect(reply.text).toContain(',[c],[c],[c],percent,')
  })

  it('of a course holds its months and quarters', async () => {
    const { reply } = await visit('/national/series.csv?area=QYG')
    expect(reply).toMatchObject({
      kind: 'file',
      name: 'seen-within-10-QYG.csv',
      text: expect.stringContaining('2026-07-01/2026-09-30,QYG'),
    })
  })
})
