import { advance, MOVE_SENTENCES } from '@oh/casework'
import { badInput, type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, changeCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { doneTasks } from '../escalations/task.store.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { consentSettings } from './consent-settings.reads.ts'
import { type GateForm, readGateForm } from './gate-ask.ts'
import { saveGate } from './save-gate.ts'

export interface RecordGateAsk extends GateForm, OnceAsk {
  readonly caseId: string
  /** Of the case the form was made on: a stale form must not revive a consent withdrawn since. The worker's own needs none. */
  readonly expectedVersion?: number | null | undefined
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

/**
 * Records why clinical words of a case may leave: the worker's consent, given here or heard by a clinician, or what stands
 * in its place. A move of the case: the newest gate counts, the older ones stay as they were, and a form made before is
 * stale.
 */
export function recordGate(
  spoke: Parts,
  actor: Actor,
  ask: RecordGateAsk,
): Promise<Denied | RefusedAnswer | Stale | CaseChanged> {
  return changeCase(spoke, actor, {
    action: 'consent.give',
    operation: 'record-gate',
    resource: 'gate',
    ask,
    freeOfVersion: isOwn,
    change: (tx, found) => openGateFor(tx, spoke, found, ask),
  })
}

async function openGateFor(tx: ScopedTx, spoke: Parts, found: CaseRow, ask: RecordGateAsk): Promise<Effect | RefusedAnswer> {
  if (!isOwn(tx, found) && ask.expectedVersion == null) throw badInput('The form has no version of the case. Open it again.')
  const event = ask.kind === 'explicit-consent' ? 'consent-recorded' : 'gate-recorded'
  const moved = advance(asCase(found), { kind: event }, tx.now)
  if (moved.kind === 'refused') return refusedAnswer(moved.reasons, MOVE_SENTENCES)
  const caller = callerOf(tx)
  const { consentHoldsDays } = await consentSettings(tx)
  const by = isOwn(tx, found) ? 'worker' : 'clinician'
  const reading = readGateForm(ask, { by, givenBy: giverOf(found, ask, caller), consentHoldsDays, now: tx.now })
  if (reading.kind === 'refused') return reading
  await doneTasks(tx, found.id, 'consent-withdrawn')
  const id = await saveGate(tx, spoke, found, reading.gate, reading.evidence)
  await saveMove(tx, found, moved.case, event)
  return { kind: 'done', id }
}

function isOwn(tx: ScopedTx, found: CaseRow): boolean {
  return found.workerPerson === callerOf(tx)
}

/** Consent is the worker's, whoever writes it down; a worker who never signs in is known by the record. */
function giverOf(found: CaseRow, { kind }: GateForm, caller: PersonId): PersonId {
  if (kind !== 'explicit-consent') return caller
  return found.workerPerson ?? (found.workerId as string as PersonId)
}
