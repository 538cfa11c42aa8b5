import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { casePages } from './pages.ts'

const found = (bookedAppointment: object | null) => ({
  case: {
    id: 'c1',
    version: 5,
    reference: 'K7F-3X9-TP3',
    stateTitle: 'Waiting for an appointment',
    openedOn: '2026-11-03',
    worker: { fullName: 'Marta Nowak' },
    bookedAppointment,
    allowedActions: ['record-attendance', 'cancel-appointment'],
  },
})
const booked = { id: 'a1', startsAt: '2026-11-20T09:00:00Z', minutes: 45, kindTitle: 'Telephone', clinicianName: 'Asha Mistry' }
const stale = { __typename: 'Stale', currentVersion: 5, changes: ['Callum Doyle cancelled the appointment.'] }
const form: [string, string][] = [
  ['key', '7d9f3a52-1c7e-4f0b-9a53-0d1f1f6a2b11'],
  ['version', '4'],
  ['attendance', 'attended'],
]

describe.each([
  ['attendance', 'RecordAttendance', 'recordAttendance'],
  ['cancel', 'CancelAppointment', 'cancelAppointment'],
])('a stale form about an appointment (%s)', (path, operation, field) => {
  const send = (bookedAppointment: object | null) =>
    visitPage(casePages, `/cases/c1/appointments/a1/${path}`, {
      organisation: 'RWE',
      roles: ['oh-nurse'],
      form,
      answers: { [operation]: { [field]: stale }, CaseForForm: found(bookedAppointment) },
    })

  it('comes back with what changed, to be sent again, while the appointment stands', async () => {
    const { reply, html } = await send(booked)
    expect(reply).toMatchObject({ status: 409 })
    expect(html).toContain('Callum Doyle cancelled the appointment.')
    expect(html).toContain('name="version" value="5"')
  })

  it('says what happened and leads to the case when the appointment is no longer booked', async () => {
    for (const now of [null, { ...booked, id: 'a2' }]) {
      const { reply, html } = await send(now)
      expect(reply).toMatchObject({ status: 409, title: 'This appointment is no longer booked' })
      expect(html).toContain('Callum Doyle cancelled the appointment.')
      expect(html).toContain('href="/cases/c1"')
      expect(html).not.toContain('<form')
    }
  })
})
