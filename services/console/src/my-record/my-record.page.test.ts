import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { myRecordPages } from './pages.ts'

const found = {
  id: 'c1',
  reference: 'K7F-3X9-TP3',
  stateTitle: 'Appointment booked',
  receivedOn: '2026-11-03',
  closedOn: null,
  allowedActions: [] as string[],
  consentAskedAt: null as string | null,
  appointments: [] as object[],
  gate: null,
  escalations: [],
}
const appointment = {
  id: 'a1',
  startsAt: '2026-11-30T09:30:00.000Z',
  minutes: 40,
  kindTitle: 'Face to face',
  state: 'booked',
  stateTitle: 'Booked',
  clinicianName: 'Asha Mistry',
  place: 'Occupational Health, Jarvis Building',
}
const recordOf = async (change: Partial<typeof found>, referrals: object[] = []) => {
  const answers = { MyRecord: { myRecord: { fullName: 'Marta Nowak', referrals, cases: [{ ...found, ...change }] } } }
  return (await visitPage(myRecordPages, '/my-record', { organisation: 'RWE', roles: ['worker'], answers })).html
}

describe('a worker’s own record', () => {
  it('says when, where and with whom the appointment is', async () => {
    const html = await recordOf({ appointments: [appointment] })
    for (const words of ['Monday 30 November 2026 at 9:30am', 'Face to face, 40 minutes', appointment.place, 'Asha Mistry'])
      expect(html).toContain(words)
  })

  it('names no place for an appointment by telephone', async () => {
    expect(await recordOf({ appointments: [{ ...appointment, kindTitle: 'Telephone', place: null }] })).not.toContain('Where')
  })

  it('offers to give consent only to whoever was asked for it', async () => {
    const address = 'href="/my-record/cases/c1/consent"'
    expect(await recordOf({})).not.toContain(address)
    const asked = await recordOf({ consentAskedAt: '2026-11-20T10:15:00.000Z', allowedActions: ['give-consent'] })
    expect(asked).toContain(address)
    expect(asked).toContain('20 November 2026 at 10:15am')
    expect(asked).not.toContain('nothing for you to do')
  })

  it('shows what the worker asked for while no case is open for it', async () => {
    const html = await recordOf({}, [{ id: 'r1', reason: 'stress', reasonTitle: 'Stress', receivedOn: '2026-11-19' }])
    expect(html).toContain('You referred yourself')
    expect(html).toContain('19 November 2026')
  })
})
