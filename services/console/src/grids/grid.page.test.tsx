import { REASON_GROUPS, STAFF_GROUPS } from '@oh/kernel'
import { expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { gridPages } from './grid.page.tsx'

const value = (given: number) => ({ value: given, mark: null })
const confidential = { value: null, mark: 'c' }
const figure = (change: object = {}) => ({
  ...{
    area: 'QYG',
    period: '2026/27-Q2',
    contributors: 9,
    expected: 9,
    staffCovered: 100,
    publication: 36,
    policy: 2,
    synthetic: true,
  },
  ...{ numerator: value(195), denominator: value(300), ratio: value(0.65) },
  ...change,
})
const staff = STAFF_GROUPS.map((staffGroup, at) =>
  figure({ staffGroup, ...(at === 2 && { numerator: confidential, denominator: confidential, ratio: confidential }) }),
)
const reasons = REASON_GROUPS.map((reasonGroup) => figure({ reasonGroup, denominator: value(1_205) }))
const publications = [
  { periods: ['2026-10'], withdrawal: null },
  { periods: ['2026-09', '2026/27-Q2'], withdrawal: null },
  { periods: ['2026-06', '2026/27-Q1'], withdrawal: null },
  { periods: ['2026-03', '2025/26-Q4', '2025/26'], withdrawal: { kind: 'withdrawn' } },
]
const visit = (address: string, england: object = { staff, reasons, publications }) =>
  visitPage(gridPages, address, { roles: ['national-lead'], answers: { DividedFigures: { england } } })

it('shows one quarter of an area by staff group and by reason, with marks for what is confidential', async () => {
  const { html, asked } = await visit('/national/divided?area=QYG')
  expect(asked[0]?.variables).toEqual({ area: 'QYG', measure: 'received-seen-within-10', kind: 'quarter', period: null })
  for (const { title } of [...STAFF_GROUPS, ...REASON_GROUPS]) expect(html).toContain(title)
  expect(html).toContain('By staff group, July to September 2026')
  expect(html).toContain('By reason for the referral, July to September 2026')
  expect(html.match(/<span aria-hidden="true">\[c\]<\/span>/g)).toHaveLength(3)
  expect(html).toContain('1,205')
  expect(html).toContain('made up (synthetic)')
})

it('offers every quarter that was published and stands, and no other length of time', async () => {
  const { html } = await visit('/national/divided')
  const [, select = ''] = html.split('name="period"')
  const [options = ''] = select.split('</select>')
  expect([...options.matchAll(/value="([^"]+)"/g)].map(([, period]) => period)).toEqual(['2026/27-Q2', '2026/27-Q1'])
})

it('gives the same figures as a download, each row with its group', async () => {
  const { reply } = await visit('/national/divided/figures.csv?area=QYG&period=2026/27-Q2')
  const text = 'body' in reply ? String(reply.body) : ''
  expect(JSON.stringify(reply)).toContain('received-seen-within-10-QYG-2026-27-Q2-divided.csv')
  const rows = (text || JSON.stringify(reply)).split(/\\r\\n|\r\n/)
  expect(rows[0]).toContain('divided_by,group,group_title')
  expect(rows.filter((row) => row.includes(',staff_group,'))).toHaveLength(8)
  expect(rows.filter((row) => row.includes(',reason_group,'))).toHaveLength(5)
  expect(rows.find((row) => row.includes(',midwives,'))).toContain(',[c],[c],[c],')
})

it.each([
  ['?measure=did-not-attend', 'There is no such measure'],
  ['?area=QXX', 'There is no such integrated care system'],
  ['?area=RWE', 'There is no such integrated care system'],
  ['?period=2026-09', 'There is no such period'],
  ['?period=nonsense', 'There is no such period'],
])('says of %s what is wrong with it, and asks nothing', async (query, words) => {
  const { html, asked } = await visit(`/national/divided${query}`)
  expect(html).toContain(words)
  expect(asked).toEqual([])
})

it('says where nothing is published', async () => {
  const none = { staff: [], reasons: [], publications }
  expect((await visit('/national/divided?area=QYG', none)).html).toContain('Nothing is published by staff group and reason yet')
  const { html } = await visit('/national/divided?period=2024/25-Q1', none)
  expect(html).toContain('Nothing is published by staff group and reason for April to June 2024')
})
