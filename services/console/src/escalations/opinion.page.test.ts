import { expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { opinionPages } from './opinion.page.tsx'

const WORDS = 'Moved to day shifts <from Monday>,\nand told the worker.'
const ACTED = { actedAt: '2026-11-23T09:42:00.000Z', actedByName: 'Callum Doyle', acted: 'Kept on days.' }
const read = (mayAct: boolean, acted: object = {}) => ({
  case: {
    id: 'c1',
    reference: 'K7F-3X9-TP3',
    version: 9,
    allowedActions: mayAct ? ['act-on-opinion'] : [],
    worker: { fullName: 'Marta Nowak' },
    escalations: [
      {
        id: 'e1',
        question: 'Nights?',
        opinion: {
          authorName: 'Dr Harriet Bell',
          answer: 'Days only.',
          fitnessTitle: 'Fit',
          adjustments: [],
          reviewOn: null,
          adviceToNurse: '',
          signedAt: '2026-11-22T09:42:00.000Z',
          verified: true,
          actedAt: null,
          actedByName: null,
          acted: null,
          ...acted,
        },
      },
    ],
  },
})
const act = (answer: object, after: object) =>
  visitPage(opinionPages, '/cases/c1/opinion', {
    organisation: 'RWE',
    roles: ['oh-nurse'],
    form: [['words', WORDS]],
    answers: { ActOnOpinion: { actOnOpinion: answer }, OpinionOnCase: after },
  })
const STALE = {
  __typename: 'Stale',
  currentVersion: 9,
  changes: ['Callum Doyle recorded what was done about the opinion at 9:42am'],
}
const REFUSED = { __typename: 'Refused', reasons: [{ word: 'wrong-state', sentence: 'There is no opinion to act on.' }] }

it.each([STALE, REFUSED])('words on an opinion that a colleague acted on first are given back ($__typename)', async (answer) => {
  const { reply, html } = await act(answer, read(false, ACTED))
  expect(reply).toMatchObject({ status: 409 })
  expect(html).toContain('Callum Doyle acted on this opinion on 23 November 2026 at 9:42am')
  expect(html).toContain('Copy what you wrote')
  expect(html).toContain('Moved to day shifts &lt;from Monday&gt;')
  expect(html).not.toContain('still below')
  expect(html).not.toContain('I have acted on this opinion')
})

it('words about an opinion that may still be acted on stay in the form', async () => {
  const { html } = await act(STALE, read(true))
  expect(html).toContain('What you entered is still below')
  expect(html).toContain('I have acted on this opinion')
  expect(html).toContain('Moved to day shifts &lt;from Monday&gt;')
})
