import type { ConfidentialityGate } from '@oh/escalation'
import type { ScopedTx } from '@oh/postgres'
import type { CaseRow } from '../cases/case.store.ts'
import { actorName } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import { textsOfOne } from '../workers/record-key.ts'
import { consentSettings } from './consent-settings.reads.ts'
import { gatePlace } from './current-gate.ts'
import { insertGate } from './gate.store.ts'

/** Keeps a gate that the rules have let stand as the newest of its case, sealed for the worker's record. Resolves to its id. */
export async function saveGate(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring' | 'newId'>,
  found: CaseRow,
  gate: ConfidentialityGate,
  evidence?: string,
): Promise<string> {
  const id = spoke.newId()
  const texts = await textsOfOne(tx, spoke, found.workerId)
  await insertGate(tx, {
    id,
    caseId: found.id,
    workerId: found.workerId,
    workerPerson: found.workerPerson,
    kind: gate.kind,
    gdprBasis: (await consentSettings(tx)).gdprBasis,
    givenAt: tx.now,
    recordedBy: callerOf(tx),
    recordedByName: await actorName(tx),
    textVersion: gate.textVersion,
    expiresAt: gate.expiresAt ?? null,
    gate: texts.seal(gatePlace(id, 'gate'), JSON.stringify(gate)),
    evidence: evidence === undefined ? null : texts.seal(gatePlace(id, 'evidence'), evidence),
  })
  return id
}
