import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bell, guardian, HOME, ICS, moira, POOL } from './testing/names.ts'
import { codeOf } from './testing/people.ts'
import { type TestPool, testPool } from './testing/test-pool.ts'

let at: TestPool
beforeAll(async () => {
  at = await testPool()
})
afterAll(() => at[Symbol.asyncDispose]())

const NASTY = ['\u0000', 'a\u0000b', '\u0007', '\ud800', '\u202e', "'; drop table escalation; --", 'x'.repeat(10_000)]
const cursor = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

/** Every place of the graph where a text of the caller's own goes in. */
const PLACES: readonly (readonly [string, string, (text: string) => Record<string, unknown>])[] = [
  ['the ICS', 'query($ics: ID!) { board(ics: $ics, first: 1) { rows { late } } }', (ics) => ({ ics })],
  ['a skill', 'query($skill: String) { board(ics: "QT1", skill: $skill, first: 1) { rows { late } } }', (skill) => ({ skill })],
  ['a cursor', 'query($after: String) { board(ics: "QT1", first: 1, after: $after) { rows { late } } }', (after) => ({ after })],
  [
    'a day in a cursor',
    'query($after: String) { board(ics: "QT1", first: 1, after: $after) { rows { late } } }',
    (text) => ({ after: cursor(text, randomUUID()) }),
  ],
  [
    'an id in a cursor',
    'query($after: String) { board(ics: "QT1", first: 1, after: $after) { rows { late } } }',
    (text) => ({ after: cursor('2026-03-10', text) }),
  ],
  [
    'a moment in a cursor',
    'query($after: String) { offers(ics: "QT1", first: 1, after: $after) { rows { id } } }',
    (text) => ({ after: cursor(text, randomUUID()) }),
  ],
  [
    'an id in a cursor of the audit',
    'query($after: String) { poolAuditEntries(ics: "QT1", first: 1, after: $after) { rows { id } } }',
    (text) => ({ after: cursor('2026-03-10T09:00:00.000Z', text) }),
  ],
  [
    'an id in a cursor of the messages',
    'query($after: String) { poolParkedMessages(ics: "QT1", first: 1, after: $after) { rows { id } } }',
    (text) => ({ after: cursor('2026-03-10T09:00:00.000Z', text) }),
  ],
  [
    'an escalation’s id',
    'query($id: ID!) { escalation(ics: "QT1", spokeId: "spoke-0000000000aa", id: $id) { id } }',
    (id) => ({ id }),
  ],
  [
    'a spoke’s id',
    `query($spokeId: ID!) { escalation(ics: "QT1", spokeId: $spokeId, id: "${randomUUID()}") { id } }`,
    (spokeId) => ({ spokeId }),
  ],
  [
    'the record in the audit',
    'query($text: ID) { poolAuditEntries(ics: "QT1", subject: $text, first: 1) { rows { id } } }',
    (text) => ({ text }),
  ],
  [
    'the person in the audit',
    'query($text: ID) { poolAuditEntries(ics: "QT1", person: $text, first: 1) { rows { id } } }',
    (text) => ({ text }),
  ],
  [
    'an entity',
    'query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Escalation { state } } }',
    (text) => ({ refs: [{ __typename: 'Escalation', poolId: POOL, spokeId: HOME, id: text, consentProof: text }] }),
  ],
  ...['offerId', 'idempotencyKey'].map(
    (field) =>
      [
        `${field} of an acceptance`,
        'mutation($input: AcceptOfferInput!) { acceptOffer(input: $input) { __typename } }',
        (text: string) => ({ input: { ics: ICS, offerId: randomUUID(), idempotencyKey: randomUUID(), [field]: text } }),
      ] as const,
  ),
  ...['offerId', 'reason'].map(
    (field) =>
      [
        `${field} of a decline`,
        'mutation($input: DeclineOfferInput!) { declineOffer(input: $input) { __typename } }',
        (text: string) => ({
          input: { ics: ICS, offerId: randomUUID(), reason: 'no-time', idempotencyKey: randomUUID(), [field]: text },
        }),
      ] as const,
  ),
  ...['messageId', 'reason'].map(
    (field) =>
      [
        `${field} of a retry`,
        'mutation($input: RetryPoolMessageInput!) { retryPoolMessage(input: $input) { __typename } }',
        (text: string) => ({
          input: { ics: ICS, messageId: randomUUID(), reason: 'mended-there', idempotencyKey: randomUUID(), [field]: text },
        }),
      ] as const,
  ),
]

describe('a text that no honest client sends', () => {
  it.each(PLACES)(
    'as %s is answered with a clear refusal or nothing found, never a fault',
    async (_place, document, variables) => {
      for (const text of NASTY)
        for (const person of [bell, moira, guardian]) {
          const answer = await at.ask(person, document, variables(text))
          for (const { message, extensions } of answer.errors ?? []) {
            expect(['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'MISROUTED']).toContain(extensions.code)
            expect(message).not.toMatch(/select|insert|invalid byte|syntax/i)
          }
          expect([answer.data === undefined, codeOf(answer)]).not.toEqual([true, undefined])
        }
      expect(await at.database.admin`select 1 from pg_class where relname = 'escalation'`).toHaveLength(1)
    },
  )
})
