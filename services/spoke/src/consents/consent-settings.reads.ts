import type { GdprBasis } from '@oh/escalation'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, gt, isNull, lte, or, sql } from 'drizzle-orm'
import { serviceSetting } from '../settings/setting.table.ts'

/** What a service has fixed about lawful basis and consent. */
export interface ConsentSettings {
  /** Fixed by the service for all its work; a blank condition counts as none. */
  readonly gdprBasis: GdprBasis
  /** Calendar days that a consent holds unless an earlier end was agreed. */
  readonly consentHoldsDays: number
}

/**
 * What a service starts with. Basis: UK GDPR articles 6(1)(e) and 9(2)(h), Data Protection Act 2018, Schedule 1, Part 1,
 * paragraph 2 (health or social care purposes), to be confirmed by the privacy officer. Length: own proposal.
 */
export const STARTING_CONSENT_SETTINGS: ConsentSettings = {
  gdprBasis: { article6: '6(1)(e)', article9: '9(2)(h)', schedule1: 'Part 1, paragraph 2' },
  consentHoldsDays: 90,
}

/** The row of this service that holds today, the latest begun when several do. */
export async function consentSettings(tx: ScopedTx): Promise<ConsentSettings> {
  const [row] = await tx.sql
    .select({ values: sql<ConsentSettings>`${serviceSetting.values}` })
    .from(serviceSetting)
    .where(
      and(
        sql`${serviceSetting.kind} = 'consent'`,
        lte(serviceSetting.fromOn, tx.today),
        or(isNull(serviceSetting.toOn), gt(serviceSetting.toOn, tx.today)),
      ),
    )
    .orderBy(desc(serviceSetting.fromOn))
    .limit(1)
  return row?.values ?? STARTING_CONSENT_SETTINGS
}
