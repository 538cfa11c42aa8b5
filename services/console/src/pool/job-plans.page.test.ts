import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { poolPages } from './pages.ts'

const id = '7d0b2c1a-1111-4222-8333-444455556666'
const plan = {
  from: '2022-07-01',
  to: null,
  pas: 9,
  complexCases: 4.5,
  assessments: 2,
  supervision: 0.5,
  telephoneAdvice: 0.5,
  nonClinical: 1.5,
}
const bell = { specialist: { id, fullName: 'Dr Harriet Bell' }, isAway: true, sessionHours: 17.5, plan }
const rights = ['Indemnity no longer holds from 3 December 2026']
const weekly = {
  id: 'w1',
  weekdayTitle: 'Tuesday',
  startsAtHour: 9,
  hours: 3.5,
  siteName: 'A hospital',
  virtual: true,
  from: '2022-07-01',
  to: null,
}
const session = {
  id: 's1',
  on: '2026-11-26',
  startsAt: '2026-11-26T09:00:00.000Z',
  hours: 3.5,
  hoursFree: 2.5,
  siteName: 'A hospital',
  virtual: true,
}
const time = {
  time: { ...bell, rights, today: '2026-11-23', plans: [plan], weeklySessions: [weekly] },
  leave: [{ id: 'l1', fromOn: '2026-11-25', backOn: '2026-11-30' }],
  sessions: [
    { ...session, cancelled: false },
    { ...session, id: 's2', startsAt: '2026-11-27T09:00:00.000Z', cancelled: true },
  ],
}
const pageInfo = { hasNextPage: false, endCursor: null }
const capacity = {
  pas: 27,
  clinicalPas: 22.5,
  complexCasePas: 13.5,
  casesAWeek: 43.62,
  complexCasePasPer1000: 0.56,
  casesAWeekPer1000: 1.8,
  staff: 24_235,
  hoursPerCase: 1,
  sharePlannedHeld: 0.81,
}
const row = { ...session, cancelledTitle: null, specialist: bell.specialist }
const answers = {
  PoolJobPlans: { jobPlans: { time: capacity, rows: [{ ...bell, rights }], pageInfo } },
  PoolSpecialistTime: { specialistTime: time },
  MyTime: { myTime: time },
  PoolRota: {
    rota: {
      from: '2026-11-23',
      until: '2026-11-30',
      rows: [row, { ...row, id: 's2', cancelledTitle: 'Not held: the specialist is away' }],
      pageInfo,
    },
  },
  PoolLeave: {
    leave: {
      rows: [
        {
          id: 'l1',
          fromOn: '2026-11-25',
          backOn: '2026-11-30',
          specialist: bell.specialist,
          cases: [
            {
              pseudonym: 'QK1-4821',
              outcomeTitle: 'Moved to another session of the same specialist',
              reasons: ['The same specialist has another session that is in time'],
              seenAt: '2026-11-30T09:00:00.000Z',
            },
          ],
        },
      ],
      pageInfo,
    },
    jobPlans: { rows: [{ specialist: bell.specialist }] },
  },
}
const visit = (path: string, more: object = {}, form?: readonly (readonly [string, string])[]) =>
  visitPage(poolPages, path, {
    organisation: 'QK1',
    roles: ['pool-coordinator'],
    ...(form && { form }),
    answers: { ...answers, ...more },
  })
const refusal = (word: string, sentence: string) => ({ __typename: 'Refused', reasons: [{ word, sentence }] })

describe('job plans', () => {
  it('are listed with PAs, capacity and the rights that end, and how capacity is counted', async () => {
    const { html } = await visit('/pool/job-plans')
    for (const text of ['Dr Harriet Bell', 'Indemnity no longer holds', '13.5 PAs a week, 0.56 for 1,000 staff', '24,235', '81%'])
      expect(html).toContain(text)
  })

  it('of one specialist show plan, weekly sessions, leave and what lies ahead', async () => {
    const { html } = await visit(`/pool/job-plans/${id}`)
    for (const text of [
      '9 PAs a week, from 1 July 2022',
      'Tuesday, 9am to 12:30pm',
      'back on 30 November 2026',
      'Away today',
      'not held',
    ])
      expect(html).toContain(text)
  })

  it('that are refused stand in the form again, with what was typed and the sentence at its field', async () => {
    const path = `/pool/job-plans/${id}/plan`
    const { html } = await visit(path)
    const day = { 'from-day': '1', 'from-month': '4', 'from-year': '2027' }
    const filled = Object.entries({ ...Object.fromEntries(fieldsIn(html)), ...day, complexCases: '11.5', nonClinical: '2' })
    const sentence = 'This is more than 12 PAs a week.'
    const refused = await visit(path, { SetJobPlan: { setJobPlan: refusal('more-than-twelve-pas', sentence) } }, filled)
    expect(refused.asked.find(({ operation }) => operation === 'SetJobPlan')?.variables).toMatchObject({
      input: { ics: 'QK1', specialistId: id, from: '2027-04-01', to: null, complexCases: 11.5, nonClinical: 2 },
    })
    expect(refused.html).toContain(sentence)
    expect(refused.html).toContain('value="11.5"')
    const sent = await visit(path, { SetJobPlan: { setJobPlan: { __typename: 'TimeChanged' } } }, filled)
    expect(sent.reply).toEqual({ kind: 'see-other', path: `/pool/job-plans/${id}`, notice: 'time-changed' })
  })

  it('ask for nothing while a date or a number is missing', async () => {
    const path = `/pool/job-plans/${id}/plan`
    const { asked, html } = await visit(path, {}, [['complexCases', 'many']])
    expect(asked.map(({ operation }) => operation)).toEqual(['PoolSpecialistTime'])
    expect(html).toContain('Enter a number, 0 for none.')
    expect(html).toContain('Enter a date, such as 1 4 2026.')
  })
})

describe('leave', () => {
  const dates = (from: string, back: string) =>
    [...Object.entries({ from, back })].flatMap(([name, text]) =>
      ['year', 'month', 'day'].map((part, at) => [`${name}-${part}`, text.split('-')[at] ?? ''] as const),
    )

  it('is listed with what became of the cases, and never why', async () => {
    const { html } = await visit('/pool/leave')
    for (const text of [
      'QK1-4821: Moved to another session',
      'Seen on 30 November 2026 at 9am',
      'another session that is in time',
    ])
      expect(html).toContain(text)
  })

  it.each([
    [`/pool/job-plans/${id}/leave`, '/pool/leave'],
    ['/pool/my-time/leave', '/pool/my-time'],
  ])('is entered at %s, or refused at its field', async (path, back) => {
    const form = dates('2026-11-25', '2026-11-30')
    const { reply, asked } = await visit(path, { EnterLeave: { enterLeave: { __typename: 'LeaveChanged' } } }, form)
    expect(reply).toEqual({ kind: 'see-other', path: back, notice: 'leave-entered' })
    expect(asked.at(-1)?.variables).toMatchObject({ input: { specialistId: id, fromOn: '2026-11-25', backOn: '2026-11-30' } })
    const sentence = 'This leave is over.'
    const { html } = await visit(path, { EnterLeave: { enterLeave: refusal('leave-over', sentence) } }, form)
    expect(html).toContain('id="back-error"')
    expect(html).toContain(sentence)
  })

  it('is begun from the list with today as its first day, for whoever is chosen', async () => {
    const chosen = await visit(`/pool/leave/enter?specialist=${id}`)
    expect(chosen.reply).toEqual({ kind: 'see-other', path: `/pool/job-plans/${id}/leave`, notice: undefined })
    const { html } = await visit(`/pool/job-plans/${id}/leave`)
    expect(Object.fromEntries(fieldsIn(html))).toMatchObject({ 'from-day': '23', 'from-month': '11', 'from-year': '2026' })
  })

  it('is cancelled where it is listed, and says so when it was before', async () => {
    const cancelled = { CancelLeave: { cancelLeave: { __typename: 'LeaveChanged' } } }
    expect((await visit('/pool/leave', cancelled, [['leave', 'l1']])).reply).toMatchObject({ notice: 'leave-cancelled' })
    const sentence = 'This leave has been cancelled already.'
    const twice = { CancelLeave: { cancelLeave: refusal('leave-cancelled-before', sentence) } }
    expect((await visit('/pool/my-time/leave/cancel', twice, [['leave', 'l1']])).html).toContain(sentence)
  })
})

describe('the rota', () => {
  it('shows sessions by day with the hours free, and why one is not held', async () => {
    const { html } = await visit('/pool/rota')
    for (const text of [
      'Thursday 26 November 2026',
      'A hospital, or by video',
      '9am to 12:30pm',
      '2.5 of 3.5 hours',
      'Not held: the specialist is away',
      'from=2026-11-30',
    ])
      expect(html).toContain(text)
  })

  it('cancels one session, and comes back to the week it was on', async () => {
    const form = [
      ['session', 's1'],
      ['from', '2026-11-23'],
      ['skill', 'skin'],
    ] as const
    const done = await visit('/pool/rota', { CancelSession: { cancelSession: { __typename: 'SessionCancelled' } } }, form)
    expect(done.reply).toEqual({ kind: 'see-other', path: '/pool/rota?from=2026-11-23&skill=skin', notice: 'session-cancelled' })
    const sentence = 'This session has begun or is over.'
    const refused = await visit('/pool/rota', { CancelSession: { cancelSession: refusal('session-gone', sentence) } }, form)
    expect(refused.html).toContain(sentence)
  })
})

it('a specialist sees the own plan and leave', async () => {
  const { html } = await visit('/pool/my-time')
  for (const text of ['My job plan and leave', '9 PAs a week', 'Ask the pool coordinator', 'Cancel this leave'])
    expect(html).toContain(text)
})
