import type { EscalationId } from '@oh/kernel'
import { ESCALATION_ACCEPTED_V1, ESCALATION_ACCEPTED_V2 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { outboxMessage } from '@oh/relay'
import { and, eq, inArray, ne } from 'drizzle-orm'

/**
 * Which of these escalations were accepted without their home spoke having taken that in yet: until then it can neither
 * show who the worker is nor prove that the content may open. The relay alone sees the outbox.
 */
export async function acceptancesUnderWay(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlySet<EscalationId>> {
  if (ids.length === 0) return new Set()
  const { name, subject, state } = outboxMessage
  const rows = await actingAs(tx, 'relay', () =>
    tx.sql
      .select({ subject })
      .from(outboxMessage)
      .where(
        and(
          inArray(subject, [...ids]),
          inArray(name, [ESCALATION_ACCEPTED_V1, ESCALATION_ACCEPTED_V2]),
          ne(state, 'acknowledged'),
        ),
      ),
  )
  return among(ids, rows)
}

/** Which of these escalations have a message that their home spoke will not take, so that a person must look at it. */
export async function escalationsParked(tx: ScopedTx, ids: readonly EscalationId[]): Promise<ReadonlySet<EscalationId>> {
  if (ids.length === 0) return new Set()
  const { subject, state } = outboxMessage
  const rows = await actingAs(tx, 'relay', () =>
    tx.sql
      .select({ subject })
      .from(outboxMessage)
      .where(and(inArray(subject, [...ids]), eq(state, 'parked'))),
  )
  return among(ids, rows)
}

function among(ids: readonly EscalationId[], rows: readonly { readonly subject: string }[]): ReadonlySet<EscalationId> {
  const found = new Set(rows.map(({ subject }) => subject))
  return new Set(ids.filter((id) => found.has(id)))
}
