import type { LondonDate, MemberId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, eq, gt, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { invitation, member, memberKey, memberServes } from './member.table.ts'

export type Member = typeof member.$inferSelect
export type MemberKey = typeof memberKey.$inferSelect
export type Serves = typeof memberServes.$inferSelect

/** The member, held until the transaction ends, so that two registrars cannot change it at once. */
export async function lockMember(tx: ScopedTx, id: MemberId): Promise<Member | undefined> {
  const [found] = await tx.sql.select().from(member).where(eq(member.id, id)).for('update')
  return found
}

/** Every member with what it serves and its keys, by id: some hundreds at most. */
export async function allMembers(tx: ScopedTx): Promise<{ member: Member; serves: Serves[]; keys: MemberKey[] }[]> {
  const members = await tx.sql.select().from(member).orderBy(asc(member.id))
  const serves = await tx.sql.select().from(memberServes).orderBy(asc(memberServes.fromOn), asc(memberServes.code))
  const keys = await tx.sql.select().from(memberKey).where(isNotNull(memberKey.approvedAt)).orderBy(asc(memberKey.fromAt))
  return members.map((one) => ({
    member: one,
    serves: serves.filter((row) => row.memberId === one.id),
    keys: keys.filter((row) => row.memberId === one.id),
  }))
}

/** Holds the code until the transaction ends, so that of two registrars who invite for it at once the second sees the first. */
export async function lockCode(tx: ScopedTx, code: string): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`serves ${code}`}, 0))`)
}

/** Who serves the code today, and since when. A retired member serves nothing, whatever dates stand there. */
export async function memberServing(
  tx: ScopedTx,
  code: string,
): Promise<(Member & { readonly servesSince: LondonDate }) | undefined> {
  const [found] = await tx.sql
    .select({ member, servesSince: memberServes.fromOn })
    .from(memberServes)
    .innerJoin(member, eq(member.id, memberServes.memberId))
    .where(
      and(
        eq(memberServes.code, code),
        ne(member.state, 'retired'),
        lte(memberServes.fromOn, tx.today),
        or(isNull(memberServes.toOn), gt(memberServes.toOn, tx.today)),
      ),
    )
  return found && { ...found.member, servesSince: found.servesSince }
}

export async function saveNewMember(
  tx: ScopedTx,
  row: typeof member.$inferInsert,
  serves: (typeof memberServes.$inferInsert)[],
): Promise<void> {
  await tx.sql.insert(member).values(row)
  await tx.sql.insert(memberServes).values(serves)
}

/** Ends today what a member serves; what it served before stays in the registry. */
export async function endServing(tx: ScopedTx, id: MemberId): Promise<void> {
  await tx.sql
    .update(memberServes)
    .set({ toOn: sql`greatest(${memberServes.fromOn}, ${tx.today}::date)` })
    .where(and(eq(memberServes.memberId, id), or(isNull(memberServes.toOn), gt(memberServes.toOn, tx.today))))
}

export async function saveInvitation(tx: ScopedTx, row: typeof invitation.$inferInsert): Promise<void> {
  await tx.sql.insert(invitation).values(row)
}

/** The invitation behind a code's hash, held until the transaction ends: a code is used once. */
export async function lockInvitation(tx: ScopedTx, codeHash: string) {
  const [found] = await tx.sql.select().from(invitation).where(eq(invitation.codeHash, codeHash)).for('update')
  return found
}

export async function markInvitationUsed(tx: ScopedTx, codeHash: string): Promise<void> {
  await tx.sql.update(invitation).set({ usedAt: tx.now }).where(eq(invitation.codeHash, codeHash))
}

export async function saveKey(tx: ScopedTx, row: typeof memberKey.$inferInsert): Promise<void> {
  await tx.sql.insert(memberKey).values(row).onConflictDoNothing()
}

export async function keyByKid(tx: ScopedTx, kid: string): Promise<MemberKey | undefined> {
  const [found] = await tx.sql.select().from(memberKey).where(eq(memberKey.kid, kid))
  return found
}

/** Keys handed in and still waiting for the second person. */
export function keysWaiting(tx: ScopedTx, id: MemberId): Promise<MemberKey[]> {
  return tx.sql
    .select()
    .from(memberKey)
    .where(and(eq(memberKey.memberId, id), isNull(memberKey.approvedAt)))
}

export async function approveKey(tx: ScopedTx, kid: string): Promise<void> {
  await tx.sql.update(memberKey).set({ approvedAt: tx.now }).where(eq(memberKey.kid, kid))
}

export async function changeMember(tx: ScopedTx, id: MemberId, change: Partial<typeof member.$inferInsert>): Promise<void> {
  await tx.sql
    .update(member)
    .set({ ...change, changedAt: tx.now })
    .where(eq(member.id, id))
}
