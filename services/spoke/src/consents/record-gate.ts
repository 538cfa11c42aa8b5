import { advance, MOVE_SENTENCES } from '@oh/casework'
import { badInput, type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { PersonId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import { movesOf } from '../cases/case.reads.ts'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { type CaseChanged, changeCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { saveMove } from '../cases/save-move.ts'
import { type Stale, staleCase } from '../cases/stale.ts'
import type { Spoke } from '../context.ts'
import { doneTasks } from '../escalations/task.store.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { refusedWhileDecided } from './being-decided.ts'
import { openAsk } from './consent-asked.ts'
import { consentSettings } from './consent-settings.reads.ts'
import { type GateForm, readGateForm } from './gate-ask.ts'
import { saveGate } from './save-gate.ts'

export interface RecordGateAsk extends GateForm, OnceAsk {
  readonly caseId: string
  /** Of the case the form was made on: a stale form must not revive a consent withdrawn since. The worker's own needs none
   * while occupational health waits for the answer. */
  readonly expectedVersion?: number | null | undefined
}

type Parts = Pick<Spoke, 'db' | 'id' | 'keyring' | 'newId'>

const SENTENCES = {
  'consent-not-asked':
    'Occupational health is not waiting for your consent: you have answered, or you were not asked. Open your record to see how it stands.',
} as const

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
    change: async (tx, found) => {
      const outdated = isOwn(tx, found) ? await ownOutdated(tx, found, ask) : undefined
      return outdated ?? openGateFor(tx, spoke, found, ask)
    },
  })
}

/**
 * The worker's own form is measured by what became of consent alone: it holds when it was made after the ask that still
 * waits for an answer, or on the case as it stands. A form from before a withdrawal revives nothing.
 */
async function ownOutdated(
  tx: ScopedTx,
  found: CaseRow,
  { expectedVersion }: RecordGateAsk,
): Promise<RefusedAnswer | Stale | undefined> {
  if (expectedVersion === found.version) return undefined
  const asked = openAsk(await movesOf(tx, [found.id]))
  if (expectedVersion == null) return asked ? undefined : refusedAnswer(['consent-not-asked'], SENTENCES)
  return asked && asked.version <= expectedVersion ? undefined : staleCase(tx, found, expectedVersion)
}

async function openGateFor(tx: ScopedTx, spoke: Parts, found: CaseRow, ask: RecordGateAsk): Promise<Effect | RefusedAnswer> {
  if (!isOwn(tx, found) && ask.expectedVersion == null) throw badInput('The form has no version of the case. Open it again.')
  const beingDecided = await refusedWhileDecided(tx, found.id)
  if (beingDecided) return beingDecided
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
