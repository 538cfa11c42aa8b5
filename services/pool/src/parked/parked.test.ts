import { randomUUID } from 'node:crypto'
import type { PersonId } from '@oh/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bell, guardian, HOME, ICS, idOf, moira, shah, stranger } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf, typeOf } from '../testing/people.ts'
import { hours, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

interface Page {
  waiting: number
  parked: number
  rows: { id: string; subject: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}
const LIST = `query($first: Int!, $after: String) { poolParkedMessages(ics: "QT1", first: $first, after: $after) {
  waiting oldestWaitingSeconds parked rows { id name destination subject reason reasonSentence attempts blocked ageSeconds } pageInfo { hasNextPage endCursor } } }`
const list = (who: PersonId = moira, first = 10, after?: string) => at.ask(who, LIST, { first, after })
const page = async (who?: PersonId, first?: number, after?: string): Promise<Page> =>
  fieldOf(await list(who, first, after), 'poolParkedMessages')
const RETRY = `mutation($input: RetryPoolMessageInput!) { result: retryPoolMessage(input: $input) { __typename
  ... on Refused { reasons { word sentence } } ... on PoolMessageRetried { messageId } } }`
const retry = (messageId: string, change: Record<string, string> = {}, who: PersonId = moira) =>
  at.ask(who, RETRY, { input: { ics: ICS, idempotencyKey: randomUUID(), messageId, reason: 'mended-there', ...change } })
const park = async (change: Parameters<TestPool['spoke']['escalates']>[0] = {}) => {
  const { id: subject } = await at.spoke.escalates(change)
  const [row] = await at.database.admin`update outbox_message set state = 'parked', reason = 'bad-shape', attempts = 3,
    parked_at = ${at.clock()} where subject = ${subject} returning id`
  return { subject, id: row?.id as string }
}
const waitingAgain = (id: string) =>
  at.database.admin`select 1 from outbox_message where id = ${id} and state = 'waiting' and refusals = 0`

describe('a message that a home service will not take', () => {
  it('is shown to the coordinator with age and reason, and without a word of what it says', async () => {
    const { id, subject } = await park()
    at.clock.advance(hours(1))
    const { data } = await list()
    expect(data?.poolParkedMessages).toMatchObject({
      parked: 1,
      waiting: 0,
      oldestWaitingSeconds: null,
      rows: [
        {
          ...{ id, subject, name: 'escalation-routed.v1', destination: HOME, reason: 'bad-shape' },
          ...{ attempts: 3, blocked: 0, ageSeconds: 3_600, reasonSentence: 'Something in it is not as the other side expects.' },
        },
      ],
    })
    expect(await at.audit('relayQueue.read')).toMatchObject([{ actor: moira, outcome: 'allowed', ids: [id] }])
  })

  it('is sent again with a reason, once, and the audit keeps it', async () => {
    const { id } = await park()
    expect(refusalOf(await retry(id, { reason: 'because' }))).toEqual(['retry-reason-unknown'])
    const idempotencyKey = randomUUID()
    const first = await retry(id, { idempotencyKey })
    expect(first.data?.result).toEqual({ __typename: 'PoolMessageRetried', messageId: id })
    expect(await retry(id, { idempotencyKey })).toEqual(first)
    expect(await waitingAgain(id)).toHaveLength(1)
    for (const unknown of [id, randomUUID(), 'no id']) expect(refusalOf(await retry(unknown))).toEqual(['not-parked'])
    const allowed = (await at.audit('deadLetter.retry')).filter(({ outcome }) => outcome === 'allowed')
    expect(allowed.flatMap(({ reasons }) => reasons)).toContain('mended-there')
  })

  it('reaches the home service after the retry', async () => {
    const { id, subject } = await park()
    expect(await at.spoke.fetches(at.relay.handOver)).toEqual([])
    await retry(id)
    expect(await at.spoke.fetches(at.relay.handOver)).toMatchObject([{ name: 'escalation-routed.v1', subject }])
  })

  it('is nobody else’s to see or to send', async () => {
    const { id } = await park()
    for (const person of [bell, guardian, stranger]) {
      expect(codeOf(await list(person))).toBe('FORBIDDEN')
      expect(codeOf(await retry(id, {}, person))).toBe('FORBIDDEN')
    }
    expect(await waitingAgain(id)).toHaveLength(0)
  })

  it('comes page by page, and refuses a page that is none', async () => {
    const [one, two] = [await park(), await park()]
    const first = await page(moira, 1)
    const second = await page(moira, 1, first.pageInfo.endCursor)
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id))).toEqual(new Set([one.id, two.id]))
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
    expect(codeOf(await list(moira, 1, 'nonsense'))).toBe('BAD_USER_INPUT')
  })

  it('is not there, nor counted, for a coordinator whom the escalation excludes as a specialist', async () => {
    await at.database.admin`insert into membership (id, person, person_name, role, from_on, granted_by)
      values (gen_random_uuid(), ${shah}, 'Dr Anil Shah', 'pool-coordinator', '2026-01-01', 'test')`
    const hidden = await park({ excluded: [{ specialistId: idOf(shah), why: 'objection' }] })
    const shown = await park()
    expect(await page(shah)).toMatchObject({ parked: 1, rows: [{ id: shown.id }] })
    expect((await page(moira)).parked).toBe(2)
    const [other, none] = [await retry(hidden.id, {}, shah), await retry(randomUUID(), {}, shah)]
    expect(JSON.stringify(other)).toBe(JSON.stringify(none))
    expect(await waitingAgain(hidden.id)).toHaveLength(0)
    expect(typeOf(await retry(shown.id, {}, shah))).toBe('PoolMessageRetried')
  })
})
