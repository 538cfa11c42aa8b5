import type { Holding, Role } from '@oh/auth'
import { CASE_STATES } from '@oh/casework'
import { aCase } from '@oh/casework/samples'
import type { AppointmentId, Instant, LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { actionsOn } from './case-actions.ts'
import { changeSentence } from './move-words.ts'

const booked = 'a-1' as AppointmentId
/** A booked appointment whose time has come. */
const BEGUN = true
const may = (role: Role, holds: Holding[], found: Parameters<typeof aCase>[0], begun = BEGUN) =>
  actionsOn({ ...aCase(found), begun }, { roles: [role], holds })

describe('what may be done to a case now', () => {
  it('follows its state', () => {
    const nurse = (found: Parameters<typeof aCase>[0]) => may('oh-nurse', ['service'], found)
    expect(nurse({ state: 'booked', appointment: booked })).toEqual([
      'cancel-appointment',
      'record-attendance',
      'write-note',
      'record-gate',
      'escalate-case',
      'set-staff-group',
    ])
    expect(nurse({ state: 'escalated' })).toEqual(['book-appointment', 'write-note', 'record-gate', 'set-staff-group'])
    expect(nurse({ state: 'opinion-received' })).toEqual([
      'book-appointment',
      'write-note',
      'record-gate',
      'act-on-opinion',
      'set-staff-group',
    ])
    expect(nurse({ state: 'closed' })).toEqual(['set-staff-group'])
  })

  it.each(CASE_STATES)('is nothing for a referrer or a stranger when %s', (state) => {
    expect(may('referrer', ['service', 'referrer'], { state })).toEqual([])
    expect(actionsOn(aCase({ state }), { roles: [], holds: ['service'] })).toEqual([])
  })

  it('offers to record attendance only once the time of the appointment has come', () => {
    expect(may('oh-nurse', ['service'], { state: 'booked', appointment: booked }, false)).not.toContain('record-attendance')
  })

  it('offers to record that a report is ready only while an assessment has none, and only to clinicians', () => {
    const found = aCase({ state: 'in-progress' })
    const may = (role: Role, unreported: boolean) => actionsOn({ ...found, unreported }, { roles: [role], holds: ['service'] })
    expect(may('oh-nurse', true)).toContain('record-report-ready')
    expect(may('oh-nurse', false)).not.toContain('record-report-ready')
    expect(may('oh-administrator', true)).not.toContain('record-report-ready')
  })

  it('leaves a worker the own appointment and consent, never the own attendance', () => {
    expect(may('worker', ['service', 'own'], { state: 'booked', appointment: booked })).toEqual([
      'cancel-appointment',
      'record-gate',
    ])
  })

  it('leaves an administrator the diary, and under what a case is counted', () => {
    expect(may('oh-administrator', ['service'], { state: 'booked', appointment: booked })).toEqual([
      'cancel-appointment',
      'record-attendance',
      'set-staff-group',
    ])
  })
})

describe('a change in words', () => {
  const sentence = (at: string, today = '2026-07-01') =>
    changeSentence({ event: 'closed', byName: 'Asha Mistry', at: at as Instant }, today as LondonDate)

  it.each([
    ['2026-07-01T08:42:00.000Z', 'Asha Mistry closed the case at 9:42am'],
    ['2026-06-30T23:05:00.000Z', 'Asha Mistry closed the case at 12:05am'],
    ['2026-07-01T11:00:00.000Z', 'Asha Mistry closed the case at 12:00pm'],
    ['2026-03-01T13:30:00.000Z', 'Asha Mistry closed the case on 1 March 2026 at 1:30pm'],
  ])('says %s in London time', (at, words) => {
    expect(sentence(at)).toBe(words)
  })
})
