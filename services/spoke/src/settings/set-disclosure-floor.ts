import { audit } from '@oh/audit'
import { POLICY } from '@oh/disclosure'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import { type Actor, asActor, type ScopedTx } from '@oh/postgres'
import { earlierRequest, type OnceAsk } from '../cases/request-once.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { permitted } from '../memberships/permitted.ts'
import { type DisclosureFloor, floorNow } from './read-disclosure-floor.ts'
import { disclosureFloor } from './setting.reads.ts'
import { insertSetting } from './setting.store.ts'

/** Why a floor is changed: a closed list, because what could name a person has no place in a setting. */
export const FLOOR_REASONS = [
  { id: 'small-service', title: 'The service is small, and people could be recognised' },
  { id: 'people-recognised', title: 'Somebody was recognised, or nearly' },
  { id: 'guardian-advised', title: 'The Caldicott guardian advised it' },
  { id: 'no-longer-needed', title: 'The reason for a higher floor has gone' },
] as const

/** The highest floor: what a submission can carry. */
export const HIGHEST_FLOOR = 1_000

export interface FloorAsk extends OnceAsk {
  readonly floor: number
  /** A word of FLOOR_REASONS. */
  readonly reason: string
}

export interface FloorSet {
  readonly kind: 'set'
  readonly floor: DisclosureFloor
}

const SENTENCES = {
  'floor-below-policy': `Counts of people below ${POLICY.floor} are never shown: choose ${POLICY.floor} or more.`,
  'floor-too-high': `Choose ${HIGHEST_FLOOR.toLocaleString('en-GB')} or less.`,
  'floor-unchanged': 'This is the floor already.',
  'reason-unknown': 'Choose why the floor is changed.',
} as const
type FloorRefusal = keyof typeof SENTENCES

/**
 * The head of service sets, from today on, below which count of people the service shows none outside: in live figures at
 * once, in submissions from the next one on. Only a higher floor than the policy's changes anything, so none is lower.
 */
export function setDisclosureFloor(
  spoke: Pick<Spoke, 'db' | 'newId'>,
  actor: Actor,
  ask: FloorAsk,
): Promise<Denied | RefusedAnswer | FloorSet> {
  return asActor(spoke.db, actor, async (tx) => {
    const asked = { action: 'setting.change', resource: 'disclosure-floor', ids: [] } as const
    const denied = await permitted(tx, { ...asked, holds: ['service'] })
    if (denied) return denied
    const earlier = await earlierRequest(tx, 'set-disclosure-floor', ask)
    if (earlier.kind === 'repeated') return { kind: 'set', floor: await floorNow(tx) }
    if (earlier.kind === 'refused') return earlier
    const reasons = await refusalsOf(tx, ask)
    if (reasons.length > 0) {
      await audit(tx, { ...asked, outcome: 'refused', reasons })
      return refusedAnswer(reasons, SENTENCES)
    }
    const id = spoke.newId()
    await insertSetting(tx, { id, kind: 'disclosure', values: { floor: ask.floor, because: ask.reason } })
    await audit(tx, { ...asked, ids: [id], outcome: 'allowed', reasons: [ask.reason] })
    await earlier.remember(id)
    return { kind: 'set', floor: await floorNow(tx) }
  })
}

async function refusalsOf(tx: ScopedTx, { floor, reason }: FloorAsk): Promise<FloorRefusal[]> {
  const refusals: FloorRefusal[] = []
  if (floor < POLICY.floor) refusals.push('floor-below-policy')
  if (floor > HIGHEST_FLOOR) refusals.push('floor-too-high')
  if (floor === (await disclosureFloor(tx))) refusals.push('floor-unchanged')
  if (!FLOOR_REASONS.some(({ id }) => id === reason)) refusals.push('reason-unknown')
  return refusals
}
