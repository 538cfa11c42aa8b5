import { expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
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
  policy: 1,
}))
const ready = {
  id: 'p1',
  kind: 'month',
  month: '2026-10',
  state: 'ready',
  preparedByName: 'Hamish Orr',
  isCurrent: true,
  isOwn: false,
  reasons: [],
  askedAt: '2026-11-22T09:53:00.000Z',
  finishedAt: '2026-11-22T09:56:00.000Z',
  publishedAs: null,
}
const underWay = { isCurrent: false, finishedAt: null }
const replaced = { kind: 'replaced', at: '2026-10-14T09:00:00.000Z', byName: 'Ann Lee', reason: 'Made wrongly' }
const askedFor = (isOwn: boolean) => ({
  ...{ at: '2026-10-15T09:00:00.000Z', byName: 'Ann Lee', isOwn, reason: 'Made wrongly', reasonWord: 'wrongly-made' },
})
const standings = [
  { number: 36, restatement: 1, withdrawal: null, withdrawalAsked: null },
  { number: 35, restatement: 2, withdrawal: null, withdrawalAsked: null },
  { number: 34, restatement: null, withdrawal: replaced, withdrawalAsked: null },
  { number: 33, restatement: 1, withdrawal: null, withdrawalAsked: askedFor(false) },
  { number: 32, restatement: 1, withdrawal: null, withdrawalAsked: askedFor(true) },
]
/** What the graph answers: the month, what was prepared with the newest first, and how many messages are stuck. */
const answersOf = ({
  month = {},
  prepared = [{}],
  parked = 0,
  yearToRefresh,
}: {
  month?: object
  yearToRefresh?: object
  prepared?: object[]
  parked?: number
} = {}) => ({
  Publications: { england: { monthToPublish: { ...waiting, ...month }, publications: published } },
  StandingOfPublications: {
    england: {
      preparations: { rows: prepared.map((change) => ({ ...ready, ...change })) },
      publications: standings,
      yearToRefresh,
    },
  },
  StuckRollupMessages: { rollupParkedMessages: { parked } },
})
const visit = (address: string, answers: object = answersOf(), form?: [string, string][]) =>
  visitPage(publicationPages, address, { roles: ['statistician'], answers: { ...answers }, ...(form ? { form } : {}) })

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
  ])
    expect(html).toContain(words)
  expect(html).toContain('href="/publications?before=25"')
})

it.each([
  [0, 'Messages to the services', 'stuck'],
  [1, '1 message is stuck', 'them again'],
  [2, '2 messages are stuck', 'send it again'],
])('leads to the messages, of which %i are stuck', async (parked, words, never) => {
  const { html } = await visit('/publications', answersOf({ parked }))
  expect(html).toContain('href="/publications/messages"')
  expect(html).toContain(words)
  expect(html).not.toContain(never)
})

it('still shows the month when a rollup of an earlier version cannot say what is stuck, prepared or withdrawn', async () => {
  const notYet = { data: { england: null }, errors: [{ code: 'NOT_YET_AT_ROLLUP', path: 'england.preparations' }] }
  const older = { data: { rollupParkedMessages: null }, errors: [{ code: 'NOT_YET_AT_ROLLUP', path: 'rollupParkedMessages' }] }
  const answers = { ...answersOf(), StandingOfPublications: notYet, StuckRollupMessages: older }
  const { html } = await visit('/publications', answers)
  expect(html).toContain('Prepare October 2026')
  expect(html).toContain('href="/publications/messages"')
  expect(html).toContain('Not known now')
  expect(html).not.toContain('href="/publications/withdraw/36"')
})

it('says of a month that is not over only when it can be published', async () => {
  const { html } = await visit('/publications', answersOf({ month: { month: '2026-11', isOver: false, sent: 0 } }))
  expect(html).toContain('November 2026 can be published after its last day.')
  expect(html).not.toContain('Publish November 2026')
})

it('asks once more before it publishes, and says what cannot be taken back', async () => {
  const { html } = await visit('/publications/2026-10')
  expect(html).toContain('This cannot be taken back')
  expect(html).toContain('<form')
})

it.each([
  ['a month that is not next', '/publications/2026-11', {}, 'once, in order'],
  ['another preparation than the one that was looked at', '/publications/2026-10?preparation=p0', {}, 'Look at the new one'],
  ['a preparation of the reader', '/publications/2026-10', { isOwn: true }, 'by a second person'],
  ['a preparation that is out of date', '/publications/2026-10', { isCurrent: false }, 'after somebody has prepared it'],
])('offers no form for %s, and says why', async (_is, address, change, words) => {
  const { reply, html } = await visit(address, answersOf({ prepared: [change] }))
  expect(reply).toMatchObject({ status: 409 })
  expect(html).not.toContain('<form')
  expect(html).toContain(words)
})

it('asks of the very preparation that the reader looked at', async () => {
  const { html } = await visit('/publications/2026-10?preparation=p1')
  expect(fieldsIn(html)).toContainEqual(['preparation', 'p1'])
  expect(html).toContain('href="/publications/preparation/p1"')
})

it('says which policy a publication obeys, which one of its month it is, and whether it stands', async () => {
  const { html } = await visit('/publications')
  expect(html).toContain('September 2026, publication 2 of it')
  expect(html).toContain('Replaced</strong> Made wrongly. Ann Lee, 14 October 2026 at 10am')
  expect(html).toContain('href="/publications/withdraw/36"')
  expect(html).not.toContain('href="/publications/withdraw/34"')
})

it('says of which publications one person asks that they be withdrawn, and who decides', async () => {
  const { html } = await visit('/publications')
  expect(html).toContain('Withdrawal asked</strong> Made wrongly. Ann Lee, 15 October 2026 at 10am.')
  expect(html).toContain('Made wrongly. You, 15 October 2026 at 10am.')
  expect(html).toContain('It waits for a second person')
  expect(html.match(/>Decide</g) ?? html.match(/Decide/g)).toHaveLength(1)
})

it('leads to the figures of each publication, whether it stands or not', async () => {
  const { html } = await visit('/publications')
  for (const number of [36, 34, 33]) expect(html).toContain(`href="/publications/number/${number}"`)
})

it.each([
  ['that nobody has prepared', { month: '2026-09' }, 'Prepare October 2026', 'Publish October 2026'],
  ['that waits for its turn', { ...underWay, state: 'pending' }, 'It waits for its turn', 'Prepare October 2026'],
  ['that is being prepared', { ...underWay, state: 'running' }, 'since 22 November 2026 at 9:53am', 'Prepare October 2026'],
  ['that the reader has prepared', { isOwn: true }, 'A second statistician', 'Publish October 2026'],
  ['of which something came in since', { isCurrent: false }, 'must be prepared again', 'Publish October 2026'],
  [
    'that the gate refuses',
    { state: 'refused', isCurrent: false, reasons: ['It is not proved safe.'] },
    'not proved safe',
    'Publish October 2026',
  ],
  ['that was published of it', { month: '2026-09', publishedAs: 36 }, 'published as number 36', 'Publish October 2026'],
])('says of a month %s what can be done, and offers nothing else', async (_is, change, words, never) => {
  const { html } = await visit('/publications', answersOf({ prepared: [change] }))
  expect(html).toContain(words)
  expect(html).not.toContain(never)
})

it('tells how long the last preparation took while one is under way, and asks to look again', async () => {
  const prepared = [
    { ...underWay, state: 'running' },
    { id: 'p0', month: '2026-09', publishedAs: 36 },
  ]
  const { html } = await visit('/publications', answersOf({ prepared }))
  expect(html).toContain('The last one took 3 minutes.')
  expect(html).toContain('Look again')
})

it('leads the second person to what was prepared before it is published', async () => {
  const { html } = await visit('/publications')
  expect(html).toContain('href="/publications/preparation/p1"')
  expect(html).toContain('href="/publications/2026-10?preparation=p1"')
})

it('says why a month cannot be prepared', async () => {
  const reasons = [{ word: 'preparation-under-way', sentence: 'A month is being prepared.' }]
  const answers = { PrepareMonth: { prepareMonth: { __typename: 'Refused', reasons } } }
  const { reply, html } = await visit('/publications/2026-10/prepare', answers, [])
  expect(reply).toMatchObject({ status: 409 })
  expect(html).toContain('October 2026 cannot be prepared now')
  expect(html).toContain('A month is being prepared.')
})

it('has a month prepared and leads back to the list', async () => {
  const answers = { PrepareMonth: { prepareMonth: { __typename: 'MonthBeingPrepared', id: 'p1' } } }
  const { reply } = await visit('/publications/2026-10/prepare', answers, [])
  expect(reply).toMatchObject({ path: '/publications', notice: 'being-prepared' })
})

it('publishes and leads back to the list; a second click is told that it stands published', async () => {
  const send = (answer: object) => visit('/publications/2026-10', { PublishMonth: { publishMonth: answer } }, [])
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

it('says before a March is published which corrections of the year before would never count', async () => {
  const correction = {
    employer: 'RX1',
    name: 'Nottingham University Hospitals',
    month: '2026-01',
    restatement: 2,
    receivedAt: ready.askedAt,
  }
  const confirm = async (month: string, refreshedAs: number | null = null) => {
    const yearToRefresh = { year: '2025/26', refreshedAs, corrections: refreshedAs === null ? [correction] : [] }
    const answers = answersOf({ month: { month }, prepared: [{ month }], yearToRefresh })
    return (await visit(`/publications/${month}`, answers)).html
  }
  const words = '1 correction from 1 trust waits for the refresh of 2025/26.'
  expect(await confirm('2027-03')).toContain(words)
  expect(await confirm('2027-03')).toContain('Refresh 2025/26 first')
  expect(await confirm('2027-02')).not.toContain(words)
  expect(await confirm('2027-03', 40)).not.toContain('Refresh 2025/26 first')
})
