import { audit } from '@oh/audit'
import { CASE_STATE_TITLES, type CaseState } from '@oh/casework'
import type { CaseId, CaseReference, EscalationId, Instant, LondonDate, PoolId, SpokeId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { appointmentsOf } from '../appointments/appointment.reads.ts'
import { type AppointmentView, viewAppointment } from '../appointments/view-appointments.ts'
import { movesOf } from '../cases/case.reads.ts'
import type { CaseRow } from '../cases/case.store.ts'
import { openAsk } from '../consents/consent-asked.ts'
import { type GateView, viewGates } from '../consents/view-gate.ts'
import type { Spoke } from '../context.ts'
import { escalationsOf } from '../escalations/escalation.reads.ts'
import type { EscalationRow } from '../escalations/escalation.store.ts'
import { SENT_STATE_TITLES, type SentEscalationState } from '../escalations/sent-escalation.ts'
import { type SessionRow, sessionsOf } from '../escalations/session.store.ts'
import { acceptance } from '../escalations/view-escalations.ts'
import { type SessionView, viewSession } from '../escalations/view-sessions.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { deny, permitted } from '../memberships/permitted.ts'
import { type ReferralRowView, viewReferralRows } from '../referrals/view-referrals.ts'
import { withRecords } from '../workers/with-records.ts'
import { workerOfPerson } from '../workers/worker.reads.ts'
import { ownCases, ownWaitingReferrals } from './my-record.reads.ts'

/** How an escalation stands, for the worker it is about. The specialist's words are the service's to explain. */
export interface MyEscalation {
  readonly spokeId: SpokeId
  readonly poolId: PoolId
  readonly id: EscalationId
  readonly state: SentEscalationState
  readonly stateTitle: string
  readonly sentAt: Instant
  readonly dueOn: LondonDate
  readonly acceptedName: string | null
  readonly acceptedAt: Instant | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
  /** When the specialist sees the worker, the latest first. */
  readonly sessions: readonly SessionView[]
}

export interface MyCase {
  readonly id: CaseId
  readonly reference: CaseReference
  readonly version: number
  readonly state: CaseState
  readonly stateTitle: string
  readonly receivedOn: LondonDate
  readonly openedOn: LondonDate
  readonly closedOn: LondonDate | null
  readonly gate: GateView | null
  readonly escalations: readonly MyEscalation[]
  /** The latest first. */
  readonly appointments: readonly AppointmentView[]
  /** When occupational health asked for consent; null while nobody waits for the answer. */
  readonly consentAskedAt: Instant | null
  /** give-consent and withdraw-consent, where the form would be taken. */
  readonly allowedActions: readonly string[]
}

export interface MyRecord {
  readonly kind: 'record'
  readonly fullName: string
  readonly cases: readonly MyCase[]
  /** What the worker asked for and no case was opened for yet. */
  readonly referrals: readonly ReferralRowView[]
}

/** A worker's own view of the record: cases by status and dates, what was sent up and who has it, and consent. */
export function readMyRecord(spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>, actor: Actor): Promise<Denied | MyRecord> {
  return withRecords(spoke, actor, async (tx) => {
    const worker = await workerOfPerson(tx, callerOf(tx))
    const asked = { action: 'case.list', resource: 'my-record', subject: worker?.id } as const
    const denied = await permitted(tx, { ...asked, holds: worker ? ['own'] : [] })
    if (denied || !worker || !tx.roles.has('worker')) return denied ?? deny(tx, 'hidden', asked)
    const rows = await ownCases(tx, callerOf(tx))
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    const referrals = await viewReferralRows(tx, await ownWaitingReferrals(tx, callerOf(tx)))
    return { kind: 'record', fullName: worker.fullName, cases: await viewCases(tx, spoke, rows), referrals }
  })
}

async function viewCases(tx: ScopedTx, spoke: Pick<Spoke, 'id' | 'keyring'>, rows: readonly CaseRow[]): Promise<MyCase[]> {
  const ids = rows.map(({ id }) => id)
  const gates = await viewGates(tx, spoke, ids)
  const escalations = await escalationsOf(tx, ids)
  const sessions = await sessionsOf(
    tx,
    escalations.map(({ id }) => id),
  )
  const appointments = await appointmentsOf(tx, ids)
  const moves = await movesOf(tx, ids)
  return rows.map((row) => {
    const gate = gates.get(row.id) ?? null
    const asked = openAsk(moves.filter(({ caseId }) => caseId === row.id))?.at ?? null
    const mayGive = asked !== null && row.state !== 'closed' && !gate?.opensThePool && !gate?.beingDecided
    const { id, reference, version, state, receivedOn, openedOn, closedOn } = row
    return {
      ...{ id, reference, version, state, receivedOn, openedOn, closedOn },
      stateTitle: CASE_STATE_TITLES[state],
      gate,
      escalations: escalations.filter(({ caseId }) => caseId === id).map((sent) => viewOwn(spoke, sent, sessions)),
      appointments: appointments.filter(({ appointment }) => appointment.caseId === id).map((one) => viewAppointment(one, false)),
      consentAskedAt: asked,
      allowedActions: [...(mayGive ? ['give-consent'] : []), ...(gate?.consequences ? ['withdraw-consent'] : [])],
    }
  })
}

function viewOwn(spoke: Pick<Spoke, 'id'>, row: EscalationRow, sessions: readonly SessionRow[]): MyEscalation {
  const { id, poolId, state, sentAt, dueOn, answeredAt, withdrawnAt } = row
  return {
    spokeId: spoke.id,
    ...{ id, poolId, state, sentAt, dueOn, answeredAt, withdrawnAt },
    stateTitle: SENT_STATE_TITLES[state],
    ...acceptance(row),
    sessions: sessions.filter(({ escalationId }) => escalationId === id).map(viewSession),
  }
}
