import { randomUUID } from 'node:crypto'
import type { Month, PersonId, SubmissionId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callerOf } from '../context.ts'
import { type Answer, NATIONAL, ngozi, olga, SPOKE, type TestRollup, testRollup } from '../testing/test-rollup.ts'

let at: TestRollup
beforeEach(async () => {
  at = await testRollup()
})
afterEach(() => at[Symbol.asyncDispose]())

interface Page {
  parked: number
  rows: { id: string; subject: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}
const LIST = `query ($first: Int!, $after: String) { rollupParkedMessages(first: $first, after: $after) {
  waiting oldestWaitingSeconds parked
  rows { id name destination employerName reason reasonSentence attempts blocked ageSeconds subject }
  pageInfo { hasNextPage endCursor } } }`
const list = (who: PersonId = olga, first = 10, after?: string) => at.ask(who, LIST, { first, after })
const page = async (first?: number, after?: string): Promise<Page> => (await list(olga, first, after)).data.rollupParkedMessages
const RETRY = `mutation ($input: RetryRollupMessageInput!) { result: retryRollupMessage(input: $input) { __typename
  ... on Refused { reasons { word sentence } } ... on RollupMessageRetried { messageId } } }`
const retry = (messageId: string, reason = 'mended-there', who: PersonId = olga) =>
  at.ask(who, RETRY, { input: { messageId, reason } })
const codeOf = ({ errors = [] }: Answer) => errors[0]?.extensions.code
const refusalOf = ({ data }: Answer) => data.result.reasons?.map(({ word }: { word: string }) => word)
/** The answer to a month that the service will not take. */
const park = async (month = '2026-10') => {
  const submissionId = randomUUID() as SubmissionId
  await at.sends({ month: month as Month, submissionId })
  const [row] = await at.database.admin`update outbox_message set state = 'parked', reason = 'older-epoch', attempts = 3,
    parked_at = '2026-11-10T08:00:00Z', occurred_at = '2026-11-10T07:00:00Z' where state = 'waiting' returning id`
  return row?.id as string
}
const waitingAgain = (id: string) =>
  at.database.admin`select 1 from outbox_message where id = ${id} and state = 'waiting' and refusals = 0`
const audited = (action: string) =>
  at.database.admin<{ actor: string; outcome: string; resource_ids: string[]; reasons: string[] }[]>`
    select actor, outcome, resource_ids, reasons from audit_entry where action = ${action} order by ctid`

describe('a message that a service will not take', () => {
  it('is shown to the statistician with age, reason and whose figures it is about, and without a word of what it says', async () => {
    const id = await park()
    const { data } = await list()
    expect(data.rollupParkedMessages).toMatchObject({
      parked: 1,
      waiting: 0,
      oldestWaitingSeconds: null,
      rows: [
        {
          ...{ id, name: 'submission-answered.v1', destination: SPOKE, reason: 'older-epoch' },
          ...{ attempts: 3, blocked: 0, ageSeconds: 7_200 },
          employerName: 'University Hospitals of Leicester NHS Trust',
          reasonSentence: 'The other side has newer messages from this sender than this one.',
        },
      ],
    })
    expect(JSON.stringify(data)).not.toMatch(/taken-in|submissionId/)
    expect(await audited('relayQueue.read')).toMatchObject([{ actor: olga, outcome: 'allowed', resource_ids: [id] }])
  })

  it('has no employer’s name where nothing of its series was ever taken in', async () => {
    await at.sends({ month: '2026-11' as Month })
    await at.database.admin`update outbox_message set state = 'parked', reason = 'bad-shape', parked_at = now()`
    expect((await page()).rows).toMatchObject([{ employerName: null }])
  })

  it('is sent again with a reason, and once: a second click finds it on its way', async () => {
    const id = await park()
    expect(refusalOf(await retry(id, 'because'))).toEqual(['retry-reason-unknown'])
    expect(await waitingAgain(id)).toHaveLength(0)
    const answers = await Promise.all([retry(id), retry(id)])
    expect(answers.map(({ data }) => data.result.__typename).sort()).toEqual(['Refused', 'RollupMessageRetried'])
    expect(await waitingAgain(id)).toHaveLength(1)
    for (const none of [id, randomUUID(), 'no id']) expect(refusalOf(await retry(none))).toEqual(['not-parked'])
    const allowed = (await audited('deadLetter.retry')).filter(({ outcome }) => outcome === 'allowed')
    expect(allowed.flatMap(({ reasons }) => reasons)).toEqual(['mended-there'])
  })

  it('is nobody else’s to see or to send, not even the privacy officer’s, and each attempt is on record', async () => {
    const id = await park()
    for (const person of [ngozi, 'nobody' as PersonId]) {
      expect(codeOf(await list(person))).toBe('FORBIDDEN')
      expect(codeOf(await retry(id, 'mended-there', person))).toBe('FORBIDDEN')
      expect(codeOf(await retry(randomUUID(), 'mended-there', person))).toBe('FORBIDDEN')
    }
    expect(await waitingAgain(id)).toHaveLength(0)
    expect((await audited('deadLetter.retry')).map(({ outcome }) => outcome)).toEqual(Array(4).fill('forbidden'))
  })

  it('comes page by page, and refuses a page that is none', async () => {
    const [one, two] = [await park('2026-09'), await park('2026-10')]
    const first = await page(1)
    const second = await page(1, first.pageInfo.endCursor)
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id))).toEqual(new Set([one, two]))
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
    expect((await page(1)).parked).toBe(2)
    expect(codeOf(await list(olga, 1, 'nonsense'))).toBe('BAD_USER_INPUT')
  })

  it('stands behind the wall of the database too: rows that are done, and those of who holds no role, are not there', async () => {
    const id = await park()
    const seenBy = (who: PersonId, ...proved: (typeof NATIONAL)[]) =>
      asActor(at.rollup.db, { ...callerOf(who), proved }, async (tx) =>
        (await tx.sql.execute<{ id: string }>('select id from outbox_message')).map((row) => row.id),
      )
    expect(await seenBy(olga)).toEqual([id])
    expect(await seenBy(ngozi)).toEqual([])
    expect(await seenBy('patrick' as PersonId, NATIONAL)).toEqual([])
    await at.database.admin`update outbox_message set state = 'acknowledged'`
    expect(await seenBy(olga)).toEqual([])
  })
})

it('names the reasons for which a message may be sent again', async () => {
  const { data } = await at.ask(olga, '{ rollupRetryReasons { word sentence } }')
  expect(data.rollupRetryReasons.map(({ word }: { word: string }) => word)).toContain('mended-there')
})
