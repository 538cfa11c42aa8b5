import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { referralPages } from './pages.ts'

const referral = {
  ...{
    id: 'r1',
    version: 3,
    sourceTitle: 'Line manager',
    reasonTitle: 'Stress',
    words: 'What could we change?',
    background: null,
  },
  ...{ referredByName: 'Helen Marsh', workerTold: false, toldByName: null, toldOn: null, toldRecordedByName: null },
  ...{ absentSince: null, receivedOn: '2026-11-20', state: 'received', stateTitle: 'Received', sentBackBecause: null },
  worker: { fullName: 'Tomasz Nowak', bornOn: '1984-03-15', staffNumber: 'E204417' },
  assignment: { jobTitle: 'Technician', department: 'Estates', employerName: 'A trust', isDoctor: false },
  case: null,
}
const answers = { ReferralShown: { referral } }
const visit = (answersNow: object, form?: [string, string][]) =>
  visitPage(referralPages, form ? '/referrals/r1/told' : '/referrals/r1', {
    organisation: 'RWE',
    roles: ['oh-nurse'],
    answers: { ...answersNow },
    ...(form && { form }),
  })
const filled = (day: string): [string, string][] => [
  ['version', '3'],
  ['told-by', 'Helen Marsh'],
  ['told-on-day', day],
  ['told-on-month', '11'],
  ['told-on-year', '2026'],
]

describe('recording that the worker has been told', () => {
  it('sends who and when with the version that was read, and goes on to the decision', async () => {
    const { reply, asked } = await visit({ RecordWorkerTold: { recordWorkerTold: { __typename: 'WorkerTold' } } }, filled('21'))
    expect(asked[0]?.variables).toMatchObject({
      input: { referralId: 'r1', expectedVersion: 3, toldByName: 'Helen Marsh', toldOn: '2026-11-21' },
    })
    expect(reply).toEqual({ kind: 'see-other', path: '/referrals/r1', notice: 'worker-told' })
  })

  it('takes no day that does not exist, and keeps what was typed', async () => {
    const { reply, html, asked } = await visit(answers, filled('31'))
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain('must be a real date')
    expect(fieldsIn(html)).toEqual(expect.arrayContaining(filled('31').slice(1)))
    expect(asked.map(({ operation }) => operation)).toEqual(['ReferralShown'])
  })
})

describe('a referral at a service of an older version', () => {
  it('is shown without the staff group, which the service does not know yet', async () => {
    const data = { referral: { ...referral, assignment: { ...referral.assignment, staffGroupTitle: null } } }
    const errors = [{ code: 'NOT_YET_AT_TRUST', about: 'RWE', path: 'referral.assignment.staffGroupTitle' }]
    const { reply, html } = await visit({ ReferralShown: { data, errors } })
    expect(reply).toMatchObject({ status: 200 })
    expect(html).toContain('Technician')
    expect(html).not.toContain('Staff group')
  })
})
