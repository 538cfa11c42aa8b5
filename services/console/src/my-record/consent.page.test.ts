import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { myRecordPages } from './pages.ts'

const consequences = { version: 'withdrawal-consequences-1', sentences: ['The specialists can no longer open it.'] }
const consents = (gate: object | null) => ({
  myRecord: { cases: [{ id: 'c1', reference: 'K7F-3X9-TP3', version: 4, allowedActions: ['give-consent'], gate }] },
  gateTexts: [{ kind: 'explicit-consent', version: 'consent-to-pool-1', sentences: ['We would like to ask a specialist.'] }],
})
const visit = (address: string, answers: object, form?: [string, string][]) =>
  visitPage(myRecordPages, address, { organisation: 'RWE', roles: ['worker'], ...(form && { form }), answers: { ...answers } })

describe('a worker’s own consent', () => {
  it('is withdrawn only after the consequences were read, and by their version', async () => {
    const answers = {
      MyConsents: consents({ consequences }),
      WithdrawConsent: { withdrawConsent: { __typename: 'ConsentWithdrawn' } },
    }
    const { html } = await visit('/my-record/cases/c1/withdraw', answers)
    expect(html).toContain('The specialists can no longer open it.')
    const unread = await visit('/my-record/cases/c1/withdraw', answers, fieldsIn(html))
    expect(unread.reply).toMatchObject({ status: 422 })
    const done = await visit('/my-record/cases/c1/withdraw', answers, [...fieldsIn(html), ['told', 'yes']])
    expect(done.reply).toEqual({ kind: 'see-other', path: '/my-record', notice: 'consent-withdrawn' })
    expect(done.asked.at(-1)?.variables).toMatchObject({
      input: { caseId: 'c1', consequencesVersion: 'withdrawal-consequences-1' },
    })
  })

  it('has nothing to withdraw twice', async () => {
    const { reply } = await visit('/my-record/cases/c1/withdraw', { MyConsents: consents({ consequences: null }) })
    expect(reply).toMatchObject({ kind: 'see-other', path: '/my-record' })
  })

  it('is given to the wording that was on the page', async () => {
    const answers = { MyConsents: consents(null), RecordGate: { recordGate: { __typename: 'GateRecorded' } } }
    const { html } = await visit('/my-record/cases/c1/consent', answers)
    const done = await visit('/my-record/cases/c1/consent', answers, [...fieldsIn(html), ['agree', 'yes']])
    expect(done.asked.at(-1)?.variables).toMatchObject({
      input: { kind: 'explicit-consent', textVersion: 'consent-to-pool-1', expectedVersion: 4 },
    })
  })
})
