import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { preparationPages } from './preparation.page.tsx'

const MEASURE = 'seen-within-10'
const tally = (level: string, kind: string, cells: number, primary: number, secondary: number, measure = MEASURE) => ({
  ...{ measure, level, kind, cells, primary, secondary },
  shown: cells - primary - secondary,
})
const prepared = {
  id: 'p1',
  kind: 'month',
  month: '2026-09',
  state: 'ready',
  preparedByName: 'Hamish Orr',
  askedAt: '2026-11-22T09:53:00.000Z',
  finishedAt: '2026-11-22T09:53:40.000Z',
  isCurrent: true,
  isOwn: false,
  reasons: [],
  publishedAs: null,
  figuresKept: true,
  report: [
    {
      population: 'referrals',
      title: 'Seen in time',
      attacked: 153_333,
      open: 80,
      suppressed: 20,
      forContributors: 7,
      atLeast: 12,
      leftOut: 0,
      seconds: 2.84,
    },
    {
      population: 'escalations-answered',
      title: 'Answered',
      attacked: 10,
      open: 0,
      suppressed: 0,
      forContributors: null,
      atLeast: 0,
      leftOut: 0,
      seconds: 0.5,
    },
  ],
  tally: [tally('ics', 'month', 40, 8, 2), tally('ics', 'quarter', 40, 2, 0), tally('region', 'month', 7, 0, 0)],
}
const visit = (change: object = {}, more: { readonly month?: string; readonly last?: string } = {}) =>
  visitPage(preparationPages, '/publications/preparation/p1', {
    roles: ['statistician'],
    answers: {
      Preparation: {
        england: {
          monthToPublish: { month: more.month ?? '2026-09' },
          yearToRefresh: null,
          preparations: { rows: [{ id: more.last ?? 'p1' }] },
          preparation: { ...prepared, ...change },
        },
      },
    },
  })

describe('a preparation', () => {
  it('says who had it made, when, how long that took, and that a second person publishes it', async () => {
    const { html } = await visit()
    for (const words of ['Hamish Orr', '22 November 2026 at 9:53am', 'after 40 seconds', 'never the one who prepared it'])
      expect(html).toContain(words)
    expect(html).toContain('href="/publications/2026-09?preparation=p1"')
  })

  it('counts what is shown and hidden of each measure, primary and secondary apart', async () => {
    const { html } = await visit()
    const row = /<tr[^>]*>(?:(?!<\/tr>).)*measure=seen-within-10"(?:(?!<\/tr>).)*<\/tr>/s.exec(html)?.[0] ?? ''
    const cells = [...row.matchAll(/<span>([^<]*)<\/span>/g)].map(([, text]) => text)
    expect(cells).toEqual(['87', '75', '10', '2', '14%'])
  })

  it('says how many figures are left out, and of a refresh how many are confidential as before', async () => {
    const [first] = prepared.report
    const { html } = await visit({ report: [{ ...first, leftOut: 1_234 }] })
    expect(html).toContain('1,234 figures by staff group and reason are left out')
    expect((await visit()).html).not.toContain('left out')
    const refresh = await visit({ kind: 'refresh', month: '2026-03', tally: [{ ...tally('ics', 'month', 45, 8, 2), shown: 30 }] })
    expect(refresh.html).toContain('5 more are confidential as they were published')
    expect((await visit()).html).not.toContain('as they were published')
  })

  it('says of each measure how many were hidden for others, and how few it takes as far as is proved', async () => {
    const sentences = async (suppressed: number, atLeast: number) => {
      const [first] = prepared.report
      const { html } = await visit({ report: [{ ...first, suppressed, atLeast }] })
      return [...html.matchAll(/<li>([^<]*hidden for others[^<]*)<\/li>/g)].map(([, text]) => text)
    }
    expect(await sentences(38, 31)).toEqual([
      'Seen in time: 38 hidden for others; at least 31 had to be. A better choice of the rest may exist.',
    ])
    expect(await sentences(38, 38)).toEqual(['Seen in time: 38 hidden for others, and no fewer would do.'])
    expect(await sentences(38, 0)).toEqual(['Seen in time: 38 hidden for others; how few would do is not proved.'])
    expect(await sentences(0, 0)).toEqual([])
  })

  it('says level by level how much is shown, and leads to those figures', async () => {
    const { html } = await visit()
    expect(html).toContain('Month 30 of 40')
    expect(html).toContain('Quarter 38 of 40')
    expect(html).toContain('/publications/preparation/p1/figures?measure=seen-within-10&amp;level=region')
  })

  it('counts the figures of single trusts and leads to none of them', async () => {
    const { html } = await visit({ tally: [tally('trust', 'quarter', 205, 30, 10), ...prepared.tally] })
    expect(html).toContain('Quarter 165 of 205')
    expect(html).toContain('statisticians read no single trust')
    expect(html).not.toContain('level=trust')
  })

  it('says what was attacked, what that cost, and how much of it may not have been needed', async () => {
    const { html } = await visit()
    for (const words of ['153,333', '25%', '2.8 s', 'at least 12 had to be', '>7<', 'Not counted', 'None open'])
      expect(html).toContain(words)
  })

  it('says that the reasons are for statisticians alone', async () => {
    expect((await visit()).html).toContain('This is for statisticians alone:')
  })

  it('that is refused says every reason in words and shows no figure', async () => {
    const reasons = Array.from({ length: 7 }, (_, at) => `Reason ${at}.`)
    const { html } = await visit({ state: 'refused', isCurrent: false, reasons, report: [], tally: [] })
    for (const reason of reasons) expect(html.split(reason)).toHaveLength(2)
    expect(html).toContain('Prepare September 2026 again')
    expect(html).not.toContain('How it was attacked')
  })

  it.each(['pending', 'running'])('that is %s asks to look again and shows no figure', async (state) => {
    const { html } = await visit({ state, isCurrent: false, finishedAt: null, report: [], tally: [] })
    expect(html).toContain('href="/publications/preparation/p1"')
    expect(html).toContain('Look again')
    expect(html).not.toContain('How it was attacked')
  })

  it.each([
    ['made by the reader', { isOwn: true }, {}, 'You have prepared September 2026.', false],
    ['out of date', { isCurrent: false }, {}, 'must be prepared again', true],
    ['made before another of its month', { isCurrent: false }, { last: 'p2' }, 'was prepared again after this', false],
    ['of a published month', { isCurrent: false }, { month: '2026-10', last: 'p2' }, 'published from a later preparation', false],
    ['that was published', { isCurrent: false, publishedAs: 37 }, { month: '2026-10' }, 'Published as number 37', false],
  ] as const)('%s offers no publishing', async (_is, change, more, words, mayPrepare) => {
    const { html } = await visit(change, more)
    expect(html).toContain(words)
    expect(html).not.toContain('href="/publications/2026-09?')
    expect(html.includes('<form')).toBe(mayPrepare)
  })

  it.each([
    ['when it was published', 37, 'href="/publications/number/37"'],
    ['when another followed or nobody published it', null, 'nobody published it in 30 days'],
  ])('says that its figures were deleted %s, and still what was done', async (_when, publishedAs, words) => {
    const { html } = await visit({ figuresKept: false, isCurrent: false, publishedAs, tally: [] })
    expect(html).toContain(words)
    expect(html).toContain('How it was attacked')
    expect(html).not.toContain('What is shown, and what is confidential')
  })

  it('that nobody may see is a page that is not there', async () => {
    const gone = { data: { england: { preparation: null } }, errors: [{ code: 'NOT_FOUND', path: 'england.preparation' }] }
    const asked = visitPage(preparationPages, '/publications/preparation/p9', { answers: { Preparation: gone } })
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

const value = (given: number) => ({ value: given, mark: null })
const hidden = { value: null, mark: 'c' }
const figure = (area: string, change: object) => ({
  ...{ area, period: '2026-09', contributors: 4, expected: 5, numerator: hidden, denominator: hidden },
  ...{ numeratorWhy: null, denominatorWhy: null, ...change },
})
const rows = [
  figure('QK1', { numeratorWhy: 'primary', denominatorWhy: 'primary' }),
  figure('QT1', { numeratorWhy: 'secondary', denominator: value(120) }),
  figure('QHG', { numeratorWhy: 'primary', denominatorWhy: 'secondary' }),
  figure('QYG', { numerator: value(1_205), denominator: value(2_400) }),
]
const look = (query = '', change: object = {}) =>
  visitPage(preparationPages, `/publications/preparation/p1/figures${query}`, {
    roles: ['statistician'],
    answers: {
      PreparedFigures: {
        england: {
          preparation: {
            ...{ id: 'p1', month: '2026-09', tally: prepared.tally },
            figures: { rows, pageInfo: { hasNextPage: true, endCursor: 'c 1' }, ...change },
          },
        },
      },
    },
  })

describe('the figures of a preparation', () => {
  it('say of each part that is hidden whether it is primary or secondary', async () => {
    const { html } = await look()
    expect(html).toContain('Primary: by a rule about the figure itself')
    expect(html).toContain('Numerator: secondary: so that no other can be worked out from it')
    expect(html).toContain(
      'Numerator: primary: by a rule about the figure itself. Denominator: secondary: so that no other can be worked out from it',
    )
    expect(html).toContain('Not hidden')
    expect(html).toContain('1,205')
    expect(html).toContain('Leicester, Leicestershire and Rutland (QK1)')
  })

  it('are those with a confidential part of the systems, until another measure, level or all is asked for', async () => {
    expect((await look()).asked[0]?.variables).toEqual({
      ...{ id: 'p1', measure: MEASURE, level: 'ics', hiddenOnly: true, after: null },
    })
    const other = await look('?measure=did-not-attend&level=region&show=all&after=c')
    expect(other.asked[0]?.variables).toEqual({
      ...{ id: 'p1', measure: 'did-not-attend', level: 'region', hiddenOnly: false, after: 'c' },
    })
  })

  it('are narrowed by links that keep the rest of the choice', async () => {
    const { html } = await look('?measure=did-not-attend&level=region&show=all')
    const path = '/publications/preparation/p1/figures?measure='
    for (const link of [
      `${path}cancelled-late&amp;level=region&amp;show=all`,
      `${path}did-not-attend&amp;level=england&amp;show=all`,
      `${path}did-not-attend&amp;level=region"`,
      `${path}did-not-attend&amp;level=region&amp;show=all&amp;after=c+1`,
    ])
      expect(html).toContain(link)
    expect(html).toContain(`${path}escalation-in-target&amp;level=region&amp;show=all`)
    expect(html).not.toContain('level=trust')
  })

  it('say that whoever reads the reasons is inside by office', async () => {
    expect((await look()).html).toContain('inside by office')
  })

  it('say what a coarser grain would gain, and nothing where nothing is hidden', async () => {
    const { html } = await look()
    expect(html).toContain('Systems by quarter 95%, Regions by month 100%; this one 75%')
    expect(html).toContain('Nothing is hidden')
  })

  it.each([
    ['?show=hidden', 'None of them has a confidential part.'],
    ['?show=all', 'No figure of this level is closed by this month.'],
    ['?after=c', 'There are no more.'],
  ])('that are none say so: %s', async (query, words) => {
    const { html } = await look(query, { rows: [], pageInfo: { hasNextPage: false, endCursor: null } })
    expect(html).toContain(words)
    expect(html).not.toContain('More figures')
  })

  it.each(['?measure=no-such', '?level=street', '?measure=did-not-attend&level=trust'])(
    'that the catalogue does not have, or that are of single trusts, are a page that is not there: %s',
    async (query) => {
      await expect(look(query)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )
})
