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

/** Where the reader is privacy officer: by roles at the directory, and at the national figures. */
const officerOf = (atDirectory: string[], atFigures: string[] | null) => ({
  OfficerOf: {
    me: { roles: atDirectory.map((role) => ({ role })) },
    england: { viewer: atFigures && { roles: atFigures } },
  },
})
const visitFigures = (atDirectory: string[], form?: [string, string][]) => {
  const published = { ...entry, what: 'Published a month', subject: null, resourceIds: ['2026-10'] }
  const auditChain = { sealed: 3, overdue: 0, breaks: [], verifiedUpTo: 3, hasMore: false }
  const FiguresAudit = { auditEntries: { rows: [published], pageInfo: { hasNextPage: false, endCursor: null } }, auditChain }
  return visitPage(auditPages, '/audit', {
    organisation: 'X26',
    roles: ['privacy-officer'],
    ...(form && { form }),
    answers: { ...officerOf(atDirectory, ['privacy-officer']), FiguresAudit },
  })
}

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

  it('calls a chain whole only when all of it was checked, and goes on from where it stopped', async () => {
    const { html } = await visit(audit({ sealed: 20_000, verifiedUpTo: 20_000, hasMore: true }))
    expect(html).not.toContain('The audit is whole')
    expect(html).toContain('Checked up to entry 20,000')
    expect(html).toMatch(/name="checked-up-to"[^>]*value="20000"/)
    const rest = audit({ sealed: 44, verifiedUpTo: 20_044, hasMore: false })
    const { html: end, asked } = await visit(rest, [['checked-up-to', '20000']])
    expect(asked[0]?.variables).toMatchObject({ checkedUpTo: 20_000 })
    expect(end).toContain('from entry 20,001 on none was changed')
    expect(end).not.toContain('The audit is whole')
  })

  it('does not call a chain cut short for what was sealed while it was checked', async () => {
    const { html } = await visit(audit({ sealed: 85, verifiedUpTo: 85, hasMore: true }))
    expect(html).toContain('all 85 sealed entries were checked just now')
  })

  it('reads the directory’s audit for whoever belongs to no service and no pool', async () => {
    const { resource: _resource, subject: _subject, outcomeTitle: _title, onBehalfOf: _behalf, ...acted } = entry
    const rows = [{ ...acted, what: 'Suspended a member', resourceIds: ['spoke-1'], outcome: 'refused' }]
    const pageInfo = { hasNextPage: false, endCursor: null }
    const { html } = await visitPage(auditPages, '/audit', {
      roles: ['privacy-officer'],
      answers: {
        ...officerOf(['privacy-officer'], null),
        DirectoryAudit: { auditEntries: { rows, pageInfo }, auditChain: { sealed: 4, overdue: 0, breaks: [] } },
      },
    })
    expect(html).toContain('Suspended a member')
    expect(html).toMatch(/name="only-record"[^>]*value="spoke-1"/)
    expect(html).toContain('Refused')
  })

  it('reads the audit of the national figures for their privacy officer, with what each entry is about', async () => {
    const { html, asked } = await visitFigures([], [['only-record', '2026-10']])
    expect(asked[1]).toMatchObject({ operation: 'FiguresAudit', variables: { person: null, record: '2026-10', checkedUpTo: 0 } })
    expect(html).toContain('Audit: who used the figures')
    expect(html).toMatch(/name="only-record"[^>]*value="2026-10"/)
    expect(html).toContain('Published a month')
    expect(html).not.toContain('/audit/directory')
  })

  it('leads on to the audit of the directory whoever is privacy officer of both, and each search stays with its audit', async () => {
    const { html } = await visitFigures(['privacy-officer'])
    expect(html).toContain('href="/audit/directory"')
    const auditEntries = { rows: [], pageInfo: { hasNextPage: false, endCursor: null } }
    const { html: other } = await visitPage(auditPages, '/audit/directory', {
      roles: ['privacy-officer'],
      answers: { DirectoryAudit: { auditEntries, auditChain: { sealed: 4, overdue: 0, breaks: [] } } },
    })
    expect(other).toContain('action="/audit/directory"')
    expect(other).not.toContain('action="/audit"')
  })

  it('reads the audit of the directory while the national figures do not answer', async () => {
    const silent = {
      data: { me: { roles: [{ role: 'privacy-officer' }] }, england: { viewer: null } },
      errors: [{ code: 'X', path: '' }],
    }
    const auditEntries = { rows: [], pageInfo: { hasNextPage: false, endCursor: null } }
    const { html } = await visitPage(auditPages, '/audit', {
      roles: ['privacy-officer'],
      answers: { OfficerOf: silent, DirectoryAudit: { auditEntries, auditChain: null } },
    })
    expect(html).toContain('Directory of the federation')
  })

  it('narrows to a person or a record by what is sent in the body, from the newest again', async () => {
    const { asked, html } = await visit(audit(), [
      ['only-person', 'nurse-rwe'],
      ['record', 'r1'],
      ['after', 'old'],
    ])
    expect(asked[0]?.variables).toEqual({
      trust: 'RWE',
      person: 'nurse-rwe',
      record: 'r1',
      after: null,
      most: 20_000,
      checkedUpTo: 0,
    })
    expect(html).not.toMatch(/href="[^"]*(nurse-rwe|r1)/)
  })

  it('looks for a person by the name, and for a record by its number as the list shows it', async () => {
    const { asked } = await visit(audit(), [
      ['person', 'Asha Mistry'],
      ['record', '7d0b2c1a…'],
    ])
    expect(asked[0]?.variables).toMatchObject({ person: 'Asha Mistry', record: '7d0b2c1a' })
  })

  it.each([
    ['person', '👩‍⚕️', 'Enter a name'],
    ['person', 'x '.repeat(60), 'Enter a name'],
    ['record', 'Marta Nowak', 'Enter a number'],
  ])('says at the field %s that %j cannot be looked for, and shows no entries for it', async (field, text, sentence) => {
    const { reply, html } = await visit(audit(), [[field, text]])
    expect(reply).toMatchObject({ status: 422, refused: true })
    expect(html).toContain(sentence)
    expect(html).not.toContain('Read the notes')
  })

  it('goes on to older entries of the same search', async () => {
    const { asked } = await visit(audit(), [
      ['person', 'nurse-rwe'],
      ['record', ''],
      ['after', 'next'],
    ])
    expect(asked[0]?.variables).toEqual({
      trust: 'RWE',
      person: 'nurse-rwe',
      record: null,
      after: 'next',
      most: 20_000,
      checkedUpTo: 0,
    })
  })
})
