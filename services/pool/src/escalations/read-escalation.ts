import type { EscalationId } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import { mayWorkOn } from '@oh/routing'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { openOfferTo } from '../offers/offer.store.ts'
import { type PoolSpecialist, specialistOf } from '../specialists/specialist.store.ts'
import { findEscalation, type SeenEscalation } from './escalation.store.ts'
import { isStillWith, isSupervisedBy } from './is-still-with.ts'
import { type EscalationView, type Relation, viewsOf } from './view-escalation.ts'

export interface EscalationAsk {
  /** Undefined for a text that is no id at all: it finds what any unknown id finds. */
  readonly id: EscalationId | undefined
  /** Its home spoke, when the caller names one. */
  readonly spokeId?: string
}

/** One escalation as the specialist may see it who has it on offer or has accepted it. To anyone else there is none. */
export function readEscalation(
  pool: Pick<Pool, 'id' | 'db'>,
  caller: Caller,
  ask: EscalationAsk,
): Promise<{ readonly kind: 'seen'; readonly escalation: EscalationView } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const found = ask.id ? await findEscalation(tx, ask.id) : undefined
    const row = found && (ask.spokeId === undefined || found.spokeId === ask.spokeId) ? found : undefined
    const specialist = await specialistOf(tx, caller.person)
    const relation = row && (await relationOf(tx, caller, specialist, row))
    const access: Access = {
      action: relation === 'offered' ? 'poolQueue.list' : 'poolCase.readStatus',
      resource: 'escalation',
      ids: ask.id ? [ask.id] : [],
      subject: ask.id,
    }
    const without = await denied(tx, access, relation ? [relation === 'offered' ? 'eligible' : 'claimed'] : [])
    if (without || !row || !relation) return without ?? { kind: 'hidden' }
    const [escalation] = await viewsOf(pool, tx, specialist, relation, [row])
    if (!escalation) throw new Error('One row gave no view.')
    await allowedFor(tx, access)
    return { kind: 'seen', escalation }
  })
}

/** What stands after an act of the caller's own: null when it is no longer his to see. */
export async function readAfter(pool: Pick<Pool, 'id' | 'db'>, caller: Caller, id: EscalationId): Promise<EscalationView | null> {
  const read = await readEscalation(pool, caller, { id })
  return read.kind === 'seen' ? read.escalation : null
}

/** What is on offer is seen only by those who may take it today; what was accepted, by the one it is still with. */
async function relationOf(
  tx: ScopedTx,
  { person }: Caller,
  specialist: PoolSpecialist | undefined,
  row: SeenEscalation,
): Promise<Relation | undefined> {
  if (row.acceptedPerson === person) return isStillWith(specialist, row, tx.today) ? 'accepted' : undefined
  if (row.supervisorPerson === person) return isSupervisedBy(specialist, row, tx.today) ? 'supervised' : undefined
  if (!specialist || mayWorkOn(specialist, tx.today).kind === 'refused') return undefined
  return (await openOfferTo(tx, person, row.id)) ? 'offered' : undefined
}
