import type { Role } from '@oh/auth'
import { expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { publicationPages } from './publications.page.tsx'

const withdrawal = {
  kind: 'withdrawn',
  at: '2026-10-14T09:00:00.000Z',
  byName: 'Leonie Marchetti',
  reason: 'The figures were made wrongly',
}
const publication = {
  ...{ number: 36, month: '2026-09', policy: 1, publishedAt: '2026-10-12T09:00:00.000Z', publishedByName: 'Leonie Marchetti' },
  ...{ synthetic: true, periods: ['2026-09', '2026/27-Q2'], digest: 'd1'.repeat(32), signature: 'e30.e30.c2ln' },
  withdrawal,
  withdrawalAsked: null,
}
const figure = (area: string, numerator: object = { value: 120, mark: null }) => ({
  ...{ area, period: '2026-09', numerator, denominator: { value: 200, mark: null }, ratio: { value: 0.6, mark: null } },
  ...{ contributors: 4, expected: 5, staffCovered: 91, publication: 36, policy: 1, synthetic: true },
})
const FIGURES = {
  systems: [figure('QK1', { value: null, mark: 'c' }), figure('QT1')],
  regions: [figure('Y60')],
  whole: [figure('ENG')],
}
const visit = (address: string, change: object = {}, figures: object = FIGURES, roles: readonly Role[] = ['statistician']) =>
  visitPage(publicationPages, address, {
    roles,
    answers: {
      PublicationByNumber: { england: { publications: [{ ...publication, ...change }] } },
      FiguresOfPublication: { england: figures },
    },
  })

it('shows the figures of a publication that is withdrawn, marked so, with its signature and its periods', async () => {
  const { html, asked } = await visit('/publications/number/36')
  for (const words of [
    'This publication stands no more',
    'Withdrawn</strong> The figures were made wrongly. Leonie Marchetti, 14 October 2026 at 10am',
    'Its figures of September 2026 and July to September 2026 are kept here',
    'd1d1d1',
    'e30.e30.c2ln',
    'Leicester, Leicestershire and Rutland',
    '[c]',
    '60%',
  ])
    expect(html).toContain(words)
  expect(asked.at(-1)).toEqual({
    operation: 'FiguresOfPublication',
    variables: { number: 36, measure: 'seen-within-10', kind: 'month', period: '2026-09' },
  })
})

it('shows the period and measure that are asked for, and says where a measure has none in it', async () => {
  const { asked } = await visit('/publications/number/36?measure=did-not-attend&period=2026/27-Q2')
  expect(asked.at(-1)?.variables).toMatchObject({ measure: 'did-not-attend', kind: 'quarter', period: '2026/27-Q2' })
  const { html, asked: less } = await visit('/publications/number/36?measure=escalation-in-target', { periods: ['2026-08'] })
  expect(html).toContain('no such period ends with this publication')
  expect(less.map(({ operation }) => operation)).toEqual(['PublicationByNumber'])
})

it('says of one that stands that somebody asks for it to be withdrawn, and warns of nothing otherwise', async () => {
  const withdrawalAsked = {
    at: '2026-10-13T09:00:00.000Z',
    byName: 'Hamish Orr',
    isOwn: false,
    reason: 'Made wrongly',
    reasonWord: 'w',
  }
  const { html } = await visit('/publications/number/36', { withdrawal: null, withdrawalAsked })
  expect(html).toContain('Hamish Orr asked for it to be withdrawn, 13 October 2026 at 10am: Made wrongly.')
  const standing = await visit('/publications/number/36', { withdrawal: null })
  expect(standing.html).not.toContain('asked for it')
  expect(standing.html).not.toContain('stands no more')
})

it('leads whoever leads an ICS or the nation back to the national figures', async () => {
  const { reply } = await visit('/publications/number/36', {}, FIGURES, ['national-lead'])
  expect(reply).toMatchObject({ section: '/national', back: { href: '/national' } })
  expect((await visit('/publications/number/36')).reply).toMatchObject({ back: { href: '/publications' } })
})

it('downloads the same figures, each row with how its publication stands', async () => {
  const { reply } = await visit('/publications/number/36/figures.csv?measure=seen-within-10')
  if (reply.kind !== 'file') throw new Error('It is no file.')
  expect(reply.name).toBe('publication-36-seen-within-10-2026-09.csv')
  const [header = '', england = '', , system = ''] = reply.text.split('\r\n')
  expect(header).toContain('standing,withdrawn_because,publication_digest,publication_signature')
  expect(england).toContain(`withdrawn,The figures were made wrongly,${publication.digest},${publication.signature}`)
  expect(system).toContain('[c]')
})

it.each(['0', 'x', '35', '36?measure=no-such'])('is not there for %s', async (number) => {
  await expect(visit(`/publications/number/${number}`)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
