import { decide } from '@oh/auth'
import type { ScopedTx } from '@oh/postgres'

/**
 * Whether the caller may read how many people had what: the coordinator, who handles the cases. Whoever leads the ICS reads
 * of people what is published, as counts of every week, side by side, would tell what happened in one.
 */
export function readsPeople({ roles }: Pick<ScopedTx, 'roles'>): boolean {
  return decide({ action: 'poolUse.readPeople', roles, holds: ['region'] }) === 'allowed'
}
