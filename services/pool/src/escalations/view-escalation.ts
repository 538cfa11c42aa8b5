import type { EscalationId, Instant, LondonDate, PoolId, SpokeId, TrustCode } from '@oh/kernel'
import type { CaseEscalatedV1 } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { type EscalationState, mayWorkOn, type Skill, type Urgency } from '@oh/routing'
import type { Pool } from '../context.ts'
import { sentBackAmong } from '../opinions/awaiting.store.ts'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'
import type { SeenEscalation } from './escalation.store.ts'
import { isUnderWay } from './is-still-with.ts'
import { acceptancesUnderWay } from './told-spoke.reads.ts'

export type SpecialistAction = 'accept-offer' | 'decline-offer' | 'declare-conflict' | 'give-opinion' | 'countersign'

/** How a specialist stands to an escalation: it is on offer to him, he has taken it by name, or a trainee of his has. */
export type Relation = 'offered' | 'accepted' | 'supervised'

/** An escalation as a specialist may see it before any clinical word. The trust is named only to whoever has accepted it. */
export interface EscalationView {
  readonly poolId: PoolId
  readonly spokeId: SpokeId
  readonly id: EscalationId
  readonly relation: Relation
  readonly state: EscalationState
  readonly pseudonym: string
  readonly ageBand: string
  readonly category: CaseEscalatedV1['category']
  readonly urgency: Urgency
  readonly skills: readonly Skill[]
  readonly seeWorker: CaseEscalatedV1['seeWorker']
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  readonly receivedAt: Instant
  readonly trust: TrustCode | undefined
  /** Undefined before it is accepted and after it is over. */
  readonly waitingForTrust: boolean | undefined
  /** What is written goes to a supervisor first. Undefined before it is accepted. */
  readonly needsCountersignature: boolean | undefined
  /** The supervisor has sent the opinion back to be changed. Undefined before it is accepted. */
  readonly sentBack: boolean | undefined
  readonly allowedActions: readonly SpecialistAction[]
}

/** The rows as the specialist sees them, all standing to him in the same way. */
export async function viewsOf(
  { id: poolId }: Pick<Pool, 'id'>,
  tx: ScopedTx,
  specialist: PoolSpecialist | undefined,
  relation: Relation,
  rows: readonly SeenEscalation[],
): Promise<EscalationView[]> {
  const open = relation === 'offered' ? [] : rows.filter(isOpen).map(({ id }) => id)
  const [underWay, sentBack] = [await acceptancesUnderWay(tx, open), await sentBackAmong(tx, open)]
  const mayWork = specialist !== undefined && mayWorkOn(specialist, tx.today).kind === 'allowed'
  return rows.map((row) => ({
    poolId,
    spokeId: row.spokeId,
    id: row.id,
    relation,
    state: row.state,
    pseudonym: row.pseudonym,
    ageBand: row.ageBand,
    category: row.category,
    urgency: row.urgency,
    skills: row.skills,
    seeWorker: row.seeWorker,
    acceptBy: row.acceptBy,
    dueOn: row.dueOn,
    receivedAt: row.receivedAt,
    trust: relation === 'offered' ? undefined : row.trust,
    waitingForTrust: relation !== 'offered' && isOpen(row) ? underWay.has(row.id) : undefined,
    needsCountersignature: relation === 'offered' ? undefined : row.supervisorPerson !== null,
    sentBack: relation === 'offered' ? undefined : sentBack.has(row.id),
    allowedActions: actionsOn(row, relation, mayWork),
  }))
}

const isOpen = ({ state }: SeenEscalation) => isUnderWay(state)

function actionsOn(row: SeenEscalation, relation: Relation, mayWork: boolean): SpecialistAction[] {
  const { state, heldAt } = row
  if (relation === 'offered') return mayWork ? ['accept-offer', 'decline-offer'] : ['decline-offer']
  if (relation === 'supervised') return supervisorActionsOn(row, mayWork)
  if (state === 'accepted' || state === 'countersigning') return ['declare-conflict']
  if (state !== 'opened') return []
  return mayWork && !heldAt ? ['give-opinion', 'declare-conflict'] : ['declare-conflict']
}

/** A supervisor declares first, from when the trainee has; then may countersign what was written. */
function supervisorActionsOn({ state, heldAt, supervisorOpenedAt }: SeenEscalation, mayWork: boolean): SpecialistAction[] {
  if (state !== 'opened' && state !== 'countersigning') return []
  const mayCountersign = mayWork && !heldAt && supervisorOpenedAt !== null && state === 'countersigning'
  return mayCountersign ? ['countersign', 'declare-conflict'] : ['declare-conflict']
}
