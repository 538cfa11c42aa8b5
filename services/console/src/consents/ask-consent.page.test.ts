import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { consentPages } from './pages.ts'

const AT = '/cases/c1/ask-consent'
const move = { event: 'consent-asked', at: '2026-11-20T10:15:00.000Z', byName: 'Asha Mistry' }
const caseWith = (change: object = {}) => ({
  ConsentToAsk: {
    case: {
      ...{ id: 'c1', reference: 'K7F-3X9-TP3', version: 4, worker: { fullName: 'Marta Nowak' } },
      ...{ allowedActions: ['record-gate'], gate: null, moves: [{ ...move, event: 'opened' }], ...change },
    },
    gateTexts: [{ kind: 'explicit-consent', sentences: ['We would like to ask a specialist.'] }],
  },
})
const visit = (answers: object, form?: [string, string][]) =>
  visitPage(consentPages, AT, {
    organisation: 'RWE',
    roles: ['oh-nurse'],
    answers: { ...answers },
    ...(form && { form }),
  })

describe('asking the worker for consent', () => {
  it('shows what the worker will read, and asks with the version that was on the page', async () => {
    const { html } = await visit(caseWith())
    expect(html).toContain('We would like to ask a specialist.')
    const done = { AskForConsent: { askForConsent: { __typename: 'ConsentAsked' } } }
    const { reply, asked } = await visit(done, fieldsIn(html))
    expect(asked[0]?.variables).toMatchObject({ input: { trust: 'RWE', caseId: 'c1', expectedVersion: 4 } })
    expect(reply).toMatchObject({ kind: 'see-other', path: AT })
  })

  it('says who asked and when while no answer has come, and asks no second time', async () => {
    const { html } = await visit(caseWith({ moves: [move] }))
    expect(html).toContain('Asked 20 November 2026 at 10:15am by Asha Mistry')
    expect(html).not.toContain('<form')
    expect((await visit(caseWith({ moves: [{ ...move, event: 'consent-withdrawn' }, move] }))).html).toContain('<form')
  })

  it('says why the worker cannot be asked here', async () => {
    const sentence = 'This worker does not sign in here.'
    const reasons = [{ word: 'worker-does-not-sign-in', sentence }]
    const refused = { AskForConsent: { askForConsent: { __typename: 'Refused', reasons } } }
    const { reply, html } = await visit({ ...caseWith(), ...refused }, [['version', '4']])
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain(sentence)
  })

  it.each([
    ['while consent is in force', { gate: { standing: 'live' } }],
    ['by whoever may not record it', { allowedActions: [] }],
  ])('is not offered %s', async (_name, change) => {
    expect((await visit(caseWith(change))).reply).toMatchObject({ kind: 'see-other', path: '/cases/c1' })
  })
})
