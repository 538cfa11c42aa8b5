import type { PersonId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKey, type Scene, scene } from '../escalations/testing/scene.ts'
import { ask } from '../testing/ask.ts'

let s: Scene
beforeAll(async () => {
  s = await scene()
  await s.test.grant('head', 'Ada Pike', 'head-of-service')
})
afterAll(() => s[Symbol.asyncDispose]())

const LIST = `query ($first: Int!, $after: String) { parkedMessages(trust: "RWE", first: $first, after: $after) {
  waiting oldestWaitingSeconds parked rows { id name destination subject reason reasonSentence attempts blocked ageSeconds } pageInfo { endCursor hasNextPage } } }`
const list = (who = 'administrator', first = 10) => ask(s.spoke, who, LIST, { first })
const RETRY = `mutation ($input: RetryMessageInput!) { retryMessage(input: $input) { __typename
  ... on Refused { reasons { word } } ... on MessageRetried { messageId } } }`
const retry = (messageId: string, different: Record<string, string> = {}, who = 'administrator') =>
  ask(s.spoke, who, RETRY, {
    input: { trust: 'RWE', idempotencyKey: newKey(), messageId, reason: 'mended-there', ...different },
  })
const codes = ({ errors }: { errors: readonly { extensions?: { code?: string } }[] }) =>
  errors.map(({ extensions }) => extensions?.code)
const park = async () => {
  const { id } = await s.escalated()
  const [row] = await s.test.database.admin`update outbox_message set state = 'parked', reason = 'bad-shape', attempts = 3,
    parked_at = ${s.test.clock.now()} where subject = ${id} returning id`
  return row?.id as string
}

describe('a message that the pool will not take', () => {
  it('is shown to the administrator with age and reason, and without a word of what it says', async () => {
    const id = await park()
    s.test.clock.forward(30)
    const answer = await list()
    expect(answer.data.parkedMessages).toMatchObject({
      parked: 1,
      rows: [
        {
          id,
          name: 'case-escalated.v1',
          destination: s.spoke.pool,
          reason: 'bad-shape',
          reasonSentence: 'Something in it is not as the other side expects.',
          attempts: 3,
          blocked: 0,
          ageSeconds: 1800,
        },
      ],
    })
    expect(answer.text).not.toContain('PLANTED')
  })
  it('is all that the administrator may change, and what was acknowledged is out of sight', async () => {
    const id = await park()
    const as = (who: string) => (state: string, becomes: string) =>
      asActor(s.spoke.db, { kind: 'person', person: who as PersonId }, async ({ sql: tx }) => {
        const seen = await tx.execute(sql`select 1 from outbox_message where id = ${id}::uuid`)
        const changed = await tx.execute(sql`update outbox_message set state = ${becomes} where id = ${id}::uuid returning id`)
        return { state, seen: seen.length, changed: changed.length }
      })
    const set = (state: string) => s.test.database.admin`update outbox_message set state = ${state} where id = ${id}`
    const administrator = as('administrator')
    await expect(administrator('parked', 'acknowledged')).rejects.toMatchObject({ cause: { code: '42501' } })
    await set('waiting')
    expect(await administrator('waiting', 'parked')).toEqual({ state: 'waiting', seen: 1, changed: 0 })
    await set('acknowledged')
    expect(await administrator('acknowledged', 'waiting')).toEqual({ state: 'acknowledged', seen: 0, changed: 0 })
    await set('parked')
    expect(await administrator('parked', 'waiting')).toEqual({ state: 'parked', seen: 1, changed: 1 })
  })

  it('is sent again with a reason, once, and the audit keeps it', async () => {
    const id = await park()
    const idempotencyKey = newKey()
    expect((await retry(id, { reason: 'because' })).data.retryMessage).toMatchObject({ reasons: [{ word: 'reason-unknown' }] })
    const first = (await retry(id, { idempotencyKey })).data.retryMessage
    expect(first).toEqual({ __typename: 'MessageRetried', messageId: id })
    expect((await retry(id, { idempotencyKey })).data.retryMessage).toEqual(first)
    expect((await retry(id)).data.retryMessage).toMatchObject({ reasons: [{ word: 'not-parked' }] })
    expect((await retry('nonsense')).data.retryMessage).toMatchObject({ reasons: [{ word: 'not-parked' }] })
    expect(await s.count('outbox_message', `id = '${id}' and state = 'waiting' and refusals = 0`)).toBe(1)
    const rows = (await s.test.audited()).filter(({ action, outcome }) => action === 'deadLetter.retry' && outcome === 'allowed')
    expect(rows.flatMap(({ reasons }) => reasons)).toContain('mended-there')
  })
  it('is nothing for nurses, managers and workers, nor may the head of service retry it', async () => {
    const id = await park()
    for (const who of ['nurse', 'manager', 'worker', 'privacy', 'stranger']) {
      expect(codes(await list(who))).toEqual(['FORBIDDEN'])
      expect(codes(await retry(id, {}, who))).toEqual(['FORBIDDEN'])
    }
    expect(codes(await retry(id, {}, 'head'))).toEqual(['FORBIDDEN'])
    expect(await s.count('outbox_message', `id = '${id}' and state = 'parked'`)).toBe(1)
  })
  it('comes page by page', async () => {
    const first = (await list('administrator', 1)).data.parkedMessages
    expect(first.pageInfo.hasNextPage).toBe(true)
    const next = await ask(s.spoke, 'administrator', LIST, { first: 1, after: first.pageInfo.endCursor })
    expect(next.data.parkedMessages.rows[0].id).not.toBe(first.rows[0].id)
  })
})
