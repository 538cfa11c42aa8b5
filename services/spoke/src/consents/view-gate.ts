import {
  ESCALATION_SENTENCES,
  GATE_KINDS,
  gateStanding,
  ruleOnGate,
  WITHDRAWAL_CONSEQUENCES,
  WITHDRAWAL_OUTCOMES,
  WITHDRAWAL_OUTCOMES_FOR_TEAM,
} from '@oh/escalation'
import type { Reason } from '@oh/graph'
import type { CaseId, Instant } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import { openGate } from './current-gate.ts'
import { newestGates, withdrawalDecisions } from './gate.reads.ts'
import type { GateRow } from './gate.store.ts'

export type GateStanding = ReturnType<typeof gateStanding>

const STANDING_TITLES: Readonly<Record<GateStanding, string>> = {
  live: 'In force',
  withdrawn: 'Withdrawn',
  'not-yet-valid': 'Not yet in force',
  expired: 'Run out',
}

/** A case's gate as people see it: how it stands, and whether it lets the case go to the pool. */
export interface GateView {
  readonly id: string
  readonly kind: GateRow['kind']
  readonly title: string
  readonly givenAt: Instant
  readonly recordedByName: string
  readonly textVersion: string
  readonly expiresAt: Instant | null
  readonly standing: GateStanding
  readonly standingTitle: string
  readonly opensThePool: boolean
  /** What keeps the case in the service; empty when it may go. */
  readonly closedBecause: readonly Reason[]
  readonly withdrawnAt: Instant | null
  /** What became of a withdrawal: to the worker as “you”, to the team about the worker. */
  readonly withdrawalSentence: string | null
  /** What the worker is told before withdrawing; null when there is nothing to withdraw. */
  readonly consequences: typeof WITHDRAWAL_CONSEQUENCES | null
}

/** The gates that count of these cases, by case. Whoever asks may read the cases. */
export async function viewGates(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  cases: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, GateView>> {
  const rows = [...(await newestGates(tx, cases)).values()]
  const decisions = await withdrawalDecisions(
    tx,
    rows.map(({ id }) => id),
  )
  const views = rows.map(async (row) => {
    const decided = decisions.get(row.id)?.outcome
    const view = await viewGate(tx, spoke, row, decided)
    return [row.caseId, view] as const
  })
  return new Map(await Promise.all(views))
}

async function viewGate(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  row: GateRow,
  decided: 'abide' | 'disclose-minimum' | undefined,
): Promise<GateView> {
  const gate = await openGate(tx, spoke, row)
  const ruling = ruleOnGate(gate, tx.now)
  const standing = gateStanding(gate, tx.now)
  const words = ruling.kind === 'refused' ? ruling.reasons : []
  return {
    id: row.id,
    kind: row.kind,
    title: GATE_KINDS.find(({ id }) => id === row.kind)?.title ?? row.kind,
    givenAt: row.givenAt,
    recordedByName: row.recordedByName,
    textVersion: row.textVersion,
    expiresAt: row.expiresAt,
    standing,
    standingTitle: STANDING_TITLES[standing],
    opensThePool: ruling.kind === 'allowed',
    closedBecause: words.map((word) => ({ word, sentence: ESCALATION_SENTENCES[word] })),
    withdrawnAt: row.withdrawnAt,
    withdrawalSentence: outcomeSentence(tx, row, decided),
    consequences: row.kind === 'explicit-consent' && row.withdrawnAt === null ? WITHDRAWAL_CONSEQUENCES : null,
  }
}

function outcomeSentence(tx: ScopedTx, row: GateRow, decided: 'abide' | 'disclose-minimum' | undefined): string | null {
  if (row.withdrawnAt === null) return null
  const sentences = row.workerPerson === callerOf(tx) ? WITHDRAWAL_OUTCOMES : WITHDRAWAL_OUTCOMES_FOR_TEAM
  return sentences[row.safetyHold ? (decided ?? 'awaiting-decision') : 'final']
}
