import type { EscalationId, Instant, PersonId, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Exclusion, PoolEscalation, Tried } from '@oh/routing'
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { offer } from '../offers/offer.table.ts'
import { escalation, escalationExclusion, escalationTried } from './escalation.table.ts'

const { content: _content, recordKey: _recordKey, ...open } = getTableColumns(escalation)
const { employer: _employer, department: _department, prefersOwnEmployer: _prefers, ...seen } = open

/** All but what is sealed. */
export type EscalationRow = Omit<typeof escalation.$inferSelect, 'content' | 'recordKey'>
/** Without what only routing may know of the worker. */
export type SeenEscalation = Omit<EscalationRow, 'employer' | 'department' | 'prefersOwnEmployer'>

export type NewEscalation = typeof escalation.$inferInsert

/** False when an escalation of that id is there already, whoever sent it. */
export async function saveEscalation(tx: ScopedTx, row: NewEscalation): Promise<boolean> {
  const saved = await tx.sql.insert(escalation).values(row).onConflictDoNothing().returning({ id: escalation.id })
  return saved.length === 1
}

export async function saveExclusions(tx: ScopedTx, id: EscalationId, excluded: readonly Exclusion[]): Promise<void> {
  if (excluded.length === 0) return
  const rows = excluded.map(({ specialistId, why }) => ({ escalationId: id, specialistId, why }))
  await tx.sql.insert(escalationExclusion).values(rows).onConflictDoNothing()
}

/** What the actor may see of an escalation; undefined when there is none, or none for him. */
export async function findEscalation(tx: ScopedTx, id: EscalationId): Promise<SeenEscalation | undefined> {
  const [found] = await tx.sql.select(seen).from(escalation).where(eq(escalation.id, id))
  return found
}

export async function findEscalations(tx: ScopedTx, ids: readonly EscalationId[]): Promise<SeenEscalation[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select(seen)
    .from(escalation)
    .where(inArray(escalation.id, [...ids]))
}

/** The escalation, held until the transaction ends: who comes second finds what the first has done. */
export async function lockEscalation(tx: ScopedTx, id: EscalationId): Promise<EscalationRow | undefined> {
  const [found] = await tx.sql.select(open).from(escalation).where(eq(escalation.id, id)).for('update')
  return found
}

/** Holds them all until the transaction ends, in the order of their ids. */
export async function lockEscalations(tx: ScopedTx, ids: readonly EscalationId[]): Promise<void> {
  if (ids.length === 0) return
  await tx.sql
    .select({ id: escalation.id })
    .from(escalation)
    .where(inArray(escalation.id, [...ids]))
    .orderBy(asc(escalation.id))
    .for('update')
}

export function exclusionsOf(tx: ScopedTx, id: EscalationId): Promise<Exclusion[]> {
  const { specialistId, why } = escalationExclusion
  return tx.sql.select({ specialistId, why }).from(escalationExclusion).where(eq(escalationExclusion.escalationId, id))
}

export function triedFor(tx: ScopedTx, id: EscalationId): Promise<Tried[]> {
  const { specialistId, round, ended, at } = escalationTried
  return tx.sql
    .select({ specialistId, round, ended, at })
    .from(escalationTried)
    .where(eq(escalationTried.escalationId, id))
    .orderBy(asc(round))
}

export async function saveTried(tx: ScopedTx, id: EscalationId, tried: Tried): Promise<void> {
  await tx.sql.insert(escalationTried).values({ escalationId: id, ...tried })
}

/** Puts a whole new standing in place of the old one. Who accepted goes with it: after a conflict nobody is left. */
export async function saveStanding(
  tx: ScopedTx,
  next: PoolEscalation,
  { acceptedPerson, supervisorPerson }: Pick<EscalationRow, 'acceptedPerson' | 'supervisorPerson'>,
): Promise<void> {
  const { escalationId, state, since, round } = next
  await tx.sql
    .update(escalation)
    .set({
      state,
      since,
      round,
      acceptedBy: next.acceptedBy ?? null,
      acceptedPerson,
      acceptedAt: next.acceptedAt ?? null,
      supervisedBy: next.supervisedBy ?? null,
      supervisorPerson,
      supervisorOpenedAt: next.supervisorOpenedAt ?? null,
      openedAt: next.openedAt ?? null,
      answeredAt: next.answeredAt ?? null,
    })
    .where(eq(escalation.id, escalationId))
}

export async function holdForDecision(tx: ScopedTx, id: EscalationId): Promise<void> {
  await tx.sql.update(escalation).set({ heldAt: tx.now }).where(eq(escalation.id, id))
}

/** Takes the content out for good: the words, and the key that any other copy of them would need. */
export async function eraseContent(tx: ScopedTx, id: EscalationId): Promise<void> {
  await tx.sql
    .update(escalation)
    .set({ content: null, recordKey: null, withdrawnAt: tx.now, heldAt: null })
    .where(eq(escalation.id, id))
}

/** The content under seal, for the one who accepted it, or supervises whoever did. */
export async function sealedContent(
  tx: ScopedTx,
  id: EscalationId,
  person: PersonId,
): Promise<{ recordKey: Uint8Array; content: Uint8Array } | undefined> {
  const { recordKey, content } = escalation
  const [found] = await tx.sql
    .select({ recordKey, content })
    .from(escalation)
    .where(and(eq(escalation.id, id), or(eq(escalation.acceptedPerson, person), eq(escalation.supervisorPerson, person))))
  return found?.recordKey && found.content ? { recordKey: found.recordKey, content: found.content } : undefined
}

/** What waits for somebody and was last looked at before the given moment, longest ago first. */
export function waitingEscalations(tx: ScopedTx, lookedBefore: Instant, most: number) {
  const { id, skills, dueOn, receivedAt } = escalation
  return tx.sql
    .select({ escalationId: id, skills, dueOn, receivedAt })
    .from(escalation)
    .where(
      and(
        inArray(escalation.state, ['received', 'nobody-eligible']),
        isNull(escalation.heldAt),
        or(isNull(escalation.lookedAt), lte(escalation.lookedAt, lookedBefore)),
      ),
    )
    .orderBy(sql`${escalation.lookedAt} nulls first`, asc(id))
    .limit(most)
}

export async function markLooked(tx: ScopedTx, id: EscalationId, picture: number): Promise<void> {
  await tx.sql.update(escalation).set({ lookedAt: tx.now, picture }).where(eq(escalation.id, id))
}

/** What these specialists are being asked to take, have taken and not answered, or supervise, earliest due first. */
export async function escalationsHeldBy(
  tx: ScopedTx,
  specialists: readonly SpecialistId[],
  most: number,
): Promise<EscalationId[]> {
  if (specialists.length === 0) return []
  const { id, dueOn, state, acceptedBy, supervisedBy } = escalation
  const rows = await tx.sql
    .select({ id })
    .from(escalation)
    .leftJoin(offer, and(eq(offer.escalationId, id), eq(offer.state, 'open')))
    .where(
      or(
        and(
          inArray(state, ['accepted', 'opened', 'countersigning']),
          or(inArray(acceptedBy, [...specialists]), inArray(supervisedBy, [...specialists])),
        ),
        inArray(offer.specialistId, [...specialists]),
      ),
    )
    .orderBy(asc(dueOn), asc(id))
    .limit(most)
  return rows.map((row) => row.id)
}

/** What is on offer to these specialists now. */
export async function escalationsOfferedTo(
  tx: ScopedTx,
  specialists: readonly SpecialistId[],
  most: number,
): Promise<EscalationId[]> {
  if (specialists.length === 0) return []
  const rows = await tx.sql
    .select({ id: offer.escalationId })
    .from(offer)
    .where(and(eq(offer.state, 'open'), inArray(offer.specialistId, [...specialists])))
    .orderBy(asc(offer.offeredAt), asc(offer.id))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** Accepted by the person and not over yet, earliest due first. */
export function openEscalationsOf(
  tx: ScopedTx,
  person: PersonId,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<SeenEscalation[]> {
  const { dueOn, id, state, acceptedPerson } = escalation
  const [afterDue = '', afterId = ''] = page.after ?? []
  const next = page.after && sql`(${dueOn}, ${id}) > (${afterDue}::date, ${afterId}::uuid)`
  return tx.sql
    .select(seen)
    .from(escalation)
    .where(and(eq(acceptedPerson, person), inArray(state, ['accepted', 'opened', 'countersigning']), next))
    .orderBy(asc(dueOn), asc(id))
    .limit(page.first + 1)
}

/** Under way and under the person's supervision, earliest due first. */
export function supervisedEscalationsOf(
  tx: ScopedTx,
  person: PersonId,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<SeenEscalation[]> {
  const { dueOn, id, state, supervisorPerson } = escalation
  const [afterDue = '', afterId = ''] = page.after ?? []
  const next = page.after && sql`(${dueOn}, ${id}) > (${afterDue}::date, ${afterId}::uuid)`
  return tx.sql
    .select(seen)
    .from(escalation)
    .where(and(eq(supervisorPerson, person), inArray(state, ['accepted', 'opened', 'countersigning']), next))
    .orderBy(asc(dueOn), asc(id))
    .limit(page.first + 1)
}

/** Accepted by the person and over: answered or withdrawn, latest first. */
export function pastEscalationsOf(
  tx: ScopedTx,
  person: PersonId,
  page: { readonly first: number; readonly after?: readonly string[] },
): Promise<SeenEscalation[]> {
  const { since, id, state, acceptedPerson } = escalation
  const [afterSince = '', afterId = ''] = page.after ?? []
  const next =
    page.after &&
    or(lt(since, sql`${afterSince}::timestamptz`), and(eq(since, sql`${afterSince}::timestamptz`), gt(id, sql`${afterId}::uuid`)))
  return tx.sql
    .select(seen)
    .from(escalation)
    .where(and(eq(acceptedPerson, person), inArray(state, ['answered', 'withdrawn']), next))
    .orderBy(desc(since), asc(id))
    .limit(page.first + 1)
}
