import type { LondonDate } from '@oh/kernel'
import { expect, it } from 'vitest'
import { newForm } from '../sent-form.ts'
import { type ReferralShown, referralPage } from './referral.view.tsx'

const REFERRAL: ReferralShown = {
  id: 'r1',
  sourceTitle: 'Line manager',
  reasonTitle: 'Stress',
  words: 'What could we change?',
  background: null,
  referredByName: 'Helen Marsh',
  workerTold: false,
  toldByName: null,
  toldOn: null,
  toldRecordedByName: null,
  absentSince: null,
  receivedOn: '2026-11-20' as LondonDate,
  state: 'received',
  stateTitle: 'Received',
  sentBackBecause: null,
  worker: { fullName: 'Tomasz Nowak', bornOn: '1984-03-15' as LondonDate, staffNumber: 'E204417' },
  assignment: {
    jobTitle: 'Technician',
    department: 'Estates',
    employerName: 'A trust',
    isDoctor: false,
    staffGroupTitle: 'Infrastructure support',
  },
  case: null,
}
const READER = { mayTriage: true, isOh: true, decision: '', because: '', told: { by: '', on: {} }, notice: undefined }
const draw = async (referral: Partial<ReferralShown> = {}, reader: Partial<typeof READER> = {}) => {
  const { body } = referralPage({ referral: { ...REFERRAL, ...referral }, ...READER, ...reader, standing: newForm(1) })
  return String(await (<div>{body}</div>))
}

it('lets a nurse decide while it waits, and nobody afterwards', async () => {
  expect(await draw()).toContain('name="decision"')
  expect(await draw({ state: 'accepted' })).not.toContain('name="decision"')
})

it('tells an administrator who decides, and why there are no words', async () => {
  const drawn = await draw({ words: null, reasonTitle: null }, { mayTriage: false })
  expect(drawn).toContain('>Referral</dd>')
  expect(drawn).not.toContain('name="decision"')
  expect(drawn).toContain('A nurse or physician of the service accepts this referral')
  expect(drawn).toContain('is not shown to you')
})

it('keeps the words to the referrer when the decision is drawn again', async () => {
  expect(await draw({}, { decision: 'send-back', because: 'Please tell him first.' })).toContain('Please tell him first.')
})

it('shows a referrer status and dates, and nothing that identifies beyond the name', async () => {
  const drawn = await draw({ state: 'sent-back', sentBackBecause: 'Please tell him first.' }, { isOh: false, mayTriage: false })
  expect(drawn).toContain('Sent back to you')
  expect(drawn).toContain('Please tell him first.')
  expect(drawn).not.toContain('E204417')
  expect(drawn).not.toContain('15 March 1984')
  expect(drawn).not.toContain('/cases/')
})

it('shows the team under which staff group the worker is counted, and a service that does not say has no row', async () => {
  expect(await draw()).toMatch(/Staff group<\/dt>\s*<dd[^>]*>\s*Infrastructure support/)
  const { assignment } = REFERRAL
  expect(await draw({ assignment: { ...assignment, staffGroupTitle: null } })).not.toContain('Staff group')
  expect(await draw({}, { isOh: false, mayTriage: false })).not.toContain('Staff group')
})

it('lets a nurse record that the worker has been told, only while that is missing', async () => {
  const form = 'action="/referrals/r1/told"'
  expect(await draw()).toContain(form)
  expect(await draw({ workerTold: true })).not.toContain(form)
  expect(await draw({ state: 'sent-back' })).not.toContain(form)
  expect(await draw({}, { mayTriage: false })).not.toContain(form)
})

it('says who told the worker and when, where it was recorded since', async () => {
  const drawn = await draw({
    ...{ workerTold: true, toldByName: 'Helen Marsh', toldOn: '2026-11-21' as LondonDate, toldRecordedByName: 'Asha Mistry' },
  })
  expect(drawn).toContain('Yes, by Helen Marsh on 21 November 2026')
  expect(drawn).toContain('Recorded by Asha Mistry')
})
