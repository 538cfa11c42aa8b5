import { audit } from '@oh/audit'
import { decide, signConsentProof } from '@oh/auth'
import type { EscalationId } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { findEscalation } from '../escalations/escalation.reads.ts'
import { idsAskedFor } from '../escalations/known-ids.ts'
import { callerOf } from '../memberships/caller.ts'
import { withRecords } from '../workers/with-records.ts'
import { closedBecause } from './closed-because.ts'

/**
 * The spoke's signed word to the pool, good for 60 seconds: may this person open the content of this escalation now? Always
 * a word, a refusal too, with its reason; an escalation that is not known here reads as one not accepted. Each is recorded
 * by its ruling: `allowed` says that the trust let it be opened, for whether the pool then opened it the pool's audit knows.
 */
export function proveConsent(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring' | 'pool' | 'signingKey'>,
  actor: Actor,
  id: string,
): Promise<string> {
  return withRecords(spoke, actor, async (tx) => {
    const person = callerOf(tx)
    const found = await findEscalation(tx, id)
    const reason = await closedBecause(tx, spoke, found, person)
    // the pool's specialist holds no membership here: the accepted row makes him one, for this escalation
    const holds = reason === undefined ? (['assigned'] as const) : []
    const isOpen = decide({ action: 'poolCase.readContent', roles: ['specialist'], holds }) === 'allowed'
    const ruling = isOpen
      ? ({ kind: 'open' } as const)
      : ({ kind: 'refused', reason: reason ?? 'not-accepted-by-caller' } as const)
    await audit(tx, {
      action: 'poolCase.readContent',
      resource: 'consent-proof',
      ids: idsAskedFor(id),
      subject: found?.workerId,
      outcome: isOpen ? 'allowed' : 'refused',
      reasons: reason === undefined ? [] : [reason],
      onBehalfOf: person,
    })
    const subject = { spoke: spoke.id, pool: spoke.pool, escalation: id as EscalationId, person }
    return signConsentProof(spoke.signingKey, subject, ruling, tx.now)
  })
}
