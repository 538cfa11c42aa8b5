import { audit, namesOf } from '@oh/audit'
import { POLICY } from '@oh/disclosure'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { disclosureFloor, type FloorChange, floorChanges } from './setting.reads.ts'

const MOST_CHANGES = 20

/** Under which count of people the service shows none, and how it came to that. */
export interface DisclosureFloor {
  readonly kind: 'read'
  /** What holds today. */
  readonly floor: number
  /** The least that the national policy allows. */
  readonly policyFloor: number
  /** The latest changes, newest first. */
  readonly changes: readonly (FloorChange & { readonly setByName: string })[]
}

/** For whoever sets the floor and whoever prepares what is submitted under it. */
export function readDisclosureFloor(spoke: Pick<Spoke, 'db'>, actor: Actor): Promise<Denied | DisclosureFloor> {
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'setting.read', resource: 'disclosure-floor', ids: [] } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    await audit(tx, { ...asked, outcome: 'allowed' })
    return floorNow(tx)
  })
}

/** The floor as it stands; the right to see it was ruled before. */
export async function floorNow(tx: ScopedTx): Promise<DisclosureFloor> {
  const changes = await floorChanges(tx, MOST_CHANGES)
  const names = await namesOf(
    tx,
    changes.map(({ setBy }) => setBy),
  )
  return {
    kind: 'read',
    floor: await disclosureFloor(tx),
    policyFloor: POLICY.floor,
    changes: changes.map((change) => ({ ...change, setByName: names.get(change.setBy) ?? change.setBy })),
  }
}
