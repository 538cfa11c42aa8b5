import { audit } from '@oh/audit'
import { allowed, type EscalationId, type MemberId, type Ruling, refused, type SubjectId } from '@oh/kernel'
import type {
  CONFLICT_DECLARED_V1,
  Envelope,
  ESCALATION_ACCEPTED_V1,
  ESCALATION_ACCEPTED_V2,
  ESCALATION_ROUTED_V1,
  EscalationAcceptedV2,
  MessageName,
} from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import type { Arrived } from '@oh/relay'
import { lockCase } from '../cases/case.store.ts'
import { refreshNextDue } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { findEscalation } from './escalation.reads.ts'
import { type EscalationRow, lockEscalation, updateEscalation } from './escalation.store.ts'
import { type PoolEvent, type PoolEventRefusal, takeIn } from './sent-escalation.ts'
import { doneTasks, openTask } from './task.store.ts'

export type NewsRefusal = 'escalation-unknown' | PoolEventRefusal
/** Takes in one kind of news, or refuses it and has changed nothing. */
export type TakesIn<Name extends MessageName, Word extends string = NewsRefusal> = (
  tx: ScopedTx,
  message: Arrived<Name>,
) => Promise<Ruling<Word>>

/** The pool has looked for a specialist: offered to one, or nobody found, which leaves the nurse a task. */
export function takeInRouting(spoke: Pick<Spoke, 'newId'>): TakesIn<typeof ESCALATION_ROUTED_V1> {
  return async (tx, { envelope, body }) => {
    const { outcome, round } = body
    const found = await escalationNamed(tx, envelope, body.escalationId)
    if (!found) return refused('escalation-unknown')
    const ruling = await move(tx, found, { kind: 'routed', outcome, round })
    if (ruling.kind === 'refused') return ruling
    await doneTasks(tx, found.caseId, 'escalation-not-placed')
    if (outcome === 'nobody-eligible')
      await openTask(tx, { id: spoke.newId(), caseId: found.caseId, kind: 'escalation-not-placed' })
    return allowed
  }
}

/**
 * A specialist took it by name: from here on that person may learn who the worker is, and so may the supervisor who
 * countersigns, where there is one.
 */
export const takeInAcceptance: TakesIn<typeof ESCALATION_ACCEPTED_V1 | typeof ESCALATION_ACCEPTED_V2> = async (
  tx,
  { envelope, body }: { readonly envelope: Envelope; readonly body: EscalationAcceptedV2 },
) => {
  const { specialistPerson: person, specialistId: specialist, specialistName: name, supervisorPerson, supervisorName, at } = body
  const supervisor = supervisorPerson && supervisorName ? { person: supervisorPerson, name: supervisorName } : undefined
  const found = await escalationNamed(tx, envelope, body.escalationId)
  if (!found) return refused('escalation-unknown')
  const ruling = await move(tx, found, { kind: 'accepted', person, specialist, name, supervisor, at })
  if (ruling.kind === 'refused') return ruling
  await doneTasks(tx, found.caseId, 'escalation-not-placed')
  await refreshNextDue(tx, found.caseId)
  await recordNews(tx, found, 'accepted')
  return allowed
}

/** The specialist knows the worker: identity and content are shut to that person with this commit. */
export const takeInConflict: TakesIn<typeof CONFLICT_DECLARED_V1> = async (tx, { envelope, body }) => {
  const found = await escalationNamed(tx, envelope, body.escalationId)
  if (!found) return refused('escalation-unknown')
  const ruling = await move(tx, found, { kind: 'conflict-declared', person: body.specialistPerson, at: body.at })
  if (ruling.kind === 'refused') return ruling
  await recordNews(tx, found, 'conflict-declared')
  return allowed
}

/**
 * The escalation a message is about; undefined unless it is the message's subject and was sent to the member that speaks.
 * Its case is held first and then the escalation, in the order of every use case, so that none waits for another in a ring.
 */
export async function escalationNamed(
  tx: ScopedTx,
  { source, subject }: { readonly source: MemberId; readonly subject: SubjectId },
  named: EscalationId,
): Promise<EscalationRow | undefined> {
  if (named !== subject) return undefined
  const found = await findEscalation(tx, named)
  if (found?.poolId !== source) return undefined
  await lockCase(tx, found.caseId)
  return lockEscalation(tx, named)
}

/** Lets an event of the pool take effect on the escalation, or says why it cannot. */
export async function move(tx: ScopedTx, found: EscalationRow, event: PoolEvent): Promise<Ruling<PoolEventRefusal>> {
  const taken = takeIn(found, event)
  if (taken.kind === 'refused') return taken
  const { state, round, acceptedBy, acceptedSpecialist, acceptedName, acceptedAt, conflictDeclaredAt } = taken.escalation
  const { supervisorPerson, supervisorName } = taken.escalation
  await updateEscalation(tx, found.id, {
    state,
    round,
    acceptedBy,
    acceptedSpecialist,
    acceptedName,
    acceptedAt,
    supervisorPerson,
    supervisorName,
    conflictDeclaredAt,
  })
  return allowed
}

/** What a worker may want to look up later: who came to know of the record, and who gave it back. */
export function recordNews(tx: ScopedTx, { id, workerId }: EscalationRow, word: string): Promise<void> {
  return audit(tx, {
    action: 'poolCase.readStatus',
    resource: 'escalation',
    ids: [id],
    subject: workerId,
    outcome: 'allowed',
    reasons: [word],
  })
}
