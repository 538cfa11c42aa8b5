import type { ScopedTx } from '@oh/postgres'
import { settingsInForce } from '../policy/policy-in-force.ts'

/** Working days of standard notice by the policy in force; a neighbour's own policy is not known here. */
export async function noticeInForce(tx: ScopedTx): Promise<number> {
  return (await settingsInForce(tx)).settings.closeWorkingDays.standard
}
