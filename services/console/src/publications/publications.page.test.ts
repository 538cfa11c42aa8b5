import { expect, it } from 'vitest'
import { visitPage } from '../testing/visit.ts'
import { publicationPages } from './publications.page.tsx'

const waiting = {
  month: '2026-10',
  isOver: true,
  expected: 201,
  sent: 197,
  staffCovered: 98,
  synthetic: true,
  received: [
    { employer: 'RWE', name: 'University Hospitals of Leicester', restatement: 2, receivedAt: '2026-11-05T10:15:00.000Z' },
  ],
  missing: [{ code: 'RX1', name: 'Nottingham University Hospitals' }],
}
const published = Array.from({ length: 13 }, (_, at) => ({
  number: 36 - at,
  month: '2026-09',
  publishedAt: '2026-10-12T09:00:00.000Z',
  publishedByName: 'Hamish Orr',
  synthetic: at > 0,
}))
const ready = {
  id: 'p1',
  month: '2026-10',
  state: 'ready',
  preparedByName: 'Hamish Orr',
  isCurrent: true,
  isOwn: false,
  reasons: [],
}
const withdrawn = { kind: 'withdrawn', byName: 'Leonie Marchetti', reason: 'A service sent wrong figures' }
const standing = (change: object = {}, withdrawn: object[] = []) => ({
  england: { preparations: { rows: [{ ...ready, ...change }] }, publications: withdrawn },
})
const visit = (address: string, change: object = {}, more: object = {}) =>
  visitPage(publicationPages, address, {
    roles: ['statistician'],
    answers: {
      Publications: { england: { monthToPublish: { ...waiting, ...change }, publications: published } },
      StandingOfPublications: standing({}, [{ number: 30, withdrawal: withdrawn }]),
      StuckRollupMessages: { rollupParkedMessages: { parked: 0 } },
    },
    ...more,
  })

it('says what has come in, who is missing, and what stands published', async () => {
  const { html } = await visit('/publications')
  for (const words of [
    '197 of 201 trusts',
    '98%',
    '1 time',
    '1 trust has not sent it',
    '(RX1)',
    'Publish October 2026',
    'Hamish Orr',
    'Withdrawn',
    'A service sent wrong figures, Leonie Marchetti',
  ])
    expect(html).toContain(words)
  expect(html).toContain('href="/publications?before=25"')
})

it.each([
  [0, 'Messages to the services', 'stuck'],
  [1, '1 message is stuck', 'them again'],
  [2, '2 messages are stuck', 'send it again'],
])('leads to the messages, of which %i are stuck', async (parked, words, never) => {
  const england = { monthToPublish: waiting, publications: published }
  const answers = {
    Publications: { england },
    StandingOfPublications: standing(),
    StuckRollupMessages: { rollupParkedMessages: { parked } },
  }
  const { html } = await visit('/publications', {}, { answers })
  expect(html).toContain('href="/publications/messages"')
  expect(html).toContain(words)
  expect(html).not.toContain(never)
})

it('still shows the month when a rollup of an earlier version cannot say what is stuck or prepared', async () => {
  const england = { monthToPublish: waiting, publications: published }
  const notYet = { data: { england: null }, errors: [{ code: 'NOT_YET_AT_ROLLUP', path: 'england.preparations' }] }
  const older = { data: { rollupParkedMessages: null }, errors: [{ code: 'NOT_YET_AT_ROLLUP', path: 'rollupParkedMessages' }] }
  const { html } = await visit(
    '/publications',
    {},
    { answers: { Publications: { england }, StandingOfPublications: notYet, StuckRollupMessages: older } },
  )
  expect(html).toContain('Prepare October 2026')
  expect(html).toContain('href="/publications/messages"')
})

it('says of a month that is not over only when it can be published', async () => {
  const { html } = await visit('/publications', { month: '2026-11', isOver: false, sent: 0 })
  expect(html).toContain('November 2026 can be published after its last day.')
  expect(html).not.toContain('Publish November 2026')
})

it('asks once more before it publishes, and says what cannot be taken back', async () => {
  const { html } = await visit('/publications/2026-10')
  expect(html).toContain('This cannot be taken back')
  expect(html).toContain('<form')
})

it.each([['a month that is not next', '/publications/2026-11', {}]])('offers no form for %s', async (_is, address, change) => {
  const { reply, html } = await visit(address, change)
  expect(reply).toMatchObject({ status: 409 })
  expect(html).not.toContain('<form')
})

it.each([
  ['that nobody has prepared', { month: '2026-09' }, 'Prepare October 2026', 'Publish October 2026'],
  ['that is being prepared', { state: 'running', isCurrent: false }, 'Look again', 'Prepare October 2026'],
  ['that the reader has prepared', { isOwn: true }, 'A second statistician', 'Publish October 2026'],
  ['of which something came in since', { isCurrent: false }, 'must be prepared again', 'Publish October 2026'],
  [
    'that the gate refuses',
    { state: 'refused', isCurrent: false, reasons: ['It is not proved safe.'] },
    'not proved safe',
    'Publish',
  ],
])('says of a month %s what can be done, and offers nothing else', async (_is, change, words, never) => {
  const england = { monthToPublish: waiting, publications: [] }
  const answers = {
    Publications: { england },
    StandingOfPublications: standing(change),
    StuckRollupMessages: { rollupParkedMessages: { parked: 0 } },
  }
  const { html } = await visit('/publications', {}, { answers })
  expect(html).toContain(words)
  expect(html).not.toContain(never)
})

it('has a month prepared and leads back to the list', async () => {
  const answers = { PrepareMonth: { prepareMonth: { __typename: 'MonthBeingPrepared', id: 'p1' } } }
  const { reply } = await visit('/publications/2026-10/prepare', {}, { form: [], answers })
  expect(reply).toMatchObject({ path: '/publications', notice: 'being-prepared' })
})

it('publishes and leads back to the list; a second click is told that it stands published', async () => {
  const send = (answer: object) =>
    visit('/publications/2026-10', {}, { form: [], answers: { PublishMonth: { publishMonth: answer } } })
  expect((await send({ __typename: 'MonthPublished', number: 37 })).reply).toMatchObject({
    path: '/publications',
    notice: 'published',
  })
  const { reply, html } = await send({
    __typename: 'Refused',
    reasons: [{ word: 'month-published', sentence: 'This month has been published.' }],
  })
  expect(reply).toMatchObject({ status: 409 })
  expect(html).toContain('This month has been published.')
})
