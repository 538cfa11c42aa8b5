import { createHash, randomUUID } from 'node:crypto'
import { type ConsentRuling, generateSigningKey, loadSigningKey, type SigningKey, signConsentProof } from '@oh/auth'
import type { Clock, EscalationId, Instant, LondonDate, MemberId, PersonId, PoolId, SpokeId } from '@oh/kernel'
import {
  CASE_ESCALATED_V1,
  type CaseEscalatedV1,
  CONSENT_WITHDRAWN_V1,
  caseEscalatedV1Sample,
  splitMessageName,
} from '@oh/messages'
import type { Peer, Route } from '@oh/relay'
import { CompactSign, importJWK } from 'jose'

/** The clinical words of every escalation here: found anywhere outside the seal, they are a leak. */
export const PLANTED = 'PLANTED-CLINICAL-WORDS'

/** A home spoke at the far end of the wire: it signs messages, proofs and requests as a real one does. */
export interface HomeSpoke {
  readonly id: SpokeId
  readonly key: SigningKey
  readonly peer: Peer
  /** Sends `case-escalated.v1`; resolves to the escalation's id and the pool's answer. */
  escalates(change?: Partial<CaseEscalatedV1>): Promise<{ id: EscalationId; status: number }>
  withdraws(id: EscalationId, change?: { seq?: number; safetyHold?: boolean }): Promise<number>
  /** The exact request of a message, to send twice, late or altered. */
  message(name: string, subject: EscalationId, seq: number, body: unknown, change?: Record<string, unknown>): Promise<Request>
  proof(id: EscalationId, person: PersonId, ruling?: ConsentRuling, at?: Instant): Promise<string>
  /** Fetches what waits for it and acknowledges it, until there is nothing more. */
  fetches(handOver: Route): Promise<{ name: string; subject: string; body: Record<string, unknown> }[]>
}

interface World {
  readonly clock: Clock
  readonly pool: PoolId
  readonly inbox: () => Route
}

export async function homeSpoke(id: SpokeId, trusts: readonly string[], world: World): Promise<HomeSpoke> {
  const key = await loadSigningKey(await generateSigningKey())
  const publicKey = (await importJWK({ ...key.publicJwk }, 'ES256')) as CryptoKey
  const peer: Peer = {
    id,
    state: 'active',
    endpoint: undefined,
    keys: new Map([[key.kid, { key: publicKey, from: 0 }]]),
    serves: trusts.map((code) => ({ code, from: '2022-07-01' as LondonDate })),
  }
  const message: HomeSpoke['message'] = async (name, subject, seq, body, change = {}) => {
    const now = world.clock()
    const numbers = { subject, seq, epoch: 1, keyId: key.kid, correlation: randomUUID(), occurredAt: now, attemptedAt: now }
    const envelope = { id: randomUUID(), ...splitMessageName(name), source: id, destination: world.pool, ...numbers, ...change }
    return signedRequest({ id, key }, Buffer.from(JSON.stringify(envelope)), Buffer.from(JSON.stringify(body)))
  }
  const send = async (request: Request) => (await world.inbox()(request)).status
  return {
    id,
    key,
    peer,
    message,
    escalates: async (change = {}) => {
      const escalationId = (change.escalationId ?? randomUUID()) as EscalationId
      const body = { ...escalationBody(escalationId), ...change }
      return { id: escalationId, status: await send(await message(CASE_ESCALATED_V1, escalationId, 1, body)) }
    },
    withdraws: async (escalationId, { seq = 2, safetyHold = false } = {}) =>
      send(await message(CONSENT_WITHDRAWN_V1, escalationId, seq, { escalationId, at: world.clock(), safetyHold })),
    proof: (escalation, person, ruling = { kind: 'open' }, at = world.clock()) =>
      signConsentProof(key, { spoke: id, pool: world.pool, escalation, person }, ruling, at),
    fetches: async (handOver) => {
      const all: Awaited<ReturnType<HomeSpoke['fetches']>> = []
      for (let acknowledged: string[] = []; ; ) {
        const messages = await handedOver({ id, key }, world, handOver, acknowledged)
        if (messages.length === 0) return all
        all.push(...messages)
        acknowledged = messages.map((each) => each.id)
      }
    },
  }
}

/** A body that a pool with a specialist in mental health can place. */
export function escalationBody(escalationId: EscalationId): CaseEscalatedV1 {
  const { content: sample } = caseEscalatedV1Sample
  const [fired] = sample.reasons
  const overruled = { reason: 'advice-to-the-nurse', standing: 'overruled', because: `${PLANTED} because` }
  const words = { question: `${PLANTED} question`, summary: `${PLANTED} summary`, reasons: [fired, overruled] }
  const content = { ...sample, ...words }
  const department = 'Theatres'
  return { ...caseEscalatedV1Sample, escalationId, content, department, excluded: [] } as unknown as CaseEscalatedV1
}

interface Signer {
  readonly id: MemberId
  readonly key: SigningKey
}

async function detached({ id, key }: Signer, purpose: string, payload: Uint8Array): Promise<string> {
  const header = { alg: 'ES256', kid: key.kid, iss: id, typ: purpose }
  const [head, , signature] = (await new CompactSign(payload).setProtectedHeader(header).sign(key.privateKey)).split('.')
  return `${head}..${signature}`
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

async function signedRequest(signer: Signer, envelope: Buffer, body: Buffer): Promise<Request> {
  const signature = await detached(signer, 'oh-message', Buffer.concat([envelope, sha256(body)]))
  const headers = { 'oh-envelope': envelope.toString('base64url'), 'oh-signature': signature }
  return new Request('http://pool/inbox', { method: 'POST', headers, body: new Uint8Array(body) })
}

async function handedOver(signer: Signer, { clock, pool }: World, handOver: Route, acknowledged: string[]) {
  const ask = { id: randomUUID(), member: signer.id, destination: pool, acknowledged, refused: [], waitSeconds: 0 }
  const body = Buffer.from(JSON.stringify({ ...ask, attemptedAt: clock() }))
  const headers = { 'oh-signature': await detached(signer, 'oh-hand-over', body) }
  const answer = await handOver(new Request('http://pool/hand-over', { method: 'POST', headers, body: new Uint8Array(body) }))
  const { messages } = (await answer.json()) as { messages: { envelope: string; body: string }[] }
  return messages.map((each) => {
    const { id, type, version, subject } = JSON.parse(Buffer.from(each.envelope, 'base64url').toString())
    return { id, subject, name: `${type}.v${version}`, body: JSON.parse(Buffer.from(each.body, 'base64url').toString()) }
  })
}
