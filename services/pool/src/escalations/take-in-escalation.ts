import { audit } from '@oh/audit'
import { decide } from '@oh/auth'
import { allowed, holdsOn, isSpokeId, type Ruling, refused, type SpokeId, type TrustCode } from '@oh/kernel'
import type { CASE_ESCALATED_V1, CaseEscalatedV1, Envelope } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import { servesTrust } from '../agreements/serves-trust.ts'
import type { Pool } from '../context.ts'
import { routeEscalation } from '../offers/route-escalation.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { sealContent } from './content-seal.ts'
import { type NewEscalation, saveEscalation, saveExclusions } from './escalation.store.ts'
import { holdEscalation } from './move-escalation.ts'

type Ports = Pick<Pool, 'id' | 'ics' | 'keyring' | 'newId' | 'members'>
/** All of them reach the spoke that sent it: see `inbox.ts`. */
export type EscalationRefusal = 'not-the-subject' | 'trust-not-served' | 'not-served' | 'specialist-unknown' | 'escalation-known'

/**
 * A spoke asks for a specialist: the escalation is kept, its content sealed under a key of its own, and the first specialist
 * is asked, in the transaction of the receipt. Refused when the spoke speaks for a trust that it does not serve today, of
 * another escalation than the envelope says, or of one that is here already; when this pool serves the trust neither by its
 * ICS nor by an agreement; and when it leaves out somebody whom the pool does not know, for then it could not be kept.
 */
export function takeInEscalation(pool: Ports) {
  return async (tx: ScopedTx, { envelope, body }: Arrived<typeof CASE_ESCALATED_V1>): Promise<Ruling<EscalationRefusal>> => {
    const { source, subject } = envelope
    if (body.escalationId !== subject) return refused('not-the-subject')
    if (!isSpokeId(source) || !(await mayReceive(pool, tx, source, body.trust))) return refused('trust-not-served')
    if (!(await servesTrust(pool, tx, body.trust))) return refused('not-served')
    if (!(await knowsAll(tx, body.excluded))) return refused('specialist-unknown')
    if (!(await saveEscalation(tx, rowOf(pool, tx, envelope, source, body)))) return refused('escalation-known')
    await saveExclusions(tx, subject, body.excluded)
    await audit(tx, { action: 'escalation.receive', resource: 'escalation', ids: [subject], subject, outcome: 'allowed' })
    await actingAs(tx, 'routing', async () => {
      const held = await holdEscalation(tx, subject)
      if (held) await routeEscalation(pool, tx, held)
    })
    return allowed
  }
}

/** An objection to somebody who is not found would never hold, and nobody would know. */
async function knowsAll(tx: ScopedTx, excluded: CaseEscalatedV1['excluded']): Promise<boolean> {
  if (excluded.length === 0) return true
  const known = new Set((await allSpecialists(tx)).map(({ specialistId }) => specialistId))
  return excluded.every(({ specialistId }) => known.has(specialistId))
}

/** Only a spoke's own key, and only for a trust that the registry says it serves today. */
async function mayReceive({ members }: Ports, tx: ScopedTx, source: SpokeId, trust: TrustCode): Promise<boolean> {
  const sender = await members.find(source)
  const serves = sender?.serves.some((row) => row.code === trust && holdsOn(tx.today, row)) ?? false
  return decide({ action: 'escalation.receive', roles: ['spoke-key'], holds: serves ? ['member'] : [] }) === 'allowed'
}

function rowOf(pool: Ports, tx: ScopedTx, envelope: Envelope, spokeId: SpokeId, body: CaseEscalatedV1): NewEscalation {
  const { escalationId: id, excluded: _excluded, content, reasons, skills, ...header } = body
  return {
    ...header,
    id,
    spokeId,
    correlation: envelope.correlation,
    reasons: [...reasons],
    skills: [...skills],
    ...sealContent(pool, id, content),
    state: 'received',
    since: tx.now,
    round: 1,
    receivedAt: tx.now,
    sentAt: envelope.occurredAt,
  }
}
