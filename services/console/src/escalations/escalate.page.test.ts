import { randomUUID } from 'node:crypto'
import { WHAT_LEAVES } from '@oh/escalation'
import type { PersonId } from '@oh/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OwnDrafts } from '../drafts/drafts.ts'
import { readFields } from '../form.ts'
import { keysOf } from '../sent-form.ts'
import { type TestDrafts, testDrafts } from '../testing/test-drafts.ts'
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
const POOL = { ics: { pool: { specialists: [specialist] } } }
const look = (change: object = {}, poolIcs: string | null = 'QK1') => ({
  case: {
    id: 'c1',
    reference: 'K7F-3X9-TP3',
    version: 4,
    worker: { fullName: 'Marta Nowak' },
    assignment: { employerName: 'T' },
  },
  escalationPreview: { ...preview, ...change },
  trust: { poolIcs },
})

let drafts: TestDrafts
beforeAll(async () => {
  drafts = await testDrafts()
})
afterAll(() => drafts[Symbol.asyncDispose]())

/** A nurse of her own for each test, so that none finds the draft of another. */
let nurse: OwnDrafts
beforeEach(() => {
  nurse = drafts.of(randomUUID() as PersonId)
})

const visit = (address: string, form: [string, string][] | undefined, answers: object, notice?: string) =>
  visitPage(escalatePages, address, {
    organisation: 'RWE',
    roles: ['oh-nurse'],
    ...(form && { form }),
    ...(notice && { notice }),
    drafts: nurse,
    answers: { SpecialistsToLeaveOut: POOL, ...answers },
  })

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

const AT = '/cases/c1/escalate'
type Seen = Awaited<ReturnType<typeof visit>>

/** Follows wherever an answer leads, as a browser does. */
const follow = async (seen: Seen, answers: object): Promise<Seen & { readonly at: string }> => {
  const { reply } = seen
  if (!('path' in reply)) throw new Error('A step that was sent leads on.')
  const next = await visit(reply.path, undefined, answers, reply.notice)
  return next.reply.kind === 'page' ? { ...next, at: reply.path } : follow(next, answers)
}
/** Fills in a step, sends it as its page would, and follows. */
const submit = async (address: string, filled: [string, string][], answers: object, go = 'next') => {
  const { html } = await visit(address, undefined, answers)
  const kept = fieldsIn(html).filter(([name]) => !filled.some(([other]) => other === name))
  return follow(await visit(address, [...kept, ...filled, ['go', go]], answers), answers)
}
const throughTheSteps = async (answers: object) => {
  await submit(AT, ABOUT, answers)
  await submit(`${AT}/question`, WRITTEN, answers)
  return submit(`${AT}/wishes`, WISHED, answers)
}
const send = (answers: object) => visit(`${AT}/check`, [], answers)

describe('sending a case to the specialists', () => {
  it('keeps every answer through all steps, and sends it once with the key and version of the first', async () => {
    const answers = { EscalateForm: look(), EscalateCase: { escalateCase: { __typename: 'CaseEscalated', case: { id: 'c1' } } } }
    const check = await throughTheSteps(answers)
    expect(check.html).toContain('Send to the specialists')
    const sent = await send(answers)
    expect(sent.reply).toEqual({ kind: 'see-other', path: '/cases/c1', notice: 'case-escalated' })
    expect(sent.asked.at(-1)).toMatchObject({
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
    expect(await nurse.find(AT)).toBeUndefined()
  })

  it('has an address for each step, so that going back reads and never sends again', async () => {
    await throughTheSteps({ EscalateForm: look() })
    for (const [address, name, value] of [
      [AT, 'category', 'skin'],
      [`${AT}/question`, 'question', 'Is latex the cause?'],
      [`${AT}/wishes`, 'see-worker', 'no'],
    ] as const) {
      const { reply, html } = await visit(address, undefined, { EscalateForm: look() })
      expect(reply).toMatchObject({ kind: 'page', status: 200, refused: false })
      expect(fieldsIn(html)).toContainEqual([name, value])
    }
  })

  it('loses nothing when the trust falls silent in the middle', async () => {
    await submit(AT, ABOUT, { EscalateForm: look() })
    const silent = { data: null, errors: [{ code: 'SPOKE_UNAVAILABLE', about: 'RWE', path: 'case' }] }
    const sent = await visit(`${AT}/question`, [...WRITTEN, ['go', 'next']], { EscalateForm: silent })
    expect(sent.reply).toMatchObject({ kind: 'see-other', path: `${AT}/wishes` })
    await expect(visit(`${AT}/wishes`, undefined, { EscalateForm: silent })).rejects.toThrow('refused')
    const { html } = await visit(`${AT}/question`, undefined, { EscalateForm: look() })
    expect(fieldsIn(html)).toContainEqual(['summary', 'Hands "red".\nSince May.'])
  })

  it('is sent again under the same key when nobody knows whether it arrived', async () => {
    const silent = { data: null, errors: [{ code: 'SPOKE_UNAVAILABLE', about: 'RWE', path: 'escalateCase' }] }
    const done = { escalateCase: { __typename: 'CaseEscalated', case: { id: 'c1' } } }
    const asked: { input: { idempotencyKey: string } }[] = []
    const read = ({ variables }: { variables: unknown }) => asked.push(variables as (typeof asked)[number])
    await throughTheSteps({ EscalateForm: look() })
    const kept = keysOf(readFields((await nurse.find(AT))?.fields ?? []))
    await expect(send({ EscalateForm: look(), EscalateCase: silent })).rejects.toThrow('refused')
    for (const each of (await send({ EscalateForm: look(), EscalateCase: done })).asked.slice(-1)) read(each)
    expect(asked).toMatchObject([{ input: { idempotencyKey: kept.key } }])
  })

  it('puts nothing that was written into an address or into a page that does not ask for it', async () => {
    const { html } = await throughTheSteps({ EscalateForm: look() })
    const addresses = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses.filter((address) => /[?=]|latex/i.test(address ?? ''))).toEqual([])
    expect(fieldsIn(html).map(([name]) => name)).not.toContain('question')
  })

  it('leads back to the step that does not hold, and says there what is wrong', async () => {
    const against = [{ word: 'question-missing', sentence: 'Write the question you want the specialist to answer.' }]
    await submit(AT, ABOUT, { EscalateForm: look() })
    const again = await submit(`${AT}/question`, [['question', ''], ...WRITTEN.slice(1)], { EscalateForm: look({ against }) })
    expect(again.at).toBe(`${AT}/question`)
    expect(again.reply).toMatchObject({ kind: 'page', refused: true })
    expect(again.html).toContain('href="#question"')
    expect(fieldsIn(again.html)).toContainEqual(['summary', 'Hands "red".\nSince May.'])
  })

  it('says nothing of what is wrong while it is still being written', async () => {
    const against = [{ word: 'question-missing', sentence: 'Write the question you want the specialist to answer.' }]
    await submit(AT, ABOUT, { EscalateForm: look() })
    const { html } = await visit(`${AT}/question`, undefined, { EscalateForm: look({ against }) })
    expect(html).not.toContain('There is a problem')
  })

  it('stops at the first step without a live gate, and says whom to ask and where to record it', async () => {
    const against = [{ word: 'gate-missing', sentence: 'Record the worker’s consent first, or another lawful reason to share.' }]
    const { reply, html } = await visit(AT, undefined, { EscalateForm: look({ against, gate: null }) })
    expect(reply).toMatchObject({ status: 409, title: 'Ask the worker first' })
    expect(html).toContain('Record the worker’s consent first')
    expect(html).toContain('href="/cases/c1/gate"')
    expect(html).not.toContain('<form')
  })

  it('keeps the draft of a case whose consent is withdrawn in the middle', async () => {
    const answers = { EscalateForm: look() }
    await throughTheSteps(answers)
    const against = [{ word: 'consent-withdrawn', sentence: 'The worker has withdrawn consent. Nothing may leave the service.' }]
    const { html } = await visit(`${AT}/check`, undefined, { EscalateForm: look({ against }) })
    expect(html).toContain('kept as your draft')
    expect(html).not.toContain('Send to the specialists')
    expect((await visit(`${AT}/check`, undefined, answers)).html).toContain('Send to the specialists')
  })

  it('shows every reason of a refusal on the page that checks it', async () => {
    const reasons = [
      { word: 'gdpr-basis-missing', sentence: 'The service has no lawful basis on record.' },
      { word: 'plan-missing', sentence: 'Write what you think you should do.' },
    ]
    const answers = { EscalateForm: look(), EscalateCase: { escalateCase: { __typename: 'Refused', reasons } } }
    await throughTheSteps(answers)
    const refused = await follow(await send(answers), answers)
    expect(refused.reply).toMatchObject({ status: 422, refused: true })
    for (const { sentence } of reasons) expect(refused.html).toContain(sentence)
    expect(refused.html).toContain(`href="${AT}/question"`)
    expect(refused.html).not.toContain('Send to the specialists')
  })

  it('tells the second of two nurses what changed, and lets her send again on what she now knows', async () => {
    const stale = { __typename: 'Stale', currentVersion: 5, changes: ['Callum Doyle booked an appointment.'] }
    const answers = { EscalateForm: look(), EscalateCase: { escalateCase: stale } }
    await throughTheSteps(answers)
    const told = await follow(await send(answers), answers)
    expect(told.reply).toMatchObject({ kind: 'page', status: 409 })
    expect(told.html).toContain('Callum Doyle booked an appointment.')
    expect((await send(answers)).asked.at(-1)?.variables).toMatchObject({ input: { expectedVersion: 5 } })
  })

  it('goes on without the pool, and then takes nobody to leave out', async () => {
    const silent = { data: { ics: { pool: null } }, errors: [{ code: 'POOL_UNAVAILABLE', path: 'ics.pool' }] }
    const answers = { EscalateForm: look(), SpecialistsToLeaveOut: silent }
    await submit(AT, ABOUT, answers)
    const third = await submit(`${AT}/question`, WRITTEN, answers)
    expect(third.html).toContain('The specialist pool of Leicester, Leicestershire and Rutland')
    expect(third.html).toContain('did not answer')
    expect(third.html).not.toContain('Dr Sethi')
  })

  it('asks and names the pool that the service sends to, which need not be that of its own region', async () => {
    const answers = { EscalateForm: look() }
    await submit(AT, ABOUT, answers)
    const wishes = await submit(`${AT}/question`, WRITTEN, answers)
    expect(wishes.html).toContain('the specialists of the pool of Leicester, Leicestershire and Rutland')
    expect(wishes.asked.at(-1)).toEqual({ operation: 'SpecialistsToLeaveOut', variables: { ics: 'QK1' } })
    const check = await submit(`${AT}/wishes`, WISHED, answers)
    expect(check.html).toContain('The pool of Leicester, Leicestershire and Rutland')
  })

  it('asks no pool while the service cannot say which it sends to', async () => {
    const answers = { EscalateForm: look({}, null) }
    await submit(AT, ABOUT, answers)
    const wishes = await submit(`${AT}/question`, WRITTEN, answers)
    expect(wishes.asked.map(({ operation }) => operation)).toEqual(['EscalateForm'])
    expect(wishes.html).toContain('The specialist pool of the region did not answer')
  })

  it('goes on at the first step that does not hold yet, and says nothing against it', async () => {
    const answers = { EscalateForm: look() }
    const goOn = async () => follow(await visit(`${AT}/go-on`, undefined, answers), answers)
    expect(await goOn()).toMatchObject({ at: AT })
    await submit(AT, ABOUT, answers)
    await submit(`${AT}/question`, WRITTEN, answers)
    const third = await goOn()
    expect(third).toMatchObject({ at: `${AT}/wishes` })
    expect(third.html).not.toContain('There is a problem')
    await submit(`${AT}/wishes`, WISHED, answers)
    expect(await goOn()).toMatchObject({ at: `${AT}/check` })
  })

  it('sends nothing that has not passed every step', async () => {
    const answers = { EscalateForm: look() }
    await submit(AT, ABOUT, answers)
    await submit(`${AT}/question`, WRITTEN, answers)
    const sent = await send(answers)
    expect(sent.asked.map(({ operation }) => operation)).toEqual(['EscalateForm'])
    expect((await follow(sent, answers)).reply).toMatchObject({ refused: true, title: 'What the worker wants, case K7F-3X9-TP3' })
  })

  it('is kept for another day without being checked, and thrown away when she says so', async () => {
    const later = await visit(
      `${AT}`,
      [
        ['category', 'skin'],
        ['go', 'later'],
      ],
      {},
    )
    expect(later.reply).toEqual({ kind: 'see-other', path: '/cases/c1', notice: 'draft-kept' })
    expect(
      (
        await visit(
          AT,
          [
            ['category', 'skin'],
            ['go', 'keep'],
          ],
          {},
        )
      ).reply,
    ).toMatchObject({ kind: 'kept' })
    await visit(AT, [['go', 'discard']], {})
    expect(await nurse.find(AT)).toBeUndefined()
  })

  it('does not begin while an opinion waits to be acted on', async () => {
    const against = [{ word: 'opinion-not-acted-on', sentence: 'A specialist has answered.' }]
    const { reply, html } = await visit(AT, undefined, { EscalateForm: look({ against }) })
    expect(reply).toMatchObject({ status: 409 })
    expect(html).toContain('href="/cases/c1/opinion"')
  })
})
