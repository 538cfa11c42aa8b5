import { findTrust } from '@oh/organisations'
import { asActor, type ScopedTx } from '@oh/postgres'
import { acceptedNeed, type RoutingPolicy } from '@oh/routing'
import { allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { policyAccess, regionOf } from './policy-access.ts'
import { FIRST_VERSION, type PolicyInForce, policyInForce, trustsServed } from './policy-in-force.ts'
import { type PolicyRow, pastPolicies } from './routing-policy.store.ts'

export type { PolicyRow }

/** How the need of one employer is made. */
export interface ServedEmployer {
  readonly employer: string
  readonly name: string | undefined
  readonly staff: number
  readonly hasOwn: boolean
  /** As worked out from staff and cover. */
  readonly workedOut: number
  /** As the policy in force has it. */
  readonly inForce: number
}

export interface ReadPolicy {
  readonly kind: 'read'
  readonly inForce: PolicyInForce
  /** The row of the policy in force; none while the defaults hold. */
  readonly switchedOn: PolicyRow | undefined
  /** Whether need was worked out, and not set by a coordinator. */
  readonly served: readonly ServedEmployer[]
  /** What was switched on, latest first; one more than asked for when there are more. */
  readonly history: readonly PolicyRow[]
}

/**
 * The routing policy in force, how the need in it is made, and what was switched on before, by whom and why. For the
 * coordinator and for whoever leads the ICS. Organisational data: nothing about a worker.
 */
export function readPolicy(
  pool: Pick<Pool, 'db' | 'ics'>,
  caller: Caller,
  page: { readonly first: number; readonly before?: number | undefined },
): Promise<ReadPolicy | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const inForce = await policyInForce(pool, tx)
    const access = policyAccess('routingPolicy.read', [String(inForce.version)])
    const without = await denied(tx, access, regionOf(tx, pool.ics))
    if (without) return without
    await allowedFor(tx, access)
    const [switchedOn] = inForce.version === FIRST_VERSION ? [] : await pastPolicies(tx, { first: 1 })
    return {
      kind: 'read',
      inForce,
      switchedOn,
      served: await needOfEach(pool, tx, inForce.policy),
      history: await pastPolicies(tx, page),
    }
  })
}

async function needOfEach(pool: Pick<Pool, 'ics'>, tx: ScopedTx, { needByEmployer }: RoutingPolicy): Promise<ServedEmployer[]> {
  const served = await trustsServed(pool, tx)
  const workedOut = acceptedNeed(served)
  return served
    .map(({ employer, staff, hasOwn }) => ({
      employer,
      name: findTrust(employer)?.name,
      staff,
      hasOwn,
      workedOut: workedOut[employer] ?? 0,
      inForce: needByEmployer[employer] ?? 0,
    }))
    .sort((one, other) => other.workedOut - one.workedOut || one.employer.localeCompare(other.employer))
}
