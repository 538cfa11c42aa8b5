import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { countInWords } from './figures.view.tsx'
import { submissionPages } from './months.page.tsx'

const measure = (change: object = {}) => ({
  measure: 'seen-within-10',
  title: 'New management referrals seen within 10 working days',
  unit: 'percent',
  numeratorIs: 'Of these, seen within 10 working days of receipt',
  denominatorIs: 'New management referrals whose worker was first seen in the month',
  exclusions: 'Self-referrals',
  now: { numerator: 52, denominator: 71 },
  sent: null,
  before: null,
  lookAgain: [],
  ...change,
})
const of = (numerator: number, denominator: number) => ({ numerator, denominator })
const grid = (change: object = {}) => ({
  measure: 'received-seen-within-10',
  title: 'Management referrals received the month before, seen within 10 working days',
  reasonGroups: ['Absence and return to work', 'Stress'],
  rows: [
    { staffGroup: 'nurses', title: 'Nurses and health visitors', counts: [of(3, 5), of(0, 0)], total: of(3, 5) },
    { staffGroup: 'not-recorded', title: 'Not recorded', counts: [of(0, 0), of(0, 1)], total: of(0, 1) },
  ],
  totals: [of(3, 5), of(0, 1)],
  total: of(3, 6),
  ...change,
})
const month = (change: object = {}) => ({
  trust: {
    submission: {
      month: '2026-10',
      employer: 'RWE',
      employerName: 'University Hospitals of Leicester NHS Trust',
      state: 'not-sent',
      stateTitle: 'Not signed off',
      sent: [],
      measures: [measure()],
      grids: [grid()],
      digest: 'abc123',
      unrecorded: 0,
      isNew: true,
      isPublished: false,
      isFinal: false,
      beforeMonth: null,
      ...change,
    },
  },
})
const sent = (change: object = {}) => ({
  restatement: 1,
  signedOffAt: '2026-11-05T10:15:00.000Z',
  signedOffByName: 'Ruth Pemberton',
  state: 'taken-in',
  stateTitle: 'Sent',
  reasons: [],
  publication: null,
  publishedAt: null,
  waitsFor: null,
  waitsBehind: null,
  waitsSince: null,
  ...change,
})
const head = { organisation: 'RWE', roles: ['head-of-service'] } as const
const look = (change: object = {}, notice?: string) =>
  visitPage(submissionPages, '/months/2026-10', {
    ...head,
    ...(notice && { notice }),
    answers: { MonthToSignOff: month(change) },
  })

describe('a month before its sign-off', () => {
  it('shows each figure in words, says that nothing has left, and signs exactly what is shown', async () => {
    const { html, asked } = await look()
    expect(html).toContain('October 2026')
    expect(html).toContain('52 of 71 (73%)')
    expect(html).toContain('Nothing has left your service yet.')
    expect(fieldsIn(html)).toEqual(
      expect.arrayContaining([
        ['digest', 'abc123'],
        ['employer', 'RWE'],
      ]),
    )
    expect(asked).toEqual([{ operation: 'MonthToSignOff', variables: { trust: 'RWE', month: '2026-10', employer: 'RWE' } }])
  })

  it('shows the grid that is signed with the figures: each place, row and column, a bare 0 where there was nobody', async () => {
    const { html } = await look()
    const table = html.slice(html.indexOf('id="grid-received-seen-within-10-caption"'))
    const cells = [...table.slice(0, table.indexOf('</table>')).matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)]
    expect(cells.map(([, cell]) => cell?.replace(/<[^>]+>/g, ''))).toEqual([
      ...['Staff group', 'Absence and return to work', 'Stress', 'All reasons'],
      ...['Nurses and health visitors', '3 of 5', '0', '3 of 5'],
      ...['Not recorded', '0', '0 of 1', '0 of 1'],
      ...['All staff groups', '3 of 5', '0 of 1', '3 of 6'],
    ])
    expect(html.indexOf('id="grid-received')).toBeLessThan(html.indexOf('Sign off October 2026'))
  })

  it('has no grid of nobody, nor of a service that sends none', async () => {
    const { html: empty } = await look({ grids: [grid({ total: of(0, 0) })] })
    const { html: older } = await look({ grids: null })
    for (const html of [empty, older]) expect(html).not.toContain('by staff group and reason')
  })

  it('shows the counts of a service of an older version, which has no grids', async () => {
    const errors = [{ code: 'NOT_YET_AT_TRUST', about: 'RWE', path: 'trust.submission.grids' }]
    const answers = { MonthToSignOff: { data: month({ grids: null }), errors } }
    const { html } = await visitPage(submissionPages, '/months/2026-10', { ...head, answers })
    expect(html).toContain('52 of 71')
    expect(html).not.toContain('by staff group and reason')
  })

  it('says what to look at again: attendance nobody recorded, jumps, and what was not counted', async () => {
    const { html } = await look({
      unrecorded: 3,
      measures: [
        measure({ lookAgain: ['At least twice as many as in the month sent before.'] }),
        measure({ title: 'Reports ready', now: { numerator: 0, denominator: 0 }, lookAgain: ['Nothing was counted: 0 of 0.'] }),
      ],
    })
    expect(html).toContain('3 appointments of October 2026 have no attendance recorded, and count nowhere.')
    expect(html).toContain('At least twice as many')
    expect(html).toContain('Nothing was counted for: Reports ready.')
  })
})

describe('a month that was signed off', () => {
  it('has nothing to send while the figures are the same', async () => {
    const { html } = await look({ state: 'taken-in', sent: [sent()], isNew: false })
    expect(html).toContain('Until it is published you can sign off other figures in its place.')
    expect(html).not.toContain('<form')
  })

  it('shows what changed since, and can be signed off again', async () => {
    const changed = measure({ now: { numerator: 53, denominator: 71 }, sent: { numerator: 52, denominator: 71 } })
    const { html } = await look({ state: 'taken-in', sent: [sent()], measures: [changed] })
    expect(html).toContain('53 of 71 (75%) (changed)')
    expect(html).toContain('Sign off again, in place of what was sent')
  })

  it('says that the figures are the same when only how they divide has changed', async () => {
    const same = measure({ sent: { numerator: 52, denominator: 71 } })
    const { html } = await look({ state: 'taken-in', sent: [sent()], measures: [same] })
    expect(html).toContain('The figures of the month are those that you signed off.')
    expect(html).not.toContain('Your team has recorded more since then')
    expect(html).toContain('Sign off again, in place of what was sent')
  })

  it('says that it can be signed off by staff group and reason too, where it was signed off without them', async () => {
    const same = measure({ sent: { numerator: 52, denominator: 71 } })
    const signed = { state: 'taken-in', sent: [sent()], measures: [same], isNew: false }
    const { html } = await look({ ...signed, addsGrid: true })
    expect(html).toContain('Your figures can now be signed off by staff group and reason too.')
    expect(html).not.toContain('(changed)')
    expect(html).toContain('Sign off again, in place of what was sent')
    const { html: older } = await look({ ...signed, addsGrid: null })
    expect(older).not.toContain('<form')
  })

  it('says why it was refused, in words', async () => {
    const reasons = [{ sentence: 'The register says that your service did not serve this employer.' }]
    const { html } = await look({ state: 'refused', stateTitle: 'Refused', sent: [sent({ state: 'refused', reasons })] })
    expect(html).toContain('Nothing of the latest sign-off was used. The register says')
  })

  const inPublication = sent({ state: 'published', publication: 37, publishedAt: '2026-11-16T09:30:00.000Z' })

  it('is signed off again, once it is published, for the refresh of its year', async () => {
    const published = { state: 'published', sent: [inPublication], isPublished: true, measures: [measure({ sent: of(51, 71) })] }
    const { html } = await look({ ...published, isNew: true })
    expect(html).toContain('Your figures stand in publication 37.')
    expect(html).toContain('Signed off again, it counts when the financial year is refreshed.')
    expect(html).toContain('Sign off October 2026')
    const { html: older } = await look({ ...published, isNew: true, isFinal: null })
    expect(older).not.toContain('<form')
  })

  it('waits, corrected, in words: since when, behind which publication and for which year', async () => {
    const waits = { waitsFor: '2026/27', waitsBehind: 37, waitsSince: '2026-11-16T09:30:00.000Z' }
    const row = sent({ restatement: 2, state: 'waiting', stateTitle: 'Waits for the refresh', ...waits })
    const { html } = await look({ state: 'waiting', sent: [row, inPublication], isPublished: true, isNew: false })
    expect(html).toContain('This month was published on 16 November 2026 at 9:30am, in publication 37.')
    expect(html).toContain('Your correction counts when 2026/27 is refreshed.')
    const counted = { ...row, state: 'published', publication: 44 }
    const { html: after } = await look({ state: 'published', sent: [counted, inPublication], isPublished: true, isNew: false })
    expect(after).toContain('Your correction was counted in publication 44, which refreshed 2026/27.')
  })

  it('is closed once its year is final', async () => {
    const reasons = [{ sentence: 'The figures of this financial year are final.' }]
    const { html } = await look({ state: 'refused', sent: [sent({ state: 'refused', reasons })], isFinal: true })
    expect(html).toContain('The figures of this financial year are final.')
    expect(html).not.toContain('<form')
  })

  it('says of a published month that what is counted differs where a figure does, not where only the grid does', async () => {
    const published = { state: 'published', sent: [inPublication], isPublished: true, isNew: true }
    const differs = 'What is counted now differs from what you signed off.'
    const { html: changed } = await look({ ...published, measures: [measure({ sent: of(51, 71) })] })
    const { html: same } = await look({ ...published, measures: [measure({ sent: of(52, 71) })] })
    const { html: unknownThen } = await look({ ...published, measures: [measure()] })
    expect([changed, same, unknownThen].map((html) => html.includes(differs))).toEqual([true, false, false])
  })
})

describe('signing off', () => {
  const form: [string, string][] = [
    ['employer', 'RWE'],
    ['digest', 'abc123'],
  ]
  const send = (answer: object) =>
    visitPage(submissionPages, '/months/2026-10', {
      ...head,
      form,
      answers: { SignOffSubmission: { signOffSubmission: answer }, MonthToSignOff: month() },
    })

  it('sends what was seen, and leads back to the month', async () => {
    const { reply, asked } = await send({ __typename: 'SubmissionSignedOff', isNew: true })
    expect(asked[0]?.variables).toEqual({ input: { trust: 'RWE', month: '2026-10', employer: 'RWE', digest: 'abc123' } })
    expect(reply).toMatchObject({ kind: 'see-other', path: '/months/2026-10?employer=RWE', notice: 'signed-off' })
  })

  it('shows the figures of now when they have changed meanwhile', async () => {
    const reasons = [{ word: 'figures-changed', sentence: 'The figures have changed since you opened this page.' }]
    const { reply, html } = await send({ __typename: 'Refused', reasons })
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain('The figures have changed since you opened this page.')
    expect(html).toContain('Sign off October 2026')
  })
})

it('lists the closed months, with the employer where there are several', async () => {
  const row = (change: object) => ({ ...month().trust.submission, ...change })
  const list = (...rows: object[]) =>
    visitPage(submissionPages, '/months', { ...head, answers: { ServiceMonths: { trust: { submissions: rows } } } })
  const one = await list(
    row({}),
    row({ month: '2026-09', state: 'published', stateTitle: 'Published', sent: [sent({ publication: 36 })] }),
  )
  expect(one.html).toContain('In publication 36.')
  expect(one.html).not.toContain('Employer')
  const two = await list(row({}), row({ employer: 'RT5', employerName: 'Leicestershire Partnership NHS Trust' }))
  expect(two.html).toContain('/months/2026-10?employer=RT5')
  const earlier = await list(row({}), row({ month: '2026-09', sent: [sent()] }), row({ month: '2026-08' }))
  const [table, rest] = earlier.html.split('<details')
  expect([table?.includes('September 2026'), table?.includes('August 2026'), rest?.includes('August 2026')]).toEqual([
    true,
    false,
    true,
  ])
  expect((await list()).html).toContain('No month has been over yet')
})

it.each([
  [{ numerator: 0, denominator: 0 }, 'percent', '0 of 0'],
  [{ numerator: 6, denominator: 17_900 }, 'per-1000', '6 for 17,900 people (0.3 per 1,000)'],
  [{ numerator: 2_730, denominator: 17_900 }, 'wte-per-1000', '27.3 WTE for 17,900 people (1.5 per 1,000)'],
])('a count %o reads %s: %s', (count, unit, words) => {
  expect(countInWords(count, unit)).toBe(words)
})
