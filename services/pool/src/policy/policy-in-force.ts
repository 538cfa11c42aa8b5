import type { TrustCode } from '@oh/kernel'
import { findTrust, trustsOfIcs } from '@oh/organisations'
import type { ScopedTx } from '@oh/postgres'
import { acceptedNeed, defaultPolicy, type RoutingPolicy, type Served } from '@oh/routing'
import { trustsByAgreement } from '../agreements/agreement.store.ts'
import type { Pool } from '../context.ts'
import { allSpecialists } from '../specialists/specialist.store.ts'
import { latestPolicy } from './routing-policy.store.ts'

/** The version that holds while nobody has switched another one on. */
export const FIRST_VERSION = 1

export interface SettingsInForce {
  readonly version: number
  readonly settings: Omit<RoutingPolicy, 'needByEmployer'>
}

/** The routing policy in force in this transaction, without the need: all that an offer takes. */
export async function settingsInForce(tx: ScopedTx): Promise<SettingsInForce> {
  const row = await latestPolicy(tx)
  // a part that came with newer software is its default in a policy switched on before
  return { version: row?.version ?? FIRST_VERSION, settings: { ...defaultPolicy, ...row?.settings } }
}

export interface PolicyInForce {
  readonly version: number
  readonly policy: RoutingPolicy
}

/** The whole routing policy in force in this transaction. */
export async function policyInForce(pool: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<PolicyInForce> {
  const row = await latestPolicy(tx)
  if (row) return { version: row.version, policy: { ...defaultPolicy, ...row.settings } }
  return { version: FIRST_VERSION, policy: { ...defaultPolicy, needByEmployer: acceptedNeed(await trustsServed(pool, tx)) } }
}

/** Every trust that the pool serves today, of its ICS or by agreement, as need is worked out. */
export async function trustsServed({ ics }: Pick<Pool, 'ics'>, tx: ScopedTx): Promise<Served[]> {
  const own = (trustsOfIcs(ics, tx.today) ?? []).map(({ code }) => code)
  const codes = [...new Set<TrustCode>([...own, ...(await trustsByAgreement(tx))])]
  const employers = new Set((await allSpecialists(tx)).map(({ employer }) => employer))
  return codes.map((employer) => ({
    employer,
    staff: findTrust(employer)?.staffFte ?? 0,
    hasOwn: employers.has(employer),
  }))
}
