import type { LedgerEntry } from '@oh/capacity'
import {
  type AgreementId,
  holdsOn,
  type IcsCode,
  type LondonDate,
  londonDateOf,
  type PoolId,
  type SessionId,
  type SpecialistId,
} from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { ledgerEntry, lentSession, reciprocalAgreement } from './lending.table.ts'

export type AgreementRow = typeof reciprocalAgreement.$inferSelect
export type LentSessionRow = typeof lentSession.$inferSelect

/** Whether something may be lent under it for that day. */
export function standsOn({ state, fromOn, toOn }: AgreementRow, on: LondonDate): boolean {
  return state === 'standing' && holdsOn(on, { from: fromOn, ...(toOn === null ? {} : { to: toOn }) })
}

/** The agreement, held until the transaction ends. As the pool itself. */
export async function lockAgreement(tx: ScopedTx, id: AgreementId): Promise<AgreementRow | undefined> {
  const [found] = await tx.sql.select().from(reciprocalAgreement).where(eq(reciprocalAgreement.id, id)).for('update')
  return found
}

export async function findAgreement(tx: ScopedTx, id: AgreementId): Promise<AgreementRow | undefined> {
  const [found] = await tx.sql.select().from(reciprocalAgreement).where(eq(reciprocalAgreement.id, id))
  return found
}

/** False when one of that id is here already. */
export async function saveAgreement(tx: ScopedTx, row: typeof reciprocalAgreement.$inferInsert): Promise<boolean> {
  const saved = await tx.sql
    .insert(reciprocalAgreement)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: reciprocalAgreement.id })
  return saved.length === 1
}

export async function changeAgreement(tx: ScopedTx, id: AgreementId, change: Partial<AgreementRow>): Promise<void> {
  await tx.sql.update(reciprocalAgreement).set(change).where(eq(reciprocalAgreement.id, id))
}

/** Whether an agreement with that pool is proposed or stands already. */
export async function hasOpenAgreement(tx: ScopedTx, partner: PoolId): Promise<boolean> {
  const { id, state, toOn } = reciprocalAgreement
  const isOver = sql`${toOn} is not null and ${toOn} <= ${tx.today}`
  const rows = await tx.sql
    .select({ id })
    .from(reciprocalAgreement)
    .where(and(eq(reciprocalAgreement.partner, partner), ne(state, 'ended'), sql`not (${isOver})`))
    .limit(1)
  return rows.length > 0
}

/** Agreements, the latest first. */
export function pageOfAgreements(
  tx: ScopedTx,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<AgreementRow[]> {
  const { proposedAt, id } = reciprocalAgreement
  const [afterAt = '', afterId = ''] = page.after ?? []
  const next = page.after && sql`(${proposedAt}, ${id}) < (${afterAt}::timestamptz, ${afterId}::uuid)`
  return tx.sql
    .select()
    .from(reciprocalAgreement)
    .where(next)
    .orderBy(desc(proposedAt), desc(id))
    .limit(page.first + 1)
}

export async function findLentSession(tx: ScopedTx, id: SessionId): Promise<LentSessionRow | undefined> {
  const [found] = await tx.sql.select().from(lentSession).where(eq(lentSession.sessionId, id))
  return found
}

/** The lent session, held until the transaction ends. As the pool itself. */
export async function lockLentSession(tx: ScopedTx, id: SessionId): Promise<LentSessionRow | undefined> {
  const [found] = await tx.sql.select().from(lentSession).where(eq(lentSession.sessionId, id)).for('update')
  return found
}

/** Lent sessions of one direction, the latest first. */
export function pageOfLentSessions(
  tx: ScopedTx,
  direction: LentSessionRow['direction'],
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<(LentSessionRow & { readonly partnerIcs: IcsCode })[]> {
  const { startsAt, sessionId } = lentSession
  const [afterAt = '', afterId = ''] = page.after ?? []
  const next = page.after && sql`(${startsAt}, ${sessionId}) < (${afterAt}::timestamptz, ${afterId}::uuid)`
  return tx.sql
    .select({ lentSession, partnerIcs: reciprocalAgreement.partnerIcs })
    .from(lentSession)
    .innerJoin(reciprocalAgreement, eq(reciprocalAgreement.id, lentSession.agreementId))
    .where(and(eq(lentSession.direction, direction), next))
    .orderBy(desc(startsAt), desc(sessionId))
    .limit(page.first + 1)
    .then((rows) => rows.map(({ lentSession: row, partnerIcs }) => ({ ...row, partnerIcs })))
}

/** Writes a session down as lent, and its hours in the ledger. */
export async function saveLentSession(
  tx: ScopedTx,
  row: typeof lentSession.$inferInsert,
  entry: { readonly id: string; readonly lender: IcsCode },
): Promise<void> {
  await tx.sql.insert(lentSession).values(row)
  await saveEntry(tx, { ...row, ...entry }, 'lent', row.hours)
}

/** Ends a lent session, in the ledger too: given back whole, or over with so many hours booked. */
export async function endLentSession(
  tx: ScopedTx,
  row: Pick<LentSessionRow, 'sessionId' | 'agreementId' | 'startsAt' | 'hours'>,
  end: { readonly state: 'returned'; readonly returnedFor: string } | { readonly state: 'used'; readonly hoursUsed: number },
  entry: { readonly id: string; readonly lender: IcsCode },
): Promise<void> {
  await tx.sql
    .update(lentSession)
    .set({ hoursUsed: null, ...end, endedAt: tx.now })
    .where(eq(lentSession.sessionId, row.sessionId))
  await saveEntry(tx, { ...row, ...entry }, end.state, end.state === 'used' ? end.hoursUsed : row.hours)
}

export async function saveEntry(
  tx: ScopedTx,
  of: Pick<LentSessionRow, 'sessionId' | 'agreementId' | 'startsAt'> & { readonly id: string; readonly lender: IcsCode },
  kind: LentSessionRow['state'],
  hours: number,
): Promise<void> {
  const { id, agreementId, sessionId, startsAt, lender } = of
  const sessionOn = londonDateOf(startsAt)
  await tx.sql.insert(ledgerEntry).values({ id, agreementId, sessionId, sessionOn, lender, kind, hours, at: tx.now })
}

/** Everything in the ledger of these agreements. */
export async function ledgerEntries(
  tx: ScopedTx,
  agreements: readonly AgreementId[],
): Promise<ReadonlyMap<AgreementId, readonly LedgerEntry[]>> {
  if (agreements.length === 0) return new Map()
  const rows = await tx.sql
    .select()
    .from(ledgerEntry)
    .where(inArray(ledgerEntry.agreementId, [...agreements]))
    .orderBy(asc(ledgerEntry.at), asc(ledgerEntry.id))
  const read = (id: AgreementId) =>
    rows
      .filter(({ agreementId }) => agreementId === id)
      .map(({ sessionId, sessionOn, lender, kind, hours }) => ({ sessionId, on: sessionOn, lender, kind, hours }))
  return new Map(agreements.map((id) => [id, read(id)]))
}

/** Sessions lent by neighbours and not ended that begin before the given day, the soonest first. */
export function lentInBefore(tx: ScopedTx, day: LondonDate, most: number): Promise<LentSessionRow[]> {
  const { startsAt, direction, state, sessionId } = lentSession
  return tx.sql
    .select()
    .from(lentSession)
    .where(and(eq(direction, 'in'), eq(state, 'lent'), sql`(${startsAt} at time zone 'Europe/London')::date < ${day}::date`))
    .orderBy(asc(startsAt), asc(sessionId))
    .limit(most)
}

/** Sessions of one specialist that were lent out and neither given back nor recalled, from that day on, the soonest first. */
export function lentOutOf(
  tx: ScopedTx,
  of: SpecialistId,
  from: LondonDate,
  most: number,
): Promise<(LentSessionRow & { readonly partnerIcs: IcsCode })[]> {
  const { specialistId, startsAt, direction, state, sessionId } = lentSession
  const isFrom = sql`(${startsAt} at time zone 'Europe/London')::date >= ${from}::date`
  return tx.sql
    .select({ lentSession, partnerIcs: reciprocalAgreement.partnerIcs })
    .from(lentSession)
    .innerJoin(reciprocalAgreement, eq(reciprocalAgreement.id, lentSession.agreementId))
    .where(and(eq(specialistId, of), eq(direction, 'out'), ne(state, 'returned'), isFrom))
    .orderBy(asc(startsAt), asc(sessionId))
    .limit(most)
    .then((rows) => rows.map(({ lentSession: row, partnerIcs }) => ({ ...row, partnerIcs })))
}
