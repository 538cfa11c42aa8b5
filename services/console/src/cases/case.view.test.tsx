import type { Instant, LondonDate } from '@oh/kernel'
import type { Child } from 'hono/jsx'
import { describe, expect, it } from 'vitest'
import { CASE_NOTICES, type CaseShown, casePage } from './case.view.tsx'

const html = async (body: Child) => String(await (<div>{body}</div>))
const on = (day: string) => day as LondonDate
const at = (moment: string) => moment as Instant

const FOUND: CaseShown = {
  id: '00000000-0000-4000-8000-000000000001',
  reference: 'K7F-3X9-TP3',
  state: 'booked',
  stateTitle: 'Appointment booked',
  worker: { fullName: 'Amira Rahman', bornOn: on('1988-07-09'), staffNumber: 'E118830' },
  assignment: {
    jobTitle: 'Theatre nurse',
    department: 'Theatres',
    employerName: 'A trust',
    isDoctor: false,
    staffGroupTitle: 'Nurses and health visitors',
  },
  referral: {
    id: 'r',
    sourceTitle: 'Line manager',
    reasonTitle: 'Stress',
    words: 'Can she go on?',
    background: null,
    referredByName: 'Helen Marsh',
  },
  openedOn: on('2026-11-06'),
  receivedOn: on('2026-11-05'),
  closedOn: null,
  absentSince: null,
  isComplex: false,
  complexBecause: [],
  outcomeTitle: null,
  reviewOn: null,
  deadlines: [],
  appointments: [],
  bookedAppointment: { id: 'a2' },
  moves: [],
  openTasks: [],
  endedTasks: [],
  allowedActions: [],
  gate: null,
  escalations: [],
}
const NOTE = {
  id: 'n1',
  version: 1,
  words: 'Rash <b>both</b> hands',
  authorName: 'Asha Mistry',
  writtenAt: at('2026-11-10T09:42:00Z'),
}
const NOTES = { rows: [{ ...NOTE, versions: [NOTE] }], older: undefined }
const draw = (
  found: Partial<CaseShown> = {},
  notes: Parameters<typeof casePage>[0]['notes'] = NOTES,
  notice?: string,
  begun: object = {},
) => html(casePage({ found: { ...FOUND, ...found }, notes, notice, begun: { note: false, escalation: false, ...begun } }).body)

describe('a complex case', () => {
  it('carries the tag of the worklist with the rules that it stands for', async () => {
    expect(await draw()).not.toContain('Complex')
    const drawn = await draw({ isComplex: true, complexBecause: ['The worker is a doctor'] })
    expect(drawn).toMatch(/Complex<\/strong>.*<li>The worker is a doctor<\/li>/)
    expect(await draw({ isComplex: true })).toContain('It is or was with the specialists')
  })
})

it('the deadlines of a case stand in the order of their dates', async () => {
  const clock = (title: string, dueOn: string) => ({
    ...{ title, dueOn: on(dueOn), why: 'w', source: 's', metOn: null, standing: 'due', standingTitle: 'due' },
  })
  const drawn = await draw({
    deadlines: [clock('Third', '2026-12-09'), clock('First', '2026-11-25'), clock('Second', '2026-12-01')],
  })
  const table = drawn.slice(drawn.indexOf('Deadlines of this case'))
  expect(table.match(/First|Second|Third/g)?.slice(0, 3)).toEqual(['First', 'Second', 'Third'])
})

describe('the case page', () => {
  const PAGES: Readonly<Record<string, string>> = {
    'book-appointment': '/appointments/new',
    'record-attendance': '/appointments/a2/attendance',
    'cancel-appointment': '/appointments/a2/cancel',
    'write-note': '/notes/new',
    'record-gate': '/gate',
    'escalate-case': '/escalate',
    'close-case': '/close',
    'set-staff-group': '/staff-group',
  }

  it.each(Object.entries(PAGES))('offers %s only when the service allows it', async (action, path) => {
    expect(await draw({ allowedActions: [action] })).toContain(`href="/cases/${FOUND.id}${path}"`)
    expect(await draw()).not.toContain(`href="/cases/${FOUND.id}${path}"`)
  })

  it('leads back to what the reader has begun and not sent', async () => {
    const may = { allowedActions: ['write-note', 'escalate-case'] }
    expect(await draw(may)).not.toContain('Go on with')
    const drawn = await draw(may, NOTES, undefined, { note: true, escalation: true })
    expect(drawn).toContain('Go on with your note')
    expect(drawn).toMatch(/escalate\/go-on"[^>]*>\s*Go on with the escalation/)
  })

  it('shows notes as they were written, never as markup', async () => {
    expect(await draw()).toContain('Rash &lt;b&gt;both&lt;/b&gt; hands')
  })

  it('keeps the older versions of a note within reach', async () => {
    const older = { ...NOTE, words: 'Rash on one hand' }
    const newer = { ...NOTE, version: 2, authorName: 'Callum Doyle' }
    const drawn = await draw({}, { rows: [{ ...newer, versions: [older, newer] }], older: undefined })
    expect(drawn).toContain('Before it was amended')
    expect(drawn).toContain('Rash on one hand')
    expect(drawn).toContain('Amended by Callum Doyle')
  })

  it('tells an administrator why there is no clinical text', async () => {
    const drawn = await draw({ referral: { ...FOUND.referral, words: null } }, null)
    expect(drawn).toContain('What was written about the worker’s health is not shown to you')
    expect(drawn).not.toContain('What the referral asks')
    expect(drawn).not.toContain('Nothing is recorded')
    expect(drawn).not.toContain('id="notes"')
  })

  it('offers to withdraw as long as a consent is left to withdraw, and tells of a withdrawal before', async () => {
    const gate = {
      title: 'Explicit consent of the worker',
      givenAt: at('2026-11-10T09:50:00Z'),
      recordedByName: 'Asha Mistry',
      standing: 'live',
      standingTitle: 'Live',
      expiresAt: null,
      opensThePool: true,
      closedBecause: [],
      withdrawalSentence: null,
      earlierWithdrawal: null,
      consequences: { version: '1' },
    }
    const allowedActions = ['record-gate']
    expect(await draw({ gate, allowedActions })).toContain('/withdraw"')
    expect(await draw({ gate: { ...gate, standing: 'expired' }, allowedActions })).toContain('/withdraw"')
    expect(await draw({ gate: { ...gate, consequences: null }, allowedActions })).not.toContain('/withdraw"')
    const earlierWithdrawal = { at: at('2026-11-09T09:50:00Z'), sentence: 'Nothing more is shared.' }
    expect(await draw({ gate: { ...gate, earlierWithdrawal } })).toContain('Nothing more is shared.')
    expect(await draw({ gate })).not.toContain('/withdraw"')
  })

  it('offers to ask for consent only while none is in force, and not while the answer is awaited', async () => {
    const offer = 'Ask the worker for consent'
    const allowedActions = ['record-gate']
    expect(await draw({ allowedActions })).toContain(offer)
    expect(await draw()).not.toContain(offer)
    const asked = { event: 'consent-asked', title: 'Asked', at: at('2026-11-20T10:15:00Z'), byName: 'Asha Mistry' }
    const waiting = await draw({ allowedActions, moves: [asked] })
    expect(waiting).not.toContain(offer)
    expect(waiting).toContain('asked for consent 20 November 2026 at 10:15am by Asha Mistry')
  })

  it('tells in the history what was done, by whom, and what the pool settled', async () => {
    const ended = { id: 't1', title: 'Act on the opinion', endedAt: at('2026-11-20T10:15:00Z'), endedByName: 'Asha Mistry' }
    const drawn = await draw({ endedTasks: [ended, { ...ended, id: 't2', endedByName: null }] })
    expect(drawn).toContain('20 November 2026 at 10:15am, Asha Mistry')
    expect(drawn).toContain('settled by news from the pool')
  })

  it.each(Object.entries(CASE_NOTICES))('says once that %s', async (notice, words) => {
    expect(await draw({}, NOTES, notice)).toContain(words)
  })

  it('says nothing for a word it does not know', async () => {
    expect(await draw({}, NOTES, 'whatever')).not.toContain('nhsuk-notification-banner')
  })

  it('leads from a task to where it is done, and lets a colleague end what no other record ends', async () => {
    const task = (kind: string) => ({ id: 't1', kind, title: 'A task', createdAt: at('2026-11-20T09:00:00Z') })
    expect(await draw({ openTasks: [task('act-on-opinion')] })).toContain(`/cases/${FOUND.id}/opinion`)
    const sent = { stateTitle: 'x', sentAt: at('2026-11-20T09:00:00Z'), acceptedName: null, sessions: [], answeredAt: null }
    const escalations = [
      { ...sent, id: 'e2', state: 'sent' },
      { ...sent, id: 'e1', state: 'withdrawn' },
    ]
    expect(await draw({ openTasks: [task('decide-on-withdrawal')], escalations })).toContain('/escalations/e1/decide')
    const withdrawn = { openTasks: [task('consent-withdrawn')] }
    expect(await draw({ ...withdrawn, allowedActions: ['write-note'] })).toContain('Mark as done')
    expect(await draw(withdrawn)).not.toContain('Mark as done')
    expect(await draw({ openTasks: [task('act-on-opinion')], allowedActions: ['write-note'] })).not.toContain('Mark as done')
  })
})
