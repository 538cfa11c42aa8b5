import { randomUUID } from 'node:crypto'
import { generateSigningKey, loadSigningKey, readPublicKey, type SigningKey } from '@oh/auth'
import type { EscalationId, Instant, MemberId, OpinionId, PersonId, Ruling, SpecialistId } from '@oh/kernel'
import {
  CONFLICT_DECLARED_V1,
  type Envelope,
  ESCALATION_ACCEPTED_V1,
  ESCALATION_ACCEPTED_V2,
  ESCALATION_ROUTED_V1,
  type MessageBodies,
  type MessageName,
  OPINION_GIVEN_V1,
  type OpinionGivenV2,
} from '@oh/messages'
import { asActor } from '@oh/postgres'
import type { Handler } from '@oh/relay'
import type { Keyring } from '@oh/vault'
import { CompactSign } from 'jose'
import type { CaseView } from '../../cases/view-cases.ts'
import { type RecordGateAsk, recordGate } from '../../consents/record-gate.ts'
import type { Spoke } from '../../context.ts'
import { inboxHandlers } from '../../inbox.ts'
import { aCase, newKey, onRecord, people, person } from '../../testing/stories.ts'
import { HERE, type TestSpoke, testSpoke } from '../../testing/test-spoke.ts'
import type { Enrolled } from '../../workers/new-worker.ts'
import { type EscalateAsk, escalateCase } from '../escalate-case.ts'
import { opinionBytes } from '../opinion-signature.ts'

export const BELL = 'dr-bell' as PersonId
export const SETHI = 'dr-sethi' as PersonId
/** Texts that must stand in no table in the clear. */
export const PLANTED = {
  question: 'Is a PLANTED-QUESTION return to night shifts safe?',
  nursePlan: 'PLANTED-PLAN day shifts for four weeks.',
  summary: 'PLANTED-SUMMARY low mood since January, sleeping poorly.',
  because: 'PLANTED-BECAUSE the ward cannot spare another week.',
  evidence: 'PLANTED-EVIDENCE said so at the clinic on Monday.',
  answer: 'PLANTED-ANSWER night shifts may start again in six weeks.',
  acted: 'PLANTED-ACTED rang the ward and agreed day shifts.',
} as const

/** What became of a message: `refused` stays here with its receipt, `returned` is the pool's to know. */
type Told = Ruling<string> | { readonly kind: 'returned'; readonly reasons: readonly string[] }

/** A spoke with its people, a worker with an open case, and a pool whose key it knows. */
export interface Scene extends AsyncDisposable {
  readonly test: TestSpoke
  readonly spoke: Spoke
  readonly marta: Enrolled
  readonly poolKey: SigningKey
  /** A fresh case about the worker, at its version 1. */
  newCase(): Promise<CaseView>
  /** Each form is made on the case as it stands, unless `expectedVersion` says otherwise. */
  consent(of: Pick<CaseView, 'id'>, different?: Partial<RecordGateAsk>, by?: string): ReturnType<typeof recordGate>
  escalate(of: Pick<CaseView, 'id'>, different?: Partial<EscalateAsk>, by?: string): ReturnType<typeof escalateCase>
  /** A case with consent that has been sent up. */
  escalated(different?: Partial<EscalateAsk>): Promise<{ caseId: CaseView['id']; id: EscalationId; version: number }>
  /** Lets a message of the pool take effect, as the relay would. */
  tells<Name extends MessageName>(name: Name, body: MessageBodies[Name], from?: MemberId): Promise<Told>
  routed(id: EscalationId, round?: number, outcome?: 'offered' | 'nobody-eligible'): Promise<Told>
  accepted(id: EscalationId, by?: PersonId): Promise<Told>
  /** Dr Bell as a trainee of Dr Sethi. */
  acceptedUnderSupervision(id: EscalationId): Promise<Told>
  conflict(id: EscalationId, by?: PersonId): Promise<Told>
  opinion(id: EscalationId, different?: Partial<OpinionGivenV2>): Promise<OpinionGivenV2>
  count(table: string, where?: string): Promise<number>
  /** Everything the database holds, as text: what a thief of its files would read. */
  dump(): Promise<string>
}

export async function scene(parts: { readonly keyring?: Keyring } = {}): Promise<Scene> {
  const test = await testSpoke()
  Object.assign(test.spoke, parts)
  await people(test)
  await test.grant('privacy', 'Rashid Karim', 'privacy-officer')
  const marta = await onRecord(test)
  const poolKey = await loadSigningKey(await generateSigningKey())
  const spoke = await withKeys(test.spoke, poolKey)
  const { admin } = test.database
  const versionNow = async (id: string): Promise<number> =>
    (await admin`select version from "case" where id = ${id}`)[0]?.version ?? 1
  const escalate: Scene['escalate'] = async (of, different = {}, by = 'nurse') =>
    escalateCase(spoke, person(by), escalateAsk({ id: of.id, version: await versionNow(of.id) }, different))
  const consent: Scene['consent'] = async (of, different = {}, by = 'nurse') =>
    recordGate(spoke, person(by), consentAsk({ id: of.id, version: await versionNow(of.id) }, different))
  const newCase = () => aCase(test, marta.worker.id)
  const tells = newsTo(spoke, admin)
  const at = () => test.clock.now()
  return {
    test,
    spoke,
    marta,
    poolKey,
    newCase,
    consent,
    escalate,
    escalated: async (different = {}) => {
      const of = await newCase()
      await consent(of)
      const done = await escalate(of, different)
      if (done.kind !== 'escalated') throw new Error(`not escalated: ${JSON.stringify(done)}`)
      return { caseId: of.id, id: done.escalation.id, version: done.case.version }
    },
    tells,
    routed: (escalationId, round = 1, outcome = 'offered') =>
      tells(ESCALATION_ROUTED_V1, { escalationId, outcome, round, at: at() }),
    accepted: (escalationId, by = BELL) =>
      tells(ESCALATION_ACCEPTED_V1, {
        escalationId,
        specialistId: randomUUID() as SpecialistId,
        specialistPerson: by,
        specialistName: by === BELL ? 'Dr Harriet Bell' : 'Dr Arjun Sethi',
        at: at(),
      }),
    acceptedUnderSupervision: (escalationId) =>
      tells(ESCALATION_ACCEPTED_V2, {
        escalationId,
        specialistId: randomUUID() as SpecialistId,
        specialistPerson: BELL,
        specialistName: 'Dr Harriet Bell',
        supervisorPerson: SETHI,
        supervisorName: 'Dr Arjun Sethi',
        at: at(),
      }),
    conflict: (escalationId, by = BELL) => tells(CONFLICT_DECLARED_V1, { escalationId, specialistPerson: by, at: at() }),
    opinion: (escalationId, different = {}) => signedOpinion(poolKey, escalationId, at(), different),
    count: async (table, where = 'true') =>
      Number((await admin.unsafe(`select count(*) from ${table} where ${where}`))[0]?.count),
    dump: () => everythingIn(admin),
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  }
}

/** News of the pool, taken in as its message would be. */
function newsTo(spoke: Spoke, admin: TestSpoke['database']['admin']): Scene['tells'] {
  return async (name, body, from = HERE.pool) => {
    const subject = 'escalationId' in body ? body.escalationId : undefined
    if (subject) await arrived(admin, subject)
    return asActor(spoke.db, { kind: 'member', member: from }, async (tx) => {
      const handler = inboxHandlers(spoke)[name] as Handler
      const message = { name, body, envelope: { source: from, subject } as Envelope }
      const answer = (await handler(tx, message as Parameters<Handler>[1])) ?? { kind: 'allowed' }
      return answer.kind === 'turned-away' ? { kind: 'returned', reasons: [answer.code] } : answer
    })
  }
}

async function everythingIn(admin: TestSpoke['database']['admin']): Promise<string> {
  const tables = await admin`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
  const texts = await Promise.all(
    tables.map(({ relname }) => admin.unsafe(`select coalesce(string_agg(t::text, ' '), '') as all from "${relname}" t`)),
  )
  const text = texts.map(([row]) => String(row?.all)).join('\n')
  // bytea prints as hexadecimal digits: looked through as the bytes they are, too
  const bytes = text.match(/(?<=\\x)[0-9a-f]+/g) ?? []
  return [text, ...bytes.map((digits) => Buffer.from(digits, 'hex').toString('latin1'))].join('\n')
}

/** The pool tells of nothing that has not reached it. */
async function arrived(admin: TestSpoke['database']['admin'], subject: string): Promise<void> {
  await admin`update outbox_message set state = 'acknowledged', sealed_body = null, attempts = 1
    where subject = ${subject} and name = 'case-escalated.v1'`
}

async function withKeys(spoke: Spoke, poolKey: SigningKey): Promise<Spoke> {
  const [own, pool] = await Promise.all([spoke.signingKey, poolKey].map(({ publicJwk }) => readPublicKey(publicJwk)))
  if (own?.kind !== 'usable' || pool?.kind !== 'usable') throw new Error('a test key is not usable')
  return {
    ...spoke,
    memberKey: async (member, keyId) => (member === HERE.pool && keyId === poolKey.kid ? pool.key : undefined),
    ownKeys: async () => new Map([[spoke.signingKey.kid, own.key]]),
  }
}

export function consentAsk(of: Pick<CaseView, 'id' | 'version'>, different: Partial<RecordGateAsk> = {}): RecordGateAsk {
  return {
    idempotencyKey: newKey(),
    caseId: of.id,
    expectedVersion: of.version,
    kind: 'explicit-consent',
    textVersion: 'consent-to-pool-1',
    evidence: PLANTED.evidence,
    ...different,
  }
}

/** A form that is complete, about clinical uncertainty. */
export function escalateAsk(of: Pick<CaseView, 'id' | 'version'>, different: Partial<EscalateAsk> = {}): EscalateAsk {
  return {
    idempotencyKey: newKey(),
    caseId: of.id,
    expectedVersion: of.version,
    category: 'mental-health',
    urgency: 'routine',
    seeWorker: 'virtual-allowed',
    question: PLANTED.question,
    nursePlan: PLANTED.nursePlan,
    summary: PLANTED.summary,
    jobAndHazards: 'Works nights on a busy ward.',
    adjustmentsTried: 'Shorter shifts.',
    facts: { uncertainOrOutsideProtocol: true },
    addedReasons: [],
    overruled: [],
    exclusions: [],
    prefersOwnEmployer: false,
    specialistsShown: true,
    objectionsAsked: true,
    inHousePhysicianAsked: true,
    safetyFlag: false,
    warningsSeen: false,
    ...different,
  }
}

/** An opinion signed as the pool signs it. */
export async function signedOpinion(
  key: SigningKey,
  escalationId: EscalationId,
  signedAt: Instant,
  different: Partial<OpinionGivenV2> = {},
): Promise<OpinionGivenV2> {
  const unsigned = {
    escalationId,
    opinionId: randomUUID() as OpinionId,
    authorPerson: BELL,
    authorName: 'Dr Harriet Bell',
    answer: PLANTED.answer,
    fitness: 'fit-with-adjustments' as const,
    adjustments: ['Day shifts only for six weeks'],
    adviceToNurse: 'Repeat the mood score at the review.',
    signedAt,
    ...different,
  }
  const whole = await new CompactSign(opinionBytes(unsigned))
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, iss: HERE.pool, typ: 'oh-opinion' })
    .sign(key.privateKey)
  const [header, , signature] = whole.split('.')
  return { ...unsigned, signature: different.signature ?? `${header}..${signature}` }
}

export const words = (answer: object): string[] =>
  'reasons' in answer
    ? (answer.reasons as (string | { word: string })[]).map((reason) => (typeof reason === 'string' ? reason : reason.word))
    : [(answer as { kind: string }).kind]

export { newKey, OPINION_GIVEN_V1, person }
