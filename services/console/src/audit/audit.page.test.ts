import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { auditPages } from './audit.page.tsx'

const entry = {
  id: 'x',
  at: '2026-11-24T08:05:12.000Z',
  actor: 'nurse-rwe',
  actorName: 'Asha Mistry',
  actorRole: 'Occupational health nurse',
  action: 'clinicalNote.read',
  what: 'Read the notes',
  resource: 'note',
  resourceIds: ['n1'],
  subject: '7d0b2c1a-1111-4222-8333-444455556666',
  outcome: 'allowed',
  outcomeTitle: 'Allowed',
  reasons: [],
  onBehalfOf: null,
}
const audit = (chain: object = {}) => ({
  Audit: {
    auditEntries: { rows: [entry], pageInfo: { hasNextPage: true, endCursor: 'next' } },
    auditChain: { sealed: 1_204, overdue: 0, breaks: [], ...chain },
  },
})
const visit = (answers: object, form?: [string, string][]) =>
  visitPage(auditPages, '/audit', {
    organisation: 'RWE',
    roles: ['privacy-officer'],
    ...(form && { form }),
    answers: { ...answers },
  })

describe('the audit page', () => {
  it('reads the pool’s own audit for the privacy officer of a pool', async () => {
    const { html, asked } = await visitPage(auditPages, '/audit', {
      organisation: 'QK1',
      roles: ['privacy-officer'],
      answers: { PoolAudit: audit().Audit },
    })
    expect(asked[0]?.variables).toEqual({ ics: 'QK1', person: null, record: null, after: null })
    expect(html).toContain('Asha Mistry')
  })

  it('says in a sentence that the chain is whole, or that it is broken and where', async () => {
    expect((await visit(audit())).html).toContain('all 1,204 sealed entries were checked just now')
    const { html } = await visit(audit({ breaks: ['2: does not match its entry'] }))
    expect(html).toContain('The audit has been changed')
    expect(html).toContain('2: does not match its entry')
    expect(html).not.toContain('The audit is whole')
  })

  it('narrows to a person or a record by what is sent in the body, from the newest again', async () => {
    const { asked, html } = await visit(audit(), [
      ['only-person', 'nurse-rwe'],
      ['record', 'r1'],
      ['after', 'old'],
    ])
    expect(asked[0]?.variables).toEqual({ trust: 'RWE', person: 'nurse-rwe', record: 'r1', after: null })
    expect(html).not.toMatch(/href="[^"]*(nurse-rwe|r1)/)
  })

  it('goes on to older entries of the same search', async () => {
    const { asked } = await visit(audit(), [
      ['person', 'nurse-rwe'],
      ['record', ''],
      ['after', 'next'],
    ])
    expect(asked[0]?.variables).toEqual({ trust: 'RWE', person: 'nurse-rwe', record: null, after: 'next' })
  })
})
