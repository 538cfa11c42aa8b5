import { audit } from '@oh/audit'
import { hidden } from '@oh/graph'
import type { Actor } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { volumeReasons } from '../workers/record-volume.reads.ts'
import { withRecords } from '../workers/with-records.ts'
import { findReferral } from './referral.reads.ts'
import { requireReferral } from './require-referral.ts'
import { type ReferralView, viewReferral } from './view-referrals.ts'

/** Opens one referral: the OH team, its worker, or whoever made it. */
export function readReferral(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  id: string,
): Promise<Denied | { readonly kind: 'read'; readonly referral: ReferralView }> {
  return withRecords(spoke, actor, async (tx) => {
    const action = 'referral.read'
    const found = await requireReferral(tx, { action, id, find: (scoped) => findReferral(scoped, id) })
    if (isDenied(found)) return found
    const reasons = await volumeReasons(tx, [found.workerId])
    await audit(tx, { action, resource: 'referral', ids: [found.id], subject: found.workerId, outcome: 'allowed', reasons })
    const referral = await viewReferral(tx, spoke, found)
    if (!referral) throw hidden()
    return { kind: 'read', referral }
  })
}
