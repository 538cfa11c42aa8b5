import type { LondonDate } from '@oh/kernel'
import { expect, it } from 'vitest'
import { nextDue } from './due.ts'
import { SHOWN, type WorklistProps, worklist } from './worklist.view.tsx'

const on = (day: string) => day as LondonDate
const due = (title: string, dueOn: string, standing: string) => ({
  title,
  dueOn: on(dueOn),
  standing,
  standingTitle: `${standing} words`,
})
const ROW = {
  id: 'c1',
  reference: 'K7F-3X9-TP3',
  state: 'booked',
  stateTitle: 'Appointment booked',
  worker: { fullName: 'Amira Rahman' },
  assignment: { jobTitle: 'Theatre nurse', department: 'Theatres' },
  referral: { reasonTitle: 'Stress' },
  deadlines: [due('See the worker', '2026-11-19', 'late'), due('Triage', '2026-11-09', 'met')],
  openTasks: [],
  isComplex: false,
}
const draw = async (props: Partial<WorklistProps> = {}) => {
  const { body } = worklist({
    trustName: 'A trust',
    show: 'open',
    rows: [ROW],
    next: undefined,
    isFirstPage: true,
    referrals: { rows: [], more: false },
    ...props,
  })
  return String(await (<div>{body}</div>))
}

it('names the open clock that runs out first, and none when nothing is due', () => {
  const clocks = [due('c', '2026-12-01', 'due'), due('a', '2026-11-01', 'met-late'), due('b', '2026-11-19', 'late')]
  expect(nextDue(clocks)?.title).toBe('b')
  expect(nextDue([due('a', '2026-11-01', 'met')])).toBeUndefined()
})

it('says what is late in words, not by colour alone', async () => {
  const drawn = await draw()
  expect(drawn).toContain('late words')
  expect(drawn).toContain('19 November 2026')
})

it('says what the team itself has to do, also where no clock runs', async () => {
  const openTasks = [{ id: 't1', title: 'Opinion received: read it and act' }]
  const drawn = await draw({ rows: [{ ...ROW, deadlines: [], openTasks }] })
  expect(drawn).toContain('Opinion received: read it and act')
  expect(drawn).not.toContain('Nothing due')
})

it('marks a complex case', async () => {
  expect(await draw({ rows: [{ ...ROW, isComplex: true }] })).toContain('Complex')
  expect(await draw()).not.toContain('Complex')
})

it.each(SHOWN)('has words for an empty list: %s', async (show) => {
  const drawn = await draw({ show, rows: [] })
  expect(drawn).toContain('nhsuk-inset-text')
  expect(drawn).not.toContain('<table')
})

it('leads on by a cursor and never by a name', async () => {
  expect(await draw({ show: 'late', next: 'a b' })).toContain('/worklist?show=late&amp;after=a%20b')
  expect(await draw()).toContain('method="post" action="/worklist/find"')
})

it('counts the referrals to triage, and says when there are more', async () => {
  const referral = { id: 'r1', worker: { fullName: 'Tomasz Nowak' }, reasonTitle: 'Stress', receivedOn: on('2026-11-20') }
  expect(await draw({ referrals: { rows: [referral], more: false } })).toContain('1 referral waits for triage')
  expect(await draw({ referrals: { rows: [referral, referral], more: false } })).toContain('2 referrals wait for triage')
  expect(await draw({ referrals: { rows: [referral], more: true } })).toContain('More than 1 referrals wait')
})
