import type { EscalationId, MemberId } from '@oh/kernel'
import type { MessageName } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { REFUSALS } from './answers.ts'
import { outboxMessage } from './relay.table.ts'

/** Of every other reason nobody knows what an earlier attempt did. */
const NEVER_TAKEN_IN = Object.entries(REFUSALS).flatMap(([code, { about }]) => (about === 'content' ? [code] : []))

/**
 * Takes back the message of this name about a subject, in the transaction of whatever takes away its ground: when it was
 * never tried, or the destination refused it for what it says, its body is erased and nobody sends or retries it any more.
 * Resolves to true when it is recalled, now or before; to false when it has arrived, or may have: then the destination must
 * be told instead. A sender about to claim it waits for this transaction, and this one for his.
 */
export function recall(
  tx: ScopedTx,
  message: { readonly name: MessageName; readonly destination: MemberId; readonly subject: EscalationId },
): Promise<boolean> {
  const { id, state, attempts, claim, reason, name, destination, subject } = outboxMessage
  const isIt = and(eq(destination, message.destination), eq(subject, message.subject), eq(name, message.name))
  const wasNeverTried = and(eq(state, 'waiting'), eq(attempts, 0), isNull(claim))
  const wasRefused = and(eq(state, 'parked'), inArray(reason, NEVER_TAKEN_IN))
  // whoever acts here need not see the outbox: the right to take back was ruled before
  return actingAs(tx, 'relay', async () => {
    await tx.sql
      .update(outboxMessage)
      .set({ state: 'recalled', sealedBody: null, parkedAt: null, reason: null })
      .where(and(isIt, or(wasNeverTried, wasRefused)))
    const [recalled] = await tx.sql
      .select({ id })
      .from(outboxMessage)
      .where(and(isIt, eq(state, 'recalled')))
      .limit(1)
    return recalled !== undefined
  })
}
