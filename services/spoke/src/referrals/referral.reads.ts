import type { ReferralState } from '@oh/casework'
import { type Instant, isUuid, type PersonId, type ReferralId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, desc, eq, gt, inArray, lt, ne, or } from 'drizzle-orm'
import { isNotAbout } from '../workers/worker.reads.ts'
import type { ReferralRow } from './referral.store.ts'
import { referral } from './referral.table.ts'

export async function findReferral(tx: ScopedTx, id: string): Promise<ReferralRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.sql
    .select()
    .from(referral)
    .where(eq(referral.id, id as ReferralId))
  return row
}

export async function referralsById(tx: ScopedTx, ids: readonly ReferralId[]): Promise<ReferralRow[]> {
  if (ids.length === 0) return []
  return tx.sql
    .select()
    .from(referral)
    .where(inArray(referral.id, [...ids]))
}

interface Page {
  readonly first: number
  readonly after?: { readonly receivedAt: Instant; readonly id: ReferralId } | undefined
}

/** The next referrals in one state and one more, the longest waiting first; none about the person who looks. */
export async function inboxRows(
  tx: ScopedTx,
  page: Page & { readonly state: ReferralState; readonly notAbout: PersonId },
): Promise<ReferralRow[]> {
  const { after } = page
  const behind =
    after &&
    or(gt(referral.receivedAt, after.receivedAt), and(eq(referral.receivedAt, after.receivedAt), gt(referral.id, after.id)))
  return tx.sql
    .select()
    .from(referral)
    .where(and(eq(referral.state, page.state), isNotAbout(referral.workerPerson, page.notAbout), behind))
    .orderBy(asc(referral.receivedAt), asc(referral.id))
    .limit(page.first + 1)
}

/** The next referrals that the person made for others and one more, the newest first. A self-referral is never among them. */
export async function referredRows(tx: ScopedTx, page: Page & { readonly person: PersonId }): Promise<ReferralRow[]> {
  const { after } = page
  const behind =
    after &&
    or(lt(referral.receivedAt, after.receivedAt), and(eq(referral.receivedAt, after.receivedAt), lt(referral.id, after.id)))
  return tx.sql
    .select()
    .from(referral)
    .where(and(eq(referral.referredBy, page.person), ne(referral.source, 'self'), behind))
    .orderBy(desc(referral.receivedAt), desc(referral.id))
    .limit(page.first + 1)
}
