import { randomUUID } from 'node:crypto'
import { CONSENT_REFUSALS } from '@oh/auth'
import type { PersonId } from '@oh/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OwnDrafts } from '../drafts/drafts.ts'
import { type TestDrafts, testDrafts } from '../testing/test-drafts.ts'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { countersignPages } from './countersign.page.ts'
import { acceptedPages } from './escalation.page.tsx'
import { writeOpinionPages } from './write-opinion.page.tsx'

const ADDRESS = '/pool/spoke-0123456789ab/e1'
const found = (change: object = {}) => ({
  escalation: {
    spokeId: 'spoke-0123456789ab',
    id: 'e1',
    state: 'accepted',
    stateTitle: 'Accepted',
    pseudonym: 'E-4F2A-91C3',
    ageBandTitle: '35 to 44',
    categoryTitle: 'Mental health',
    urgency: 'soon',
    urgencyTitle: 'Soon',
    skills: [],
    seeWorker: 'no',
    acceptBy: null,
    dueOn: null,
    receivedAt: null,
    waitingForTrust: false,
    allowedActions: ['declare-conflict'],
    trust: { odsCode: 'RWE', name: 'A trust' },
    needsCountersignature: false,
    myOpinion: null,
    ...change,
  },
})
const OPENED = found({ state: 'opened', allowedActions: ['give-opinion', 'declare-conflict'] })
const worker = {
  fullName: 'Marta Nowak',
  employerName: 'A trust',
  jobTitle: 'Porter',
}
const content = {
  question: 'Is it safe?',
  nursePlan: null,
  summary: 'Low mood.',
  jobAndHazards: null,
  adjustmentsTried: null,
  absentSince: null,
  gateTitle: 'Explicit consent of the worker',
  gateGivenAt: '2026-11-03T10:12:00.000Z',
  lawfulBasis: 'UK GDPR Article 6(1)(e) and 9(2)(h)',
  reasons: [
    { title: 'A psychiatric condition', standingTitle: 'By the rules', because: null },
    { title: 'A hazard at work', standingTitle: 'Set aside by the nurse', because: 'The line was closed in May.' },
  ],
}
const silent = { code: 'SPOKE_UNAVAILABLE', about: 'RWE', path: 'escalation.worker' }
const hidden = { code: 'NOT_FOUND', path: 'escalation.worker' }
const nothing = { escalation: { worker: null, content: null } }

let drafts: TestDrafts
let own: OwnDrafts
beforeAll(async () => {
  drafts = await testDrafts()
})
beforeEach(() => {
  own = drafts.of(randomUUID() as PersonId)
})
afterAll(() => drafts[Symbol.asyncDispose]())

const visit = (answers: object, form?: [string, string][], address = ADDRESS, notice?: string) =>
  visitPage([...acceptedPages, ...writeOpinionPages, ...countersignPages], address, {
    organisation: 'QK1',
    roles: ['specialist'],
    drafts: own,
    ...(form && { form }),
    ...(notice && { notice }),
    answers: { ...answers },
  })
const operations = ({ asked }: Awaited<ReturnType<typeof visit>>) => asked.map(({ operation }) => operation)

describe('an accepted escalation', () => {
  it('shows who it is before anything clinical, and does not ask for the content', async () => {
    const seen = await visit({ AcceptedEscalation: found(), IdentityCard: { escalation: { worker } } })
    expect(seen.html).toContain('Marta Nowak')
    expect(seen.html).toContain('I have a conflict')
    expect(operations(seen)).toEqual(['AcceptedEscalation', 'IdentityCard'])
  })

  it('shows why the case was sent, and what the nurse set aside in her own words', async () => {
    const { html } = await visit({ AcceptedEscalation: OPENED, EscalationContent: { escalation: { worker, content } } })
    for (const words of ['A psychiatric condition', 'By the rules', 'Set aside by the nurse', 'The line was closed in May.'])
      expect(html).toContain(words)
  })

  it('shows on what ground it is held, and what the worker agreed to and when', async () => {
    const { html } = await visit({ AcceptedEscalation: OPENED, EscalationContent: { escalation: { worker, content } } })
    expect(html).toContain('Explicit consent of the worker, 3 November 2026 at 10:12am')
    expect(html).toContain('UK GDPR Article 6(1)(e) and 9(2)(h)')
  })

  it('tells a conflict only by what the specialist can know, and that the same department was left out before', async () => {
    const { html } = await visit({ AcceptedEscalation: found(), IdentityCard: { escalation: { worker } } })
    expect(html).not.toContain('You work in the same department')
    expect(html).toContain('has already left out every specialist of the worker’s department')
    expect(html).toContain('You manage the worker, or the worker manages you.')
  })

  it('says after a withdrawal that the opinion was not sent, and gives its words back for copying', async () => {
    const written: [string, string][] = [
      ['go', 'check'],
      ['answer', 'Nights may start again.'],
      ['fitness', 'fit'],
    ]
    const answers = { AcceptedEscalation: found({ state: 'withdrawn', allowedActions: [] }) }
    expect((await visit({}, written, `${ADDRESS}/opinion`)).reply).toMatchObject({ path: `${ADDRESS}/opinion/check` })
    const check = await visit(answers, undefined, `${ADDRESS}/opinion/check`)
    const { html } = await visit(answers, undefined, 'path' in check.reply ? check.reply.path : '')
    expect(html).toContain('Your opinion was not sent')
    expect(html).toContain('Nights may start again.')
    expect(html).not.toContain('Continue')
  })

  it('says nothing of an opinion after a withdrawal when none was written', async () => {
    const { html } = await visit({ AcceptedEscalation: found({ state: 'withdrawn', allowedActions: [] }) })
    expect(html).toContain('The worker has withdrawn consent')
    expect(html).not.toContain('was not sent')
  })

  it('says that it waits for the trust until the trust knows', async () => {
    const waiting = found({ waitingForTrust: true })
    const { html } = await visit({ AcceptedEscalation: waiting, IdentityCard: { data: nothing, errors: [hidden] } })
    expect(html).toContain('Waiting for the trust')
    expect(html).not.toContain('Your declaration')
  })

  it.each([
    ['IdentityCard', found()],
    ['EscalationContent', OPENED],
  ])('names the trust that did not answer, and stays shut (%s)', async (operation, status) => {
    const { html } = await visit({ AcceptedEscalation: status, [operation]: { data: nothing, errors: [silent] } })
    expect(html).toContain('A trust did not answer')
    expect(html).not.toContain('Your answer to the question')
  })

  it.each(CONSENT_REFUSALS)('says in a sentence why the content is shut: %s', async (reason) => {
    const errors = [hidden, { code: 'CONTENT_CLOSED', reason, path: 'escalation.content' }]
    const { html } = await visit({ AcceptedEscalation: OPENED, EscalationContent: { data: nothing, errors } })
    expect(html).toContain('The content is closed')
    expect(html).not.toContain('gave no reason')
    expect(html).not.toContain('Your answer to the question')
  })

  it('gives back what was written when the content closes meanwhile', async () => {
    const errors = [{ code: 'CONTENT_CLOSED', reason: 'consent-withdrawn', path: 'escalation.content' }]
    const answers = { AcceptedEscalation: OPENED, EscalationContent: { data: nothing, errors } }
    const written: [string, string][] = [
      ['go', 'check'],
      ['answer', 'Nights may start again.'],
      ['fitness', 'fit'],
    ]
    expect((await visit({}, written, `${ADDRESS}/opinion`)).reply).toMatchObject({ path: `${ADDRESS}/opinion/check` })
    expect((await visit(answers, undefined, `${ADDRESS}/opinion/check`)).reply).toMatchObject({ path: ADDRESS })
    const { html } = await visit(answers)
    expect(html).toContain('Nights may start again.')
    expect(html).toContain('was not sent')
  })

  it('does not hide any other fault', async () => {
    const errors = [{ code: 'INTERNAL_SERVER_ERROR', path: 'escalation.content' }]
    await expect(visit({ AcceptedEscalation: OPENED, EscalationContent: { data: nothing, errors } })).rejects.toThrow('refused')
  })

  it('is checked before it is signed, and sent as it was checked', async () => {
    const answers = {
      AcceptedEscalation: OPENED,
      EscalationContent: { escalation: { worker, content } },
      GiveOpinion: { giveOpinion: { __typename: 'OpinionGiven' } },
    }
    const written: [string, string][] = [
      ['answer', 'Yes.\nSlowly.'],
      ['fitness', 'fit-with-adjustments'],
      ['adjustments', 'Days only'],
      ['go', 'check'],
    ]
    expect((await visit({}, written, `${ADDRESS}/opinion`)).reply).toMatchObject({ path: `${ADDRESS}/opinion/check` })
    const check = await visit(answers, undefined, `${ADDRESS}/opinion/check`)
    expect(check.html).toContain('Sign and send')
    expect(operations(check)).not.toContain('GiveOpinion')
    const given = await visit(answers, fieldsIn(check.html), `${ADDRESS}/opinion/check`)
    expect(given.reply).toEqual({ kind: 'see-other', path: ADDRESS, notice: 'opinion-given' })
    expect(given.asked.at(-1)?.variables).toMatchObject({
      input: { ics: 'QK1', escalationId: 'e1', answer: 'Yes.\nSlowly.', adjustments: ['Days only'], reviewOn: null },
    })
  })

  it('says what is wrong with an opinion and keeps what is right, without asking anybody', async () => {
    const sent = await visit(
      {},
      [
        ['answer', 'Yes.'],
        ['go', 'check'],
      ],
      `${ADDRESS}/opinion`,
    )
    expect(sent.reply).toEqual({ kind: 'see-other', path: ADDRESS, notice: 'not-yet' })
    const answers = { AcceptedEscalation: OPENED, EscalationContent: { escalation: { worker, content } } }
    const { html, reply } = await visit(answers, undefined, ADDRESS, 'not-yet')
    expect(reply).toMatchObject({ status: 422, refused: true })
    expect(html).toContain('Choose whether the worker is fit for work.')
    expect(fieldsIn(html)).toContainEqual(['answer', 'Yes.'])
  })

  it('comes back with its reasons and its words when the pool refuses it', async () => {
    const reasons = [{ word: 'review-in-the-past', sentence: 'The review date has passed.' }]
    const answers = {
      AcceptedEscalation: OPENED,
      EscalationContent: { escalation: { worker, content } },
      GiveOpinion: { giveOpinion: { __typename: 'Refused', reasons } },
    }
    await visit(
      {},
      [
        ['answer', 'Yes.'],
        ['fitness', 'fit'],
        ['go', 'check'],
      ],
      `${ADDRESS}/opinion`,
    )
    expect((await visit(answers, [], `${ADDRESS}/opinion/check`)).reply).toMatchObject({ path: ADDRESS })
    const { html } = await visit(answers)
    expect(html).toContain('href="#review-on-day"')
    expect(fieldsIn(html)).toContainEqual(['answer', 'Yes.'])
  })

  it('leaves the author the own opinion and nothing else once consent is withdrawn', async () => {
    const myOpinion = { answer: 'Yes.', fitnessTitle: 'Fit', adjustments: [], reviewOn: null, adviceToNurse: '', signedAt: null }
    const seen = await visit({ AcceptedEscalation: found({ state: 'withdrawn', allowedActions: [], myOpinion }) })
    expect(seen.html).toContain('Yes.')
    expect(seen.html).toContain('has withdrawn consent')
    expect(operations(seen)).toEqual(['AcceptedEscalation'])
  })

  it('goes to somebody else when a conflict is declared, and leaves the declarer no draft', async () => {
    const answers = { DeclareConflict: { declareConflict: { __typename: 'ConflictDeclared', conflict: true } } }
    await visit(
      {},
      [
        ['answer', 'Yes.'],
        ['go', 'keep'],
      ],
      `${ADDRESS}/opinion`,
    )
    const { reply } = await visit(answers, [['conflict', 'yes']], `${ADDRESS}/conflict`)
    expect(reply).toEqual({ kind: 'see-other', path: '/pool', notice: 'conflict-declared' })
    expect(await own.find(ADDRESS)).toBeUndefined()
  })

  it('takes no answer for a declaration that was not made', async () => {
    const { reply, html } = await visit(
      { AcceptedEscalation: found(), IdentityCard: { escalation: { worker } } },
      [],
      `${ADDRESS}/conflict`,
    )
    expect(reply).toMatchObject({ status: 422 })
    expect(html).toContain('Choose whether you have a conflict of interest.')
  })
})

describe('what a trainee has written', () => {
  const awaitingOpinion = {
    authorName: 'Dr Tobias Quayle',
    answer: 'Nights may start again.',
    fitness: 'fit',
    fitnessTitle: 'Fit for work',
    adjustments: [],
    reviewOn: '2026-12-21',
    adviceToNurse: '',
    writtenAt: '2026-11-23T10:12:00.000Z',
    state: 'waiting',
    comment: null,
  }
  const withAwaiting = (change: object = {}) => ({
    EscalationContent: { escalation: { worker, content, awaitingOpinion: { ...awaitingOpinion, ...change } } },
  })
  const supervised = (change: object = {}) =>
    found({ relation: 'supervised', state: 'countersigning', allowedActions: ['countersign', 'declare-conflict'], ...change })

  it('is read by the supervisor with the content, to be countersigned or sent back', async () => {
    const { html } = await visit({ AcceptedEscalation: supervised(), ...withAwaiting() })
    for (const words of ['Is it safe?', 'What Dr Tobias Quayle has written', 'Countersign and send', 'What must be changed'])
      expect(html).toContain(words)
  })

  it('is shut to the supervisor until the own declaration, which comes first', async () => {
    const shut = { code: 'CONTENT_CLOSED', reason: 'declaration-missing', path: 'escalation.content' }
    const answer = { data: { escalation: { worker, content: null, awaitingOpinion: null } }, errors: [shut] }
    const { html } = await visit({
      AcceptedEscalation: supervised({ allowedActions: ['declare-conflict'] }),
      EscalationContent: answer,
    })
    expect(html).toContain('Do you know this worker?')
    expect(html).toContain('A trainee under your supervision has accepted it.')
    expect(html).not.toContain('Countersign and send')
  })

  it('is sent back only with what must be changed', async () => {
    const sent = await visit(
      { AcceptedEscalation: supervised(), ...withAwaiting() },
      [
        ['ruling', 'send-back'],
        ['comment', ' '],
      ],
      `${ADDRESS}/countersign`,
    )
    expect(sent.html).toContain('Enter what must be changed.')
    expect(operations(sent)).not.toContain('CountersignOpinion')
  })

  it('is the supervisor’s to read afterwards, and is not called an answer of the supervisor', async () => {
    const myOpinion = { answer: 'Yes.', fitnessTitle: 'Fit', adjustments: [], reviewOn: null, adviceToNurse: '', signedAt: null }
    const { html } = await visit({ AcceptedEscalation: supervised({ state: 'answered', allowedActions: [], myOpinion }) })
    expect(html).toContain('You have countersigned the opinion.')
    expect(html).not.toContain('You have answered')
    expect(html).not.toContain('Your opinion')
  })

  it('that was sent back shows the supervisor what was said to the trainee', async () => {
    const { html } = await visit({
      AcceptedEscalation: supervised({ state: 'opened', allowedActions: ['declare-conflict'] }),
      ...withAwaiting({ state: 'sent-back', comment: 'Say for how long.' }),
    })
    expect(html).toContain('You have sent it back')
    expect(html).toContain('Say for how long.')
    expect(html).toContain('Nights may start again.')
  })

  it('is known by the trainee to go to the supervisor first, before it is written and before it is sent', async () => {
    const opened = found({ state: 'opened', needsCountersignature: true, allowedActions: ['give-opinion', 'declare-conflict'] })
    const answers = { AcceptedEscalation: opened, EscalationContent: { escalation: { worker, content } } }
    const told = 'Your supervisor reads it first, and countersigns it or sends it back to you.'
    expect((await visit(answers)).html).toContain(told)
    const written: [string, string][] = [
      ['answer', 'Yes.'],
      ['fitness', 'fit'],
    ]
    await visit({}, written, `${ADDRESS}/opinion`)
    const { html } = await visit(answers, undefined, `${ADDRESS}/opinion/check`)
    expect(html).toContain(told)
    expect(html).toContain('Sign and send to your supervisor')
    const own = { ...answers, AcceptedEscalation: OPENED }
    for (const path of [ADDRESS, `${ADDRESS}/opinion/check`])
      expect((await visit(own, undefined, path)).html).not.toContain('supervisor')
  })

  it('may go to a supervisor first, for all that a pool of an older version says of it', async () => {
    const opened = found({ state: 'opened', needsCountersignature: null, allowedActions: ['give-opinion', 'declare-conflict'] })
    const errors = [{ code: 'NOT_YET_AT_POOL', about: 'QK1', path: 'escalation.needsCountersignature' }]
    const answers = {
      AcceptedEscalation: { data: opened, errors },
      EscalationContent: { escalation: { worker, content } },
    }
    await visit(
      {},
      [
        ['answer', 'Yes.'],
        ['fitness', 'fit'],
      ],
      `${ADDRESS}/opinion`,
    )
    const { html } = await visit(answers, undefined, `${ADDRESS}/opinion/check`)
    expect(html).toContain('If you are in training, your supervisor reads it first')
  })

  it('waits, for the trainee, with nothing to press', async () => {
    const waiting = found({ relation: 'accepted', state: 'countersigning', allowedActions: ['declare-conflict'] })
    const { html } = await visit({ AcceptedEscalation: waiting, ...withAwaiting() })
    expect(html).toContain('Nothing has been sent yet.')
    expect(html).not.toContain('Keep as draft')
  })

  it('comes back to the trainee with the comment above, and the words in the form', async () => {
    const { html } = await visit({
      AcceptedEscalation: OPENED,
      ...withAwaiting({ state: 'sent-back', comment: 'Say for how long.' }),
    })
    expect(html).toContain('Say for how long.')
    expect(html).toContain('Nights may start again.</textarea>')
    expect(html).toMatch(/name="review-on-month"[^>]*value="12"|value="12"[^>]*name="review-on-month"/)
  })
})
