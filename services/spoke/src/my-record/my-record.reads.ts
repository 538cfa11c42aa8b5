import type { PersonId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, desc, eq, ne } from 'drizzle-orm'
import type { CaseRow } from '../cases/case.store.ts'
import { caseTable } from '../cases/case.table.ts'
import { escalation } from '../escalations/escalation.table.ts'
import type { ReferralRow } from '../referrals/referral.store.ts'
import { referral } from '../referrals/referral.table.ts'

/** Every case about the person, the newest first: some tens at most in a working life. */
export function ownCases(tx: ScopedTx, person: PersonId): Promise<CaseRow[]> {
  return tx.sql.select().from(caseTable).where(eq(caseTable.workerPerson, person)).orderBy(desc(caseTable.openedAt))
}

/** What the person has asked for himself and no case was opened for: waiting, or sent back; the newest first. */
export function ownWaitingReferrals(tx: ScopedTx, person: PersonId): Promise<ReferralRow[]> {
  return tx.sql
    .select()
    .from(referral)
    .where(and(eq(referral.workerPerson, person), eq(referral.source, 'self'), ne(referral.state, 'accepted')))
    .orderBy(desc(referral.receivedAt))
}

/** Ids of everything that is the person's record here, and the names of specialists who accepted. */
export async function ownTraces(tx: ScopedTx, person: PersonId) {
  const cases = await ownCases(tx, person)
  const referrals = await tx.sql.select({ id: referral.id }).from(referral).where(eq(referral.workerPerson, person))
  const escalations = await tx.sql
    .select({
      id: escalation.id,
      acceptedBy: escalation.acceptedBy,
      acceptedName: escalation.acceptedName,
      supervisorPerson: escalation.supervisorPerson,
      supervisorName: escalation.supervisorName,
    })
    .from(escalation)
    .where(eq(escalation.workerPerson, person))
  const accepted = escalations.flatMap(({ acceptedBy, acceptedName, supervisorPerson, supervisorName }) => [
    ...(acceptedBy && acceptedName ? [[acceptedBy as string, acceptedName] as const] : []),
    ...(supervisorPerson && supervisorName ? [[supervisorPerson as string, supervisorName] as const] : []),
  ])
  return { ids: [...cases, ...referrals, ...escalations].map(({ id }) => id as string), specialists: new Map(accepted) }
}
