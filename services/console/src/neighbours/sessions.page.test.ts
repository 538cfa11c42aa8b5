import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { lentSessionPages } from './sessions.page.tsx'

const NONE = { rows: [], pageInfo: { hasNextPage: false, endCursor: null } }
const session = (id: string, specialistName: string) => ({
  ...{ id, specialistName, startsAt: '2026-11-30T09:00:00.000Z', hours: 3.5, siteName: null, virtual: true },
})
const answers = {
  LentSessions: {
    ...{ in: NONE, out: NONE, agreements: { rows: [{ id: 'a1', state: 'standing', partnerName: 'Nottingham' }] } },
    lendableSessions: { rows: [session('s1', 'Dr Sethi'), session('s2', 'Dr Bell')] },
  },
}
const visit = (form?: [string, string][]) =>
  visitPage(lentSessionPages, '/pool/neighbours/sessions', {
    ...{ organisation: 'QK1', roles: ['pool-coordinator'], answers },
    ...(form && { form }),
  })

describe('a session is lent', () => {
  it('only when it was chosen: none is chosen to begin with, and nothing is asked of the pool', async () => {
    const { html } = await visit()
    expect(html).toMatch(/<option value="" selected[^>]*>Choose a session<\/option>/)
    const sent = await visit([
      ['agreement', 'a1'],
      ['session', ''],
    ])
    expect(sent.html).toContain('Choose a session to lend.')
    expect(sent.asked.map(({ operation }) => operation)).toEqual(['LentSessions'])
  })

  it('is found by time, and at one time by name', async () => {
    const { html } = await visit()
    expect(html.indexOf('Dr Bell')).toBeLessThan(html.indexOf('Dr Sethi'))
  })
})
