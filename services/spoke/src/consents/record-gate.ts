import type { RefusedAnswer } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import type { CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, changeCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
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
  readonly expectedVersion: number
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

/**
 * Records why clinical words of a case may leave: the worker's consent, given here or heard by a clinician, or what stands
 * in its place. The newest gate of a case counts; the older ones stay as they were.
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
    change: (tx, found) => openGateFor(tx, spoke, found, ask),
  })
}

async function openGateFor(tx: ScopedTx, spoke: Parts, found: CaseRow, ask: RecordGateAsk): Promise<Effect | RefusedAnswer> {
  if (found.state === 'closed')
    return {
      kind: 'refused',
      reasons: [{ word: 'case-closed', sentence: 'This case is closed. A new referral opens a new case.' }],
    }
  const caller = callerOf(tx)
  const { consentHoldsDays } = await consentSettings(tx)
  const by = found.workerPerson === caller ? 'worker' : 'clinician'
  const reading = readGateForm(ask, { by, givenBy: giverOf(found, ask, caller), consentHoldsDays, now: tx.now })
  if (reading.kind === 'refused') return reading
  await doneTasks(tx, found.id, 'consent-withdrawn')
  return { kind: 'done', id: await saveGate(tx, spoke, found, reading.gate, reading.evidence) }
}

/** Consent is the worker's, whoever writes it down; a worker who never signs in is known by the record. */
function giverOf(found: CaseRow, { kind }: GateForm, caller: PersonId): PersonId {
  if (kind !== 'explicit-consent') return caller
  return found.workerPerson ?? (found.workerId as string as PersonId)
}
