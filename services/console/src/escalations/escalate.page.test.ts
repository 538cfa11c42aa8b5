import { WHAT_LEAVES } from '@oh/escalation'
import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { escalatePages } from './escalate.page.tsx'

const gate = {
  title: 'The worker has consented',
  givenAt: '2026-11-03T10:12:00.000Z',
  recordedByName: 'Asha Mistry',
  expiresAt: null,
  standing: 'live',
  standingTitle: 'In force',
  opensThePool: true,
  closedBecause: [],
  withdrawnAt: null,
  withdrawalSentence: null,
}
const preview = {
  fired: [
    { rule: 'work-hazard', title: 'A hazard at work may be the cause', kind: 'should', source: 'A paper', mayOverrule: true },
  ],
  rules: [{ rule: 'work-hazard', title: 'A hazard at work may be the cause', kind: 'should', source: 'A paper' }],
  gate,
  against: [],
  warnings: [],
  leaves: WHAT_LEAVES,
  ageBand: '35-44',
  department: 'Theatres',
  acceptBy: '2026-11-25',
  dueOn: '2026-12-02',
  workerIsDoctor: false,
  absentSince: null,
  inHousePhysician: 'asked',
}
const specialist = { id: 'a1', fullName: 'Dr Sethi', employerName: 'T', department: 'D', accredited: true, skills: [] }
const look = (change: object = {}, pool: object | null = { specialists: [specialist] }) => ({
  case: {
    id: 'c1',
    reference: 'K7F-3X9-TP3',
    version: 4,
    worker: { fullName: 'Marta Nowak' },
    assignment: { employerName: 'T' },
  },
  escalationPreview: { ...preview, ...change },
  trust: { ics: { name: 'A region', pool } },
})
const visit = (address: string, form: [string, string][] | undefined, answers: object) =>
  visitPage(escalatePages, address, { organisation: 'RWE', roles: ['oh-nurse'], ...(form && { form }), answers: { ...answers } })

const ABOUT: [string, string][] = [
  ['facts', 'workHazard'],
  ['category', 'skin'],
  ['urgency', 'soon'],
]
const WRITTEN: [string, string][] = [
  ['question', 'Is latex the cause?'],
  ['nursePlan', 'Change the gloves & wait.'],
  ['summary', 'Hands "red".\nSince May.'],
]
const WISHED: [string, string][] = [
  ['see-worker', 'no'],
  ['shown', 'yes'],
  ['asked', 'yes'],
]

/** Fills in and sends the step that a page shows. */
const submit = (html: string, filled: [string, string][], go: string, answers: object) => {
  const kept = fieldsIn(html).filter(([name]) => !filled.some(([other]) => other === name))
  return visit('/cases/c1/escalate/check', [...kept, ...filled, ['go', go]], answers)
}
const throughTheSteps = async (answers: object) => {
  const first = await visit('/cases/c1/escalate', undefined, answers)
  const second = await submit(first.html, ABOUT, 'next', answers)
  const third = await submit(second.html, WRITTEN, 'next', answers)
  return submit(third.html, WISHED, 'next', answers)
}

describe('sending a case to the specialists', () => {
  it('carries every answer in the form through all steps, and sends it once with the key and version of the first', async () => {
    const answers = { EscalateForm: look(), EscalateCase: { escalateCase: { __typename: 'CaseEscalated', case: { id: 'c1' } } } }
    const check = await throughTheSteps(answers)
    expect(check.html).toContain('Send to the specialists')
    const sent = await submit(check.html, [], 'send', answers)
    expect(sent.reply).toEqual({ kind: 'see-other', path: '/cases/c1', notice: 'case-escalated' })
    const [, change] = sent.asked.slice(-2)
    expect(change).toMatchObject({
      operation: 'EscalateCase',
      variables: {
        input: {
          caseId: 'c1',
          expectedVersion: 4,
          category: 'skin',
          urgency: 'soon',
          question: 'Is latex the cause?',
          nursePlan: 'Change the gloves & wait.',
          summary: 'Hands "red".\nSince May.',
          facts: { work: 'case-management', workHazard: true },
          specialistsShown: true,
          objectionsAsked: true,
        },
      },
    })
  })

  it('puts nothing that was written into an address', async () => {
    const { html } = await throughTheSteps({ EscalateForm: look() })
    const addresses = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses.filter((address) => /[?=]|latex/i.test(address ?? ''))).toEqual([])
  })

  it('keeps what was typed when a step is refused', async () => {
    const against = [{ word: 'question-missing', sentence: 'Write the question you want the specialist to answer.' }]
    const first = await visit('/cases/c1/escalate', undefined, { EscalateForm: look() })
    const second = await submit(first.html, ABOUT, 'next', { EscalateForm: look() })
    const again = await submit(second.html, [['question', ''], ...WRITTEN.slice(1)], 'next', { EscalateForm: look({ against }) })
    expect(again.reply).toMatchObject({ kind: 'page', status: 422, refused: true })
    expect(again.html).toContain('href="#question"')
    expect(fieldsIn(again.html)).toContainEqual(['summary', 'Hands "red".\nSince May.'])
    expect(fieldsIn(again.html)).toContainEqual(['category', 'skin'])
  })

  it('shows every reason of a refusal, and where consent is recorded', async () => {
    const reasons = [
      { word: 'gate-missing', sentence: 'Record the worker’s consent first, or another lawful reason to share.' },
      { word: 'plan-missing', sentence: 'Write what you think you should do.' },
    ]
    const answers = { EscalateForm: look(), EscalateCase: { escalateCase: { __typename: 'Refused', reasons } } }
    const refused = await submit((await throughTheSteps(answers)).html, [], 'send', answers)
    for (const { sentence } of reasons) expect(refused.html).toContain(sentence)
    expect(refused.html).toContain('href="/cases/c1/gate"')
    expect(refused.html).not.toContain('Send to the specialists')
    expect(fieldsIn(refused.html)).toContainEqual(['question', 'Is latex the cause?'])
  })

  it('tells the second of two nurses what changed, and lets her send again on what she now knows', async () => {
    const stale = { __typename: 'Stale', currentVersion: 5, changes: ['Callum Doyle booked an appointment.'] }
    const answers = { EscalateForm: look(), EscalateCase: { escalateCase: stale } }
    const told = await submit((await throughTheSteps(answers)).html, [], 'send', answers)
    expect(told.reply).toMatchObject({ kind: 'page', status: 409 })
    expect(told.html).toContain('Callum Doyle booked an appointment.')
    expect(fieldsIn(told.html)).toContainEqual(['version', '5'])
    expect(fieldsIn(told.html)).toContainEqual(['question', 'Is latex the cause?'])
  })

  it('goes on without the pool, and then takes nobody to leave out', async () => {
    const silent = { data: look({}, null), errors: [{ code: 'POOL_UNAVAILABLE', path: 'trust.ics.pool' }] }
    const first = await visit('/cases/c1/escalate', undefined, { EscalateForm: silent })
    const second = await submit(first.html, ABOUT, 'next', { EscalateForm: silent })
    const third = await submit(second.html, WRITTEN, 'next', { EscalateForm: silent })
    expect(third.html).toContain('did not answer')
    expect(third.html).not.toContain('Dr Sethi')
  })

  it('sends nothing that has not passed every step', async () => {
    const { reply, asked } = await visit('/cases/c1/escalate/check', [...ABOUT, ...WRITTEN, ['step', 'check'], ['go', 'send']], {
      EscalateForm: look(),
    })
    expect(reply).toMatchObject({ status: 422, title: 'What the worker wants, case K7F-3X9-TP3' })
    expect(asked.map(({ operation }) => operation)).toEqual(['EscalateForm'])
  })

  it('does not begin while an opinion waits to be acted on', async () => {
    const against = [{ word: 'opinion-not-acted-on', sentence: 'A specialist has answered.' }]
    const { reply, html } = await visit('/cases/c1/escalate', undefined, { EscalateForm: look({ against }) })
    expect(reply).toMatchObject({ status: 409 })
    expect(html).toContain('href="/cases/c1/opinion"')
  })
})
