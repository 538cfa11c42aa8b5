import { describe, expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { explainPages } from './explain.page.tsx'

const considered = [
  {
    specialist: { id: '1', fullName: 'Dr Sethi' },
    standing: 'excluded',
    standingTitle: 'Cannot be asked',
    reasons: [{ word: 'away', sentence: 'Away on 23 November 2026' }],
  },
]
const event = (sentence: string, more: object = {}) => ({
  ...{ at: '2026-11-23T09:00:00.000Z', sentence, policyVersion: null, considered: null, sessions: null },
  ...more,
})
const history = (more: object = {}) => ({
  EscalationHistory: {
    escalationHistory: {
      ...{ id: 'e1', pseudonym: 'E-4F2A-91C3', skills: [{ title: 'Skin' }], urgency: 'soon', urgencyTitle: 'Soon' },
      ...{
        dueOn: '2026-11-30',
        state: 'offered',
        stateTitle: 'Offered',
        round: 2,
        looksLeftOut: 0,
        specialists: considered,
        cancellable: null,
      },
      events: [
        event('The escalation came in.'),
        event('The pool looked for a specialist.', { policyVersion: 3, considered }),
        event('The worker was put in a clinic session.', {
          sessions: [
            {
              ...{ startsAt: '2026-11-27T09:00:00.000Z', standing: 'excluded', standingTitle: 'Not possible' },
              reasons: [{ sentence: 'Too little notice for the worker' }],
            },
          ],
        }),
      ],
      ...more,
    },
  },
})
const visit = (answers: object, form?: readonly (readonly [string, string])[]) =>
  visitPage(explainPages, '/pool/board/e1', {
    ...{ organisation: 'QK1', roles: ['pool-coordinator'], answers: { ...history(), ...answers } },
    ...(form ? { form } : {}),
  })

const refusal = (word: string, sentence: string) => ({ __typename: 'Refused', reasons: [{ word, sentence }] })

describe('what happened and why', () => {
  it('tells the story in its order, by which policy, and why not each specialist and each session', async () => {
    const { html } = await visit(history())
    const places = ['The escalation came in.', 'The pool looked', 'put in a clinic session'].map((words) => html.indexOf(words))
    expect(places).toEqual([...places].sort((one, other) => one - other))
    expect(Math.min(...places)).toBeGreaterThan(0)
    for (const words of [
      'by routing policy 3',
      'Dr Sethi: cannot be asked',
      'Away on 23 November 2026.',
      'Too little notice for the worker.',
    ])
      expect(html).toContain(words)
  })

  it('says when nobody has been considered, and how many looks are left out', async () => {
    const { html } = await visit(history({ specialists: [], looksLeftOut: 7 }))
    expect(html).toContain('No specialist has been considered yet.')
    expect(html).toContain('looked 7 times before')
  })

  it('is told without a booking to cancel by a pool of an older version', async () => {
    const errors = [{ code: 'NOT_YET_AT_POOL', about: 'QK1', path: 'escalationHistory.cancellable' }]
    const { reply, html } = await visit({ EscalationHistory: { data: history().EscalationHistory, errors } })
    expect(reply).toMatchObject({ status: 200 })
    expect(html).toContain('The escalation came in.')
    expect(html).not.toContain('Cancel the appointment')
  })

  it('lets the coordinator cancel the appointment of a worker who cannot come, and says what follows', async () => {
    const answers = history({ cancellable: { id: 'b1', startsAt: '2026-11-27T09:00:00.000Z' } })
    expect((await visit({})).html).not.toContain('Cancel the appointment')
    const { html } = await visit(answers)
    expect(html).toContain('Cancel the appointment')
    expect(html).toContain('27 November 2026')
    const form = [['booking', 'b1']] as const
    const done = await visit({ CancelBooking: { cancelBooking: { __typename: 'BookingCancelled' } } }, form)
    expect(done.reply).toEqual({ kind: 'see-other', path: '/pool/board/e1', notice: 'booking-cancelled' })
    const sentence = 'This appointment does not stand any more. Open the page again.'
    const refused = await visit({ ...answers, CancelBooking: { cancelBooking: refusal('booking-over', sentence) } }, form)
    expect(refused.html).toContain(sentence)
    const over = await visit({ CancelBooking: { cancelBooking: refusal('booking-over', sentence) } }, form)
    for (const { html } of [refused, over]) {
      expect(html).toContain('href="#form"')
      expect(html.match(/ id="form"/g)).toHaveLength(1)
    }
  })
})
