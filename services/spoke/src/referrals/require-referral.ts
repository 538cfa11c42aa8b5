import type { Action, Holding } from '@oh/auth'
import { isUuid } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import type { ReferralRow } from './referral.store.ts'

/** How the acting person stands to a referral: its worker; else a colleague in its service, who may have made it. */
export function holdsOnReferral(tx: ScopedTx, row: Pick<ReferralRow, 'workerPerson' | 'referredBy' | 'source'>): Holding[] {
  if (tx.actor.kind !== 'person') return []
  const { person } = tx.actor
  return [
    row.workerPerson === person ? 'own' : 'service',
    ...(row.referredBy === person && row.source !== 'self' ? (['referrer'] as const) : []),
  ]
}

/** The referral, when the caller may do this to it; otherwise the denial with its audit row, the same for one that is not there. */
export async function requireReferral(
  tx: ScopedTx,
  ask: { readonly action: Action; readonly id: string; readonly find: (tx: ScopedTx) => Promise<ReferralRow | undefined> },
): Promise<ReferralRow | Denied> {
  const found = await ask.find(tx)
  const asked = {
    action: ask.action,
    resource: 'referral',
    ids: found ? [found.id] : isUuid(ask.id) ? [ask.id] : [],
    subject: found?.workerId,
  }
  const denied = await permitted(tx, { ...asked, holds: found ? holdsOnReferral(tx, found) : [] })
  return denied ?? found ?? deny(tx, 'hidden', asked)
}
