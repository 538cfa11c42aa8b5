import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { casePages } from './pages.ts'

const found = (allowedActions: readonly string[], staffGroup: string | null = 'nurses') => ({
  CaseForForm: {
    case: {
      ...{ id: 'c-1', version: 3, reference: 'K7F-3X9-TP3', stateTitle: 'Closed', openedOn: '2026-10-01', allowedActions },
      ...{ worker: { fullName: 'Amira Rahman' }, bookedAppointment: null },
      assignment: { jobTitle: 'Staff nurse', department: 'Ward 12', staffGroup },
    },
  },
})
const ADDRESS = '/cases/c-1/staff-group'
const visit = (answers: object, form?: readonly (readonly [string, string])[]) =>
  visitPage(casePages, ADDRESS, { organisation: 'RWE', roles: ['oh-nurse'], answers: { ...answers }, ...(form && { form }) })
const KEY = 'a8a7e1f0-5b7e-4f0e-9d0a-0a6f6f1f0b11'

describe('the form that changes a staff group', () => {
  it('names the job and has the group on record picked', async () => {
    const { reply, html } = await visit(found(['set-staff-group']))
    expect(reply).toMatchObject({ kind: 'page' })
    expect(html).toContain('The job is Staff nurse, Ward 12.')
    expect(fieldsIn(html)).toContainEqual(['staff-group', 'nurses'])
  })

  it('picks nothing where nobody has said which', async () => {
    const { html } = await visit(found(['set-staff-group'], null))
    expect(fieldsIn(html).map(([name]) => name)).not.toContain('staff-group')
  })

  it('is not opened for whoever may not send it', async () => {
    expect((await visit(found([]))).reply).toMatchObject({ status: 409 })
  })

  it('comes back with a sentence where nothing was picked, and sends nothing', async () => {
    const { reply, html, asked } = await visit(found(['set-staff-group']), [['key', KEY]])
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain('Choose the staff group, or say that you do not know.')
    expect(asked.map(({ operation }) => operation)).toEqual(['CaseForForm'])
  })

  it('sends what was picked under its own key, and says so on the case', async () => {
    const answers = { SetStaffGroup: { setStaffGroup: { __typename: 'StaffGroupSet' } } }
    const { reply, asked } = await visit(answers, [
      ['key', KEY],
      ['staff-group', 'midwives'],
    ])
    const input = { trust: 'RWE', idempotencyKey: KEY, caseId: 'c-1', staffGroup: 'midwives' }
    expect(asked).toEqual([{ operation: 'SetStaffGroup', variables: { input } }])
    expect(reply).toMatchObject({ kind: 'see-other', path: '/cases/c-1', notice: 'staff-group-set' })
  })
})
