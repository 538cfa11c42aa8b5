import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { CaseId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { heldGate } from './gate.reads.ts'

const SENTENCES = {
  'withdrawal-being-decided':
    'The worker withdrew consent while somebody may be at risk, and the named physician has not yet decided. Nothing more about sharing can be recorded or asked until then.',
} as const

/** The refusal of every new ground to share while a withdrawal held for safety waits for its decision; else undefined. */
export async function refusedWhileDecided(tx: ScopedTx, caseId: CaseId): Promise<RefusedAnswer | undefined> {
  return (await heldGate(tx, caseId)) && refusedAnswer(['withdrawal-being-decided'], SENTENCES)
}
