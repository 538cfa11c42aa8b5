import { createHash, randomUUID } from 'node:crypto'
import type { FinancialYear, Instant, MessageId, Month, SubmissionId } from '@oh/kernel'
import type { Count } from '@oh/measures'
import {
  type MessageBodies,
  SUBMISSION_ANSWERED_V1,
  SUBMISSION_PUBLISHED_V1,
  SUBMISSION_REFUSALS,
  SUBMISSION_WAITS_V1,
  type SubmissionSentV2,
} from '@oh/messages'
import { type Actor, asActor } from '@oh/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Scene, scene } from '../escalations/testing/scene.ts'
import { ask } from '../testing/ask.ts'
import { aReferral, person } from '../testing/stories.ts'
import { HERE } from '../testing/test-spoke.ts'
import { readSubmission } from './read-submission.ts'
import { signOffSubmission } from './sign-off-submission.ts'
import { submissionSentence } from './standing.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
  await s.test.grant('head', 'Ruth Pemberton', 'head-of-service')
  await post('oh-nurse', 300)
})
afterAll(() => s[Symbol.asyncDispose]())

const head = person('head')
const named = (month: string, employer = 'RWE') => ({ month: month as Month, employer })
const post = (occupation: string, hundredths: number) =>
  s.test.database.admin`insert into oh_post (id, occupation, funded, in_post, from_on)
    values (${randomUUID()}, ${occupation}, ${hundredths}, ${hundredths}, '2020-01-01')`

async function look(month: string) {
  const view = await readSubmission(s.spoke, head, named(month))
  if (view.kind !== 'read') throw new Error(JSON.stringify(view))
  return view
}
async function signOff(month: string, digest?: string, who = head) {
  s.test.clock.forward(1)
  return signOffSubmission(s.spoke, who, { ...named(month), digest: digest ?? (await look(month)).digest })
}
const word = (answer: object) => ('reasons' in answer ? (answer.reasons as { word: string }[]).map((each) => each.word) : answer)

/** Under which versions of the message a month was posted, in order. */
async function versionsPosted(month: string) {
  const rows = await s.test.database.admin<{ name: string }[]>`
    select o.name from outbox_message o join submission s on o.occurred_at = s.signed_off_at and o.name like 'submission-sent.%'
    where s.month = ${month} order by o.seq`
  return rows.map(({ name }) => name)
}

/** What was posted about a month, in order, as the rollup would read it. */
async function posted(month: string): Promise<SubmissionSentV2[]> {
  const rows = await s.test.database.admin<{ id: MessageId; sealed_body: Uint8Array; subject: string; destination: string }[]>`
    select id, sealed_body, subject, destination from outbox_message where name like 'submission-sent.%' order by seq`
  const bodies = rows.map(({ id, sealed_body }) => JSON.parse(Buffer.from(s.spoke.keyring.openBody(id, sealed_body)).toString()))
  return bodies.filter((body) => body.month === month)
}
const lastSent = async (month: string): Promise<SubmissionId> => {
  const [row] = await s.test.database
    .admin`select id from submission where month = ${month} order by signed_off_at desc, restatement desc`
  return row?.id
}
async function answer(month: string, ruling: 'taken-in' | 'refused', ...reasons: string[]) {
  const body: MessageBodies[typeof SUBMISSION_ANSWERED_V1] = {
    submissionId: await lastSent(month),
    ruling,
    reasons,
    answeredAt: s.test.clock.now(),
  }
  return s.tells(SUBMISSION_ANSWERED_V1, body, HERE.rollup)
}

describe('the head of service signs off a month', () => {
  it('and what was seen is kept, posted and audited in one transaction', async () => {
    const seen = await look('2026-10')
    expect(seen).toMatchObject({ isNew: true, standing: { state: 'not-sent' }, employer: { code: 'RWE' } })
    expect(await signOff('2026-10', seen.digest)).toMatchObject({ kind: 'signed-off', isNew: true })
    const [message, ...more] = await posted('2026-10')
    expect([message, more]).toEqual([
      {
        submissionId: await lastSent('2026-10'),
        employer: 'RWE',
        month: '2026-10',
        restatement: 1,
        floor: 8,
        signedOffAt: s.test.clock.now(),
        counts: seen.counts.map(({ measure, version, numerator, denominator }) => ({ measure, version, numerator, denominator })),
      },
      [],
    ])
    expect(message?.counts).toContainEqual({ measure: 'clinical-wte-per-1000', version: 1, numerator: 300, denominator: 17_000 })
    expect((await s.test.audited()).at(-1)).toMatchObject({ actor: 'head', action: 'submission.signOff', outcome: 'allowed' })
    expect(await look('2026-10')).toMatchObject({
      isNew: false,
      standing: { state: 'sent', sent: [{ restatement: 1, signedOffByName: 'Ruth Pemberton' }] },
    })
  })

  it('once: the same figures again send nothing, and two at once give one', async () => {
    expect(await signOff('2026-10')).toMatchObject({ kind: 'signed-off', isNew: false })
    expect(await posted('2026-10')).toHaveLength(1)
    const { digest } = await look('2026-09')
    const both = await Promise.all([signOff('2026-09', digest), signOff('2026-09', digest)])
    expect(both.map((each) => 'isNew' in each && each.isNew).sort()).toEqual([false, true])
    expect(await posted('2026-09')).toHaveLength(1)
  })

  it('and restates it when the figures have changed, never unseen', async () => {
    const { digest: old } = await look('2026-10')
    await post('technician', 50)
    expect(word(await signOff('2026-10', old))).toEqual(['figures-changed'])
    expect(await posted('2026-10')).toHaveLength(1)
    const now = await look('2026-10')
    expect(now.counts.at(-1)).toMatchObject({ numerator: 350, sent: { numerator: 300 } })
    expect(await signOff('2026-10')).toMatchObject({ isNew: true })
    expect((await posted('2026-10')).map(({ restatement }) => restatement)).toEqual([1, 2])
  })
})

describe('the grid of the month', () => {
  const received = { measure: 'received-seen-within-10', version: 1 }

  it('is kept and sent with the counts it adds up to, and is part of what was seen', async () => {
    const { digest: before } = await look('2026-06')
    const today = s.test.clock.now()
    s.test.clock.set('2026-05-12T09:00:00.000Z')
    await s.test.database.admin`update assignment set from_on = '2020-01-01', staff_group = 'nurses'`
    await aReferral(s.test, s.marta.worker.id, { reason: 'stress' })
    s.test.clock.set(today)
    const seen = await look('2026-06')
    const grid = [{ ...received, staffGroup: 'nurses', reasonGroup: 'stress', numerator: 0, denominator: 1 }]
    expect(seen.grid).toEqual(grid)
    expect(seen.counts).toContainEqual(expect.objectContaining({ ...received, numerator: 0, denominator: 1 }))
    expect(word(await signOff('2026-06', before))).toEqual(['figures-changed'])
    await signOff('2026-06', seen.digest)
    expect((await posted('2026-06')).map((body) => body.grid)).toEqual([grid])
    expect(await versionsPosted('2026-06')).toEqual(['submission-sent.v2'])
    expect(await s.test.database.admin`select grid from submission where month = '2026-06'`).toEqual([{ grid }])
  })

  it('is not sent where there is none, so that national figures of the version before take the month in', async () => {
    expect(await versionsPosted('2026-09')).toEqual(['submission-sent.v1'])
    expect(await posted('2026-09')).toEqual([expect.not.objectContaining({ grid: expect.anything() })])
  })

  it('is looked at whole: every staff group and reason, with what each comes to', async () => {
    const QUERY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { submission(month: "2026-06", employer: "RWE") {
      grids { measure title reasonGroups rows { staffGroup title counts { numerator denominator } total { denominator } }
        totals { denominator } total { numerator denominator } } } } } }`
    const { data, errors } = await ask(s.spoke, 'head', QUERY, { r: [{ __typename: 'Trust', odsCode: 'RWE' }] })
    expect(errors).toEqual([])
    const [grid, ...more] = data._entities[0].submission.grids
    expect(more).toEqual([])
    expect(grid).toMatchObject({ measure: received.measure, total: { numerator: 0, denominator: 1 } })
    expect(grid.reasonGroups[1]).toBe('Stress')
    expect(grid.totals.map(({ denominator }: Count) => denominator)).toEqual([0, 1, 0, 0, 0])
    expect(grid.rows).toHaveLength(8)
    expect(grid.rows[1]).toMatchObject({ staffGroup: 'nurses', title: 'Nurses and health visitors', total: { denominator: 1 } })
    expect(grid.rows[1].counts.map(({ denominator }: Count) => denominator)).toEqual([0, 1, 0, 0, 0])
    expect(grid.rows[7]).toMatchObject({ title: 'Not recorded', total: { denominator: 0 } })
  })

  it('is to be signed off anew when only the staff group of a job has been put right', async () => {
    await s.test.database.admin`update assignment set staff_group = 'midwives'`
    const now = await look('2026-06')
    expect(now).toMatchObject({ isNew: true, grid: [{ staffGroup: 'midwives' }] })
    expect(now.counts.every(({ numerator, sent }) => numerator === sent?.numerator)).toBe(true)
    expect(await signOff('2026-06', now.digest)).toMatchObject({ isNew: true })
  })

  describe('where a month was signed off before there were grids', () => {
    beforeAll(async () => {
      const { counts, floor } = await look('2026-06')
      const figures = counts.map(({ measure, version, numerator, denominator }) => [measure, version, numerator, denominator])
      const digest = createHash('sha256')
        .update(JSON.stringify(['2026-06', 'RWE', floor, figures]))
        .digest('hex')
      await s.test.database.admin`update submission set grid = null, digest = ${digest} where id = ${await lastSent('2026-06')}`
    })

    it('does not make its figures new, but can be signed off with them while the month is open', async () => {
      expect(await look('2026-06')).toMatchObject({ isNew: false, addsGrid: true })
      expect(await look('2026-07')).toMatchObject({ isNew: true, addsGrid: false })
    })

    it('does not make what was published new, nor anything to sign off', async () => {
      const published = { month: '2026-06' as Month, publication: 36, publishedAt: s.test.clock.now() }
      await s.tells(SUBMISSION_PUBLISHED_V1, { submissionId: await lastSent('2026-06'), ...published }, HERE.rollup)
      expect(await look('2026-06')).toMatchObject({ isNew: false, addsGrid: false, standing: { state: 'published' } })
      await s.test.database.admin`update submission set publication = null, published_at = null where month = '2026-06'`
    })

    it('is signed off again with its grid, once', async () => {
      expect(await signOff('2026-06')).toMatchObject({ isNew: true, month: { isNew: false, addsGrid: false } })
      expect(await signOff('2026-06')).toMatchObject({ isNew: false })
      expect((await posted('2026-06')).map(({ restatement }) => restatement)).toEqual([1, 2, 3])
    })
  })
})

describe('what the rollup answers', () => {
  it('is kept beside what was signed off', async () => {
    expect(await answer('2026-10', 'taken-in')).toMatchObject({ kind: 'allowed' })
    expect((await look('2026-10')).standing).toMatchObject({ state: 'taken-in', sent: [{ restatement: 2 }, { restatement: 1 }] })
  })

  it('gives the number back when it refuses: the next sign-off is the same restatement', async () => {
    await signOff('2026-08')
    await answer('2026-08', 'refused', 'employer-not-served')
    expect((await look('2026-08')).standing).toMatchObject({ state: 'refused', counting: undefined })
    expect(await signOff('2026-08')).toMatchObject({ isNew: true })
    expect((await posted('2026-08')).map(({ restatement }) => restatement)).toEqual([1, 1])
  })

  it('closes the month when its year is final', async () => {
    await answer('2026-08', 'refused', 'year-final')
    expect((await look('2026-08')).standing).toMatchObject({ state: 'refused', isFinal: true })
    expect(word(await signOff('2026-08'))).toEqual(['year-final'])
  })

  it('is a correction for the refresh of the year once the month is published', async () => {
    const published = { month: '2026-10' as Month, publication: 37, publishedAt: '2026-11-23T09:42:00.000Z' as Instant }
    const told = await s.tells(SUBMISSION_PUBLISHED_V1, { submissionId: await lastSent('2026-10'), ...published }, HERE.rollup)
    expect(told).toMatchObject({ kind: 'allowed' })
    expect((await look('2026-10')).standing).toMatchObject({
      state: 'published',
      sent: [{ publication: 37 }, { publication: null }],
    })
    await post('consultant', 80)
    expect(await signOff('2026-10')).toMatchObject({ isNew: true })
    const corrected = await lastSent('2026-10')
    await answer('2026-10', 'taken-in')
    const waits = { submissionId: corrected, ...published, year: '2026/27' as FinancialYear }
    expect(await s.tells(SUBMISSION_WAITS_V1, waits, HERE.pool)).toMatchObject({ reasons: ['not-our-rollup'] })
    expect(await s.tells(SUBMISSION_WAITS_V1, waits, HERE.rollup)).toMatchObject({ kind: 'allowed' })
    const { publishedAt, publication } = published
    expect((await look('2026-10')).standing).toMatchObject({
      state: 'waiting',
      isPublished: true,
      isFinal: false,
      sent: [{ restatement: 3, waitsFor: '2026/27', waitsBehind: publication, waitsSince: publishedAt }, { publication }, {}],
    })
    expect(await signOff('2026-10')).toMatchObject({ isNew: false })
    await s.tells(SUBMISSION_PUBLISHED_V1, { submissionId: corrected, ...published, publication: 44 }, HERE.rollup)
    expect((await look('2026-10')).standing).toMatchObject({
      state: 'published',
      sent: [{ publication: 44 }, { publication }, {}],
    })
  })

  it('changes nothing when it speaks of what was never sent, or when another member says so', async () => {
    const before = await s.test.database.admin`select * from submission order by id`
    const strange = {
      submissionId: randomUUID() as SubmissionId,
      ruling: 'taken-in',
      reasons: [],
      answeredAt: s.test.clock.now(),
    } as const
    expect(await s.tells(SUBMISSION_ANSWERED_V1, strange, HERE.rollup)).toMatchObject({ reasons: ['submission-unknown'] })
    const ours = { ...strange, submissionId: await lastSent('2026-09') }
    expect(await s.tells(SUBMISSION_ANSWERED_V1, ours, HERE.pool)).toMatchObject({ reasons: ['not-our-rollup'] })
    expect(await s.test.database.admin`select * from submission order by id`).toEqual(before)
  })
})

it.each(SUBMISSION_REFUSALS)('a refusal is told in words that a head of service can act on: %s', (reason) => {
  expect(submissionSentence(reason)).not.toBe(submissionSentence('no-such-reason').replace('no-such-reason', reason))
})

describe('is refused, and nothing is kept:', () => {
  it.each([
    ['a month that is not over', '2026-11', 'RWE', 'month-not-over'],
    ['a month to come', '9999-12', 'RWE', 'month-not-over'],
    ['an employer of another service', '2026-10', 'RX1', 'employer-not-served'],
    ['a month from before the employer was served', '2019-12', 'RWE', 'employer-not-served'],
  ])('%s', async (_is, month, employer, reason) => {
    const before = await s.count('submission')
    const ruling = await signOffSubmission(s.spoke, head, { ...named(month, employer), digest: 'x' })
    expect([word(ruling), await s.count('submission')]).toEqual([[reason], before])
    expect((await s.test.audited()).at(-1)).toMatchObject({ action: 'submission.signOff', outcome: 'refused', reasons: [reason] })
    expect(await readSubmission(s.spoke, head, named(month, employer))).toEqual({ kind: 'hidden' })
  })

  it.each(['nurse', 'administrator', 'manager', 'worker', 'nobody'])('the sign-off of somebody else: %s', async (who) => {
    const { digest } = await look('2026-07')
    expect(await signOff('2026-07', digest, person(who))).toEqual({ kind: 'forbidden' })
    expect(await readSubmission(s.spoke, person(who), named('2026-07'))).toEqual({ kind: 'forbidden' })
    expect(await posted('2026-07')).toEqual([])
  })
})

it('the rows themselves are open to the head of service alone', async () => {
  const rows = (actor: Actor) => asActor(s.spoke.db, actor, (tx) => tx.sql.execute('select 1 from submission'))
  expect((await rows(head)).length).toBeGreaterThan(0)
  for (const who of ['nurse', 'administrator', 'manager', 'worker']) expect(await rows(person(who))).toHaveLength(0)
  for (const part of ['relay', 'counting', 'seed'] as const) expect(await rows({ kind: 'system', part })).toHaveLength(0)
})

describe('by the graph', () => {
  const QUERY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust {
    submissions(first: 3) { month employer employerName stateTitle sent { restatement reasons { sentence } publication } }
    submission(month: "2026-09", employer: "RWE") { digest isNew unrecorded
      measures { measure title numeratorIs now { numerator denominator } lookAgain } } } } }`
  const trust = { r: [{ __typename: 'Trust', odsCode: 'RWE' }] }

  it('the head of service sees every closed month and its measures, with what to look at again', async () => {
    const { data, errors } = await ask(s.spoke, 'head', QUERY, trust)
    expect(errors).toEqual([])
    const [{ submissions, submission }] = data._entities
    expect(submissions.map(({ month, stateTitle }: { month: string; stateTitle: string }) => `${month} ${stateTitle}`)).toEqual([
      '2026-10 Published',
      '2026-09 On its way',
      '2026-08 Refused',
    ])
    expect(submissions[2].sent[0].reasons[0].sentence).toContain('are final')
    expect(submission.measures).toHaveLength(9)
    expect(submission.measures[0]).toMatchObject({
      now: { numerator: 0, denominator: 0 },
      lookAgain: ['Nothing was counted: 0 of 0.'],
    })
  })

  it('nobody else does, and a month that is none is said to be none', async () => {
    const { data, errors } = await ask(s.spoke, 'nurse', QUERY, trust)
    expect(data._entities).toEqual([{ submissions: null, submission: null }])
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    const sign = (month: string, to = 'RWE') =>
      ask(
        s.spoke,
        'head',
        `mutation { signOffSubmission(input: { trust: "${to}", month: "${month}", employer: "RWE", digest: "x" }) { __typename } }`,
      )
    for (const month of ['2026-13', '2026-1', 'last month', ''])
      expect((await sign(month)).errors).toMatchObject([
        { message: 'Enter a month such as 2026-10.', extensions: { code: 'BAD_USER_INPUT' } },
      ])
    expect((await sign('2026-10', 'RX1')).errors).toHaveLength(1)
  })
})
