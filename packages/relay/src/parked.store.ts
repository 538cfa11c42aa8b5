import { audit } from '@oh/audit'
import { allowed, type MessageId, type Ruling, refused } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, eq, sql } from 'drizzle-orm'
import { OUTBOX_CHANNEL } from './outbox.store.ts'
import { outboxMessage } from './relay.table.ts'

/**
 * Sends a parked message on its way again, due now and with a clean slate, as an administrator or the relay. Refused with
 * `not-parked` when it is not parked (any more), does not exist, or is not this actor's to see. Writes its audit row.
 */
export async function retryMessage(tx: ScopedTx, id: MessageId): Promise<Ruling<'not-parked'>> {
  const retried = await tx.sql
    .update(outboxMessage)
    .set({ state: 'waiting', dueAt: tx.now, refusals: 0, parkedAt: null, claim: null, claimedUntil: null })
    .where(and(eq(outboxMessage.id, id), eq(outboxMessage.state, 'parked')))
    .returning({ destination: outboxMessage.destination, subject: outboxMessage.subject })
  const ruling = retried.length === 0 ? refused('not-parked') : allowed
  await audit(tx, {
    action: 'deadLetter.retry',
    resource: 'message',
    ids: [id],
    subject: retried[0]?.subject,
    outcome: ruling.kind,
    reasons: ruling.kind === 'refused' ? ruling.reasons : [],
  })
  for (const { destination } of retried) await tx.sql.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, ${destination})`)
  return ruling
}
