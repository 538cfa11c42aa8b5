import type { ScopedTx } from '@oh/postgres'
import { desc, eq, lt, sql } from 'drizzle-orm'
import { routingPolicy } from './routing-policy.table.ts'

export type PolicyRow = typeof routingPolicy.$inferSelect

/** The policy switched on last; none while the defaults hold. */
export async function latestPolicy(tx: ScopedTx): Promise<PolicyRow | undefined> {
  const [row] = await tx.sql.select().from(routingPolicy).orderBy(desc(routingPolicy.version)).limit(1)
  return row
}

export async function findPolicy(tx: ScopedTx, version: number): Promise<PolicyRow | undefined> {
  const [row] = await tx.sql.select().from(routingPolicy).where(eq(routingPolicy.version, version))
  return row
}

/** What was switched on, latest first. */
export function pastPolicies(tx: ScopedTx, page: { readonly first: number; readonly before?: number | undefined }) {
  return tx.sql
    .select()
    .from(routingPolicy)
    .where(page.before === undefined ? undefined : lt(routingPolicy.version, page.before))
    .orderBy(desc(routingPolicy.version))
    .limit(page.first + 1)
}

const POLICY_LOCK = 6_470_774

/** One policy is switched on at a time, so that two never take the same version. */
export async function lockPolicy(tx: ScopedTx): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`)
}

export async function savePolicy(tx: ScopedTx, row: PolicyRow): Promise<void> {
  await tx.sql.insert(routingPolicy).values(row)
}
