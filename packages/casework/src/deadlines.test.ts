import type { LondonDate } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineSettingsOn, STARTING_DEADLINES } from './deadline-settings.ts'
import {
  CLOCKS,
  type ClockId,
  type Deadline,
  deadlinesOf,
  dueInWords,
  type Milestones,
  standingOf,
  type WorklistOrder,
  worstDeadline,
  worstDeadlineFirst,
} from './deadlines.ts'

const day = (text: string) => text as LondonDate
/** Monday; Good Friday is 3 April, Easter Monday 6 April 2026. */
const receivedOn = day('2026-03-30')
const today = day('2026-03-31')

function clockOf(clock: ClockId, dates: Partial<Milestones>, on = today): Deadline | undefined {
  return deadlinesOf({ receivedOn, ...dates }, STARTING_DEADLINES, on).find((one) => one.clock === clock)
}

describe('every clock of a case', () => {
  const sent = { sentOn: day('2026-03-30') }
  const started: Readonly<Record<ClockId, readonly [Partial<Milestones>, string, Partial<Milestones>]>> = {
    triage: [{}, '2026-04-01', { triagedOn: today }],
    'first-appointment': [{}, '2026-04-15', { firstSeenOn: today }],
    report: [{ assessedOn: day('2026-04-02') }, '2026-04-08', { reportReadyOn: day('2026-04-07') }],
    'escalation-accepted': [{ escalation: sent }, '2026-04-01', { escalation: { ...sent, acceptedOn: today } }],
    opinion: [{ escalation: sent }, '2026-04-15', { escalation: { ...sent, opinionOn: today } }],
    'absence-prompt': [{ absentSince: day('2026-03-16') }, '2026-04-13', { promptedOn: today }],
    'absence-escalation': [{ absentSince: day('2026-03-16') }, '2026-06-08', { backOn: today }],
  }
  test.each(CLOCKS.map(({ id, source }) => [id, source] as const))('%s (%s) starts, falls due and stops', (id) => {
    const [starts, dueOn, stops] = started[id]
    expect(clockOf(id, starts)).toMatchObject({ dueOn, standing: 'due' })
    expect(clockOf(id, { ...starts, ...stops })).toMatchObject({ dueOn, standing: 'met' })
  })

  test('counts England working days over Easter', () => {
    expect(clockOf('triage', { receivedOn: day('2026-04-02') }, day('2026-04-02'))?.dueOn).toBe('2026-04-08')
  })

  test('takes the dates an escalation was given by its urgency before the settings', () => {
    const escalation = { sentOn: today, acceptBy: today, dueOn: day('2026-04-02') }
    expect(clockOf('escalation-accepted', { escalation })).toMatchObject({ dueOn: today, standing: 'due-today' })
    expect(clockOf('opinion', { escalation })?.dueOn).toBe('2026-04-02')
  })

  test('gives the service its triage time when a worker was long absent before the referral', () => {
    expect(clockOf('absence-escalation', { absentSince: day('1999-01-04') })).toMatchObject({
      dueOn: '2026-04-01',
      standing: 'due',
    })
  })

  test('is left out once closing the case or ending the escalation has overtaken it', () => {
    expect(clockOf('first-appointment', { closedOn: today })).toBeUndefined()
    expect(clockOf('opinion', { escalation: { ...sent, endedOn: today } })).toBeUndefined()
    expect(clockOf('first-appointment', { closedOn: today, firstSeenOn: today })?.standing).toBe('met')
  })

  test('of an absent worker is met by an escalation, and runs again once that ended without an opinion', () => {
    const absent = { absentSince: day('2026-03-16') }
    expect(clockOf('absence-escalation', { ...absent, escalation: sent })).toMatchObject({ metOn: sent.sentOn, standing: 'met' })
    const ended = { ...sent, endedOn: today }
    expect(clockOf('absence-escalation', { ...absent, escalation: ended })).toMatchObject({
      dueOn: '2026-06-08',
      standing: 'due',
    })
    expect(clockOf('absence-escalation', { ...absent, escalation: ended }, day('2026-06-09'))?.standing).toBe('late')
    expect(clockOf('absence-escalation', { ...absent, escalation: ended, backOn: today })?.metOn).toBe(today)
    const answered = { ...ended, opinionOn: today }
    expect(clockOf('absence-escalation', { ...absent, escalation: answered })?.standing).toBe('met')
  })

  test('stands still while paused, up to the cap, and shows the days', () => {
    const pause = { clock: 'first-appointment', from: receivedOn, to: day('2026-04-02'), why: 'Asked for a later date' } as const
    expect(clockOf('first-appointment', { pauses: [pause] }, day('2026-04-10'))).toMatchObject({
      pausedWorkingDays: 3,
      dueOn: '2026-04-20',
    })
    const { to: _to, ...open } = pause
    expect(clockOf('first-appointment', { pauses: [open] }, day('2026-07-10'))).toMatchObject({
      pausedWorkingDays: 10,
      dueOn: '2026-04-29',
    })
    expect(clockOf('triage', { pauses: [pause] })?.pausedWorkingDays).toBe(0)
  })
})

describe('the standing of a deadline', () => {
  test.each([
    ['due', undefined, '2026-03-30'],
    ['due-today', undefined, '2026-03-31'],
    ['late', undefined, '2026-04-01'],
    ['met', '2026-03-31', '2026-05-01'],
    ['met-late', '2026-04-01', '2026-04-01'],
  ])('is %s when met on %s, seen on %s', (standing, metOn, on) => {
    expect(standingOf(day('2026-03-31'), metOn === undefined ? undefined : day(metOn), day(on))).toBe(standing)
  })

  test('once met late stays met late', () => {
    expect(standingOf(today, day('2026-04-09'), day('2027-01-01'))).toBe('met-late')
  })

  test.each([
    ['due', '2026-04-01', 'due in 1 working day'],
    ['due', '2026-04-08', 'due in 4 working days'],
    ['due-today', '2026-03-31', 'due today'],
    ['late', '2026-03-27', '2 working days late'],
    ['met', '2026-03-27', 'met'],
    ['met-late', '2026-03-27', 'met late'],
  ] as const)('%s on %s reads "%s"', (standing, dueOn, words) => {
    expect(dueInWords({ standing, dueOn: day(dueOn) }, today)).toBe(words)
  })

  test('has words for a weekend', () => {
    expect(dueInWords({ standing: 'late', dueOn: day('2026-03-27') }, day('2026-03-28'))).toBe('late since the last working day')
    expect(dueInWords({ standing: 'due', dueOn: day('2026-03-29') }, day('2026-03-28'))).toBe('due before the next working day')
  })
})

describe('the order of a worklist', () => {
  const row = (id: string, dueOn?: string, openedOn = '2026-03-01'): WorklistOrder => ({
    id,
    openedOn: day(openedOn),
    worst: dueOn === undefined ? undefined : { dueOn: day(dueOn) },
  })

  test('is the longest late first, nothing due last, the older case first among equals', () => {
    const rows = [
      row('e'),
      row('c', '2026-04-02'),
      row('b', '2026-03-31', '2026-03-02'),
      row('d', '2026-04-09'),
      row('a', '2026-03-31'),
    ]
    expect(rows.sort(worstDeadlineFirst).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('is the same whatever order the rows came in', () => {
    const anyRow = fc.record({ id: fc.uuid(), dueOn: fc.option(fc.constantFrom('2026-03-30', '2026-04-02'), { nil: undefined }) })
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { selector: ({ id }) => id }), (some) => {
        const rows = some.map(({ id, dueOn }) => row(id, dueOn))
        expect([...rows].reverse().sort(worstDeadlineFirst)).toEqual([...rows].sort(worstDeadlineFirst))
      }),
    )
  })

  test('takes of each case the open deadline that falls due first', () => {
    const deadlines = deadlinesOf({ receivedOn, triagedOn: day('2026-04-09') }, STARTING_DEADLINES, today)
    expect(deadlines.map(({ standing }) => standing)).toEqual(['met-late', 'due'])
    expect(worstDeadline(deadlines)?.clock).toBe('first-appointment')
    expect(worstDeadline([])).toBeUndefined()
  })
})

describe('settings', () => {
  test('hold by date', () => {
    const later = { ...STARTING_DEADLINES, from: day('2026-04-01'), triageWorkingDays: 1 }
    expect(deadlineSettingsOn([STARTING_DEADLINES, later], day('2026-03-31'))?.triageWorkingDays).toBe(2)
    expect(deadlineSettingsOn([later, STARTING_DEADLINES], day('2026-04-01'))?.triageWorkingDays).toBe(1)
    expect(deadlineSettingsOn([later], day('2026-03-31'))).toBeUndefined()
  })
})
