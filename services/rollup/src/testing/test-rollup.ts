import { createHash, randomUUID } from 'node:crypto'
import {
  generateSigningKey,
  loadSigningKey,
  type Membership,
  publicKeySet,
  type SigningKey,
  signRolesProof,
  staticKeys,
} from '@oh/auth'
import {
  addMilliseconds,
  type Clock,
  type Instant,
  type LondonDate,
  londonDateOf,
  type MemberId,
  type MessageId,
  type Month,
  type PersonId,
  type RollupId,
  type SpokeId,
  type SubmissionId,
  type TrustCode,
} from '@oh/kernel'
import { ownKeysOf } from '@oh/member'
import {
  SUBMISSION_SENT_V1,
  SUBMISSION_SENT_V2,
  type SubmissionSentV1,
  type SubmissionSentV2,
  splitMessageName,
} from '@oh/messages'
import { trusts } from '@oh/organisations'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { type Peer, type Relay, startRelay } from '@oh/relay'
import { newKeyringFile, openKeyring } from '@oh/vault'
import { graphql } from 'graphql'
import { CompactSign, importJWK } from 'jose'
import { callerOf, type Rollup } from '../context.ts'
import { inboxHandlers } from '../inbox.ts'
import { keepPreparations } from '../preparations/keep-preparations.ts'
import { rollupSchema } from '../schema.ts'
import { seedRollup } from '../seed.ts'

export const ROLLUP = 'rollup-0000000000aa' as RollupId
export const SPOKE = 'spoke-0000000000aa' as SpokeId
export const olga = 'olga' as PersonId
/** The second statistician. */
export const pavel = 'pavel' as PersonId
/** Privacy officer of the rollup. */
export const ngozi = 'ngozi' as PersonId
/** A standing clock: Tuesday 10 November 2026, nine in the morning. */
export const NOW = '2026-11-10T09:00:00.000Z' as Instant

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer as a client gets it
  readonly data?: any
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[]
}

export interface TestRollup extends AsyncDisposable {
  readonly rollup: Rollup
  readonly database: TestDatabase
  /** Sends a submission of the spoke, by version 2 when it has a grid; resolves to what the audit says became of it. */
  sends(change?: Partial<SubmissionSentV2>): Promise<{ readonly outcome: string; readonly reasons: readonly string[] }>
  /** What the rollup has told the spoke, in order. */
  answers(): Promise<readonly { readonly submissionId: string; readonly ruling: string; readonly reasons: readonly string[] }[]>
  /** Moves the clock, which stands otherwise, a moment on. */
  later(): void
  /** Makes the preparations that wait. */
  sweep(): Promise<number>
  /** Has a month prepared by one statistician and published by the other; resolves to what the second is answered. */
  publishes(month: string): Promise<{ readonly __typename: string; readonly number?: number }>
  ask(person: PersonId, document: string, variables?: Record<string, unknown>): Promise<Answer>
  /** What the directory would prove of a person. */
  proof(person: PersonId, ...roles: Membership[]): Promise<string>
}

const SINCE = '2022-07-01' as LondonDate
export const NATIONAL: Membership = { role: 'national-lead', from: SINCE }

/** Trusts enough for every rule, and few enough to be weighed in a moment: two systems of more than three, one of two, one that was merged away. */
const SOME = trusts()
  .filter(({ ics }) => ['QYG', 'QOP', 'QK1', 'QMM'].includes(ics['2022']))
  .map(({ code }) => code)

const PREPARE = 'mutation ($month: String!) { prepareMonth(month: $month) { __typename ... on Refused { reasons { word } } } }'
const PUBLISH = `mutation ($month: String!) { publishMonth(month: $month) {
  __typename ... on MonthPublished { number } ... on Refused { reasons { word } } } }`

/**
 * A rollup on a database of its own, with two statisticians and a privacy officer, a spoke at the far end of the wire, and so
 * many months of made-up history of some of the trusts.
 */
export async function testRollup({ history = 0, madeUp = true } = {}): Promise<TestRollup> {
  let now = NOW
  const clock: Clock = () => now
  const database = await testDatabase('rollup', { clock })
  const [signingKey, directoryKey, spokeKey] = [await aKey(), await aKey(), await aKey()]
  const registry = { find: async (id: MemberId) => (id === SPOKE ? peerOf(spokeKey) : undefined) }
  const { db } = database
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const keyring = openKeyring(ROLLUP, newKeyringFile())
  const directoryKeys = await staticKeys(publicKeySet([directoryKey]))
  const ownKeys = ownKeysOf(registry, ROLLUP, signingKey)
  const parts = { id: ROLLUP, db, keyring, newId: randomUUID, log, members: registry }
  const rollup: Rollup = { ...parts, ownKeys, directoryKeys, signingKey, madeUp }
  const handlers = inboxHandlers(rollup)
  const relay = await startRelay({ db, keyring, signingKey, log, member: ROLLUP, peers: registry, handlers, runs: 'on-settle' })
  const people = [
    { person: olga, name: 'Olga Brandt', role: 'statistician' },
    { person: pavel, name: 'Pavel Havlik', role: 'statistician' },
    { person: ngozi, name: 'Ngozi Achebe', role: 'privacy-officer' },
  ] as const
  await seedRollup(db, { rollup, people, live: ['RWE' as TrustCode], today: londonDateOf(NOW), history, madeUp: SOME })
  const preparations = await keepPreparations(rollup, 'on-sweep')
  const ask: TestRollup['ask'] = async (person, source, variableValues = {}) => {
    const contextValue = { rollup, caller: callerOf(person) }
    return JSON.parse(JSON.stringify(await graphql({ schema: rollupSchema, source, variableValues, contextValue })))
  }
  const send = sender(spokeKey, relay)
  return {
    rollup,
    database,
    sends: async (change = {}) => {
      const body = { ...aSubmission(), ...change }
      await send(body)
      const [row] = await database.admin<{ outcome: string; reasons: string[] }[]>`
        select outcome, reasons from audit_entry where action = 'submission.send' and ${body.submissionId} = any(resource_ids)`
      return row ?? { outcome: 'nothing', reasons: [] }
    },
    answers: async () => {
      const rows = await database.admin<{ id: MessageId; sealed_body: Uint8Array }[]>`
        select id, sealed_body from outbox_message order by seq`
      return rows.map(({ id, sealed_body }) => JSON.parse(Buffer.from(keyring.openBody(id, sealed_body)).toString()))
    },
    later: () => {
      now = addMilliseconds(now, 1)
    },
    sweep: preparations.sweep,
    publishes: async (month) => {
      const { data } = await ask(olga, PREPARE, { month })
      if (data.prepareMonth.__typename === 'Refused') throw new Error(JSON.stringify(data.prepareMonth.reasons))
      await preparations.sweep()
      return (await ask(pavel, PUBLISH, { month })).data.publishMonth
    },
    ask,
    proof: (person, ...roles) => signRolesProof(directoryKey, { person, audience: ROLLUP }, roles, NOW),
    [Symbol.asyncDispose]: async () => {
      await preparations[Symbol.asyncDispose]()
      await relay[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

const aKey = async () => loadSigningKey(await generateSigningKey())

/** The spoke as the registry has it: it serves RWE, and served RT5 until August 2026. */
async function peerOf(key: SigningKey): Promise<Peer> {
  const publicKey = (await importJWK({ ...key.publicJwk }, 'ES256')) as CryptoKey
  return {
    id: SPOKE,
    state: 'active',
    endpoint: undefined,
    keys: new Map([[key.kid, { key: publicKey, from: 0 }]]),
    serves: [
      { code: 'RWE', from: SINCE },
      { code: 'RT5', from: SINCE, to: '2026-08-31' as LondonDate },
    ],
  }
}

/** Sends each submission as the next message of its employer's series. */
function sender(key: SigningKey, relay: Relay) {
  const places = new Map<string, number>()
  return async (body: SubmissionSentV1 | SubmissionSentV2): Promise<void> => {
    const subject = `00000000-0000-4000-8000-000000${Buffer.from(body.employer).toString('hex')}`
    const seq = (places.get(subject) ?? 0) + 1
    places.set(subject, seq)
    const numbers = { subject, seq, epoch: 1, keyId: key.kid, correlation: randomUUID(), occurredAt: NOW, attemptedAt: NOW }
    const name = splitMessageName('grid' in body ? SUBMISSION_SENT_V2 : SUBMISSION_SENT_V1)
    const envelope = { id: randomUUID(), ...name, source: SPOKE, destination: ROLLUP, ...numbers }
    const answer = await relay.inbox(await signedRequest(key, envelope, body))
    if (!answer.ok) throw new Error(`The inbox answered ${answer.status}: ${await answer.text()}`)
  }
}

export const aSubmission = (): SubmissionSentV1 => ({
  submissionId: randomUUID() as SubmissionId,
  employer: 'RWE' as TrustCode,
  month: '2026-10' as Month,
  restatement: 1,
  floor: 8,
  signedOffAt: NOW,
  counts: [{ measure: 'seen-within-10', version: 1, numerator: 52, denominator: 71 }],
})

async function signedRequest(key: SigningKey, envelope: object, body: object): Promise<Request> {
  const [head, content] = [Buffer.from(JSON.stringify(envelope)), Buffer.from(JSON.stringify(body))]
  const payload = Buffer.concat([head, createHash('sha256').update(content).digest()])
  const protectedHeader = { alg: 'ES256', kid: key.kid, iss: SPOKE, typ: 'oh-message' }
  const [start, , signature] = (await new CompactSign(payload).setProtectedHeader(protectedHeader).sign(key.privateKey)).split(
    '.',
  )
  const headers = { 'oh-envelope': head.toString('base64url'), 'oh-signature': `${start}..${signature}` }
  return new Request('http://rollup/inbox', { method: 'POST', headers, body: new Uint8Array(content) })
}
