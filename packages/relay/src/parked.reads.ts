import { type Instant, type MemberId, type MessageId, millisecondsOf, type SubjectId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, count, eq, getTableColumns, gt, min, notInArray, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { outboxMessage } from './relay.table.ts'

/** A message that a person must look at. There is no body here, sealed or open. */
export interface ParkedMessage {
  readonly id: MessageId
  readonly name: string
  readonly destination: MemberId
  readonly subject: SubjectId
  readonly correlation: string
  readonly occurredAt: Instant
  readonly parkedAt: Instant
  /** Seconds since the fact it tells happened. */
  readonly ageSeconds: number
  /** Why the other side will not take it: a stable word. */
  readonly reason: string
  readonly attempts: number
  /** Messages of the same case that wait behind it. */
  readonly blocked: number
}

/** Where the last page ended. */
export interface ParkedCursor {
  readonly parkedAt: Instant
  readonly id: MessageId
}

export interface RelayStatus {
  /** Messages not yet acknowledged and not parked. */
  readonly waiting: number
  /** Seconds since the oldest of them happened; undefined when nothing waits. */
  readonly oldestWaitingSeconds: number | undefined
  readonly parked: number
}

/**
 * One page of what is parked, longest parked first, at most `first` (1 to 100) rows after the cursor, none of them about a
 * subject in `except`. Empty when the actor may not see it.
 */
export async function parkedMessages(
  tx: ScopedTx,
  page: {
    readonly first: number
    readonly after?: ParkedCursor | undefined
    readonly except?: readonly SubjectId[] | undefined
  },
): Promise<ParkedMessage[]> {
  const { sealedBody: _body, ...columns } = getTableColumns(outboxMessage)
  const behind = alias(outboxMessage, 'behind')
  const messagesBehind = tx.sql
    .select({ count: count() })
    .from(behind)
    .where(
      and(
        eq(behind.destination, outboxMessage.destination),
        eq(behind.subject, outboxMessage.subject),
        notInArray(behind.state, ['acknowledged', 'recalled']),
        sql`(${behind.epoch}, ${behind.seq}) > (${outboxMessage.epoch}, ${outboxMessage.seq})`,
      ),
    )
  const blocked = sql<number>`(${messagesBehind})`.mapWith(Number)
  const { parkedAt, id } = outboxMessage
  const after = page.after && or(gt(parkedAt, page.after.parkedAt), and(eq(parkedAt, page.after.parkedAt), gt(id, page.after.id)))
  const rows = await tx.sql
    .select({ ...columns, blocked })
    .from(outboxMessage)
    .where(and(sql`${outboxMessage.state} = 'parked'`, notAbout(page.except), after))
    .orderBy(asc(parkedAt), asc(id))
    .limit(Math.min(100, Math.max(1, page.first)))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    destination: row.destination,
    subject: row.subject,
    correlation: row.correlation,
    occurredAt: row.occurredAt,
    parkedAt: row.parkedAt ?? row.dueAt,
    ageSeconds: secondsBetween(row.occurredAt, tx.now),
    reason: row.reason ?? 'unknown',
    attempts: row.attempts,
    blocked: row.blocked,
  }))
}

/** How much waits, since when, and how much is parked, for whoever may see it, without subjects in `except`; nothing for anyone else. */
export async function relayStatus(tx: ScopedTx, except: readonly SubjectId[] = []): Promise<RelayStatus> {
  const { state, occurredAt } = outboxMessage
  const [waiting] = await tx.sql
    .select({ messages: count(), oldest: min(occurredAt) })
    .from(outboxMessage)
    .where(and(sql`${state} = 'waiting'`, notAbout(except)))
  const parked = await tx.sql.$count(outboxMessage, and(sql`${state} = 'parked'`, notAbout(except)))
  return {
    waiting: waiting?.messages ?? 0,
    oldestWaitingSeconds: waiting?.oldest ? secondsBetween(waiting.oldest, tx.now) : undefined,
    parked,
  }
}

function notAbout(subjects: readonly SubjectId[] = []): SQL | undefined {
  return subjects.length === 0 ? undefined : notInArray(outboxMessage.subject, [...subjects])
}

function secondsBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.round((millisecondsOf(to) - millisecondsOf(from)) / 1_000))
}
