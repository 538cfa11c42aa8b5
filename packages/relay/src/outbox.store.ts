import { randomUUID } from 'node:crypto'
import { addMilliseconds, type Instant, type MemberId, type MessageId, type SubjectId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, eq, gt, inArray, isNull, lte, max, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { messageEpoch, messageSequence, outboxMessage } from './relay.table.ts'
import type { NextTry } from './retry-policy.ts'

/** Channel on which a commit with new messages is told; the payload is the destination. */
export const OUTBOX_CHANNEL = 'oh_outbox'

export type OutboxRow = typeof outboxMessage.$inferSelect
export interface Place {
  readonly epoch: number
  readonly seq: number
}

/** Longer than any attempt may take, so an expired claim means that its holder died. */
const CLAIM_MS = 30_000
const HIGHEST_EPOCH = sql`(select coalesce(max(${messageEpoch.epoch}), 1) from ${messageEpoch})`

/** Takes the next number of a subject; its row stays locked until this transaction ends, so no number is lost or doubled. */
export async function takePlace(tx: ScopedTx, destination: MemberId, subject: SubjectId): Promise<Place> {
  const { epoch, lastSeq } = messageSequence
  const [place] = await tx.sql
    .insert(messageSequence)
    .values({ destination, subject, epoch: HIGHEST_EPOCH, lastSeq: 1 })
    .onConflictDoUpdate({
      target: [messageSequence.destination, messageSequence.subject],
      set: {
        lastSeq: sql`case when ${epoch} = excluded.epoch then ${lastSeq} + 1 else 1 end`,
        epoch: sql`excluded.epoch`,
      },
    })
    .returning({ epoch, seq: lastSeq })
  if (!place) throw new Error('A message sequence gave no number.')
  return place
}

export async function insertMessage(tx: ScopedTx, row: typeof outboxMessage.$inferInsert): Promise<void> {
  await tx.sql.insert(outboxMessage).values(row)
  await tx.sql.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, ${row.destination})`)
}

/** Raises the epoch of everything posted from now on: after a restore, before the relay starts. Resolves to the new epoch. */
export async function raiseEpoch(tx: ScopedTx): Promise<number> {
  const [last] = await tx.sql.select({ epoch: max(messageEpoch.epoch) }).from(messageEpoch)
  const epoch = (last?.epoch ?? 1) + 1
  await tx.sql.insert(messageEpoch).values({ epoch, raisedAt: tx.now })
  return epoch
}

/** Destinations for which something waits, whether it is due or not. */
export async function waitingDestinations(tx: ScopedTx): Promise<MemberId[]> {
  const rows = await tx.sql.selectDistinct({ destination: outboxMessage.destination }).from(outboxMessage).where(IS_WAITING)
  return rows.map(({ destination }) => destination)
}

const first = alias(outboxMessage, 'first')

/**
 * True for the first open message of its subject: one that is parked or on its way holds back those behind it. A look-up
 * by index for each row it is asked of; written as `not exists` it becomes a join of all open messages with each other.
 */
function isHead(tx: ScopedTx): SQL {
  const { id, destination, subject } = outboxMessage
  const firstOpen = tx.sql
    .select({ id: first.id })
    .from(first)
    .where(
      and(
        eq(first.destination, destination),
        eq(first.subject, subject),
        sql`${first.state} not in ('acknowledged', 'recalled')`,
      ),
    )
    .orderBy(asc(first.epoch), asc(first.seq))
    .limit(1)
  return sql`${id} = (${firstOpen})`
}

/** In literal words, so that every plan can use the index of what waits. */
const IS_WAITING = sql`${outboxMessage.state} = 'waiting'`

function dueHeads(tx: ScopedTx, destination: MemberId, even: 'due' | 'not yet due'): SQL | undefined {
  return and(
    eq(outboxMessage.destination, destination),
    IS_WAITING,
    even === 'due' ? lte(outboxMessage.dueAt, tx.now) : undefined,
    or(isNull(outboxMessage.claimedUntil), lte(outboxMessage.claimedUntil, tx.now)),
    isHead(tx),
  )
}

/**
 * Claims at most so many messages for sending: the head of each subject only, soonest due first. Rows another sender is
 * claiming are skipped; a claim lasts 30 s, so one left by a killed process frees itself.
 */
export async function claimHeads(
  tx: ScopedTx,
  ask: { readonly destination: MemberId; readonly most: number; readonly even: 'due' | 'not yet due' },
): Promise<OutboxRow[]> {
  const heads = await tx.sql
    .select({ id: outboxMessage.id })
    .from(outboxMessage)
    .where(dueHeads(tx, ask.destination, ask.even))
    .orderBy(asc(outboxMessage.dueAt), asc(outboxMessage.id))
    .limit(ask.most)
    .for('update', { skipLocked: true })
  if (heads.length === 0) return []
  return tx.sql
    .update(outboxMessage)
    .set({
      claim: randomUUID(),
      claimedUntil: addMilliseconds(tx.now, CLAIM_MS),
      attempts: sql`${outboxMessage.attempts} + 1`,
    })
    .where(idIn(heads.map(({ id }) => id)))
    .returning()
}

const idIn = (ids: readonly MessageId[]) => inArray(outboxMessage.id, [...ids])

/**
 * The heads due for a member that fetches its messages itself. They are not claimed: what it does not acknowledge it is
 * given again, and its receipts make that harmless.
 */
export async function headsToHandOver(tx: ScopedTx, destination: MemberId, limit: number): Promise<OutboxRow[]> {
  const heads = await tx.sql
    .select({ id: outboxMessage.id })
    .from(outboxMessage)
    .where(dueHeads(tx, destination, 'due'))
    .orderBy(asc(outboxMessage.dueAt), asc(outboxMessage.id))
    .limit(limit)
  if (heads.length === 0) return []
  return tx.sql
    .update(outboxMessage)
    .set({ attempts: sql`${outboxMessage.attempts} + 1` })
    .where(and(idIn(heads.map(({ id }) => id)), eq(outboxMessage.state, 'waiting')))
    .returning()
}

/** Marks messages as taken in by their destination and erases their bodies. Ids that are not open for it are ignored. */
export async function acknowledge(tx: ScopedTx, destination: MemberId, ids: readonly MessageId[]): Promise<number> {
  if (ids.length === 0) return 0
  const done = await tx.sql
    .update(outboxMessage)
    .set({ state: 'acknowledged', sealedBody: null, acknowledgedAt: tx.now, reason: null, claim: null, claimedUntil: null })
    .where(and(idIn(ids), eq(outboxMessage.destination, destination), ne(outboxMessage.state, 'acknowledged')))
    .returning({ id: outboxMessage.id })
  return done.length
}

/** The waiting messages of a destination among the ids, locked. */
export async function lockWaiting(tx: ScopedTx, destination: MemberId, ids: readonly MessageId[]): Promise<OutboxRow[]> {
  if (ids.length === 0) return []
  const mine = and(idIn(ids), eq(outboxMessage.destination, destination), eq(outboxMessage.state, 'waiting'))
  return tx.sql.select().from(outboxMessage).where(mine).for('update')
}

/** Writes down a failed attempt and gives up the claim. Does nothing when the claim has passed to another sender meanwhile. */
export async function recordFailure(tx: ScopedTx, row: OutboxRow, reason: string, next: NextTry): Promise<void> {
  const dueAt: Instant = next.kind === 'again' ? addMilliseconds(tx.now, next.afterMilliseconds) : row.dueAt
  const parked = next.kind === 'parked' ? { state: 'parked' as const, parkedAt: tx.now } : {}
  const stillOurs = sql`${outboxMessage.claim} is not distinct from ${row.claim}`
  await tx.sql
    .update(outboxMessage)
    .set({ ...parked, dueAt, reason, refusals: next.refusals, claim: null, claimedUntil: null })
    .where(and(eq(outboxMessage.id, row.id), eq(outboxMessage.state, 'waiting'), stillOurs))
}

/** Makes due now what waits only because its destination was away: it has just answered. */
export async function hurry(tx: ScopedTx, destination: MemberId, reasons: readonly string[]): Promise<void> {
  await tx.sql
    .update(outboxMessage)
    .set({ dueAt: tx.now })
    .where(
      and(
        eq(outboxMessage.destination, destination),
        eq(outboxMessage.state, 'waiting'),
        inArray(outboxMessage.reason, [...reasons]),
        gt(outboxMessage.dueAt, tx.now),
      ),
    )
}
