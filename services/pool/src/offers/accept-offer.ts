import type { Instant, OfferId } from '@oh/kernel'
import { ESCALATION_ACCEPTED_V1, ESCALATION_ACCEPTED_V2 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { beyondGrade, type GradeBar, type MoveRefusal, mayWorkOn } from '@oh/routing'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { isUnderWay } from '../escalations/is-still-with.ts'
import { type HeldEscalation, holdEscalation, moveEscalation } from '../escalations/move-escalation.ts'
import { settingsInForce } from '../policy/policy-in-force.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { type PoolSpecialist, specialistOf, supervisorIn } from '../specialists/specialist.store.ts'
import { findOfferTo, type OfferRow } from './offer.store.ts'
import { needOf } from './route-escalation.ts'

export interface AcceptAsk {
  readonly offerId: OfferId | undefined
  readonly key: string
}

/**
 * Step one: a specialist takes an escalation by name. The first of two wins; the second is told that it is taken. The same
 * one pressing twice has simply accepted it.
 */
export function acceptOffer(pool: Pick<Pool, 'db' | 'keyring'>, caller: Caller, { offerId, key }: AcceptAsk) {
  const access: Access = { action: 'poolCase.claim', resource: 'offer', ids: offerId ? [offerId] : [] }
  return submitOnce<RefusalWord>(
    pool.db,
    caller,
    { key, operation: 'acceptOffer', input: [offerId ?? null], access },
    async (tx) => {
      const offered = offerId ? await findOfferTo(tx, caller.person, offerId) : undefined
      const specialist = await specialistOf(tx, caller.person)
      const about: Access = { ...access, subject: offered?.escalationId }
      const mayWork = specialist !== undefined && mayWorkOn(specialist, tx.today).kind === 'allowed'
      const without = await denied(tx, about, offered && mayWork ? ['eligible'] : [])
      if (without) return without
      const held = offered && (await actingAs(tx, 'routing', () => holdEscalation(tx, offered.escalationId)))
      if (!offered || !specialist || !held) throw new Error('An offer without its escalation.')
      const supervisor = await supervisorIn(tx, specialist)
      if (held.row.heldAt) return refusedFor(tx, about, ['withdrawal-being-decided'])
      if (!isHis(held, caller)) {
        const beyond = await beyondToday(tx, held, { specialist, supervisor })
        if (beyond.length > 0) return refusedFor(tx, about, beyond)
        const reasons = await accept(pool, tx, held, { specialist, supervisor })
        if (reasons) return refusedFor(tx, about, told(reasons, offered, tx.now))
      }
      await allowedFor(tx, about)
      return { kind: 'done', id: offered.escalationId }
    },
  )
}

/** Who takes it, and who countersigns for a trainee. */
interface Taking {
  readonly specialist: PoolSpecialist
  readonly supervisor: PoolSpecialist | undefined
}

/** The words against it, or undefined when it is now the specialist's, the home spoke being told in the same commit. */
async function accept(
  pool: Pick<Pool, 'keyring'>,
  tx: ScopedTx,
  held: HeldEscalation,
  { specialist, supervisor }: Taking,
): Promise<readonly MoveRefusal[] | undefined> {
  const { specialistId, person, fullName } = specialist
  const event = { kind: 'accepted', specialistId, supervisedBy: supervisor?.specialistId } as const
  const people = { acceptedPerson: person, supervisorPerson: supervisor?.person ?? null }
  const moved = await actingAs(tx, 'routing', () => moveEscalation(pool, tx, held, event, people))
  if (moved.kind === 'refused') return moved.reasons
  const { id, spokeId, correlation } = held.row
  const body = { escalationId: id, specialistId, specialistPerson: person, specialistName: fullName, at: tx.now }
  const to = { destination: spokeId, subject: id, correlation }
  if (!supervisor) await post(tx, { name: ESCALATION_ACCEPTED_V1, ...to, body }, pool.keyring)
  else {
    const named = { ...body, supervisorPerson: supervisor.person, supervisorName: supervisor.fullName }
    await post(tx, { name: ESCALATION_ACCEPTED_V2, ...to, body: named }, pool.keyring)
  }
  return undefined
}

/**
 * What of it is beyond the grade today, asked again under the lock: since the offer the supervisor may have gone on leave, so
 * that nobody could countersign. Nothing of what is not on offer to this specialist any more.
 */
function beyondToday(
  tx: ScopedTx,
  held: HeldEscalation,
  { specialist, supervisor }: Taking,
): Promise<readonly GradeBar[]> | readonly GradeBar[] {
  if (held.standing.offer?.specialistId !== specialist.specialistId) return []
  return actingAs(tx, 'routing', async () => {
    const { secondTierSkills } = (await settingsInForce(tx)).settings
    const escalation = await needOf(tx, held)
    return beyondGrade({ escalation, specialist, supervisor, on: tx.today, secondTierSkills })
  })
}

/** By the locked row: the offer itself was read before somebody may have acted on it. */
const isHis = ({ row, standing }: HeldEscalation, { person }: Caller) =>
  row.acceptedPerson === person && isUnderWay(standing.state)

/** An offer that ran out is called so, wherever the escalation has gone since, unless somebody has taken it. */
function told(reasons: readonly MoveRefusal[], { expiresAt }: OfferRow, now: Instant): readonly MoveRefusal[] {
  const goneOn = reasons.every((word) => word === 'not-offered' || word === 'not-offered-to-you')
  return goneOn && expiresAt <= now ? ['offer-lapsed'] : reasons
}
