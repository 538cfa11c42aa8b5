import type { TrustCode } from '@oh/kernel'
import { icsOfTrust } from '@oh/organisations'
import type { ScopedTx } from '@oh/postgres'
import type { Pool } from '../context.ts'
import { hasAgreement } from './agreement.store.ts'

/** Whether this pool takes escalations of a trust today: one of its ICS in the edition in force, or by a neighbour agreement. */
export async function servesTrust({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx, trust: TrustCode): Promise<boolean> {
  return icsOfTrust(trust, tx.today)?.code === ics || (await hasAgreement(tx, trust))
}
