import { type Capacity, capacityOf } from '@oh/capacity'
import type { LondonDate } from '@oh/kernel'
import { trustsOfIcs } from '@oh/organisations'
import type { ScopedTx } from '@oh/postgres'
import { mayWorkOn } from '@oh/routing'
import type { Pool } from '../context.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'
import { plansOf } from './job-plan.store.ts'

/** Of 52 weeks a specialist's sessions are held in about 42: leave, study leave and bank holidays take the rest. Our proposal. */
const HELD = 42 / 52

/** What the time of a pool amounts to on a day, and what was assumed. */
export interface PoolTime extends Capacity {
  readonly on: LondonDate
  /** Staff of the trusts of the ICS in whole-time equivalents. */
  readonly staff: number
  readonly hoursPerCase: number
  readonly held: number
}

/** PAs and complex cases a week of everybody who may work today, on leave or not, and for 1,000 staff of the trusts of the ICS. */
export async function poolTime(
  { ics }: Pick<Pool, 'ics'>,
  tx: ScopedTx,
  specialists: readonly PoolSpecialist[],
): Promise<PoolTime> {
  const working = specialists.filter((one) => mayWorkOn(one, tx.today).kind === 'allowed')
  const plans = await plansOf(
    tx,
    working.map(({ specialistId }) => specialistId),
  )
  const staff = (trustsOfIcs(ics, tx.today) ?? []).reduce((sum, { staffFte }) => sum + staffFte, 0)
  const { settings } = await settingsInForce(tx)
  const assumed = { hoursPerCase: settings.caseHours.usual, held: HELD }
  return { on: tx.today, staff, ...assumed, ...capacityOf({ on: tx.today, plans, people: staff, ...assumed }) }
}
