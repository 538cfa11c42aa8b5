import { expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { methodPages } from './methods.page.tsx'

const grain = (level: string, kind: string, suppressed: number | null, figures: number, period: string | null) => ({
  ...{ level, kind, suppressed, figures, period },
})
const row = (measure: string, kind: string, grains: object[]) => ({
  ...{ measure, title: `Title of ${measure}`, kind, finest: 'ICS and month', readers: ['Those who lead the nation'], grains },
})
const visit = (catalogue: object[]) =>
  visitPage(methodPages, '/methods', { roles: ['national-lead'], answers: { Catalogue: { england: { catalogue } } } })

it('says of each measure at which level and for which periods it is published, and the share that is confidential', async () => {
  const { html } = await visit([
    row('seen-within-10', 'person', [
      grain('ics', 'month', 0.1875, 48, '2026-09'),
      grain('ics', 'quarter', 1 / 400, 400, '2026/27-Q2'),
      grain('england', 'month', 0, 1, '2026-09'),
    ]),
    row('clinical-wte-per-1000', 'resource', [grain('trust', 'month', 0, 193, '2026-09')]),
  ])
  for (const words of [
    ...['Title of seen-within-10', 'Month 19%', 'Quarter under 1%', 'Month 0%', 'Not published'],
    ...['People: protected', 'Posts: exact', 'September 2026; July to September 2026', 'Those who lead the nation'],
  ])
    expect(html).toContain(words)
})

it('says by what figures are divided, and how much of that is confidential', async () => {
  const grids = [
    { title: 'Staff group', grains: [grain('ics', 'quarter', 0.57, 100, '2026/27-Q2')] },
    { title: 'Reason for the referral', grains: [grain('ics', 'quarter', 0.34, 100, '2026/27-Q2')] },
  ]
  const { html } = await visit([
    { ...row('received-seen-within-10', 'person', [grain('ics', 'month', 0.2, 48, '2026-09')]), grids },
  ])
  for (const words of [
    'Title of received-seen-within-10, by staff group',
    ', by reason for the referral',
    'Quarter 57%',
    'Quarter 34%',
  ])
    expect(html).toContain(words)
})

it('says so before anything is published', async () => {
  const { html } = await visit([row('seen-within-10', 'person', [grain('ics', 'month', null, 0, null)])])
  expect(html).toContain('Month none yet')
  expect(html).toContain('Nothing has been published yet.')
})
